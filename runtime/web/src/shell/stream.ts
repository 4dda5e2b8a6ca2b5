// The one event stream of the page. It is open only while events are pending, and
// survives lost connections: every message has a position, and reading goes on
// after the last one that was seen.
import { parseJSON } from "../../../blocks/shared/json";
import { say } from "../../../blocks/shared/texts";
import { inPlace } from "./places";
import type { Failure } from "./run";
import type { Server } from "./server";

const texts = {
  lost: "The result was lost on its way.",
  refused: "The server refused the event stream ({status}).",
  forgotten: "The connection to the server was lost.",
};

/** A message of the queue: `msg` says which, the rest depends on it. */
export interface Message {
  msg: string;
  event_id: string | null;
  [field: string]: any;
}

export type Listener = (m: Message) => void;

/** What the stream tells about its connection. */
export interface StreamEvents {
  /** The server cannot be reached; the stream keeps trying. */
  lost(): void;
  /** It can again. */
  back(): void;
  /** The server does not know this session any more: what was pending is gone. */
  forgotten(): void;
}

/** How the reading of a stream ended: the server closed it, it broke, or another page has its place now. */
type End = "closed" | "broken" | "turn";

export const start = "0"; // the position before the first message
const silenceLimit = 45_000; // ms; the server says something every 15 s
const retryDelays = [250, 500, 1000, 2000, 4000, 8000]; // ms

export class Stream {
  private readonly listeners = new Map<string, Listener>();
  /** Messages that overtook the answer to their own join. */
  private readonly early = new Map<string, Message[]>();
  private joining = 0;
  /** How far the page has read, in the server's words; and how far it had before the last message. */
  position = start;
  before = start;
  /** Ends the waiting for a place when nothing is pending any more. */
  private idle = new AbortController();
  private running = false;
  private failures = 0;
  private delivered = 0;
  /** The last submission: each waits for the one before, so that the server sees them in order. */
  private submitted: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly server: Server,
    private readonly events: StreamEvents,
  ) {}

  /** Submits an event and follows it until it completes. Answers its id. */
  async join(body: unknown, listener: Listener): Promise<string> {
    this.joining++;
    try {
      const answer = this.submitted.then(() => this.server.post("P/queue/join", body));
      this.submitted = answer.catch(() => {});
      const { event_id: id } = await answer;
      this.listeners.set(id, listener);
      for (const m of this.early.get(id) ?? []) this.deliver(m);
      if (this.listeners.size > 0) void this.run();
      return id;
    } finally {
      if (--this.joining === 0) this.early.clear();
    }
  }

  /** Stops following an event. */
  drop(id: string): void {
    this.listeners.delete(id);
    if (this.listeners.size === 0) this.idle.abort();
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (let vain = 0; this.listeners.size > 0; ) {
      const delivered = this.delivered;
      this.idle = new AbortController();
      const end = await inPlace(this.idle.signal, (turn) => this.read(turn));
      if (!end || end === "turn") continue;
      if (end === "closed") {
        vain = this.delivered > delivered ? 0 : vain + 1;
        // The server knows of nothing that is pending, the page does.
        if (vain === 3) this.fail({ error: say(texts.lost) });
        continue;
      }
      if (this.listeners.size === 0) break;
      if (++this.failures === 2) this.events.lost();
      await delay(retryDelays[Math.min(this.failures, retryDelays.length) - 1]!);
    }
    this.connected();
    this.running = false;
  }

  private connected(): void {
    if (this.failures > 1) this.events.back();
    this.failures = 0;
  }

  private async read(turn: AbortSignal): Promise<End> {
    const abort = new AbortController();
    turn.addEventListener("abort", () => abort.abort());
    let watchdog = 0;
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = window.setTimeout(() => abort.abort(), silenceLimit);
    };
    try {
      alive();
      const path = `P/queue/data?session_hash=${this.server.session}&after=${encodeURIComponent(this.position)}`;
      const answer = await this.server.get(path, abort.signal);
      if (answer.status >= 400 && answer.status < 500) {
        this.fail({ error: say(texts.refused, { status: answer.status }), told: answer.status === 409 });
        return "closed";
      }
      if (!answer.ok || !answer.body) return "broken";
      return await this.follow(answer.body, alive);
    } catch {
      return turn.aborted ? "turn" : "broken";
    } finally {
      clearTimeout(watchdog);
      abort.abort();
    }
  }

  private async follow(body: ReadableStream<Uint8Array<ArrayBuffer>>, alive: () => void): Promise<End> {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ""; ; ) {
      const { done, value } = await reader.read();
      if (done) return "broken";
      alive();
      this.connected();
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop()!;
      for (const block of blocks) {
        if (this.accept(block)) return "closed";
      }
    }
  }

  /** Takes one block of the stream. Answers whether it was the last. */
  private accept(block: string): boolean {
    let data = "";
    for (const line of block.split("\n")) {
      if (line.startsWith("id:")) [this.before, this.position] = [this.position, line.slice(3).trim()];
      else if (line.startsWith("data:")) data = line.slice(5);
    }
    if (!data) return false;
    const m: Message = parseJSON(data);
    switch (m.msg) {
      case "close_stream":
        return true;
      case "heartbeat":
        return this.listeners.size === 0 && this.joining === 0;
      case "unexpected_error":
        if (m.session_not_found) this.events.forgotten();
        this.fail(m.session_not_found ? { error: say(texts.forgotten), told: true } : { error: m.message });
        return true;
    }
    this.deliver(m);
    return false;
  }

  private deliver(m: Message): void {
    const id = m.event_id;
    if (id === null) return;
    const listener = this.listeners.get(id);
    if (!listener) {
      if (this.joining > 0) this.early.set(id, [...(this.early.get(id) ?? []), m]);
      return;
    }
    this.delivered++;
    if (m.msg === "process_completed") this.listeners.delete(id);
    listener(m);
  }

  /** Goes on with a position that the server has given. */
  resume(position: string): void {
    this.before = this.position = position;
  }

  /** Ends everything that is pending with an error. */
  private fail(failure: Failure): void {
    const pending = [...this.listeners];
    this.listeners.clear();
    for (const [id, listener] of pending) {
      listener({ msg: "process_completed", event_id: id, success: false, output: failure });
    }
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
