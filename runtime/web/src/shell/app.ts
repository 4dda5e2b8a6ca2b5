// The page: it builds the tree, listens, and shows what runs do.
import type { Host, Props } from "../../../blocks/shared/block";
import { h } from "../../../blocks/shared/dom";
import { say } from "../../../blocks/shared/texts";
import { readConfig, type Config } from "./config";
import { Dispatcher, type Happening } from "./dispatcher";
import { saveDraft, takeDraft } from "./draft";
import { load, pack } from "./modules";
import { pageBar } from "./pagebar";
import type { Effects, Failure, Run } from "./run";
import { Refused, Server } from "./server";
import { Trackers } from "./status";
import { Stream, start as beginning, type Message } from "./stream";
import { Toasts } from "./toast";
import { Tree } from "./tree";

const texts = {
  failed: "Something went wrong.",
  lost: "Connection lost",
  trying: "Trying to reach the server again.",
  forgotten: "The server no longer knows this page. What was running has stopped. What you have entered is kept.",
  stateLost: "The server has forgotten what it stored for this page. What you do next starts anew. What you have entered is kept.",
  outdated: "A new version of this app is there. What you have entered is kept.",
  reload: "Reload",
  loggedOut: "You are logged out. What you have entered is kept.",
  logIn: "Log in",
  noRoom: "The browser has no room to keep what you have entered. Copy it before you reload the page.",
};

