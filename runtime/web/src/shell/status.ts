// The status of runs, drawn over the blocks that they write: a bar on the top
// edge, queue place and seconds, progress bars, or the error that ended them.
// The block itself carries the classes pending, generating and failed.

import "./status.css";
import { attr, h, text } from "../../../blocks/shared/dom";
import { say } from "../../../blocks/shared/texts";
import type { Run } from "./run";

const texts = { error: "Error", dismiss: "Dismiss error", progress: "Progress", queue: "queue: {place}/{size}", steps: "steps" };

/** One progress bar; several are nested, outermost first. */
export interface Unit {
  index: number | null;
  length: number | null;
  unit: string | null;
  progress: number | null;
  desc: string | null;
}

/** Where a run stands. Times are in seconds. */
export interface Status {
  stage: "pending" | "generating" | "error" | "complete";
  /** "full" dims the block and shows everything, "minimal" the text alone; a hidden status never comes here. */
  show: string;
  started: number;
  rank?: number | null;
  queueSize?: number | null;
  eta?: number | null;
  units: Unit[];
}

/** The trackers of all blocks that have shown a status. */
export class Trackers {
  private readonly all = new Map<number, Tracker>();

  /** Shows the status of a run on the element of a block. */
  update(id: number, target: HTMLElement, run: Run): void {
    let tracker = this.all.get(id);
    if (!tracker) this.all.set(id, (tracker = new Tracker(target)));
    tracker.update(run, { ...run.status });
  }

  /** Forgets a block that is gone. */
  drop(id: number): void {
    this.all.get(id)?.stop();
    this.all.delete(id);
  }
}

/** The status of one block: of the newest of the runs that write it. */
class Tracker {
  private readonly runs = new Map<object, Status>();
  private readonly bar = h("div", { class: "status-bar" });
  private readonly text = h("div", { class: "status-text" });
  private readonly progress = h("div", { class: "status-progress" });
  private readonly wrap = h("div", { class: "wrap hide", "data-testid": "status-tracker" }, this.bar, this.text, this.progress);

  constructor(private readonly target: HTMLElement) {
    target.append(this.wrap);
  }

  /** Ends the counting of the seconds. */
  stop(): void {
    this.runs.clear();
    ticking.delete(this);
    schedule();
  }

  update(run: object, status: Status): void {
    this.runs.delete(run);
    if (status.stage === "pending" || status.stage === "generating") this.runs.set(run, status);
    const newest = [...this.runs.values()].at(-1);
    this.draw(newest ?? status);
    if (newest) ticking.add(this);
    else ticking.delete(this);
    schedule();
  }

  private draw(s: Status): void {
    const busy = s.stage === "pending" || s.stage === "generating";
    const failed = s.stage === "error";
    this.wrap.className = `wrap ${s.show}${s.stage === "complete" ? " hide" : ""}`;
    const { classList } = this.target;
    classList.toggle("pending", s.stage === "pending" && s.show === "full");
    classList.toggle("generating", s.stage === "generating");
    classList.toggle("failed", failed);
    attr(this.target, "aria-busy", busy ? "true" : null);
    this.bar.hidden = !busy || s.units.length > 0;
    this.drawUnits(busy ? s.units : []);
    if (failed) this.drawError();
    else this.tick(s);
  }

  /** Brings the seconds up to date. */
  tick(s: Status | undefined = [...this.runs.values()].at(-1)): void {
    if (!s || (s.stage !== "pending" && s.stage !== "generating")) {
      this.text.replaceChildren();
      return;
    }
    const elapsed = now() - s.started;
    const parts: string[] = [];
    if (s.rank != null) parts.push(say(texts.queue, { place: s.rank + 1, size: Math.max(s.queueSize ?? 0, s.rank + 1) }));
    parts.push(s.eta ? `${elapsed.toFixed(1)}/${s.eta.toFixed(1)}s` : `${elapsed.toFixed(1)}s`);
    text(this.text, parts.join(" | "));
    this.bar.classList.toggle("timed", !!s.eta);
    this.bar.style.setProperty("--done", s.eta ? String(Math.min(elapsed / s.eta, 0.98)) : "");
  }

  private drawUnits(units: Unit[]): void {
    while (this.progress.childElementCount > units.length) this.progress.lastChild!.remove();
    this.progress.classList.toggle("nested", units.length > 1);
    units.forEach((u, i) => {
      const row = (this.progress.children[i] as HTMLElement) ?? this.progress.appendChild(progressRow());
      const done = u.progress ?? (u.length ? (u.index ?? 0) / u.length : null);
      const caption: string[] = [];
      if (u.desc) caption.push(u.desc);
      if (u.index !== null) caption.push(`${u.index}${u.length === null ? "" : "/" + u.length} ${u.unit ?? say(texts.steps)}`);
      if (done !== null) caption.push(`${Math.round(done * 100)}%`);
      const [label, track] = row.children as unknown as [HTMLElement, HTMLElement];
      text(label, caption.join(" · "));
      attr(track, "aria-label", u.desc || say(texts.progress));
      attr(track, "aria-valuenow", done === null ? null : Math.round(done * 100));
      track.classList.toggle("indeterminate", done === null);
      track.style.setProperty("--done", String(Math.min(Math.max(done ?? 0, 0), 1)));
    });
  }

  private drawError(): void {
    const dismiss = () => {
      this.wrap.className = "wrap hide";
      this.target.classList.remove("failed");
      this.text.replaceChildren();
    };
    this.text.replaceChildren(
      h("span", { class: "error" }, say(texts.error)),
      h("button", { type: "button", class: "status-dismiss", "aria-label": say(texts.dismiss), onclick: dismiss }, "×"),
    );
  }
}

/** Seconds on a clock that never jumps. */
export function now(): number {
  return performance.now() / 1000;
}

// One timer for all trackers, and only while one of them counts.
const ticking = new Set<Tracker>();
let timer = 0;

function schedule(): void {
  if (ticking.size > 0 && !timer) {
    timer = window.setInterval(() => {
      if (!document.hidden) for (const t of ticking) t.tick();
    }, 100);
  } else if (ticking.size === 0 && timer) {
    clearInterval(timer);
    timer = 0;
  }
}

function progressRow(): HTMLElement {
  return h("div", { class: "progress-level" },
    h("div", { class: "progress-text" }),
    h("div", { class: "progress-bar-wrap", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 }, h("div", { class: "progress-bar" })));
}
