// Column: children one below the other.
import { Block, define } from "../shared/block";
import { layoutStatus, stack, variant } from "../shared/layout";
import type { ColumnProps } from "./props_gen";

class Column extends Block<ColumnProps> {
  protected build(): void {
    stack(this).classList.add("column");
  }

  protected override update(): void {
    variant(this, this.props.variant);
  }

  override statusElement(): HTMLElement | null {
    return layoutStatus(this);
  }
}

define("column", Column);
