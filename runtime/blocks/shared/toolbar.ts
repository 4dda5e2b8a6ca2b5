// The buttons at the top right of a component.

import "./toolbar.css";
import type { Block } from "./block";
import { h } from "./dom";
import { icon, type IconName } from "./icons";
import type { ToolbarButton } from "./props";
import { say } from "./texts";

const texts = { copy: "Copy", noCopy: "the browser refused to copy" };

/** An empty toolbar. */
export function toolbar(): HTMLElement {
  return h("div", { class: "toolbar" });
}

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
  const b = h("button", { type: "button", class: "icon-button", "data-icon-button": true, "data-touch": true, "aria-label": a.label, title: a.label }, icon(a.icon));
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

/** What each toolbar was filled from. */
const filled = new WeakMap<HTMLElement, string>();

/** Fills a toolbar from `buttons`; unknown names are left out. */
export function fillToolbar(bar: HTMLElement, block: Block, entries: (string | ToolbarButton)[] | null | undefined, actions: Record<string, Action>): void {
  const key = JSON.stringify(entries ?? []);
  if (filled.get(bar) === key) return;
  filled.set(bar, key);
  bar.replaceChildren(...(entries ?? []).flatMap((e): HTMLElement[] => {
    if (typeof e === "string") return actions[e] ? [iconButton(actions[e]!)] : [];
    const button = block.host.tree.part(e.id);
    if (!button) return [];
    button.hidden = button.props.visible === false;
    return [button];
  }));
}

/** The button that copies a text; `done` is called when it is copied. */
export function copyAction(source: () => string, done?: (text: string) => void): Action {
  return {
    label: say(texts.copy), icon: "copy", tick: true,
    run: async () => {
      const copied = source();
      await copyText(copied);
      done?.(copied);
    },
  };
}

/** Copies text, also where the clipboard API is missing (plain HTTP on a network). */
export async function copyText(s: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(s);
  const area = h("textarea", { "data-unseen": true, "aria-hidden": "true" });
  area.value = s;
  document.body.append(area);
  area.select();
  const ok = document.execCommand("copy");
  area.remove();
  if (!ok) throw new Error(say(texts.noCopy));
}
