// The dependency manager: which listeners an event starts, when they may run,
// and what follows them.
import { say } from "../../../blocks/shared/texts";
import type { Config } from "./config";
import type { Dependency } from "./config_gen";
import { Run, type Effects, type Failure, type Outcome } from "./run";
import { Refused, type Server } from "./server";
import type { Stream } from "./stream";
import type { Tree } from "./tree";

const texts = {
  noScript: "The app's script has no function for {name}.",
  event: "this event",
  offline: "The server cannot be reached.",
  busy: "This application is currently busy. Please try again.",
};

/** An event of a block. */
export interface Happening {
  id: number;
  event: string;
  data?: unknown;
}

/** What started a run. */
interface Cause {
  trigger: number | null;
  data: unknown;
}

/** A validator's verdict on one input. */
interface Verdict {
  is_valid: boolean;
  message: string;
}

export class Dispatcher {
  private readonly listeners = new Map<string, Dependency[]>();
  private readonly followers = new Map<number, Dependency[]>();
  private readonly running = new Map<number, Set<Run>>();
  /** always_last: the newest event that came while the listener ran. */
  private readonly postponed = new Map<number, Cause>();
  private retired = false;

  constructor(
    private readonly config: Config,
    private readonly tree: Tree,
    private readonly server: Server,
    private readonly stream: Stream,
    private readonly effects: Effects,
  ) {
    for (const dep of config.dependencies) {
      for (const [id, event] of dep.targets) {
        if (id !== null) push(this.listeners, `${id}:${event}`, dep);
      }
      if (dep.trigger_after != null) push(this.followers, dep.trigger_after, dep);
    }
  }

  /**
   * Sends nothing any more: to another version of the app, the numbers of this page mean something else.
   * Answers whether that is new.
   */
  retire(): boolean {
    const before = this.retired;
    this.retired = true;
    return !before;
  }

  /** Starts the listeners of events that happened together: each once, for the first of its triggers. */
  dispatch(events: Happening[]): void {
    const started = new Set<Dependency>();
    for (const { id, event, data = null } of events) {
      for (const dep of this.listeners.get(`${id}:${event}`) ?? []) {
        if (started.has(dep)) continue;
        started.add(dep);
        this.trigger(dep, { trigger: event === "load" ? null : id, data });
      }
    }
  }

  private trigger(dep: Dependency, cause: Cause): void {
    for (const fn of dep.cancels ?? []) this.cancel(fn);
    if (this.running.get(dep.id)?.size) {
      if (dep.trigger_mode === "once") return;
      if (dep.trigger_mode === "always_last") {
        this.postponed.set(dep.id, cause);
        return;
      }
    }
    void this.run(dep, cause);
  }

  private async run(dep: Dependency, cause: Cause): Promise<void> {
    const run = new Run(dep, this.effects);
    run.opening = cause.trigger === null;
    const runs = this.running.get(dep.id) ?? new Set();
    this.running.set(dep.id, runs.add(run));
    this.execute(run, cause).catch((e) => this.refused(run, e));
    const outcome = await run.ended;
    runs.delete(run);
    const next = this.postponed.get(dep.id);
    this.postponed.delete(dep.id);
    if (next && outcome !== "cancelled") this.trigger(dep, next);
    this.follow(dep, outcome, cause);
  }

  /** Starts what is chained to a listener: nothing after a cancelled run. */
  private follow(dep: Dependency, outcome: Outcome, cause: Cause): void {
    if (outcome === "cancelled") return;
    for (const next of this.followers.get(dep.id) ?? []) {
      if (next.trigger_only_on_success && outcome !== "success") continue;
      if (next.trigger_only_on_failure && outcome !== "failure") continue;
      this.trigger(next, { trigger: cause.trigger, data: null });
    }
  }

