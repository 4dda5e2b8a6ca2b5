import { Block, define } from "../block";

/** Children joined without gaps in one frame. */
class Group extends Block {
  protected build(): void {
    this.classList.add("group");
  }

  protected update(): void {}

  override statusElement(): null {
    return null;
  }
}

define("group", Group);
