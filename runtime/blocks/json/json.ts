// JSON: a tree whose branches open and close. What is closed is not built, so
// that a large value costs what is seen of it.

import "./json.css";
import { define } from "../shared/block";
import { attr, h, sized } from "../shared/dom";
import { Field } from "../shared/field";
import { icon } from "../shared/icons";
import { say } from "../shared/texts";
import { copyAction, type Action } from "../shared/toolbar";
import type { JSONProps } from "./props_gen";

const texts = { empty: "No result yet", item: "{n} item", items: "{n} items", more: "Show {n} of {rest} more" };

/** Branches deeper than this start closed, unless `open` says otherwise. */
const openDepth = 3;
/** With `open`: a limit all the same, for values that nest without end. */
const deepest = 100;
/** Entries of a branch that are shown at once. */
const page = 200;

class JSONTree extends Field<JSONProps> {
  private readonly tree = h("div", { class: "output json-output", "data-testid": "json", role: "group", tabindex: 0 });
  private shown?: string;

  protected build(): void {
    this.titleElement.dataset.testid = "block-label";
    this.assemble(this.tree);
  }

  protected override update(): void {
    const p = this.props;
    this.updateField();
    sized(this.tree, { ...p, max_height: p.max_height ?? 500 });
    const key = JSON.stringify([p.value, p.open, p.show_indices]);
    if (key === this.shown) return;
    this.shown = key;
    const empty = p.value == null || p.value === "";
    const node = empty ? h("p", { class: "empty" }, say(texts.empty)) : this.node(null, p.value, 0, true);
    if (!empty) node.classList.add("root");
    node.classList.toggle("dark-mode", !empty && document.body.classList.contains("dark"));
    const top = this.tree.scrollTop;
    this.tree.replaceChildren(node);
    this.tree.scrollTop = top;
  }

  private node(key: string | null, v: unknown, depth: number, last: boolean): HTMLElement {
    const out = h("div", { class: "json-node" });
    const line = h("div", { class: "line" });
    if (key !== null) line.append(h("span", { class: "key" }, JSON.stringify(key)), ": ");
    if (typeof v === "object" && v !== null) this.branch(out, line, v, depth, last);
    else {
      line.append(h("span", { class: v === null ? "null" : typeof v === "bigint" ? "number" : typeof v }, JSON.stringify(v)), ...comma(last));
      out.append(line);
    }
    return out;
  }

  private branch(out: HTMLElement, line: HTMLElement, v: object, depth: number, last: boolean): void {
    const isList = Array.isArray(v);
    const entries: [string | null, unknown][] = isList
      ? v.map((x, i) => [this.props.show_indices ? String(i) : null, x])
      : Object.entries(v);
    const [left, right] = isList ? (["[", "]"] as const) : (["{", "}"] as const);
    const size = say(entries.length === 1 ? texts.item : texts.items, { n: entries.length });
    if (!entries.length) {
      line.append(h("span", { class: "bracket" }, left + right), ...comma(last));
      out.append(line);
      return;
    }
    const toggle = h("button", { type: "button", class: "toggle", "aria-label": size }, icon("chevron"));
    const children = h("div", { class: "json-children" });
    const closing = () => [h("span", { class: "bracket" }, right), ...comma(last)];
    // The size is drawn by the style sheet: the text of a tree is its JSON.
    const hint = h("button", { type: "button", class: "preview", tabindex: -1, "aria-label": size, "data-size": size });
    const short = h("span", { class: "json-closed" }, gap(), hint, gap(), ...closing());
    const end = h("div", { class: "line" }, ...closing());
    line.classList.add("opens");
    line.prepend(toggle);
    line.append(h("span", { class: "bracket" }, left));
    out.append(line);

    let built = 0;
    const grow = () => {
      const until = Math.min(entries.length, built + page);
      for (; built < until; built++) {
        const [k, x] = entries[built]!;
        children.append(this.node(k, x, depth + 1, built === entries.length - 1), gap());
      }
      if (built < entries.length) {
        const more = h("button", { type: "button", class: "json-more" }, say(texts.more, { n: Math.min(page, entries.length - built), rest: entries.length - built }));
        more.addEventListener("click", () => {
          more.remove();
          grow();
        });
        children.append(more);
      }
    };
    const open = (on: boolean) => {
      if (on && !built) grow();
      attr(toggle, "aria-expanded", String(on));
      if (on) {
        short.remove();
        out.append(gap(), children, gap(), end);
      } else {
        out.replaceChildren(line);
        line.append(short);
      }
    };
    toggle.addEventListener("click", () => open(!children.isConnected));
    hint.addEventListener("click", () => open(true));
    open(this.props.open ? depth < deepest : depth < openDepth);
  }

  protected override buttons(): JSONProps["buttons"] {
    return this.props.buttons ?? ["copy"];
  }

  protected override actions(): Record<string, Action> {
    return {
      copy: copyAction(() => JSON.stringify(this.props.value ?? null, null, 2)),
    };
  }
}

/** A space that is read and copied, but takes no room. */
function gap(): HTMLElement {
  return h("span", { class: "gap" }, " ");
}

function comma(last: boolean): HTMLElement[] {
  return last ? [] : [gap(), h("span", { class: "comma" }, ",")];
}

define("json", JSONTree);