  private async execute(run: Run, cause: Cause): Promise<void> {
    const { dep } = run;
    let data = dep.inputs.map((id, i) => (dep.component_prop_inputs?.includes(i) ? this.tree.props(id) : this.tree.value(id)));
    for (const id of dep.inputs) run.read.set(id, this.tree.block(id)?.edits ?? 0);
    const after = this.effects.position();
    if (dep.backend_fn) this.effects.status(run);
    if (dep.js) {
      const fn = await this.effects.script(`fn${dep.id}`);
      if (!fn) throw new Error(say(texts.noScript, { name: dep.api_name || say(texts.event) }));
      const result = await fn(...data);
      if (run.isOver) return;
      if (!dep.backend_fn) return run.complete({ data: spread(result, dep.outputs.length) });
      if (result !== undefined) data = spread(result, dep.inputs.length);
    }
    if (!dep.backend_fn) return run.complete({});
    if (this.retired) throw new Refused(409, undefined, undefined);
    const body = {
      data,
      fn_index: dep.id,
      session_hash: this.server.session,
      event_data: cause.data ?? null,
      trigger_id: cause.trigger,
      after,
    };
    try {
      await this.send(run, body);
    } catch (e) {
      if (!(e instanceof Refused) || e.status !== 410 || run.isOver) throw e;
      this.effects.forgot(e.body.after);
      // What works on a State would work on another one than the user thinks of.
      if ([...dep.inputs, ...dep.outputs].some((id) => this.tree.type(id) === "state")) return run.fail({ error: e.message, told: true });
      await this.send(run, { ...body, after: this.effects.position() });
    }
  }

  private async send(run: Run, body: object): Promise<void> {
    const { dep } = run;
    if (dep.queue ?? this.config.enable_queue ?? true) {
      run.eventId = await this.stream.join(body, run.accept);
      if (run.isOver) this.cancelOnServer(run); // cancelled while it joined
    } else {
      run.complete(await this.server.post(`P/run/${dep.api_name || "predict"}`, body, run.abort.signal));
    }
  }

  private refused(run: Run, e: unknown): void {
    if (run.isOver) return;
    if (!(e instanceof Refused)) {
      const offline = e instanceof TypeError && run.dep.backend_fn;
      return run.fail({ error: offline ? say(texts.offline) : String((e as Error)?.message ?? e) });
    }
    if (e.status === 409) return run.fail({ error: e.message, told: true });
    if (e.status === 503) return run.fail({ error: say(texts.busy) });
    if (e.body && typeof e.body === "object" && "error" in e.body) return run.fail(e.body as Failure);
    const verdicts = verdictsOf(e);
    verdicts?.forEach((v, i) => this.tree.block(run.dep.inputs[i] ?? -1)?.invalid(v.is_valid ? null : v.message));
    run.fail({ error: e.message, visible: !verdicts });
  }

  /** Ends every run of a listener, here and on the server. */
  private cancel(fn: number): void {
    this.postponed.delete(fn);
    for (const run of this.running.get(fn) ?? []) {
      this.cancelOnServer(run);
      run.cancel();
    }
  }

  private cancelOnServer(run: Run): void {
    if (!run.eventId) return;
    this.stream.drop(run.eventId);
    const body = { session_hash: this.server.session, fn_index: run.dep.id, event_id: run.eventId };
    // The run is over for the page; a server that cannot be reached drops it by itself.
    this.server.post("P/cancel", body).catch(() => {});
  }
}

/** What a script returned, as a list of `count` values; undefined changes nothing. */
function spread(result: unknown, count: number): unknown[] {
  if (result === undefined) return [];
  return Array.isArray(result) && (count !== 1 || result.length === 1) ? result : [result];
}

function verdictsOf(e: Refused): Verdict[] | undefined {
  const list = e.detail;
  if (e.status !== 422 || !Array.isArray(list) || !list.every((v) => typeof v?.is_valid === "boolean")) return undefined;
  return list;
}

function push<K>(map: Map<K, Dependency[]>, key: K, dep: Dependency): void {
  const list = map.get(key);
  if (list) list.push(dep);
  else map.set(key, [dep]);
}
