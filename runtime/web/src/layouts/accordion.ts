import { Block, define, type Props } from "../block";

/** A section that opens and closes below its button. */
class Accordion extends Block {
  private readonly button = document.createElement("button");
  private readonly label = document.createElement("span");
  private readonly panel = document.createElement("div");

  protected build(): void {
    this.classList.add("block", "accordion");
    const { button, panel } = this;
    panel.id = `accordion-${this.blockId}`;
    panel.className = "accordion-content";
    button.type = "button";
    button.className = "label-wrap";
    button.setAttribute("aria-controls", panel.id);
    const icon = document.createElement("span");
    icon.className = "icon";
    icon.textContent = "▼"; // part of the name by which tests and users find the button
    button.append(this.label, " ", icon);
    button.addEventListener("click", () => {
      this.open(!this.props.open);
      this.fire(this.props.open ? "expand" : "collapse");
    });
    this.append(button, panel);
    this.slotElement = panel;
  }

  protected update(changed: Set<string>): void {
    const p: Props = this.props;
    if (changed.has("label")) this.label.textContent = p.label ?? "";
    this.open(p.open !== false);
  }

  private open(open: boolean): void {
    (this.props as Props).open = open;
    this.button.setAttribute("aria-expanded", String(open));
    this.button.classList.toggle("open", open);
    this.panel.hidden = !open;
  }

  override statusElement(): null {
    return null;
  }
}

define("accordion", Accordion);
