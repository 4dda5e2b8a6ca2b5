import { Block, define, type Props } from "../block";
import { variantClasses, setHeights, layoutStatus } from "./_layout";

/** Children side by side; they wrap when there is no room for their min_width. */
class Row extends Block {
  protected build(): void {
    this.classList.add("row");
  }

  protected update(): void {
    const p: Props = this.props;
    variantClasses(this, p.variant);
    this.classList.toggle("equal-height", p.equal_height === true);
    this.classList.toggle("unequal-height", p.equal_height === false);
    setHeights(this, p);
  }

  override statusElement(): HTMLElement | null {
    return layoutStatus(this);
  }
}

define("row", Row);
