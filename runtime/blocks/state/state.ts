// State: lives on the server; here it is only a target of events.
import { Block, define } from "../shared/block";
import type { StateProps } from "./props_gen";

class State extends Block<StateProps> {
  protected build(): void {
    this.hidden = true;
  }

  override get value(): null {
    return null;
  }

  override statusElement(): null {
    return null;
  }
}

define("state", State);
