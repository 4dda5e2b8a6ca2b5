// The requests that the page makes: everything but the event stream.
import type { Config } from "./config";

import type * as blocks from "../../../blocks/shared/block";
import { parseJSON } from "../../../blocks/shared/json";
import { say } from "../../../blocks/shared/texts";

const texts = { refused: "The server answered {status}.", garbled: "The server's answer is not JSON." };

/** A request that the server refused, with what it said in `detail`. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly detail: unknown,
    readonly body: any,
  ) {
    super(typeof detail === "string" ? detail : say(texts.refused, { status }));
  }
}

export class Server implements blocks.Server {
  /** Names this page towards the server. A reload is another session, as in Gradio: its State starts anew. */
  readonly session = randomHex();
  private readonly base: string;
  private readonly prefix: string;
  private readonly version: string | undefined;

  /** `outdated` is told when the server has another version of the app than the page. */
  constructor(
    config: Config,
    private readonly outdated: () => void,
  ) {
    this.version = config.app_version;
    // The server's own idea of its origin may be a proxy's inner one; its path holds.
    const path = config.root ? new URL(config.root, document.baseURI).pathname : new URL(".", document.baseURI).pathname;
    this.base = location.origin + path.replace(/\/$/, "") + "/";
    this.prefix = (config.api_prefix ?? "/gradio_api").replace(/^\//, "") + "/";
  }

  /** Turns `P/…` (the API's prefix) and paths under the app's root into URLs. */
  url(path: string): string {
    return this.base + (path.startsWith("P/") ? this.prefix + path.slice(2) : path);
  }

  call(id: number, fn: string, data: unknown): Promise<unknown> {
    return this.post("P/component_server", { component_id: id, fn_name: fn, data, session_hash: this.session });
  }

  /** Asks for something that must not come from a cache. */
  async get(path: string, signal?: AbortSignal): Promise<Response> {
    return this.send(path, { cache: "no-store", signal: signal ?? null });
  }

  async post(path: string, body: unknown, signal?: AbortSignal): Promise<any> {
    const query = path.startsWith("P/queue/join") ? location.search : "";
    const headers = { "Content-Type": "application/json", "X-Gradio-User": "app" };
    return read(await this.send(path + query, { method: "POST", headers, body: JSON.stringify(body), signal: signal ?? null }));
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.version) headers.set("X-Blocks-Version", this.version);
    const answer = await fetch(this.url(path), { ...init, headers });
    if (answer.status === 409) this.outdated();
    return answer;
  }

  /** Tells that the page goes away; works while it does. */
  close(): void {
    const body = JSON.stringify({ session_hash: this.session });
    navigator.sendBeacon(this.url("P/close"), new Blob([body], { type: "application/json" }));
  }
}

async function read(answer: Response): Promise<any> {
  const text = await answer.text();
  let body: any = text;
  try {
    body = parseJSON(text);
  } catch {
    if (answer.ok) throw new Refused(answer.status, say(texts.garbled), text);
  }
  if (!answer.ok) throw new Refused(answer.status, body?.detail, body);
  return body;
}

function randomHex(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
