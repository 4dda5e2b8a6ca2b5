// What several layouts share.
import "./layout.css";
import type { Block, Props } from "./block";

/** Makes an element put its children one below the other. */
export function stack<E extends HTMLElement>(element: E): E {
  element.toggleAttribute("data-stack", true);
  return element;
}

/** "panel" and "compact" are classes of the element; "default" is none. */
export function variant(block: Block, name: string): void {
  for (const v of ["panel", "compact"]) block.classList.toggle(v, name === v);
}

/** Layouts show the status of runs only when they are asked to. */
export function layoutStatus(block: Block): HTMLElement | null {
  return block.props.show_progress ? block : null;
}

/** Whether a child is seen. */
export function isShown({ props }: { readonly props: Props }): boolean {
  return props.visible !== false && props.visible !== "hidden";
}
