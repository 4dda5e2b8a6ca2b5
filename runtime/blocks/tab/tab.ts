// Tab: one panel of Tabs, which shows it. Its children are built when it is first
// shown.
import "./tab.css";
import { Block, define } from "../shared/block";
import { sized } from "../shared/dom";
import { stack } from "../shared/layout";
import type { TabProps } from "./props_gen";

class Tab extends Block<TabProps> {
  protected build(): void {
    this.deferred = this.props.render_children !== true;
    stack(this).classList.add("tabitem");
    this.setAttribute("role", "tabpanel");
    this.tabIndex = 0;
    this.hidden = true;
  }

  protected override update(): void {
    sized(this, this.props);
  }

  override statusElement(): null {
    return null;
  }
}

define("tabitem", Tab);
