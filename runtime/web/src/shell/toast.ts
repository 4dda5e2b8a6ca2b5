// Notices at the edge of the page. Those of one kind share a card.

import "./toast.css";
import { h } from "../../../blocks/shared/dom";
import { say } from "../../../blocks/shared/texts";

export type Level = "info" | "success" | "warning" | "error";

const texts = { info: "Info", success: "Success", warning: "Warning", error: "Error", close: "Close", times: "{n} times" };
/** What the user can do about a notice. */
interface Action {
  label: string;
  run(): void;
}

const defaultDuration = 10; // seconds; what the server sends when the handler asked for nothing
const most = 5; // messages on one card; older ones make room

export class Toasts {
  private readonly stack = h("div", { class: "toast-wrap" });
  private readonly cards = new Map<string, Card>();

  constructor(parent: HTMLElement) {
    parent.append(this.stack);
  }

  /**
   * Shows a message for so many seconds; null or 0 keeps it until it is closed.
   * An error stays too, unless its handler chose a duration of its own: a user who
   * looks away must not miss it.
   */
  show(level: Level, title: string, message: string, duration: number | null = defaultDuration, action?: Action): () => void {
    if (level === "error" && duration === defaultDuration) duration = null;
    title ||= say(texts[level]);
    const key = level + " " + title;
    let card = this.cards.get(key);
    if (!card) {
      card = new Card(level, title, () => this.cards.delete(key));
      this.cards.set(key, card);
      this.stack.append(card.body);
    }
    return card.add(message, duration || 0, action);
  }
}

class Card {
  readonly body: HTMLElement;
  private readonly list: HTMLElement;
  private readonly timers = new Map<HTMLElement, { message: string; seconds: number; handle: number; count: number }>();

  constructor(
    level: Level,
    title: string,
    private readonly gone: () => void,
  ) {
    this.list = h("div", { class: "toast-details" }, h("div", { class: "toast-title" }, title));
    const close = h("button", {
      type: "button", class: "toast-close", "data-touch": true, "data-testid": "toast-close", "aria-label": say(texts.close), onclick: () => this.close(),
    }, "×");
    this.body = h("div", {
      class: `toast-body ${level}`, "data-testid": "toast-body", role: level === "error" || level === "warning" ? "alert" : "status",
      // The time stops while the message is read or about to be closed.
      onpointerenter: () => this.pause(), onpointerleave: () => this.resume(), onfocusin: () => this.pause(), onfocusout: () => this.resume(),
    }, this.list, close);
  }

  add(message: string, seconds: number, action?: Action): () => void {
    const again = [...this.timers].find(([, t]) => t.message === message);
    if (again && action) return () => this.remove(again[0]); // it is still offered
    if (again) return this.repeat(...again, seconds);
    const line = h("div", { class: "toast-line" }, h("div", { class: "toast-text", "data-testid": "toast-text" }, message));
    if (action) line.append(h("button", { type: "button", class: "toast-action", onclick: action.run }, action.label));
    this.list.append(line);
    this.timers.set(line, { message, seconds, handle: 0, count: 1 });
    if (this.timers.size > most) this.remove(this.timers.keys().next().value!);
    this.resume();
    return () => this.remove(line);
  }

  /** Counts an equal message, and shows it for as long again. */
  private repeat(line: HTMLElement, t: { seconds: number; handle: number; count: number }, seconds: number): () => void {
    t.count++;
    t.seconds = seconds;
    clearTimeout(t.handle);
    t.handle = 0;
    line.querySelector(".toast-count")?.remove();
    line.append(h("span", { class: "toast-count", title: say(texts.times, { n: t.count }) }, `×${t.count}`));
    this.resume();
    return () => this.remove(line);
  }

  private resume(): void {
    for (const [line, t] of this.timers) {
      if (t.seconds > 0 && !t.handle) t.handle = window.setTimeout(() => this.remove(line), t.seconds * 1000);
    }
  }

  private pause(): void {
    for (const t of this.timers.values()) {
      clearTimeout(t.handle);
      t.handle = 0;
    }
  }

  private remove(line: HTMLElement): void {
    clearTimeout(this.timers.get(line)?.handle);
    this.timers.delete(line);
    line.remove();
    if (this.timers.size === 0) this.close();
  }

  private close(): void {
    this.pause();
    this.timers.clear();
    this.body.remove();
    this.gone();
  }
}
