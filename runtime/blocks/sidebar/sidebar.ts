// Sidebar: a drawer at the left or right edge of the page.
import "./sidebar.css";
import { Block, define } from "../shared/block";
import { attr, h, length, uid } from "../shared/dom";
import { stack } from "../shared/layout";
import { say } from "../shared/texts";
import type { SidebarProps } from "./props_gen";

const texts = { toggle: "Toggle Sidebar" };

/**
 * Where there is room it pushes the page aside (the attributes and --sidebar-…
 * properties of the page say how far); on a narrow screen it lies over it and
 * starts closed.
 */
class Sidebar extends Block<SidebarProps> {
  private readonly content = stack(h("div", { class: "sidebar-content", id: uid("sidebar") }));
  private readonly toggle = h("button", {
    type: "button", class: "toggle-button", "aria-label": say(texts.toggle), "aria-controls": this.content.id,
    onclick: () => this.change(!this.props.open),
  }, h("span", { class: "chevron", "aria-hidden": "true" }));

  protected build(): void {
    this.classList.add("sidebar");
    this.addEventListener("keydown", (e) => {
      if (e.key === "Escape" && this.props.open && narrow.matches) {
        this.change(false);
        this.toggle.focus();
      }
    });
    this.append(this.content, this.toggle);
    this.slotElement = this.content;
    if (narrow.matches) this.props.open = false;
  }

  connectedCallback(): void {
    this.open(this.props.open !== false);
    narrow.addEventListener("change", this.narrowed);
    document.addEventListener("pointerdown", this.pressed);
  }

  disconnectedCallback(): void {
    narrow.removeEventListener("change", this.narrowed);
    document.removeEventListener("pointerdown", this.pressed);
    this.host.page.removeAttribute(`data-sidebar-${this.side}`);
  }

  protected override update(changed: Set<string>): void {
    this.classList.toggle("right", this.side === "right");
    this.style.setProperty("--sidebar-width", length(this.props.width ?? 320));
    if (this.isConnected) this.change(changed.has("open") ? this.props.open !== false : this.isOpen);
  }

  /** What was beside the page would cover it. */
  private readonly narrowed = (): void => {
    if (narrow.matches) this.open(false);
  };

  /** On a narrow screen, a press outside closes the drawer. */
  private readonly pressed = (e: Event): void => {
    if (narrow.matches && this.props.open && !this.contains(e.target as Node)) this.change(false);
  };

  private get isOpen(): boolean {
    return this.classList.contains("open");
  }

  /** The user or a handler opens or closes it. */
  private change(open: boolean): void {
    const differs = open !== this.isOpen;
    this.open(open);
    if (differs) this.fire(open ? "expand" : "collapse");
  }

  private open(open: boolean): void {
    this.props.open = open;
    this.classList.toggle("open", open);
    this.content.hidden = !open;
    attr(this.toggle, "aria-expanded", String(open));
    const { page } = this.host;
    attr(page, `data-sidebar-${this.side}`, open ? "open" : "closed");
    page.style.setProperty(`--sidebar-${this.side}`, length(this.props.width ?? 320));
  }

  private get side(): "left" | "right" {
    return this.props.position === "right" ? "right" : "left";
  }

  override statusElement(): null {
    return null;
  }
}

const narrow = matchMedia("(max-width: 900px)");

define("sidebar", Sidebar);
