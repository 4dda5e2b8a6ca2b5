// Number: a numeric field. An empty field is null.

import { define } from "../shared/block";
import { attr, h } from "../shared/dom";
import { Field } from "../shared/field";
import type { NumberProps } from "./props_gen";

class NumberField extends Field<NumberProps> {
  private readonly input = h("input", { type: "number", class: "input numeric" });

  protected build(): void {
    this.assemble(this.input);
    const input = this.input;
    input.addEventListener("input", () => {
      if (input.validity.badInput) return; // half a number, such as "-" or "1e"
      this.commit(input.value === "" ? null : input.valueAsNumber, "input");
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
    const next = p.value == null ? "" : String(p.value);
    if (next === "" ? this.input.value !== "" : Number(next) !== this.input.valueAsNumber) this.input.value = next;
  }
}

define("number", NumberField);
