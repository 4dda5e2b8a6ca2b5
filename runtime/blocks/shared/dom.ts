// Small helpers to build DOM without markup strings.

import type { Server } from "./block";

type Attrs = Record<string, string | number | boolean | null | undefined | ((e: any) => void)>;

/** Creates an element. Attributes that are false or null are left out; `on…` functions become listeners. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attrs: Attrs = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  for (const [name, v] of Object.entries(attrs)) {
    if (typeof v === "function") e.addEventListener(name.slice(2), v);
    else attr(e, name, v);
  }
  e.append(...children);
  return e;
}

/** Sets an attribute, or removes it for false and null. Touches the DOM only for a difference. */
export function attr(e: Element, name: string, v: string | number | boolean | null | undefined): void {
  if (v === false || v == null) {
    if (e.hasAttribute(name)) e.removeAttribute(name);
    return;
  }
  const s = v === true ? "" : String(v);
  if (e.getAttribute(name) !== s) e.setAttribute(name, s);
}

/** Hides an element from sight, but not from assistive technology. */
export function unseen(e: Element, on: boolean): void {
  e.toggleAttribute("data-unseen", on);
}

/** Replaces the text of an element only if it differs, so that selections survive. */
export function text(e: Element, s: string): void {
  if (e.textContent !== s) e.textContent = s;
}

/** Class names one by one: what an app says may hold several, or none. */
export function words(...classes: string[]): string[] {
  return classes.flatMap((c) => c.split(/\s+/)).filter(Boolean);
}

/** A size in Gradio's form: a number of pixels, or a CSS length. */
export type Size = number | string | null | undefined;

/** A size as a CSS length; "" for none. */
export function length(v: Size): string {
  if (v == null || v === "") return "";
  return typeof v === "number" || /^\d+(\.\d+)?$/.test(v) ? `${v}px` : v;
}

/**
 * Gives an element a style that the app asks for: by a custom property and an
 * attribute, which given.css reads. Other than a style of the element itself, it
 * leaves the last word to the app's css.
 */
export function given(e: HTMLElement, property: string, v: string | number | null | undefined): void {
  const set = v != null && v !== "";
  e.toggleAttribute("data-" + property, set);
  if (set) e.style.setProperty("--given-" + property, String(v));
  else e.style.removeProperty("--given-" + property);
}

/** Sets height, min_height and max_height of an element, which scrolls what does not fit. Returns whether it may scroll. */
export function sized(e: HTMLElement, p: { height?: Size; min_height?: Size; max_height?: Size }): boolean {
  given(e, "height", length(p.height));
  given(e, "min-height", length(p.min_height));
  given(e, "max-height", length(p.max_height));
  const scrolls = p.height != null || p.max_height != null;
  e.classList.toggle("scrolls", scrolls);
  return scrolls;
}

/** Where an image of the app's is found: paths are below the app's root. "" for what is no image. */
export function imageURL(server: Server, src: string | null | undefined): string {
  if (!src) return "";
  const url = /^([a-z]+:|\/)/i.test(src) ? src : server.url(src);
  const { protocol, pathname } = parsed(url) ?? {};
  return protocol === "data:" ? (/^image\//i.test(pathname!) ? url : "") : ["http:", "https:", "blob:"].includes(protocol!) ? url : "";
}

/** Whether a link is one that a click may follow: never a script. */
export function safeLink(link: string | null | undefined): boolean {
  return ["http:", "https:", "mailto:", "tel:"].includes(parsed(String(link))?.protocol!);
}

function parsed(url: string): URL | null {
  try {
    return new URL(url, document.baseURI);
  } catch {
    return null;
  }
}

let count = 0;

/** An id that no other element of the page has. */
export function uid(prefix: string): string {
  return `${prefix}-${++count}`;
}

/** Keeps a scrolling element at its end, unless the user has scrolled up. */
export class Follow {
  private atEnd = true;

  constructor(private readonly e: HTMLElement) {
    e.addEventListener("scroll", () => {
      this.atEnd = e.scrollHeight - e.scrollTop - e.clientHeight < 24;
    }, { passive: true });
  }

  /** Call after the content has grown. Many blocks that grow at once are laid out once. */
  grown(): void {
    if (!this.atEnd) return;
    if (!growing.size) queueMicrotask(scrollAll);
    growing.add(this.e);
  }
}

const growing = new Set<HTMLElement>();

function scrollAll(): void {
  const ends = [...growing].map((e): [HTMLElement, number] => [e, e.scrollHeight - e.clientHeight]);
  growing.clear();
  for (const [e, end] of ends) if (end > 0) e.scrollTop = end;
}
