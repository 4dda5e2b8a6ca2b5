// The page: it builds the tree, listens, and shows what runs do.
import { chunks } from "blocks:components";
import type { Block, Child, Host, Props } from "../block";
import { readConfig, type Config } from "./config";
import { Dispatcher } from "./dispatcher";
import { pageBar } from "./pagebar";
import type { Effects, Failure, Run } from "./run";
import { Server } from "./server";
import { Tracker } from "./status";
import { Stream, type Message } from "./stream";
import { Toasts, type Level } from "./toast";
import { Tree } from "./tree";

/** Starts the app in the element. */
export async function start(root: HTMLElement): Promise<void> {
  const container = document.createElement("div");
  container.className = "gradio-container";
  const toasts = new Toasts(root);
  try {
    const config = await readConfig();
    await load(config);
    const app = new App(config, container, toasts);
    root.prepend(container); // built, so that nothing moves into place before the user's eyes
    app.begin();
    root.dataset.ready = ""; // for who waits until the page can be used
    performance.mark("blocks:ready");
  } catch (e) {
    toasts.show("error", "", e instanceof Error ? e.message : String(e));
    throw e;
  }
}

/** Loads the code of every type that the page uses; the document preloads the same files. */
async function load(config: Config): Promise<void> {
  const types = new Set(config.components.map((c) => c.type));
  await Promise.all([...types].map((type) => chunks[type]?.()));
}

class App implements Host, Effects {
  private readonly http: Server;
  private readonly tree: Tree;
  private readonly dispatcher: Dispatcher;
  private readonly trackers = new Map<HTMLElement, Tracker>();
  private readonly main = document.createElement("main");
  private module?: Promise<Record<string, any>>;
  private hideLost?: () => void;

  constructor(
    private readonly config: Config,
    readonly page: HTMLElement,
    private readonly toasts: Toasts,
  ) {
    this.http = new Server(config);
    this.tree = new Tree(config, this, this.main);
    const stream = new Stream(this.http, {
      lost: () => this.lost(),
      back: () => this.back(),
      forgotten: () => void this.forgotten(),
    });
    this.dispatcher = new Dispatcher(config, this.tree, this.http, stream, this);
    this.main.className = "contain";
    page.classList.toggle("fill-width", !!config.fill_width);
    page.classList.toggle("fill-height", !!config.fill_height);
    this.tree.mountAll();
    if (!this.main.querySelector("h1")) this.main.prepend(heading(config.title));
    page.append(...pageBar(config, this.http), this.main);
  }

  /** Runs what the app does when its page opens. */
  begin(): void {
    const { config } = this;
    addEventListener("pagehide", () => this.http.close());
    // A page that the browser kept comes back to a session that it has closed.
    addEventListener("pageshow", (e) => e.persisted && location.reload());
    for (const name of ["app_js", `page${config.layout.id}_js`]) void this.script(name).then((run) => run?.());
    this.dispatcher.dispatch(config.layout.id, "load");
  }

  // What components ask for.

  dispatch(id: number, event: string, data?: unknown): void {
    this.dispatcher.dispatch(id, event, data);
  }

  server(id: number, fn: string, data: unknown): Promise<any> {
    const body = { component_id: id, fn_name: fn, data, session_hash: this.http.session };
    return this.http.post("P/component_server", body);
  }

  async script(name: string): Promise<((...args: any[]) => any) | undefined> {
    if (!this.config.script) return undefined;
    this.module ??= import(this.url(this.config.script));
    return (await this.module)[name];
  }

  block(id: number): Block | undefined {
    return this.tree.block(id);
  }

  part(id: number): Block | undefined {
    return this.tree.part(id);
  }

  children(id: number): Child[] {
    return this.tree.children(id);
  }

  mount(id: number): void {
    this.tree.mount(id);
  }

  toast(level: Level, title: string, message: string, duration?: number | null): void {
    this.toasts.show(level, title, message, duration);
  }

  url(path: string): string {
    return this.http.url(path);
  }

  // What runs do.

  outputs(run: Run, data: unknown[]): void {
    const changed: number[] = [];
    run.dep.outputs.forEach((id, i) => {
      const value = data[i];
      if (value === undefined) return;
      if (this.tree.set(id, changes(value))) changed.push(id);
    });
    if (run.dep.scroll_to_output) this.scrollTo(run);
    for (const id of changed) this.dispatch(id, "change");
  }

  status(run: Run): void {
    if (run.status.show === "hidden") return;
    for (const id of run.dep.show_progress_on ?? run.dep.outputs) {
      const target = this.tree.block(id)?.statusElement();
      if (!target) continue;
      let tracker = this.trackers.get(target);
      if (!tracker) this.trackers.set(target, (tracker = new Tracker(target)));
      tracker.update(run, { ...run.status });
    }
  }

  failed(_run: Run, f: Failure): void {
    if (f.visible === false) return;
    this.toast("error", f.title ?? "", f.error ?? "Something went wrong.", f.duration);
  }

  states(ids: number[]): void {
    for (const id of ids) this.dispatch(id, "change");
  }

  log(m: Message): void {
    if (m.visible !== false) this.toast(m.level, m.title, m.log, m.duration);
  }

  private scrollTo(run: Run): void {
    const first = run.dep.outputs[0];
    if (first === undefined || run.scrolled) return;
    run.scrolled = true;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.tree.block(first)?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest" });
  }

  // The connection.

  private lost(): void {
    this.hideLost ??= this.toasts.show("warning", "Connection lost", "Trying to reach the server again.", null);
  }

  private back(): void {
    this.hideLost?.();
    this.hideLost = undefined;
  }

  /** The server forgot this session. If it is another server now, the page belongs to the old one. */
  private async forgotten(): Promise<void> {
    this.back();
    this.toasts.show("error", "Connection lost", "The server no longer knows this page. What was running has stopped.", null);
    for (;;) {
      const answer = await this.http.get("P/app_id").catch(() => undefined);
      if (answer) {
        if (String(answer.app_id) !== String(this.config.app_id)) location.reload();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

/** The title as a heading for those who find their way by headings; it is not drawn. */
function heading(title: string): HTMLElement {
  const h1 = document.createElement("h1");
  h1.className = "visually-hidden";
  h1.textContent = title;
  return h1;
}

/** An output is a value, or an update that names the properties to change. */
function changes(output: unknown): Props {
  if (output !== null && typeof output === "object" && (output as Props).__type__ === "update") {
    const { __type__, ...props } = output as Props;
    return props;
  }
  return { value: output };
}
