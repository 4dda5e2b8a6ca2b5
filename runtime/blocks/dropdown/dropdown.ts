// Dropdown: one or many of a list, found by typing.

import "./dropdown.css";
import { define } from "../shared/block";
import { attr, h } from "../shared/dom";
import { choicesOf, offers, type ChoiceValue } from "../shared/choices";
import { Field } from "../shared/field";
import { icon } from "../shared/icons";
import { Listbox } from "../shared/listbox";
import type { Choice } from "../shared/props";
import { say } from "../shared/texts";
import { iconButton } from "../shared/toolbar";
import type { DropdownProps } from "./props_gen";

const texts = { clear: "Clear", remove: "Remove {name}", list: "Suggestions" };

class Dropdown extends Field<DropdownProps> {
  private readonly input = h("input", {
    type: "text", role: "combobox", class: "combo-input", autocomplete: "off", spellcheck: "false",
    "aria-haspopup": "listbox", "aria-expanded": "false", "aria-autocomplete": "list",
  });
  private readonly tokens = h("span", { class: "tokens" });
  private readonly clearAll = iconButton({ label: say(texts.clear), icon: "close", run: () => this.pickMany([]) });
  private readonly box = h("span", { class: "input combo" }, this.tokens, this.input, this.clearAll, icon("chevron"));
  private readonly list = new Listbox(this.box, this.input, (i) => this.pick(i));
  private choices: Choice[] = [];
  /** What the user has typed since the field was last in order; null: nothing. */
  private typed: string | null = null;

  protected build(): void {
    this.assemble(this.input, this.box);
    const input = this.input;
    input.addEventListener("focus", () => {
      this.fire("focus");
      if (this.interactive) input.select();
    });
    input.addEventListener("blur", () => this.left());
    input.addEventListener("input", () => {
      this.typed = input.value;
      this.show();
    });
    input.addEventListener("keydown", (e) => this.key(e));
    input.addEventListener("keyup", (e) => this.fire("key_up", { key: e.key, input_value: input.value }));
    this.box.addEventListener("mousedown", (e) => {
      if (!this.interactive) return;
      if (document.activeElement !== input || e.target !== input) e.preventDefault();
      if ((e.target as Element).closest("button, [role=listbox]")) return;
      input.focus();
      if (this.list.isOpen && this.typed === null) this.list.close();
      else this.show();
    });
    this.tokens.addEventListener("click", (e) => {
      const token = (e.target as Element).closest<HTMLElement>(".token-remove");
      if (!token || !this.interactive) return;
      const i = Number(token.dataset.index);
      this.drop(i);
      input.focus();
    });
  }

  private get many(): boolean {
    return !!this.props.multiselect;
  }

  /** What is chosen. Null is a choice if it is in the list, and nothing otherwise. */
  private get values(): ChoiceValue[] {
    const v = this.props.value;
    if (Array.isArray(v)) return v;
    return v == null && (this.many || !offers(this.choices, null)) ? [] : [v ?? null];
  }

  override get value(): ChoiceValue | ChoiceValue[] {
    return this.many ? this.values : this.values[0] ?? null;
  }

  /** "" is a value if it is one of the choices. */
  protected override equal(a: unknown, b: unknown): boolean {
    return super.equal(a, b) && (a === b || this.many || !offers(this.choices, ""));
  }

  private get custom(): boolean {
    return this.props.allow_custom_value === true;
  }

  private get full(): boolean {
    return this.many && this.props.max_choices != null && this.values.length >= this.props.max_choices;
  }

  private name(v: ChoiceValue): string {
    return this.choices.find((c) => c[1] === v)?.[0] ?? String(v ?? "");
  }

  private show(): void {
    const chosen = this.values;
    const at = this.many ? -1 : this.choices.findIndex((c) => c[1] === chosen[0]);
    const isChosen = (i: number) => this.values.includes(this.choices[i]![1]);
    const filter = this.props.filterable === false ? "" : this.typed ?? "";
    const { num_choices_shown: shown } = this.props;
    // A field that was emptied may be meant to be empty: Enter takes no choice then.
    const start = this.typed === "" && this.custom && !this.many ? null : this.typed ? -1 : at;
    this.list.open(this.choices, filter, isChosen, start, shown === null ? Infinity : Math.max(1, shown ?? 100));
    this.list.mark(this.full);
  }

  private key(e: KeyboardEvent): void {
    if (!this.interactive || e.isComposing) return;
    const open = this.list.isOpen;
    switch (e.key) {
      case "ArrowDown":
      case "ArrowUp":
        e.preventDefault();
        if (open) this.list.move(e.key === "ArrowDown" ? 1 : -1);
        else this.show();
        break;
      case "Home":
      case "End":
        if (open && this.typed === null) {
          e.preventDefault();
          this.list.edge(e.key === "End");
        }
        break;
      case "Enter":
        if (!open) return;
        e.preventDefault();
        this.enter();
        break;
      case " ":
        if (this.props.filterable !== false) return;
        e.preventDefault();
        if (open) this.enter();
        else this.show();
        break;
      case "Escape":
        if (!open) return;
        e.preventDefault();
        e.stopPropagation();
        this.typed = null;
        this.list.close();
        this.restore();
        break;
      case "Backspace":
        if (this.many && this.input.value === "" && this.values.length) this.drop(this.values.length - 1);
    }
  }

