// Dataset: samples to choose from, the base of Examples. Its value is the
// index of the sample that was clicked.

import "./examples.css";
import { define } from "../shared/block";
import { h, text, unseen } from "../shared/dom";
import { Field } from "../shared/field";
import { say } from "../shared/texts";
import type { DatasetProps } from "./props_gen";

const texts = { label: "Examples", none: "No examples", use: "Use this example" };

class Dataset extends Field<DatasetProps> {
  private readonly body = h("div", { class: "samples", role: "group" });
  private readonly pages = h("div", { class: "paginate" });
  private page = 0;

  protected build(): void {
    this.classList.add("dataset");
    this.assemble(this.body, this.body, this.pages);
    this.body.addEventListener("click", (e) => {
      const sample = (e.target as Element).closest<HTMLElement>("[data-index]");
      if (sample) this.choose(Number(sample.dataset.index));
    });
  }

  private choose(index: number): void {
    this.commit(index);
    this.fire("click", index);
    this.fire("select", { index, value: this.samples[index] });
  }

  private get samples(): unknown[][] {
    return (this.props.samples ?? []).map((s) => (Array.isArray(s) ? s : [s]));
  }

  private get perPage(): number {
    return Math.max(1, this.props.samples_per_page ?? 10);
  }

  private get isGallery(): boolean {
    const p = this.props;
    if (p.layout) return p.layout === "gallery";
    return !!p.sample_labels || this.samples.every((s) => this.columns(s.length).length < 2);
  }

  protected override fallbackLabel(): string {
    return say(texts.label);
  }

  protected override update(changed: Set<string>): void {
    this.updateField();
    if (!this.props.label && this.props.show_label !== false) {
      text(this.titleElement, say(texts.label));
      unseen(this.titleElement, false);
    }
    if (changed.has("samples")) this.page = 0;
    if (changed.size === 1 && changed.has("value")) return;
    this.draw();
  }

  private draw(): void {
    const samples = this.samples;
    const start = this.page * this.perPage;
    const shown = samples.slice(start, start + this.perPage);
    const labels = this.props.sample_labels ?? undefined;
    this.body.replaceChildren(!samples.length
      ? h("p", { class: "empty" }, say(texts.none))
      : this.isGallery ? this.gallery(shown, start, labels) : this.table(shown, start));
    this.drawPages(Math.ceil(samples.length / this.perPage));
  }

  private gallery(shown: unknown[][], start: number, labels?: string[]): HTMLElement {
    return h("div", { class: "gallery" }, ...shown.map((s, i) => {
      const words = labels?.[start + i] ?? this.columns(s.length).map((c) => this.cell(s[c], c)).join(", ");
      return h("button", { type: "button", class: "gallery-item", "data-index": start + i }, String(words));
    }));
  }

  /** The columns that are shown of so many. A click fills the inputs of the others, too. */
  private columns(count: number): number[] {
    const all = Array.from({ length: count }, (_, c) => c);
    const shown = this.props.visible_columns;
    return shown ? all.filter((c) => shown.includes(c)) : all;
  }

  private table(shown: unknown[][], start: number): HTMLElement {
    const props = this.props.component_props ?? [];
    const columns = this.columns(Math.max(...shown.map((s) => s.length)));
    const numeric = columns.map((c) => shown.every((s) => typeof s[c] === "number" || typeof s[c] === "bigint"));
    const headers = columns.map((c) => (this.props.headers?.length ? this.props.headers[c] : props[c]?.label) ?? "");
    const row = (s: unknown[]) => columns.map((c, i) => this.tableCell(s[c], c, i === 0, numeric[i] === true));
    return h("div", { class: "table-wrap", tabindex: 0, role: "group", "aria-labelledby": this.titleElement.id },
      h("table", { class: "table" },
        ...(headers.some(Boolean) ? [h("thead", {}, h("tr", { class: "tr-head" }, ...headers.map((t, i) => h("th", { scope: "col", class: numeric[i] ? "numeric" : null }, t))))] : []),
        h("tbody", {}, ...shown.map((s, i) => h("tr", { class: "tr-body", "data-index": start + i }, ...row(s))))));
  }

  /** The first cell holds the row's button, so that the keyboard reaches it. */
  private tableCell(v: unknown, column: number, first: boolean, numeric: boolean): HTMLElement {
    const words = this.cell(v, column);
    const td = h("td", { class: numeric ? "numeric" : null });
    td.append(first ? h("button", { type: "button", class: "row-button" }, words || say(texts.use)) : words);
    return td;
  }

  /** How a sample reads: as the component it belongs to would show it. */
  private cell(v: unknown, column: number): string {
    if (v == null) return "";
    const choices: unknown[] = this.props.component_props?.[column]?.choices ?? [];
    const name = (x: unknown) => {
      const choice = choices.find((c) => Array.isArray(c) && c[1] === x);
      return String(Array.isArray(choice) ? choice[0] : x);
    };
    if (Array.isArray(v)) return v.map(name).join(", ");
    if (typeof v === "object") return JSON.stringify(v);
    return name(v);
  }

  private drawPages(count: number): void {
    this.pages.hidden = count < 2;
    const near = new Set([0, count - 1, this.page - 1, this.page, this.page + 1]);
    const items: HTMLElement[] = [];
    for (let i = 0, skipped = false; i < count; i++) {
      if (!near.has(i)) {
        if (!skipped) items.push(h("span", { class: "page-gap" }, "…"));
        skipped = true;
        continue;
      }
      skipped = false;
      items.push(h("button", {
        type: "button",
        class: "page-number",
        "aria-current": i === this.page ? "page" : null,
        onclick: () => this.turn(i),
      }, String(i + 1)));
    }
    this.pages.replaceChildren(...items);
  }

  private turn(page: number): void {
    this.page = page;
    this.draw();
    this.pages.querySelector<HTMLElement>("[aria-current]")?.focus();
  }
}

define("dataset", Dataset);
