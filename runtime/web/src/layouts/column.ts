import { Block, define, type Props } from "../block";
import { layoutStatus, variantClasses } from "./_layout";

/** Children one below the other. */
class Column extends Block {
  protected build(): void {
    this.classList.add("column");
  }

  protected update(): void {
    variantClasses(this, (this.props as Props).variant);
  }

  override statusElement(): HTMLElement | null {
    return layoutStatus(this);
  }
}

define("column", Column);
