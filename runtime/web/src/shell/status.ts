// The status of runs, drawn over the blocks that they write: a bar on the top
// edge, queue place and seconds, progress bars, or the error that ended them.
// The block itself carries the classes pending, generating and failed.

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
  show: "full" | "minimal" | "hidden";
  started: number;
  rank?: number | null;
  queueSize?: number | null;
  eta?: number | null;
  units: Unit[];
}

/** The status of one block: of the newest of the runs that write it. */
export class Tracker {
  private readonly runs = new Map<object, Status>();
  private readonly wrap = element("div", "wrap hide");
  private readonly bar = element("div", "status-bar");
  private readonly text = element("div", "status-text");
  private readonly progress = element("div", "status-progress");

  constructor(private readonly target: HTMLElement) {
    this.wrap.dataset.testid = "status-tracker";
    this.wrap.append(this.bar, this.text, this.progress);
    target.classList.add("has-status");
    target.append(this.wrap);
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
    if (busy) this.target.setAttribute("aria-busy", "true");
    else this.target.removeAttribute("aria-busy");
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
    if (s.rank != null) parts.push(`queue: ${s.rank + 1}/${Math.max(s.queueSize ?? 0, s.rank + 1)}`);
    parts.push(s.eta ? `${elapsed.toFixed(1)}/${s.eta.toFixed(1)}s` : `${elapsed.toFixed(1)}s`);
    const text = parts.join(" | ");
    if (this.text.textContent !== text) this.text.textContent = text;
    this.bar.classList.toggle("timed", !!s.eta);
    this.bar.style.setProperty("--done", s.eta ? String(Math.min(elapsed / s.eta, 0.98)) : "");
  }

  private drawUnits(units: Unit[]): void {
    while (this.progress.childElementCount > units.length) this.progress.lastChild!.remove();
    units.forEach((u, i) => {
      const row = (this.progress.children[i] as HTMLElement) ?? this.progress.appendChild(progressRow());
      const done = u.progress ?? (u.length ? (u.index ?? 0) / u.length : null);
      const caption: string[] = [];
      if (u.desc) caption.push(u.desc);
      if (u.index !== null) caption.push(`${u.index}${u.length === null ? "" : "/" + u.length} ${u.unit ?? "steps"}`);
      if (done !== null) caption.push(`${Math.round(done * 100)}%`);
      const [label, track] = row.children as unknown as [HTMLElement, HTMLElement];
      label.textContent = caption.join(" · ");
      track.setAttribute("aria-label", u.desc || "Progress");
      if (done === null) track.removeAttribute("aria-valuenow");
      else track.setAttribute("aria-valuenow", String(Math.round(done * 100)));
      track.classList.toggle("indeterminate", done === null);
      track.style.setProperty("--done", String(Math.min(Math.max(done ?? 0, 0), 1)));
    });
  }

  private drawError(): void {
    const label = element("span", "error");
    label.textContent = "Error";
    const dismiss = element("button", "status-dismiss") as HTMLButtonElement;
    dismiss.type = "button";
    dismiss.setAttribute("aria-label", "Dismiss error");
    dismiss.textContent = "×";
    dismiss.addEventListener("click", () => {
      this.wrap.className = "wrap hide";
      this.target.classList.remove("failed");
      this.text.replaceChildren();
    });
    this.text.replaceChildren(label, dismiss);
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
  const row = element("div", "progress-level");
  const track = element("div", "progress-bar-wrap");
  track.setAttribute("role", "progressbar");
  track.setAttribute("aria-valuemin", "0");
  track.setAttribute("aria-valuemax", "100");
  track.append(element("div", "progress-bar"));
  row.append(element("div", "progress-text"), track);
  return row;
}

function element(tag: string, className: string): HTMLElement {
  const e = document.createElement(tag);
  e.className = className;
  return e;
}
