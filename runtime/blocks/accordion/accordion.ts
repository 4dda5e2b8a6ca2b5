// Accordion: a section that opens and closes below its button.
import "./accordion.css";
import { Block, define } from "../shared/block";
import { attr, h, sized, text, uid } from "../shared/dom";
import { stack } from "../shared/layout";
import type { AccordionProps } from "./props_gen";

class Accordion extends Block<AccordionProps> {
  static override readonly tells = ["open"];
  private readonly label = h("span");
  private readonly panel = stack(h("div", { class: "accordion-content", id: uid("accordion") }));
  // ▼ is part of the name by which tests and users find the button.
  private readonly button = h("button", { type: "button", class: "label-wrap", "aria-controls": this.panel.id }, this.label, " ", h("span", { class: "icon" }, "▼"));

  private shown?: boolean;

  protected build(): void {
    this.classList.add("block", "accordion");
    this.button.addEventListener("click", () => this.open(!this.props.open));
    this.append(this.button, this.panel);
    this.slotElement = this.panel;
  }

  protected override update(): void {
    text(this.label, this.props.label ?? "");
    attr(this.panel, "tabindex", sized(this.panel, this.props) ? 0 : null);
    this.open(this.props.open !== false);
  }

  private open(open: boolean): void {
    const differs = this.shown !== undefined && this.shown !== open;
    this.props.open = this.shown = open;
    attr(this.button, "aria-expanded", String(open));
    this.button.classList.toggle("open", open);
    this.panel.hidden = !open;
    if (differs) this.fire(open ? "expand" : "collapse");
  }

  override statusElement(): null {
    return null;
  }
}

define("accordion", Accordion);
