// Slider: a bounded number, by a track or typed.

import "./slider.css";
import { define, type Props } from "../shared/block";
import { attr, h, text } from "../shared/dom";
import { Field } from "../shared/field";
import type { Action } from "../shared/toolbar";
import { say } from "../shared/texts";
import type { SliderProps } from "./props_gen";

const texts = { range: "range slider for {label}", number: "number input for {label}", reset: "Reset" };

/** A number within the bounds and on a step; null and rubbish are the minimum. */
function settled(p: Pick<SliderProps, "minimum" | "maximum" | "step" | "precision">, v: unknown): number {
  const { min, max, step } = scaleOf(p);
  let n = v == null || v === "" ? NaN : Number(v);
  if (Number.isNaN(n)) return min;
  if (typeof p.precision === "number") n = rounded(n, Math.max(0, p.precision));
  n = Math.min(max, Math.max(min, n));
  if (n === min || !(step > 0)) return n;
  // As the server does it: 1 - 0.9 is on the step 0.1.
  const steps = Math.min(Math.round((n - min) / step), Math.floor((max - min) / step + 1e-9));
  return Number((min + steps * step).toFixed(Math.min(100, Math.max(places(step), places(min)))));
}

/** Rounds to decimal places, halves to even: as the server does it. */
function rounded(n: number, places: number): number {
  const shifted = n * 10 ** places;
  const half = Math.abs(shifted % 1) === 0.5;
  return half ? (2 * Math.round(shifted / 2)) / 10 ** places : Number(n.toFixed(places));
}

function scaleOf(p: Pick<SliderProps, "minimum" | "maximum" | "step">): { min: number; max: number; step: number } {
  const min = p.minimum ?? 0;
  const max = p.maximum ?? 100;
  const span = max - min;
  return { min, max, step: p.step || (span > 0 ? 10 ** (Math.floor(Math.log10(span)) - 2) : 1) };
}

/** How many decimal places a number has. */
function places(n: number): number {
  const [, fraction = "", exponent = "0"] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(n)) ?? [];
  return Math.max(0, fraction.length - Number(exponent));
}

class Slider extends Field<SliderProps> {
  private readonly range = h("input", { type: "range", class: "range" });
  private readonly box = h("input", { type: "number", class: "input numeric slider-number", "data-testid": "number-input" });
  private readonly least = h("span", { class: "slider-bound" });
  private readonly most = h("span", { class: "slider-bound" });
  private first = 0;
  /** Whether the value has moved since the last release. */
  private moved = false;
  /** Whether a key is down that moves the thumb. */
  private keyed = false;

  /** A bound that moves takes the value along. */
  static override settle(props: Props): void {
    props.value = settled(props as SliderProps, props.value);
  }

  protected build(): void {
    const track = h("div", { class: "slider-track" }, this.least, this.range, this.most);
    this.assemble(h("div", { class: "slider-row" }, track, this.box));
    if (this.props.randomize) this.props.value = this.draw();
    this.first = Number(this.value);
    this.range.addEventListener("input", () => this.change(this.range.valueAsNumber));
    this.range.addEventListener("pointerup", () => this.release());
    this.range.addEventListener("keydown", () => (this.keyed = true));
    this.range.addEventListener("keyup", () => this.let());
    this.range.addEventListener("blur", () => this.let());
    // By other means than pointer and keys: a wheel, a screen reader.
    this.range.addEventListener("change", () => !this.keyed && this.let());
    this.box.addEventListener("input", () => {
      if (!Number.isNaN(this.box.valueAsNumber) && this.box.validity.valid) this.change(this.box.valueAsNumber, false);
    });
    this.box.addEventListener("change", () => this.typed());
    this.box.addEventListener("blur", () => this.typed());
  }

  /** The thumb, or what is typed, is where the user wants it. */
  private release(): void {
    this.moved = false;
    this.fire("release", this.value);
  }

  private let(): void {
    this.keyed = false;
    if (this.moved) this.release();
  }

  /** A value at random, on a step: each visit begins elsewhere. */
  private draw(): number {
    const { min, max, step } = scaleOf(this.props);
    const steps = Math.floor((max - min) / step + 1e-9);
    return settled(this.props, min + Math.floor(Math.random() * (steps + 1)) * step);
  }

  private change(v: number, writeBox = true): void {
    const next = settled(this.props, v);
    this.moved ||= next !== this.value;
    this.commit(next, "input");
    this.show(writeBox);
  }

  /** Takes what was typed, within the bounds and on a step. */
  private typed(): void {
    const typed = this.box.valueAsNumber;
    if (!Number.isNaN(typed) && settled(this.props, typed) !== this.value) this.change(typed);
    this.show();
    this.let();
  }

  private show(writeBox = true): void {
    const v = Number(this.value);
    const { min, max } = scaleOf(this.props);
    if (this.range.valueAsNumber !== v) this.range.value = String(v);
    if (writeBox && this.box.valueAsNumber !== v) this.box.value = String(v);
    const share = max > min ? (v - min) / (max - min) : 0;
    this.range.style.setProperty("--fraction", String(share));
  }

  protected override update(): void {
    this.updateField();
    const { min, max, step } = scaleOf(this.props);
    for (const input of [this.range, this.box]) {
      attr(input, "min", min);
      attr(input, "max", max);
      attr(input, "step", step);
      input.disabled = !this.interactive;
    }
    text(this.least, String(min));
    text(this.most, String(max));
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
          this.change(this.first);
          this.release();
        },
      },
    };
  }
}

define("slider", Slider);
