import { Block, define, type Child, type Props } from "../block";

/** Fields that stand next to each other: the server makes one around each such sequence. */
class Form extends Block {
  protected build(): void {
    this.classList.add("form");
  }

  protected update(): void {}

  override statusElement(): null {
    return null;
  }

  /** In a row a form takes the room of all the fields in it; without visible ones it takes none. */
  override arranged(): void {
    const shown = this.host.children(this.blockId).filter(isShown);
    this.hidden = shown.length === 0;
    const sum = (of: (p: Props) => number) => shown.reduce((total, c) => total + of(c.props), 0);
    this.style.flexGrow = this.style.minWidth = ""; // its own are 0
    this.style.setProperty("--form-scale", String(sum((p) => p.scale ?? 1)));
    this.style.setProperty("--form-min-width", `${sum((p) => p.min_width ?? 160)}px`);
  }
}

function isShown({ props }: Child): boolean {
  return props.visible !== false && props.visible !== "hidden";
}

define("form", Form);
