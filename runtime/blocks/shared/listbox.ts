// The list under a combobox: filtered, drawn only while it is open, and above
// the field where there is no room below.

import "./listbox.css";
import { attr, h, uid } from "./dom";
import type { Choice } from "./props";
import { say } from "./texts";

const texts = { noMatch: "No match", noChoices: "No choices" };

/** A list of options in the top layer, so that no frame cuts it off. */
export class Listbox {
  readonly element = h("ul", { "data-listbox": true, role: "listbox", id: uid("listbox"), popover: "manual", tabindex: -1 });
  private indices: number[] = [];
  /** Options that are drawn at once; more follow as the user scrolls or walks. */
  private chunk = Infinity;
  private drawn = 0;
  private active = -1;
  private isChosen: (index: number) => boolean = () => false;
  private choices: Choice[] = [];
  private readonly place = () => this.position();

  constructor(private readonly anchor: HTMLElement, private readonly input: HTMLElement, pick: (index: number) => void) {
    // The field keeps the focus while the list is used with a pointer.
    this.element.addEventListener("pointerdown", (e) => e.preventDefault());
    this.element.addEventListener("mousedown", (e) => e.preventDefault());
    this.element.addEventListener("click", (e) => {
      const option = (e.target as Element).closest<HTMLElement>("[role=option]");
      if (option && option.ariaDisabled !== "true") pick(Number(option.dataset.index));
    });
    this.element.addEventListener("scroll", () => {
      const l = this.element;
      if (l.scrollTop + l.clientHeight > l.scrollHeight - 100) this.draw(this.drawn + this.chunk);
    }, { passive: true });
  }

  get isOpen(): boolean {
    return !this.element.hidden && this.element.isConnected && this.element.matches(":popover-open");
  }

  /** Index of the choice that Enter would take, or -1. */
  get activeIndex(): number {
    return this.active < 0 ? -1 : this.indices[this.active] ?? -1;
  }

  /**
   * Shows the choices whose name contains the filter, `chunk` of them at first.
   * `active` is the choice to start at; -1: the first; null: none.
   */
  open(choices: Choice[], filter: string, isChosen: (index: number) => boolean, active: number | null, chunk: number): void {
    const wanted = filter.toLocaleLowerCase();
    this.choices = choices;
    this.isChosen = isChosen;
    this.indices = choices.flatMap(([name], i) => (name.toLocaleLowerCase().includes(wanted) ? [i] : []));
    this.chunk = chunk;
    this.drawn = 0;
    this.element.replaceChildren();
    this.draw(chunk);
    if (!this.indices.length) this.element.append(h("li", { class: "no-option", role: "option", "aria-disabled": "true" }, say(choices.length ? texts.noMatch : texts.noChoices)));
    if (!this.isOpen) {
      this.anchor.append(this.element);
      this.element.showPopover();
      addEventListener("scroll", this.place, { capture: true, passive: true });
      addEventListener("resize", this.place);
    }
    attr(this.input, "aria-expanded", "true");
    attr(this.input, "aria-controls", this.element.id);
    this.position();
    if (active === null) this.activate(-1);
    else this.activate(Math.max(active < 0 ? 0 : this.indices.indexOf(active), filter ? 0 : -1));
  }

  close(): void {
    attr(this.input, "aria-expanded", "false");
    attr(this.input, "aria-activedescendant", null);
    attr(this.input, "aria-controls", null);
    removeEventListener("scroll", this.place, { capture: true });
    removeEventListener("resize", this.place);
    if (this.element.isConnected) this.element.remove();
    this.active = -1;
  }

  /** Moves the active option by n, around the ends. */
  move(n: number): void {
    const count = this.indices.length;
    if (!count) return;
    this.activate(this.active < 0 ? (n > 0 ? 0 : count - 1) : (this.active + n + count) % count);
  }

  /** Activates the first or the last option. */
  edge(last: boolean): void {
    if (this.indices.length) this.activate(last ? this.indices.length - 1 : 0);
  }

  /** Ticks what is chosen, after a change while the list stays open. */
  mark(limitReached: boolean): void {
    for (const e of this.element.querySelectorAll<HTMLElement>("[data-index]")) {
      const chosen = this.isChosen(Number(e.dataset.index));
      attr(e, "aria-selected", String(chosen));
      attr(e, "aria-disabled", limitReached && !chosen ? "true" : null);
    }
  }

  private draw(until: number): void {
    for (; this.drawn < Math.min(until, this.indices.length); this.drawn++) {
      const i = this.indices[this.drawn]!;
      const name = this.choices[i]![0];
      this.element.append(h("li", {
        class: "item", role: "option", id: `${this.element.id}-${i}`, "data-index": i, "data-testid": "dropdown-option",
        "aria-label": name, "aria-selected": String(this.isChosen(i)),
        "aria-setsize": this.indices.length, "aria-posinset": this.drawn + 1,
      }, name));
    }
  }

  private activate(position: number): void {
    this.element.querySelector(".active")?.classList.remove("active");
    this.active = position;
    if (position < 0) return attr(this.input, "aria-activedescendant", null);
    this.draw(position + 1);
    const option = this.element.children[position]!;
    option.classList.add("active");
    attr(this.input, "aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  private position(): void {
    const box = this.anchor.getBoundingClientRect();
    const below = innerHeight - box.bottom - 8;
    const above = box.top - 8;
    const flips = below < Math.min(this.element.scrollHeight, 240) && above > below;
    const style = this.element.style;
    style.left = `${box.left}px`;
    style.width = `${box.width}px`;
    style.maxHeight = `${Math.max(80, Math.min(320, flips ? above - 4 : below - 4))}px`;
    style.top = flips ? "auto" : `${box.bottom + 4}px`;
    style.bottom = flips ? `${innerHeight - box.top + 4}px` : "auto";
    this.element.classList.toggle("flipped", flips);
  }
}