  private enter(): void {
    const i = this.list.activeIndex;
    const typed = this.typed?.trim();
    const exact = typed && this.choices.some((c) => c[0] === typed);
    if (typed && this.custom && !exact && (i < 0 || this.many)) return this.take(typed);
    if (typed === "" && this.custom && !this.many && i < 0) return this.empty();
    if (i >= 0) this.pick(i);
  }

  private pick(index: number): void {
    const v = this.choices[index]![1];
    this.typed = null;
    if (this.many) {
      const had = this.values.indexOf(v);
      if (had >= 0) return this.drop(had);
      if (this.full) return;
      this.input.value = "";
      this.commit([...this.values, v], "input");
      this.fire("select", { index, value: v, selected: true });
      this.drawTokens();
      this.show();
      return;
    }
    this.commit(v, "input");
    this.fire("select", { index, value: v, selected: true });
    this.list.close();
    this.restore();
  }

  /** Takes what was typed as the value; where it names a choice, that choice. */
  private take(typed: string): void {
    const index = this.choices.findIndex((c) => c[0] === typed);
    if (index >= 0 && !(this.many && this.values.includes(this.choices[index]![1]))) return this.pick(index);
    this.typed = null;
    if (!this.many) {
      this.commit(typed, "input");
      this.fire("select", { index: -1, value: typed, selected: true });
      this.list.close();
    } else if (!this.full && !this.values.includes(typed)) {
      this.commit([...this.values, typed], "input");
      this.fire("select", { index: -1, value: typed, selected: true });
      this.drawTokens();
    }
    this.restore();
  }

  /** The user has emptied the field. */
  private empty(): void {
    this.commit("", "input");
    this.list.close();
    this.restore();
  }

  private drop(at: number): void {
    const v = this.values[at];
    this.commit(this.values.filter((_, i) => i !== at), "input");
    this.fire("select", { index: this.choices.findIndex((c) => c[1] === v), value: v, selected: false });
    this.drawTokens();
    if (this.list.isOpen) this.list.mark(this.full);
  }

  private pickMany(values: ChoiceValue[]): void {
    this.commit(values, "input");
    this.drawTokens();
    if (this.list.isOpen) this.list.mark(this.full);
    this.input.focus();
  }

  private left(): void {
    const typed = this.typed?.trim();
    this.list.close();
    if (typed && this.custom) this.take(typed);
    else if (typed === "" && this.custom && !this.many) this.empty();
    else this.restore();
    this.fire("blur");
  }

  /** Shows the chosen name again. */
  private restore(): void {
    this.typed = null;
    const next = this.many || !this.values.length ? "" : this.name(this.values[0]!);
    if (this.input.value !== next) this.input.value = next;
  }

  private drawTokens(): void {
    this.tokens.hidden = !this.many || !this.values.length;
    this.clearAll.hidden = this.tokens.hidden || !this.interactive;
    this.box.classList.toggle("clearable", !this.clearAll.hidden);
    this.box.classList.toggle("chosen", !this.tokens.hidden);
    if (this.tokens.hidden) return this.tokens.replaceChildren();
    this.tokens.replaceChildren(...this.values.map((v, i) => {
      const name = this.name(v);
      const token = h("span", { class: "token" }, h("span", {}, name));
      if (this.interactive) {
        token.append(h("button", { type: "button", class: "token-remove", "data-touch": true, "data-index": i, "aria-label": say(texts.remove, { name }), title: say(texts.remove, { name }) }, icon("close")));
      }
      return token;
    }));
  }

  protected override update(changed: Set<string>): void {
    this.updateField();
    const p = this.props;
    if (changed.has("choices")) this.choices = choicesOf(p.choices);
    this.input.readOnly = !this.interactive || p.filterable === false;
    attr(this.input, "aria-readonly", this.interactive ? null : "true");
    attr(this.input, "aria-autocomplete", p.filterable === false ? "none" : "list");
    this.box.classList.toggle("picker", this.interactive && p.filterable === false);
    this.classList.toggle("multiselect", this.many);
    this.drawTokens();
    // What the user is typing stays; it is settled by Enter, Escape or leaving.
    if (this.typed === null || (changed.has("value") && !changed.has("choices"))) this.restore();
    if (!this.interactive) this.list.close();
    else if (this.list.isOpen) this.show();
  }

  protected override describe(): void {
    super.describe();
    attr(this.input, "aria-labelledby", null);
    attr(this.input, "aria-label", this.label);
    attr(this.list.element, "aria-label", say(texts.list));
  }

  disconnectedCallback(): void {
    this.list.close();
  }
}

define("dropdown", Dropdown);
