// Checkbox: yes or no.

import { define } from "../block";
import { h, text } from "../parts/dom";
import { Field } from "../parts/field";
import type { CheckboxProps } from "../props.gen";

class Checkbox extends Field<CheckboxProps> {
  private readonly input = h("input", { type: "checkbox" });
  private readonly words = h("span", { class: "choice-text", id: this.uid + "-text" });

  protected build(): void {
    this.classList.add("checkbox-block");
    this.assemble(this.input, h("span", { class: "choice" }, this.input, this.words));
    this.input.addEventListener("change", () => this.toggled());
    this.input.addEventListener("keydown", (e) => {
      if (e.key !== "Enter" || !this.interactive) return;
      e.preventDefault();
      this.input.checked = !this.input.checked;
      this.toggled();
    });
  }

  private toggled(): void {
    const on = this.input.checked;
    this.commit(on, "input");
    this.fire("select", { index: 0, value: on, selected: on });
  }

  override get value(): boolean {
    return !!this.props.value;
  }

  protected update(): void {
    this.updateField();
    this.titleElement.hidden = true; // the label stands beside the box
    this.words.classList.toggle("visually-hidden", this.props.show_label === false);
    text(this.words, this.label);
    this.input.checked = this.value;
    this.input.disabled = !this.interactive;
  }

  protected override describe(): void {
    super.describe();
    this.input.setAttribute("aria-labelledby", this.words.id);
  }
}

define("checkbox", Checkbox);
