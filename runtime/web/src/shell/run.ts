// One run of a listener: from the values that it reads to the values that it
// leaves behind.
import { applyEdits } from "./diff";
import { now, type Status, type Unit } from "./status";
import type { Dependency } from "./config_gen";
import type { Message } from "./stream";

/** How a run ended. A cancelled one is neither success nor failure. */
export type Outcome = "success" | "failure" | "cancelled";

/**
 * An error as the server reports it. `error` is null when its cause is hidden; one that
 * is not visible is shown nowhere, and of one that the page has told of, there is no notice.
 */
export interface Failure {
  error: string | null;
  title?: string;
  duration?: number | null;
  visible?: boolean;
  told?: boolean;
}

/** What a run does to the page. */
export interface Effects {
  /** New values of the outputs, undefined where one does not change, and the States that differ on the server. */
  outputs(run: Run, data: unknown[], states: number[]): void;
  status(run: Run): void;
  failed(run: Run, failure: Failure): void;
  log(m: Message): void;
  /** Says that the page shows what a run said a little later than it was read; and that it shows it now. */
  lags(run: Run, does: boolean): void;
  /** How far the page has read what it shows. */
  position(): string;
  /** The server has forgotten what it stored for the page; reading goes on at a position. */
  forgot(position: string): void;
  /** An export of the app's own module. */
  script(name: string): Promise<((...args: any[]) => any) | undefined>;
}

export class Run {
  eventId?: string;
  /** Whether it belongs to the opening of the page. */
  opening = false;
  /** How often the user had changed each input when it was read. */
  readonly read = new Map<number, number>();
  /** Whether the page was scrolled to its output: once is enough. */
  scrolled = false;
  readonly abort = new AbortController();
  readonly status: Status;
  readonly ended: Promise<Outcome>;
  private end!: (o: Outcome) => void;
  private over = false;
  /** Each output's whole value as last received, the base of the edits that follow. */
  private received?: unknown[];
  /** Outputs that changed since the page was last brought up to date. */
  private readonly fresh = new Set<number>();
  private readonly states = new Set<number>();
  private frame = 0;

  constructor(
    readonly dep: Dependency,
    private readonly effects: Effects,
  ) {
    this.status = { stage: "pending", show: dep.show_progress ?? "full", started: now(), units: [] };
    this.ended = new Promise((resolve) => (this.end = resolve));
  }

  get isOver(): boolean {
    return this.over;
  }

  /** Takes a message of the queue. */
  readonly accept = (m: Message): void => {
    if (this.over) return;
    try {
      this.take(m);
    } catch (e) {
      this.fail({ error: e instanceof Error ? e.message : String(e) });
    }
  };

  private take(m: Message): void {
    switch (m.msg) {
      case "estimation":
        this.status.rank = m.rank;
        this.status.queueSize = m.queue_size;
        this.status.eta = m.rank_eta;
        return this.effects.status(this);
      case "process_starts":
        this.status.rank = null;
        this.status.eta = m.eta;
        this.status.started = now();
        return this.effects.status(this);
      case "progress":
        this.status.units = m.progress_data as Unit[];
        return this.effects.status(this);
      case "log":
        return this.effects.log(m);
      case "process_generating":
        if (m.success === false) return this.fail(m.output);
        for (const id of m.output?.changed_state_ids ?? []) this.states.add(id);
        return this.stream(m.output?.data ?? [], !!m.output?.whole);
      case "process_completed":
        if (m.success === false || "error" in (m.output ?? {})) return this.fail({ title: m.title, ...m.output });
        return this.complete(m.output ?? {});
    }
  }

  /** Takes an intermediate output: whole values at first and after a lost connection, edits otherwise. */
  private stream(data: unknown[], whole: boolean): void {
    if (!this.received || whole) {
      this.received = data;
      data.forEach((_, i) => this.fresh.add(i));
    } else {
      data.forEach((edits, i) => {
        if (!Array.isArray(edits) || edits.length === 0) return;
        this.received![i] = applyEdits(this.received![i] ?? null, edits);
        this.fresh.add(i);
      });
    }
    if (this.status.stage !== "generating") {
      this.status.stage = "generating";
      this.effects.status(this);
    }
    // Tokens come faster than a screen is drawn: the page follows once a frame.
    if (document.hidden) return this.flush();
    if (this.frame) return;
    this.effects.lags(this, true);
    this.frame = requestAnimationFrame(() => this.flush());
  }

  private flush(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.effects.lags(this, false);
    if (this.fresh.size + this.states.size === 0) return;
    const data = (this.received ?? []).map((v, i) => (this.fresh.has(i) ? v : undefined));
    const states = [...this.states];
    this.fresh.clear();
    this.states.clear();
    this.effects.outputs(this, data, states);
  }

  /** Ends the run well; output is the server's output object, or {} when there is none. */
  complete(output: { data?: unknown[]; changed_state_ids?: number[] }): void {
    this.flush();
    this.effects.outputs(this, output.data ?? [], output.changed_state_ids ?? []);
    this.finish("complete", "success");
  }

  fail(failure: Failure): void {
    this.flush();
    this.finish(failure.visible === false ? "complete" : "error", "failure", () => this.effects.failed(this, failure));
  }

  cancel(): void {
    this.flush();
    this.abort.abort();
    this.finish("complete", "cancelled");
  }

  private finish(stage: Status["stage"], outcome: Outcome, last?: () => void): void {
    if (this.over) return;
    this.over = true;
    this.status.stage = stage;
    this.status.units = [];
    this.effects.status(this);
    last?.();
    this.end(outcome);
  }
}
