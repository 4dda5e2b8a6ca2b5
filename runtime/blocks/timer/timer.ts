// Timer: fires tick every `value` seconds while it is active and the page is
// visible.

import { Block, define } from "../shared/block";
import type { TimerProps } from "./props_gen";

class Timer extends Block<TimerProps> {
  private interval = 0;
  private readonly visibility = () => this.restart();

  protected build(): void {
    this.hidden = true;
  }

  protected override update(changed: Set<string>): void {
    if (changed.has("value") || changed.has("active")) this.restart();
  }

  connectedCallback(): void {
    document.addEventListener("visibilitychange", this.visibility);
    this.restart();
  }

  disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.visibility);
    this.restart();
  }

  private restart(): void {
    clearInterval(this.interval);
    const seconds = this.props.value ?? 1;
    if (!this.isConnected || this.props.active === false || document.hidden || !(seconds > 0)) return;
    this.interval = window.setInterval(() => this.fire("tick"), seconds * 1000);
  }

  override statusElement(): null {
    return null;
  }
}

define("timer", Timer);
