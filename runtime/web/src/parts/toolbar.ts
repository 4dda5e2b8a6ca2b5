// The buttons at the top right of a component.

import type { Block } from "../block";
import { h, imageURL } from "./dom";
import { icon, type IconName } from "./icons";

/** An entry of `buttons`: a built-in's name, or a Button block that stands there. */
type Entry = string | number | { id: number; value?: string; icon?: string | { url?: string } | null; [k: string]: unknown };

/** What a built-in button is called and does; whatever `run` awaits is followed by a tick. */
export interface Action {
  label: string;
  icon: IconName;
  run(): void | Promise<unknown>;
  /** Show a tick for a moment once done. */
  tick?: boolean;
}

/** A small button with an icon. */
export function iconButton(a: Action): HTMLButtonElement {
  const b = h("button", { type: "button", class: "icon-button", "aria-label": a.label, title: a.label }, icon(a.icon));
  let timer = 0;
  b.addEventListener("click", async (e) => {
    e.preventDefault();
    try {
      await a.run();
    } catch {
      return; // nothing was done: no tick
    }
    if (!a.tick) return;
    b.replaceChildren(icon("check"));
    b.classList.add("done");
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      b.replaceChildren(icon(a.icon));
      b.classList.remove("done");
    }, 1500);
  });
  return b;
}

/** Fills a toolbar from `buttons`; unknown names are left out, custom buttons fire their own click. */
export function fillToolbar(bar: HTMLElement, block: Block, entries: Entry[] | null | undefined, actions: Record<string, Action>): void {
  const key = JSON.stringify(entries ?? []);
  if (bar.dataset.key === key) return;
  bar.dataset.key = key;
  bar.replaceChildren(...(entries ?? []).flatMap((e) => {
    if (typeof e === "string") return actions[e] ? [iconButton(actions[e])] : [];
    return [customButton(block, e)];
  }));
}

function customButton(block: Block, e: Exclude<Entry, string>): HTMLElement {
  const id = typeof e === "number" ? e : e.id;
  const props = (typeof e === "number" ? block.host.block(id)?.props : { ...e, ...(e.props as object) }) ?? {};
  const src = imageURL(block.host, props.icon);
  const b = h("button", { type: "button", class: "tool-button", onclick: () => block.host.dispatch(id, "click") });
  if (src) b.append(h("img", { src, alt: props.value ? "" : "Button" }));
  if (props.value) b.append(String(props.value));
  return b;
}

/** Copies text, also where the clipboard API is missing (plain HTTP on a network). */
export async function copyText(s: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(s);
  const area = h("textarea", { class: "visually-hidden", "aria-hidden": "true" });
  area.value = s;
  document.body.append(area);
  area.select();
  const ok = document.execCommand("copy");
  area.remove();
  if (!ok) throw new Error("the browser refused to copy");
}
