// CheckboxGroup: several of a list.

import "./checkboxgroup.css";
import { define } from "../shared/block";
import { chip, choiceBox, tick } from "../shared/choice";
import { h } from "../shared/dom";
import { choicesOf, type ChoiceValue } from "../shared/choices";
import { Field } from "../shared/field";
import type { Choice } from "../shared/props";
import { say } from "../shared/texts";
import type { CheckboxGroupProps } from "./props_gen";

const texts = { all: "Select all" };

class CheckboxGroup extends Field<CheckboxGroupProps> {
  private readonly group = h("div", { class: "choices", role: "group" });
  private readonly all = choiceBox("checkbox", { "aria-label": say(texts.all), title: say(texts.all), "data-touch": "" });
  private shown = "";

  protected build(): void {
    this.group.dataset.testid = "checkbox-group";
    this.assemble(this.group);
    this.all.classList.add("select-all");
    this.titleElement.parentElement!.prepend(this.all);
    this.all.addEventListener("change", () => {
      this.commit(this.all.checked ? this.choices.map(([, v]) => v) : [], "input");
      this.check();
    });
    this.group.addEventListener("change", (e) => this.toggled(e.target as HTMLInputElement));
    this.group.addEventListener("keydown", (e) => {
      const input = e.target as HTMLInputElement;
      if (e.key !== "Enter" || !this.interactive || input.type !== "checkbox") return;
      e.preventDefault();
      input.checked = !input.checked;
      this.toggled(input);
    });
  }

  private get choices(): Choice[] {
    return choicesOf(this.props.choices);
  }

  override get value(): ChoiceValue[] {
    const v = this.props.value;
    return v == null || (v as unknown) === "" ? [] : Array.isArray(v) ? v : [v];
  }

  private toggled(input: HTMLInputElement): void {
    const index = [...this.inputs].indexOf(input);
    const choice = this.choices[index];
    if (!choice) return;
    const rest = this.value.filter((v) => v !== choice[1]);
    this.commit(input.checked ? [...rest, choice[1]] : rest, "input");
    this.fire("select", { index, value: choice[1], selected: input.checked });
    this.check();
  }

  private get inputs(): NodeListOf<HTMLInputElement> {
    return this.group.querySelectorAll("input");
  }

  /** Ticks what is chosen. */
  private check(): void {
    const on = new Set(this.value);
    const choices = this.choices;
    this.inputs.forEach((input, i) => tick(input, on.has(choices[i]![1]), this.interactive));
    const n = choices.filter(([, v]) => on.has(v)).length;
    this.all.checked = n > 0 && n === choices.length;
    this.all.indeterminate = n > 0 && n < choices.length;
    this.all.disabled = !this.interactive;
  }

  protected override update(): void {
    this.updateField();
    this.all.hidden = !this.props.show_select_all;
    const key = JSON.stringify(this.choices);
    if (key !== this.shown) {
      this.shown = key;
      this.group.replaceChildren(...this.choices.flatMap(([name, value]) => [chip(choiceBox("checkbox", { name: String(value), title: String(value) }), name), " "]));
    }
    this.check();
  }
}

define("checkboxgroup", CheckboxGroup);
