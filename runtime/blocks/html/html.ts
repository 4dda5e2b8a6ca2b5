// HTML: any markup, and home-made components: templates over the props, a
// script that runs once on load, and CSS of its own.

import "./html.css";
import { define } from "../shared/block";
import { h, sized, uid } from "../shared/dom";
import { morph, parse, Prose } from "../shared/prose";
import { adopt, liftStyles, scoped } from "../shared/sheets";
import { say } from "../shared/texts";
import type { HTMLProps } from "./props_gen";

const texts = { failed: "This block could not be drawn: {error}", noUploads: "this app takes no uploads" };

type Script = ((...args: any[]) => any) | undefined;

/** The functions of the server that the script may call are the server's to say. */
type Props = HTMLProps & { server_fns?: string[] };

class HTML extends Prose<Props> {
  private readonly scope = uid("html-scope");
  private readonly watchers: [string[], () => void][] = [];
  private template: Script;
  private css: Script;
  private ready = false;

  protected override build(): void {
    super.build();
    this.content.classList.add("html-content");
    this.content.dataset.scope = this.scope;
    void this.load();
  }

  /** Fetches the block's own functions from the app's module, draws, and runs its script. */
  private async load(): Promise<void> {
    const name = (what: string) => this.host.script(`html${this.blockId}_${what}`);
    const p = this.props;
    const custom = (p.html_template ?? "${value}") !== "${value}";
    if (!custom) this.draw(); // plain markup waits for nothing
    try {
      const [template, css, onLoad] = await Promise.all([
        custom ? name("template") : undefined,
        p.css_template ? name("css") : undefined,
        p.js_on_load ? name("on_load") : undefined,
      ]);
      this.template = template;
      this.css = css;
      this.ready = true;
      this.draw();
      this.start(onLoad);
    } catch (err) {
      this.failed(err);
    }
  }

  private start(onLoad: Script): void {
    if (onLoad) onLoad(this.content, this.trigger, this.proxy(), this.server(), this.upload, this.watch);
    else if (/addEventListener\(\s*['"]click/.test(this.props.js_on_load ?? "")) {
      this.content.addEventListener("click", () => this.trigger("click"));
    }
    this.fire("load");
  }

  private readonly trigger = (event: string, data: unknown = null): void => this.fire(event, data);

  private readonly watch = (props: string | string[], callback: () => void): void => {
    this.watchers.push([[props].flat(), callback]);
  };

  private readonly upload = async (): Promise<never> => {
    throw new Error(say(texts.noUploads));
  };

  /** The props as the script sees them: writing one redraws, writing the value is a change. */
  private proxy(): Record<string, any> {
    return new Proxy(this.all(), {
      get: (_, key) => this.all()[key as string],
      has: (_, key) => key in this.all(),
      set: (_, key, v) => {
        const name = String(key);
        if (name === "value") this.commit(v);
        else if (this.props.props && name in this.props.props) this.props.props[name] = v;
        else Object.assign(this.props, { [name]: v });
        this.update(new Set([name]));
        return true;
      },
    });
  }

  /** Own parameters, and those that the app has added. */
  private all(): Record<string, any> {
    return { ...this.props, ...this.props.props };
  }

  private server(): Record<string, (...args: unknown[]) => Promise<unknown>> {
    const names = this.props.server_fns ?? [];
    return Object.fromEntries(names.map((n) => [n, (...args: unknown[]) => this.host.server.call(this.blockId, n, args.length < 2 ? args[0] : args)]));
  }

  protected override update(changed: Set<string>): void {
    const p = this.props;
    this.updateFrame(p.show_label);
    this.content.classList.toggle("prose", p.apply_default_css !== false);
    sized(this.content, p);
    if (!this.ready && (p.html_template ?? "${value}") !== "${value}") return;
    this.draw();
    for (const [names, callback] of this.watchers) {
      if (names.some((n) => changed.has(n))) callback();
    }
  }

  private draw(): void {
    try {
      const props = this.all();
      const markup = this.template ? this.template(props) : props.value ?? "";
      const parsed = parse(String(markup));
      const own = liftStyles(parsed);
      const css = this.css ? scoped(`[data-scope="${this.scope}"]`, String(this.css(props))) : "";
      adopt(this, [own, css].filter(Boolean).join("\n"));
      morph(this.content, parsed);
      if (this.props.autoscroll) this.follow.grown();
    } catch (err) {
      this.failed(err);
    }
  }

  /** Draws an error of a template where its output would be. */
  private failed(err: unknown): void {
    console.error(err);
    const message = err instanceof Error ? err.message : String(err);
    this.content.replaceChildren(h("p", { "data-error": true, role: "alert" }, say(texts.failed, { error: message })));
  }

  connectedCallback(): void {
    if (this.ready) this.draw();
  }

  disconnectedCallback(): void {
    adopt(this, "");
  }
}

define("html", HTML);
