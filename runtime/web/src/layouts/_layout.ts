// What several layouts share.
import type { Block, Props } from "../block";

/** "panel" and "compact" are classes of the element; "default" is none. */
export function variantClasses(block: Block, variant: unknown): void {
  for (const v of ["panel", "compact"]) block.classList.toggle(v, variant === v);
}

/** height, min_height and max_height: a number is in pixels, a text is CSS. */
export function setHeights(element: HTMLElement, p: Props): void {
  element.style.height = length(p.height);
  element.style.minHeight = length(p.min_height);
  element.style.maxHeight = length(p.max_height);
  element.classList.toggle("scrolls", p.height != null || p.max_height != null);
}

/** A CSS length; "" for none. */
export function length(v: unknown): string {
  if (v == null || v === "") return "";
  return typeof v === "number" ? `${v}px` : String(v);
}

/** Layouts show the status of runs only when they are asked to. */
export function layoutStatus(block: Block): HTMLElement | null {
  return (block.props as Props).show_progress ? block : null;
}
