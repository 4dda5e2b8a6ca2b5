// The buttons at the top right of a component.

import type { Block } from "../block";
import type { ToolbarButton } from "../props.gen";
import { h } from "./dom";
import { icon, type IconName } from "./icons";

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

/** Fills a toolbar from `buttons`; unknown names are left out. */
export function fillToolbar(bar: HTMLElement, block: Block, entries: (string | ToolbarButton)[] | null | undefined, actions: Record<string, Action>): void {
  const key = JSON.stringify(entries ?? []);
  if (bar.dataset.key === key) return;
  bar.dataset.key = key;
  bar.replaceChildren(...(entries ?? []).flatMap((e): HTMLElement[] => {
    if (typeof e === "string") return actions[e] ? [iconButton(actions[e]!)] : [];
    const button = block.host.part(e.id);
    if (!button) return [];
    button.hidden = button.props.visible === false;
    return [button];
  }));
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
