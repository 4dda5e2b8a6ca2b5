// State: lives on the server; here it is only a target of events.

import { Block, define } from "../block";

class State extends Block {
  protected build(): void {
    this.hidden = true;
  }

  protected update(): void {}

  override get value(): null {
    return null;
  }

  override statusElement(): null {
    return null;
  }
}

define("state", State);
