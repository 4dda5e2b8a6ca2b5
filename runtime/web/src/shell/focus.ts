// The focus of what a handler disables or hides for a while: a button that rests
// during its run, say. The browser drops it; who uses the keyboard gets it back.
import type { Block } from "../../../blocks/shared/block";

export class Focus {
  /** What had the focus, until something else gets it. */
  private lost?: HTMLElement;

  constructor() {
    const forget = () => (this.lost = undefined);
    document.addEventListener("focusin", forget);
    document.addEventListener("pointerdown", forget);
  }

  /** Makes a change to a block, and looks after the focus inside it. */
  keep<T>(block: Block, change: () => T): T {
    const active = document.activeElement;
    const inside = active instanceof HTMLElement && block.contains(active);
    const result = change();
    if (inside && !usable(active)) this.lost = active;
    else if (this.lost && document.activeElement === document.body && block.contains(this.lost) && usable(this.lost)) {
      this.lost.focus({ preventScroll: true });
    }
    return result;
  }
}

function usable(e: HTMLElement): boolean {
  return e.isConnected && !e.matches(":disabled") && e.checkVisibility({ visibilityProperty: true });
}
