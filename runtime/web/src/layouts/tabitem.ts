import { Block, define } from "../block";

/** One panel of Tabs, which shows it. Its children are built when it is first shown. */
class TabItem extends Block {
  protected build(): void {
    this.deferred = this.props.render_children !== true;
    this.classList.add("tabitem");
    this.setAttribute("role", "tabpanel");
    this.tabIndex = 0;
    this.hidden = true;
  }

  protected update(): void {}

  override statusElement(): null {
    return null;
  }
}

define("tabitem", TabItem);
