// Radio: one of a list.

import { define } from "../shared/block";
import { chip, choiceBox, tick } from "../shared/choice";
import { attr, h } from "../shared/dom";
import { choicesOf, offers } from "../shared/choices";
import { Field } from "../shared/field";
import type { Choice } from "../shared/props";
import type { RadioProps } from "./props_gen";

class Radio extends Field<RadioProps> {
  private readonly group = h("div", { class: "choices", role: "radiogroup" });
  private shown = "";

  protected build(): void {
    this.assemble(this.group);
    this.group.addEventListener("change", (e) => {
      const index = [...this.inputs].indexOf(e.target as HTMLInputElement);
      const choice = this.choices[index];
      if (!choice) return;
      this.commit(choice[1], "input");
      this.fire("select", { index, value: choice[1], selected: true });
      this.check();
    });
    this.group.addEventListener("keydown", (e) => {
      if (e.key === "Enter" && this.interactive) (e.target as HTMLElement).click();
    });
  }

  /** "" is a value if it is one of the choices. */
  protected override equal(a: unknown, b: unknown): boolean {
    return super.equal(a, b) && (a === b || !offers(this.choices, ""));
  }

  private get choices(): Choice[] {
    return choicesOf(this.props.choices);
  }

  private get inputs(): NodeListOf<HTMLInputElement> {
    return this.group.querySelectorAll("input");
  }

  private check(): void {
    const choices = this.choices;
    this.inputs.forEach((input, i) => tick(input, choices[i]![1] === this.value, this.interactive));
  }

  protected override update(): void {
    this.updateField();
    attr(this.group, "dir", this.props.rtl ? "rtl" : null);
    const key = JSON.stringify(this.choices);
    if (key !== this.shown) {
      this.shown = key;
      this.group.replaceChildren(...this.choices.flatMap(([name, value]) => [chip(choiceBox("radio", { name: this.uid, value: String(value) }), name, `${value}-radio-label`), " "]));
    }
    this.check();
  }
}

define("radio", Radio);
