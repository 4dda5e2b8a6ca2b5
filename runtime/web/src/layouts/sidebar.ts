import { Block, define, type Props } from "../block";
import { length } from "./_layout";

/**
 * A drawer at the left or right edge of the page. Where there is room it pushes
 * the page aside (the container's classes and --sidebar-width say how far); on a
 * narrow screen it lies over it and starts closed.
 */
class Sidebar extends Block {
  private readonly toggle = document.createElement("button");
  private readonly content = document.createElement("div");

  protected build(): void {
    this.classList.add("sidebar");
    this.content.className = "sidebar-content";
    this.content.id = `sidebar-${this.blockId}`;
    this.toggle.type = "button";
    this.toggle.className = "toggle-button";
    this.toggle.setAttribute("aria-label", "Toggle Sidebar");
    this.toggle.setAttribute("aria-controls", this.content.id);
    const icon = document.createElement("span");
    icon.className = "chevron";
    icon.setAttribute("aria-hidden", "true");
    this.toggle.append(icon);
    this.toggle.addEventListener("click", () => this.userSets(!this.props.open));
    this.addEventListener("keydown", (e) => {
      if (e.key === "Escape" && this.props.open && narrow.matches) {
        this.userSets(false);
        this.toggle.focus();
      }
    });
    this.append(this.content, this.toggle);
    this.slotElement = this.content;
    if (narrow.matches) (this.props as Props).open = false;
  }

  connectedCallback(): void {
    this.open(this.props.open !== false);
    narrow.addEventListener("change", this.narrowed);
    document.addEventListener("pointerdown", this.pressed);
  }

  disconnectedCallback(): void {
    narrow.removeEventListener("change", this.narrowed);
    document.removeEventListener("pointerdown", this.pressed);
    this.host.page.classList.remove(`sidebar-${this.side}`);
  }

  protected update(): void {
    const p: Props = this.props;
    this.classList.toggle("right", this.side === "right");
    this.style.setProperty("--sidebar-width", length(p.width ?? 320));
    this.open(p.open !== false);
  }

  /** What lay beside the page would lie over it. */
  private readonly narrowed = (): void => {
    if (narrow.matches) this.open(false);
  };

  /** Who presses on the page below wants the drawer gone. */
  private readonly pressed = (e: Event): void => {
    if (narrow.matches && this.props.open && !this.contains(e.target as Node)) this.userSets(false);
  };

  private userSets(open: boolean): void {
    this.open(open);
    this.fire(open ? "expand" : "collapse");
  }

  private open(open: boolean): void {
    (this.props as Props).open = open;
    this.classList.toggle("open", open);
    this.content.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    const { page } = this.host;
    page.classList.toggle(`sidebar-${this.side}`, open);
    page.style.setProperty(`--sidebar-${this.side}`, length((this.props as Props).width ?? 320));
  }

  private get side(): "left" | "right" {
    return (this.props as Props).position === "right" ? "right" : "left";
  }

  override statusElement(): null {
    return null;
  }
}

const narrow = matchMedia("(max-width: 900px)");

define("sidebar", Sidebar);
