// The texts that the page itself shows and announces. Each element has its own in
// an object of that name.

/** A text of the page in the user's language, with values in place of {name}. */
export function say(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
