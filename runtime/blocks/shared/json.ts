// JSON whose integers keep all digits. A JavaScript number holds integers up to 2^53;
// longer ones are bigints in the page.

declare global {
  interface JSON {
    /** A value that is written into JSON as it is. */
    rawJSON(text: string): unknown;
  }
  interface BigInt {
    toJSON(): unknown;
  }
}

// Everything that writes JSON writes a bigint with its digits, scripts of apps too.
BigInt.prototype.toJSON = function () {
  return JSON.rawJSON(String(this));
};

/** What may be an integer that a number does not hold. Without one, parsing is as fast as it can be. */
const long = /\d{16}/;

/** Parses JSON. An integer that a number does not hold exactly is a bigint. Browsers that do not know the source of a value lose its last digits. */
export function parseJSON(text: string): any {
  return long.test(text) ? JSON.parse(text, (_key: string, v: unknown, ...context: unknown[]) => exact(v, context)) : JSON.parse(text);
}

function exact(v: unknown, [context]: unknown[]): unknown {
  if (typeof v !== "number" || Number.isSafeInteger(v)) return v;
  return integer((context as { source?: string } | undefined)?.source ?? "") ?? v;
}

/** A written integer that a number does not hold exactly. */
export function integer(text: string): bigint | undefined {
  return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
}
