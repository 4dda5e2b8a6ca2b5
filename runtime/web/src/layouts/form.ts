import { Block, define, type Props } from "../block";

/** Fields that stand next to each other: the server makes one around each such sequence. */
class Form extends Block {
  protected build(): void {
    this.classList.add("form");
  }

  protected update(): void {}

  override statusElement(): null {
    return null;
  }

  /** A form without visible fields takes no room. */
  override arranged(): void {
    this.hidden = this.host.children(this.blockId).every((c) => isHidden(c.props));
  }
}

function isHidden(p: Props): boolean {
  return p.visible === false || p.visible === "hidden";
}

define("form", Form);
