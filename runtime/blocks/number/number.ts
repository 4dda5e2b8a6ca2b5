// Number: a numeric field. Without a value it is 0, unless a placeholder is to be
// seen; a field that the user or a handler empties is null.

import { define, type Props } from "../shared/block";
import { attr, h } from "../shared/dom";
import { Field } from "../shared/field";
import { integer } from "../shared/json";
import type { NumberProps } from "./props_gen";

/** The properties of fields that have got no value yet: their 0 is ours. */
const unset = new WeakSet<Props>();

/** What the user has typed; null if it is no number. */
function parse(text: string): number | bigint | null {
  const n = Number(text);
  if (text === "" || Number.isNaN(n)) return null;
  return Number.isSafeInteger(n) ? n : integer(text) ?? n;
}

class NumberField extends Field<NumberProps> {
  private readonly input = h("input", { type: "number", class: "input numeric" });

  static override settle(props: Props & { placeholder?: string | null }, initial: boolean): void {
    if (!initial || props.value != null || props.placeholder) return;
    props.value = 0;
    unset.add(props);
  }

  /** A handler that takes the value from a field without one changes nothing. */
  override set(changes: Partial<NumberProps>): boolean {
    const { value, ...rest } = changes;
    if (value == null || (value as unknown) === "") return super.set(unset.has(this.props) || value === undefined ? rest : { ...rest, value: null });
    unset.delete(this.props);
    return super.set(changes);
  }

  override get typing(): boolean {
    return document.activeElement === this.input;
  }

  protected build(): void {
    this.assemble(this.input);
    const input = this.input;
    input.addEventListener("input", () => {
      if (input.validity.badInput) return; // half a number, such as "-" or "1e"
      unset.delete(this.props);
      this.commit(parse(input.value), "input");
    });
    input.addEventListener("keydown", (e) => {
      if (e.key !== "Enter" || e.isComposing || !this.interactive) return;
      e.preventDefault();
      this.fire("submit");
    });
    input.addEventListener("focus", () => this.fire("focus"));
    input.addEventListener("blur", () => this.fire("blur"));
  }

  protected override update(changed: Set<string>): void {
    const p = this.props;
    this.updateField();
    attr(this.input, "min", p.minimum);
    attr(this.input, "max", p.maximum);
    attr(this.input, "step", p.step ?? 1);
    attr(this.input, "placeholder", p.placeholder);
    attr(this.input, "inputmode", p.precision === 0 ? "numeric" : "decimal");
    this.input.readOnly = !this.interactive;
    if (!changed.has("value")) return;
    if (parse(this.input.value) !== (p.value ?? null)) this.input.value = String(p.value ?? "");
  }
}

define("number", NumberField);
