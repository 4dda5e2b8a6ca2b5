// Group: children joined without gaps in one frame.
import "./group.css";
import { Block, define } from "../shared/block";
import type { GroupProps } from "./props_gen";

class Group extends Block<GroupProps> {
  protected build(): void {
    this.classList.add("group");
  }

  override statusElement(): null {
    return null;
  }
}

define("group", Group);