/** Starts the app in the element. */
export async function start(root: HTMLElement): Promise<void> {
  const container = h("div", { class: "gradio-container" });
  const toasts = new Toasts(root);
  try {
    const config = await readConfig();
    await load(config.components.map((c) => c.type));
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

class App implements Host, Effects {
  readonly server: Server;
  readonly tree: Tree;
  private readonly dispatcher: Dispatcher;
  private readonly stream: Stream;
  /** Runs whose last output is not shown yet, and how far the page had read before it; the longest first. */
  private readonly lagging = new Map<Run, string>();
  private readonly trackers = new Trackers();
  private readonly main = h("main", { class: "contain", "data-stack": true });
  private module?: Promise<Record<string, any>>;
  /** Blocks whose value the user has entered before a reload. */
  private readonly entered = new Set<number>();
  /** What happened while outputs are set: their listeners start when all are set. */
  private happened?: Happening[];
  private hideLost?: () => void;

  constructor(
    private readonly config: Config,
    readonly page: HTMLElement,
    private readonly toasts: Toasts,
  ) {
    this.server = new Server(config, { outdated: () => this.outdated(), loggedOut: () => this.loggedOut() });
    this.tree = new Tree(config, this, this.main, (id) => this.trackers.drop(id));
    this.stream = new Stream(this.server, {
      lost: () => this.lost(),
      back: () => this.back(),
      forgotten: () => this.forgotten(),
    });
    this.dispatcher = new Dispatcher(config, this.tree, this.server, this.stream, this);
    page.classList.toggle("fill-width", !!config.fill_width);
    page.classList.toggle("fill-height", !!config.fill_height);
    this.tree.mount(config.layout.id);
    // The title is a heading for users who find their way by headings; it is not drawn.
    if (!this.main.querySelector("h1")) this.main.prepend(h("h1", { "data-unseen": true }, config.title));
    page.append(...pageBar(config, this.server), this.main);
  }

  /** Runs what the app does when its page opens. */
  begin(): void {
    const { config } = this;
    addEventListener("pagehide", () => this.server.close());
    if (config.pulse) setInterval(() => void this.alive(), config.pulse * 1000);
    // A page that the browser kept comes back to a session that it has closed.
    addEventListener("pageshow", (e) => e.persisted && this.reload());
    for (const [id, value] of takeDraft(this.tree)) {
      this.entered.add(id);
      if (this.tree.set(id, { value })) this.dispatch(id, "change");
    }
    for (const name of ["app_js", `page${config.layout.id}_js`]) void this.script(name).then((run) => run?.());
    this.dispatch(config.layout.id, "load");
  }

  // What blocks ask for.

  dispatch(id: number, event: string, data?: unknown): void {
    if (this.happened) this.happened.push({ id, event, data });
    else this.dispatcher.dispatch([{ id, event, data }]);
  }

  async script(name: string): Promise<((...args: any[]) => any) | undefined> {
    if (!this.config.script) return undefined;
    this.module ??= import(this.server.url(this.config.script));
    return (await this.module)[name];
  }

  pack<T>(name: string): Promise<T | undefined> {
    return pack<T>(name);
  }

  // What runs do.

  outputs(run: Run, data: unknown[], states: number[]): void {
    const happened: Happening[] = (this.happened = []);
    try {
      run.dep.outputs.forEach((id, i) => {
        const value = data[i];
        if (value === undefined) return;
        if (this.tree.set(id, this.keepTyped(run, id, changes(value)))) this.dispatch(id, "change");
      });
      for (const id of states) this.dispatch(id, "change");
    } finally {
      this.happened = undefined;
    }
    if (run.dep.scroll_to_output) this.scrollTo(run);
    this.dispatcher.dispatch(happened);
  }

  /** What was computed from older text does not take the place of what the user goes on typing. */
  private keepTyped(run: Run, id: number, changes: Props): Props {
    const { value, ...rest } = changes;
    const block = this.tree.block(id);
    if (run.opening && this.entered.has(id)) return rest;
    if (!block?.typing || run.read.get(id) === undefined || run.read.get(id) === block.edits) return changes;
    return rest;
  }

  status(run: Run): void {
    if (run.status.show === "hidden") return;
    for (const id of run.dep.show_progress_on ?? run.dep.outputs) {
      const target = this.tree.block(id)?.statusElement();
      if (target) this.trackers.update(id, target, run);
    }
  }

  failed(_run: Run, f: Failure): void {
    if (f.visible === false || f.told) return;
    this.toasts.show("error", f.title ?? "", f.error ?? say(texts.failed), f.duration);
  }

  log(m: Message): void {
    if (m.visible !== false) this.toasts.show(m.level, m.title, m.log, m.duration);
  }

  lags(run: Run, does: boolean): void {
    if (does) this.lagging.set(run, this.stream.before);
    else this.lagging.delete(run);
  }

  position(): string {
    const [oldest] = this.lagging.values();
    return oldest ?? this.stream.position;
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
    this.hideLost ??= this.toasts.show("warning", say(texts.lost), say(texts.trying), null);
  }

  private back(): void {
    this.hideLost?.();
    this.hideLost = undefined;
  }

  /** The server does not know this session. The page lives on in a new one. */
  private forgotten(): void {
    this.back();
    this.toasts.show("error", say(texts.lost), say(texts.forgotten), null);
  }

  forgot(position: string): void {
    this.stream.resume(position);
    this.toasts.show("warning", "", say(texts.stateLost), null, this.reloading);
  }

  /** Says that the page is there, once the server may have stored something for it. */
  private async alive(): Promise<void> {
    const after = this.stream.position;
    if (after === beginning) return;
    try {
      await this.server.post("P/alive", { session_hash: this.server.session, after });
    } catch (e) {
      // A server that cannot be reached may still know the page later.
      if (e instanceof Refused && e.status === 410 && this.stream.position === after) this.forgot(e.body.after);
    }
  }

  private outdated(): void {
    if (this.dispatcher.retire()) this.toasts.show("warning", "", say(texts.outdated), null, this.reloading);
  }

  private loggedOut(): void {
    this.toasts.show("warning", "", say(texts.loggedOut), null, { ...this.reloading, label: say(texts.logIn) });
  }

  private readonly reloading = { label: say(texts.reload), run: () => this.reload() };

  /** Loads the page anew. What the user has entered is in it again. */
  private reload(): void {
    try {
      saveDraft(this.tree, this.entered);
    } catch {
      return void this.toasts.show("error", "", say(texts.noRoom));
    }
    location.reload();
  }
}

/** An output is a value, or an update that names the properties to change. */
function changes(output: unknown): Props {
  if (output !== null && typeof output === "object" && "__type__" in output && output.__type__ === "update") {
    const { __type__, ...props } = output;
    return props;
  }
  return { value: output };
}
