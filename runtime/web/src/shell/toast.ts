// Notices at the edge of the page. Those of one kind share a card.

export type Level = "info" | "success" | "warning" | "error";

const titles: Record<Level, string> = { info: "Info", success: "Success", warning: "Warning", error: "Error" };
const defaultDuration = 10; // seconds; what the server sends when the handler asked for nothing
const most = 5; // messages on one card; older ones make room

export class Toasts {
  private readonly stack = document.createElement("div");
  private readonly cards = new Map<string, Card>();

  constructor(parent: HTMLElement) {
    this.stack.className = "toast-wrap";
    parent.append(this.stack);
  }

  /**
   * Shows a message for so many seconds; null or 0 keeps it until it is closed.
   * An error stays too, unless its handler chose a duration of its own: who looks
   * away must not miss it.
   */
  show(level: Level, title: string, message: string, duration: number | null = defaultDuration): () => void {
    if (level === "error" && duration === defaultDuration) duration = null;
    title ||= titles[level];
    const key = level + " " + title;
    let card = this.cards.get(key);
    if (!card) {
      card = new Card(level, title, () => this.cards.delete(key));
      this.cards.set(key, card);
      this.stack.append(card.body);
    }
    return card.add(message, duration || 0);
  }
}

class Card {
  readonly body = document.createElement("div");
  private readonly list = document.createElement("div");
  private readonly timers = new Map<HTMLElement, { seconds: number; handle: number }>();

  constructor(
    level: Level,
    title: string,
    private readonly gone: () => void,
  ) {
    this.body.className = `toast-body ${level}`;
    this.body.dataset.testid = "toast-body";
    this.body.setAttribute("role", level === "error" || level === "warning" ? "alert" : "status");
    const heading = document.createElement("div");
    heading.className = "toast-title";
    heading.textContent = title;
    this.list.className = "toast-details";
    this.list.append(heading);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "toast-close";
    close.dataset.testid = "toast-close";
    close.setAttribute("aria-label", "Close");
    close.textContent = "×";
    close.addEventListener("click", () => this.close());
    this.body.append(this.list, close);
    // Who reads or is about to close it gets the time.
    this.body.addEventListener("pointerenter", () => this.pause());
    this.body.addEventListener("pointerleave", () => this.resume());
    this.body.addEventListener("focusin", () => this.pause());
    this.body.addEventListener("focusout", () => this.resume());
  }

  add(message: string, seconds: number): () => void {
    const line = document.createElement("div");
    line.className = "toast-text";
    line.dataset.testid = "toast-text";
    line.textContent = message;
    this.list.append(line);
    this.timers.set(line, { seconds, handle: 0 });
    if (this.timers.size > most) this.remove(this.timers.keys().next().value!);
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
