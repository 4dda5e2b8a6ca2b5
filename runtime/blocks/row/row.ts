// Row: children side by side. They wrap when there is no room for their min_width.
import { Block, define } from "../shared/block";
import { sized } from "../shared/dom";
import { layoutStatus, variant } from "../shared/layout";
import type { RowProps } from "./props_gen";

class Row extends Block<RowProps> {
  protected build(): void {
    this.classList.add("row");
  }

  protected override update(): void {
    const p = this.props;
    variant(this, p.variant);
    this.classList.toggle("equal-height", p.equal_height === true);
    this.classList.toggle("unequal-height", p.equal_height === false);
    sized(this, p);
  }

  /** Among themselves, blocks that are not stretched are centred. */
  override arranged(): void {
    const blocks = [...this.children].filter((e) => e instanceof Block);
    this.toggleAttribute("data-all-fit", blocks.every((b) => b.hasAttribute("data-fits")));
  }

  override statusElement(): HTMLElement | null {
    return layoutStatus(this);
  }
}

define("row", Row);
