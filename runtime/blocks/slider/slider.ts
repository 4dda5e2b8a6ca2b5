// Slider: a bounded number, by a track or typed.

import "./slider.css";
import { define } from "../shared/block";
import { attr, h, text } from "../shared/dom";
import { Field } from "../shared/field";
import type { Action } from "../shared/toolbar";
import { say } from "../shared/texts";
import type { SliderProps } from "./props_gen";

const texts = { range: "range slider for {label}", number: "number input for {label}", reset: "Reset" };

class Slider extends Field<SliderProps> {
  private readonly range = h("input", { type: "range", class: "range" });
  private readonly box = h("input", { type: "number", class: "input numeric slider-number", "data-testid": "number-input" });
  private readonly least = h("span", { class: "slider-bound" });
  private readonly most = h("span", { class: "slider-bound" });
  private first: number | null = null;

  protected build(): void {
    const track = h("div", { class: "slider-track" }, this.least, this.range, this.most);
    this.assemble(h("div", { class: "slider-row" }, track, this.box));
    if (this.props.randomize) this.props.value = this.draw();
    this.first = this.number(this.props.value);
    this.range.addEventListener("input", () => this.change(this.range.valueAsNumber));
    this.range.addEventListener("pointerup", () => this.fire("release", this.value));
    this.box.addEventListener("input", () => {
      if (!Number.isNaN(this.box.valueAsNumber) && this.box.validity.valid) this.change(this.box.valueAsNumber, false);
    });
    this.box.addEventListener("blur", () => this.settle());
    this.box.addEventListener("keydown", (e) => {
      if (e.key === "Enter") this.settle();
    });
  }

  private get min(): number {
    return this.props.minimum ?? 0;
  }

  private get max(): number {
    return this.props.maximum ?? 100;
  }

  private get step(): number {
    if (this.props.step) return this.props.step;
    const span = this.max - this.min;
    return span > 0 ? 10 ** (Math.floor(Math.log10(span)) - 2) : 1;
  }

  /** A number within the bounds; null and rubbish are the minimum. */
  private number(v: unknown): number {
    const n = typeof v === "number" ? v : parseFloat(String(v));
    if (Number.isNaN(n)) return this.min;
    const p = this.props.precision;
    const rounded = typeof p === "number" ? Number(n.toFixed(Math.max(0, p))) : n;
    return Math.min(this.max, Math.max(this.min, rounded));
  }

  /** A value at random, on a step: each visit begins elsewhere. */
  private draw(): number {
    const steps = Math.floor((this.max - this.min) / this.step + 1e-9);
    const n = this.min + Math.floor(Math.random() * (steps + 1)) * this.step;
    return this.number(Number(n.toPrecision(12)));
  }

  override get value(): number {
    return this.number(this.props.value);
  }

  private change(v: number, writeBox = true): void {
    this.commit(this.number(v), "input");
    this.show(writeBox);
  }

  /** Clamps what was typed. */
  private settle(): void {
    const typed = this.box.valueAsNumber;
    if (Number.isNaN(typed)) return this.show();
    if (this.number(typed) !== this.value) this.change(typed);
    this.show();
  }

  private show(writeBox = true): void {
    const v = this.value;
    if (this.range.valueAsNumber !== v) this.range.value = String(v);
    if (writeBox && this.box.valueAsNumber !== v) this.box.value = String(v);
    const share = this.max > this.min ? (v - this.min) / (this.max - this.min) : 0;
    this.range.style.setProperty("--fraction", String(share));
  }

  protected override update(): void {
    this.updateField();
    for (const input of [this.range, this.box]) {
      attr(input, "min", this.min);
      attr(input, "max", this.max);
      attr(input, "step", this.step);
      input.disabled = !this.interactive;
    }
    text(this.least, String(this.min));
    text(this.most, String(this.max));
    this.show();
  }

  protected override describe(): void {
    attr(this.range, "aria-label", say(texts.range, { label: this.label }));
    attr(this.box, "aria-label", say(texts.number, { label: this.label }));
    const by = [!this.infoElement.hidden && this.infoElement.id, this.classList.contains("invalid") && this.messageElement.id].filter(Boolean).join(" ");
    attr(this.range, "aria-describedby", by || null);
    attr(this.box, "aria-describedby", by || null);
    attr(this.box, "aria-invalid", this.classList.contains("invalid") ? "true" : null);
  }

  protected override buttons(): SliderProps["buttons"] {
    return this.interactive ? this.props.buttons ?? ["reset"] : [];
  }

  protected override actions(): Record<string, Action> {
    return {
      reset: {
        label: say(texts.reset), icon: "reset",
        run: () => {
          this.change(this.first ?? this.min);
          this.fire("release", this.value);
        },
      },
    };
  }
}

define("slider", Slider);
