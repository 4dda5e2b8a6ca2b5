// Label: a class and how sure the model is of it and of the others.

import "./label.css";
import { define } from "../shared/block";
import { attr, h, text } from "../shared/dom";
import { Field } from "../shared/field";
import { say } from "../shared/texts";
import type { LabelProps } from "./props_gen";

const texts = { empty: "No result yet" };

type Confidence = NonNullable<NonNullable<LabelProps["value"]>["confidences"]>[number];

class Label extends Field<LabelProps> {
  private readonly heading = h("h2", { class: "output-class", "data-testid": "label-output-value" });
  private readonly bars = h("div", { class: "confidences" });
  private readonly empty = h("p", { class: "empty" }, say(texts.empty));
  private readonly output = h("div", { class: "output label-output", role: "group" }, this.heading, this.bars, this.empty);

  protected build(): void {
    this.titleElement.dataset.testid = "block-label";
    this.assemble(this.output);
    this.bars.addEventListener("click", (e) => {
      const bar = (e.target as Element).closest<HTMLElement>(".confidence");
      if (!bar || !this.props._selectable) return;
      const index = Number(bar.dataset.index);
      this.fire("select", { index, value: this.confidences[index]?.label });
    });
  }

  private get confidences(): Confidence[] {
    const list = this.props.value?.confidences ?? [];
    return this.props.num_top_classes ? list.slice(0, this.props.num_top_classes) : list;
  }

  protected override update(): void {
    const p = this.props;
    this.updateField();
    const top = p.value?.label;
    this.empty.hidden = top != null;
    this.output.classList.toggle("blank", top == null);
    this.heading.hidden = top == null || p.show_heading === false;
    text(this.heading, top == null ? "" : String(top));
    this.heading.style.setProperty("--fill", p.color ?? "");
    this.heading.classList.toggle("colored", !!p.color);
    const list = this.confidences;
    this.bars.hidden = !list.length;
    while (this.bars.childElementCount > list.length) this.bars.lastElementChild!.remove();
    list.forEach((c, i) => this.bar(i, c));
  }

  /** Updates a bar in place, so that its width moves and focus stays. */
  private bar(i: number, c: Confidence): void {
    const tag = this.props._selectable ? "button" : "div";
    let bar = this.bars.children[i] as HTMLElement | undefined;
    if (bar?.tagName.toLowerCase() !== tag) {
      const made = h(tag, { class: "confidence", "data-index": i },
        h("span", { class: "label confidence-label" }), h("span", { class: "confidence-share" }),
        h("span", { class: "confidence-track", "aria-hidden": "true" }, h("span", { class: "confidence-fill" })));
      if (made instanceof HTMLButtonElement) made.type = "button";
      if (bar) bar.replaceWith(made);
      else this.bars.append(made);
      bar = made;
    }
    const confidence = c.confidence || 0; // NaN too
    const share = Math.min(1, Math.max(0, confidence));
    bar.classList.toggle("selectable", !!this.props._selectable);
    attr(bar, "data-testid", `${c.label}-confidence-set`);
    text(bar.children[0]!, String(c.label));
    text(bar.children[1]!, `${Math.round(confidence * 100)}%`);
    (bar.querySelector(".confidence-fill") as HTMLElement).style.transform = `scaleX(${share})`;
  }
}

define("label", Label);
