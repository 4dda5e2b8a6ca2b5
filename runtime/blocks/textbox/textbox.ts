// Textbox: one or several lines of text.

import { define } from "../shared/block";
import { attr, Follow, given, h } from "../shared/dom";
import { Field } from "../shared/field";
import { icon, type IconName } from "../shared/icons";
import { say } from "../shared/texts";
import { copyAction, type Action } from "../shared/toolbar";
import type { TextboxProps } from "./props_gen";

const texts = { submit: "Submit", stop: "Stop" };

const growsByItself = CSS.supports("field-sizing", "content");

class Textbox extends Field<TextboxProps> {
  private input!: HTMLInputElement | HTMLTextAreaElement;
  private readonly box = h("span", { class: "entry" });
  private readonly inside = h("span", { class: "entry-buttons" });
  /** Lies over the text while it is being written, to show a caret at its end. */
  private readonly ghost = h("span", { class: "ghost", "aria-hidden": "true" });
  private follow!: Follow;
  /** What the buttons inside were made from. */
  private filled = "";

  protected build(): void {
    this.makeInput();
    this.assemble(this.input, this.box, this.inside);
  }

  override get typing(): boolean {
    return document.activeElement === this.input;
  }

  /** A default Textbox is a textarea; only what can never have a second line is an input. */
  private get single(): boolean {
    const p = this.props;
    return (p.type ?? "text") !== "text" || (this.lines === 1 && this.maxLines === 1);
  }

  private get lines(): number {
    return Math.max(1, this.props.lines ?? 1);
  }

  private get maxLines(): number {
    return Math.max(this.lines, this.props.max_lines ?? 20);
  }

  private makeInput(): void {
    const type = this.props.type ?? "text";
    this.input = this.single ? h("input", { type }) : h("textarea");
    this.input.className = "input";
    this.input.dataset.testid = type === "text" ? "textbox" : type;
    this.input.value = String(this.props.value ?? "");
    this.follow = new Follow(this.input);
    this.input.addEventListener("input", () => {
      this.grow();
      this.commit(this.input.value, "input");
    });
    this.input.addEventListener("keypress", (e) => this.key(e as KeyboardEvent));
    this.input.addEventListener("scroll", () => this.ghost.isConnected && this.placeGhost(), { passive: true });
    this.input.addEventListener("focus", () => this.fire("focus"));
    this.input.addEventListener("blur", () => this.fire("blur"));
    this.input.addEventListener("select", () => {
      const { selectionStart: a, selectionEnd: b, value } = this.input;
      // Browsers tell of the same selection again when the focus goes elsewhere.
      if (a === b || !this.typing) return;
      this.fire("select", { index: [a, b], value: value.slice(a ?? 0, b ?? 0) });
    });
    this.control = this.input;
    this.box.replaceChildren(this.input);
  }

  private key(e: KeyboardEvent): void {
    if (e.key !== "Enter" || e.isComposing || !this.interactive) return;
    if (e.shiftKey !== this.lines > 1) return;
    e.preventDefault();
    this.fire("submit");
  }

  protected override update(changed: Set<string>): void {
    const p = this.props;
    if (this.single !== (this.input.tagName === "INPUT") || changed.has("type")) this.remake();
    const input = this.input;
    this.updateField();
    if (!this.single) {
      attr(input, "rows", this.lines);
      input.style.setProperty("--lines", String(this.lines));
      input.style.setProperty("--max-lines", String(this.maxLines));
    }
    attr(input, "placeholder", p.placeholder);
    attr(input, "maxlength", p.max_length);
    attr(input, "autofocus", p.autofocus === true);
    attr(input, "dir", p.rtl ? "rtl" : null);
    given(input, "text-align", p.text_align);
    input.readOnly = !this.interactive;
    for (const [name, v] of Object.entries(p.html_attributes ?? {})) {
      if (!/^(on|value$|id$|class$|style$)/i.test(name)) attr(input, name, v);
    }
    this.updateButtons();
    if (changed.has("value")) this.show(String(p.value ?? ""));
  }

  /** Type or max_lines became something that needs the other element. */
  private remake(): void {
    const focused = document.activeElement === this.input;
    this.makeInput();
    this.input.id = this.uid;
    if (focused) this.input.focus();
  }

  /** Writes the text without moving the user's selection; what only grew is appended. */
  private show(next: string): void {
    const input = this.input;
    const before = input.value;
    if (before === next) return;
    if (next.startsWith(before) && input.tagName === "TEXTAREA") {
      input.setRangeText(next.slice(before.length), before.length, before.length, "preserve");
    } else {
      const focused = document.activeElement === input;
      const { selectionStart: a, selectionEnd: b } = input;
      input.value = next;
      if (focused && a != null && this.props.type !== "email") input.setSelectionRange(a, b);
    }
    this.grow();
    if (this.props.autoscroll !== false) this.follow.grown();
    this.drawCaret();
  }

  private placeGhost(): void {
    this.ghost.style.transform = `translateY(${-this.input.scrollTop}px)`;
  }

  /** A text field has no caret where text arrives: a copy of the text carries one. */
  private drawCaret(): void {
    const { input, ghost } = this;
    const writing = this.classList.contains("generating") && input.value.length < 20_000;
    this.box.classList.toggle("writing", writing && !this.single);
    if (!writing || this.single) return ghost.remove();
    if (!ghost.isConnected) this.box.append(ghost);
    ghost.textContent = input.value;
    this.placeGhost();
    given(ghost, "text-align", this.props.text_align);
    attr(ghost, "dir", input.getAttribute("dir"));
  }

  /** Grows the field with its text where the browser does not. */
  private grow(): void {
    if (growsByItself || this.single || !this.input.isConnected) return;
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }

  private updateButtons(): void {
    const p = this.props;
    const key = JSON.stringify([p.submit_btn, p.stop_btn]);
    if (this.filled !== key) {
      this.filled = key;
      this.inside.replaceChildren();
      if (p.stop_btn) this.inside.append(this.entryButton("stop", say(texts.stop), p.stop_btn));
      if (p.submit_btn) this.inside.append(this.entryButton("submit", say(texts.submit), p.submit_btn, "send"));
      this.box.style.setProperty("--inside", `${this.inside.childElementCount}`);
    }
    this.inside.hidden = !this.inside.childElementCount;
    this.classList.toggle("has-buttons", !this.inside.hidden);
    this.classList.toggle("has-words", [p.submit_btn, p.stop_btn].some((b) => typeof b === "string" && b !== ""));
  }

  private entryButton(event: string, label: string, content: string | true, glyph: IconName = "stop"): HTMLButtonElement {
    const words = typeof content === "string";
    return h("button", {
      type: "button",
      class: `entry-button ${event}-button` + (words ? " words" : ""),
      "aria-label": words ? null : label,
      onclick: () => this.fire(event),
    }, words ? content : icon(glyph));
  }

  protected override actions(): Record<string, Action> {
    return {
      copy: copyAction(() => this.input.value, (value) => this.fire("copy", { value })),
    };
  }

  connectedCallback(): void {
    this.grow();
    if (this.props?.autofocus && document.activeElement === document.body) this.input.focus();
  }
}

define("textbox", Textbox);
