// Form: fields that are next to each other. The server makes one around each such
// sequence.
import { Block, define } from "../shared/block";
import { given } from "../shared/dom";
import { isShown, stack } from "../shared/layout";
import type { FormProps } from "./props_gen";

class Form extends Block<FormProps> {
  protected build(): void {
    stack(this).classList.add("form");
  }

  override statusElement(): null {
    return null;
  }

  /** In a row a form takes the room of all the fields in it; without visible ones it takes none. */
  override arranged(): void {
    const shown = this.host.tree.children(this.blockId).filter(isShown);
    this.hidden = shown.length === 0;
    given(this, "flex-grow", null); // its own are 0
    given(this, "min-width", null);
    this.style.setProperty("--form-scale", String(shown.reduce((sum, { props }) => sum + (props.scale ?? 1), 0)));
    this.style.setProperty("--form-min-width", `${shown.reduce((sum, { props }) => sum + (props.min_width ?? 160), 0)}px`);
  }
}

define("form", Form);
