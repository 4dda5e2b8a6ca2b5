// Boxes to tick with a text beside them: the parts of Checkbox, CheckboxGroup and
// Radio.
import "./choice.css";
import { h } from "./dom";

/** A box that is ticked ("checkbox"), or of which one in a group is chosen ("radio"). */
export function choiceBox(type: "checkbox" | "radio", attrs: Record<string, string> = {}): HTMLInputElement {
  return h("input", { type, class: "choice-box", ...attrs });
}

/** A choice of several: its box and its name in a frame. */
export function chip(box: HTMLInputElement, name: string, testid?: string): HTMLLabelElement {
  return h("label", { class: "choice chip", "data-testid": testid }, box, h("span", { class: "choice-text" }, name));
}

/** Ticks a box, or not, and marks the chip that it is in. */
export function tick(box: HTMLInputElement, on: boolean, enabled: boolean): void {
  box.checked = on;
  box.disabled = !enabled;
  box.parentElement?.classList.toggle("selected", on);
}
