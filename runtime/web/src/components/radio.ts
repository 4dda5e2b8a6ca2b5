// Radio: one of a list.

import { define } from "../block";
import { attr, h } from "../parts/dom";
import { choicesOf, type Choice } from "../parts/choices";
import { Field } from "../parts/field";
import type { RadioProps } from "../props.gen";

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

  private get choices(): Choice[] {
    return choicesOf(this.props.choices);
  }

  private get inputs(): NodeListOf<HTMLInputElement> {
    return this.group.querySelectorAll("input");
  }

  private check(): void {
    const choices = this.choices;
    this.inputs.forEach((input, i) => {
      input.checked = choices[i]![1] === this.value;
      input.disabled = !this.interactive;
    });
  }

  protected update(): void {
    this.updateField();
    attr(this.group, "dir", this.props.rtl ? "rtl" : null);
    const key = JSON.stringify(this.choices);
    if (key !== this.shown) {
      this.shown = key;
      this.group.replaceChildren(...this.choices.map(([name, value]) =>
        h("label", { class: "choice chip", "data-testid": `${value}-radio-label` },
          h("input", { type: "radio", name: this.uid, value: String(value) }),
          h("span", { class: "choice-text" }, name))));
    }
    this.check();
  }
}

define("radio", Radio);
