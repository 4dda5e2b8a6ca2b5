// Markdown: rich text. The server renders and sanitises it; the first value
// comes rendered with the page, later ones are asked for, one request at a time.

import "./markdown.css";
import { define } from "../shared/block";
import { attr, h, sized } from "../shared/dom";
import { icon } from "../shared/icons";
import { morph, parse, Prose } from "../shared/prose";
import { say } from "../shared/texts";
import { copyAction, copyText } from "../shared/toolbar";
import type { MarkdownProps } from "./props_gen";

const texts = { copyCode: "Copy code", link: "Link to this section" };

/** An asset pack that draws on rendered text, at once or when the promise is kept and it is asked again. */
interface Pack {
  draw(root: ParentNode): Promise<unknown> | void;
}

/** What needs a pack. */
const marks = { latex: "[data-tex]", highlight: "pre > code[class^=language-]" };

/** The packs that pages have asked for; null is one that the app does not bundle, or that cannot be loaded. */
const packs = new Map<string, Pack | null>();

class Markdown extends Prose<MarkdownProps> {
  private readonly tail = h("span", { "data-tail": true });
  /** The source of what is drawn, and its rendering. */
  private drawn = "";
  private html = "";
  private busy = false;

  protected override build(): void {
    super.build();
    this.content.classList.add("prose", "markdown");
    this.content.dataset.testid = "markdown";
    this.content.addEventListener("click", (e) => this.clicked(e));
  }

  private get source(): string {
    return this.props.value == null ? "" : String(this.props.value);
  }

  protected override update(changed: Set<string>): void {
    const p = this.props;
    this.updateFrame(p.container === true && p.show_label !== false, {
      copy: copyAction(() => this.source, (value) => this.fire("copy", { value })),
    });
    attr(this.content, "dir", p.rtl ? "rtl" : null);
    attr(this.content, "tabindex", sized(this.content, p) ? 0 : null);
    if (changed.has("_html") && p._html != null) this.draw(p._html, this.source);
    else if (["value", "sanitize_html", "line_breaks", "header_links", "latex_delimiters"].some((k) => changed.has(k))) this.refresh(changed);
  }

  /** Shows the new text at once, as well as it can be, and asks for its rendering. */
  private refresh(changed: Set<string>): void {
    const next = this.source;
    if (changed.has("value") && changed.size === 1 && next === this.drawn) return;
    if (next === "") return this.draw("", "");
    if (next.startsWith(this.drawn)) {
      this.tail.textContent = next.slice(this.drawn.length);
      const last = this.content.lastElementChild;
      const into = last && last !== this.tail && /^(P|LI|H\d)$/.test(last.tagName) ? last : this.content;
      if (this.tail.parentNode !== into) into.append(this.tail);
    } else {
      this.tail.textContent = next;
      this.content.replaceChildren(this.tail);
    }
    this.follow.grown();
    void this.render();
  }

  private async render(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let asked: string | null = null; asked !== this.source; ) {
        asked = this.source;
        const p = this.props;
        const html = await this.host.server.call(this.blockId, "render", {
          value: asked,
          sanitize_html: p.sanitize_html !== false,
          line_breaks: !!p.line_breaks,
          header_links: !!p.header_links,
        });
        // What has grown since then is rendered in the next turn of the loop.
        if (this.source.startsWith(asked)) this.draw(String(html ?? ""), asked);
      }
    } catch (err) {
      console.warn("Markdown was not rendered, its text is shown as it is:", err);
    } finally {
      this.busy = false;
    }
  }

  private draw(html: string, source: string): void {
    const parsed = parse(html);
    decorate(parsed, !!this.props.header_links);
    // Before the page shows it, so that what is drawn already does not flicker.
    this.enrich(parsed);
    this.tail.remove();
    morph(this.content, parsed);
    this.drawn = source;
    this.html = html;
    const rest = this.source.slice(source.length);
    if (rest && this.source.startsWith(source)) {
      this.tail.textContent = rest;
      this.content.append(this.tail);
    }
    this.follow.grown();
  }

  /** Has the asset packs draw what they are for: formulas, code. */
  private enrich(root: ParentNode): void {
    for (const [name, mark] of Object.entries(marks)) {
      if (!root.querySelector(mark)) continue;
      const pack = packs.get(name);
      if (pack) this.again(pack.draw(root));
      else if (pack === undefined) this.again(this.load(name));
    }
  }

  private async load(name: string): Promise<void> {
    const pack = await this.host.pack<Pack>(name).catch((err: unknown) => void console.warn(`The pack ${name} cannot be loaded:`, err));
    packs.set(name, pack ?? null);
  }

  /** Draws the same text again when more of it can be drawn. */
  private again(when: Promise<unknown> | void): void {
    when?.then(
      () => this.draw(this.html, this.drawn),
      (err: unknown) => console.warn("A part of the text cannot be drawn:", err),
    );
  }

  private async clicked(e: Event): Promise<void> {
    const button = (e.target as Element).closest<HTMLElement>("[data-frame=code] > button");
    if (!button) return;
    await copyText(button.parentElement!.querySelector("code, pre")?.textContent ?? "");
    button.replaceChildren(icon("check"));
    setTimeout(() => button.replaceChildren(icon("copy")), 1500);
  }
}

/** Adds what the page itself gives to rendered text: copy buttons, header links, frames for wide tables. */
function decorate(root: DocumentFragment, headerLinks: boolean): void {
  for (const pre of root.querySelectorAll("pre")) {
    const frame = h("div", { "data-frame": "code" });
    pre.replaceWith(frame);
    pre.tabIndex = 0;
    frame.append(pre, h("button", { type: "button", "data-icon-button": true, "data-touch": true, "aria-label": say(texts.copyCode), title: say(texts.copyCode) }, icon("copy")));
  }
  for (const table of root.querySelectorAll("table")) {
    const frame = h("div", { "data-frame": "table", tabindex: 0 });
    table.replaceWith(frame);
    frame.append(table);
  }
  for (const a of root.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    if (a.origin === location.origin || a.getAttribute("href")!.startsWith("#")) continue;
    a.target = "_blank";
    a.rel = "noopener noreferrer";
  }
  if (!headerLinks) return;
  for (const heading of root.querySelectorAll(":is(h1, h2, h3, h4, h5, h6)[id]")) {
    if (heading.querySelector("[data-header-link]")) continue;
    heading.append(h("a", { "data-header-link": true, href: "#" + heading.id, "aria-label": say(texts.link) }, icon("link")));
  }
}

define("markdown", Markdown);
