// Checkbox: yes or no.

import "./checkbox.css";
import { define } from "../shared/block";
import { choiceBox } from "../shared/choice";
import { h, text, unseen } from "../shared/dom";
import { Field } from "../shared/field";
import type { CheckboxProps } from "./props_gen";

class Checkbox extends Field<CheckboxProps> {
  private readonly input = choiceBox("checkbox");
  private readonly words = h("span", { class: "choice-text", id: this.uid + "-text" });

  protected build(): void {
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

  protected override update(): void {
    this.updateField();
    this.titleElement.hidden = true; // the label stands beside the box
    unseen(this.words, this.props.show_label === false);
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
