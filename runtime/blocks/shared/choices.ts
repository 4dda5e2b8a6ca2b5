// Choices of Radio, CheckboxGroup and Dropdown.

import type { Choice } from "./props";

/** What a choice stands for on the wire. */
export type ChoiceValue = Choice[1];

/** Reads the choices prop; plain values name themselves. The value of a choice may be null. */
export function choicesOf(raw: unknown): Choice[] {
  if (!Array.isArray(raw)) return [];
  return raw.map((c) => (Array.isArray(c) ? [String(c[0]), c.length > 1 ? c[1] : c[0]] : [String(c), c]));
}

/** Whether one of the choices stands for a value. */
export function offers(choices: Choice[], value: ChoiceValue): boolean {
  return choices.some((c) => c[1] === value);
}
