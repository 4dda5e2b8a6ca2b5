// The edits that the server sends instead of whole values while it streams.

import { say } from "../../../blocks/shared/texts";

const texts = {
  unknown: "The server sent an edit that this page does not know: {op}.",
  noParts: "The server sent an edit for a value that has no parts.",
};

/** [op, path, value]: path is the list of object keys and array indices that lead to the place. */
export type Edit = [op: string, path: (string | number)[], value: any];

/**
 * Applies edits in order. The old value is left as it is: components compare it
 * with the new one. Everything off the edited paths is shared between both.
 */
export function applyEdits(value: any, edits: Edit[]): any {
  const fresh = new Set<object>(); // containers copied for this call, safe to change
  for (const [op, path, operand] of edits) {
    value = edit(value, op, path, 0, operand, fresh);
  }
  return value;
}

function edit(value: any, op: string, path: (string | number)[], at: number, operand: any, fresh: Set<object>): any {
  if (at === path.length) {
    if (op === "replace") return operand;
    if (op === "append") return value + operand;
    throw new Error(say(texts.unknown, { op }));
  }
  const own = writable(value, fresh);
  const key = path[at]!;
  if (at < path.length - 1 || op === "replace" || op === "append") {
    own[key] = edit(own[key], op, path, at + 1, operand, fresh);
  } else if (op === "add") {
    if (Array.isArray(own)) own.splice(Number(key), 0, operand);
    else own[key] = operand;
  } else if (op === "delete") {
    if (Array.isArray(own)) own.splice(Number(key), 1);
    else delete own[key];
  } else {
    throw new Error(say(texts.unknown, { op }));
  }
  return own;
}

function writable(value: any, fresh: Set<object>): any {
  if (value === null || typeof value !== "object") throw new Error(say(texts.noParts));
  if (fresh.has(value)) return value;
  const copy = Array.isArray(value) ? value.slice() : { ...value };
  fresh.add(copy);
  return copy;
}
