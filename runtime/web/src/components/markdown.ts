// Markdown: rich text. The server renders and sanitises it; the first value
// comes rendered with the page, later ones are asked for, one request at a time.

import { Block, define } from "../block";
import { attr, Follow, h, sized, text, uid } from "../parts/dom";
import { icon } from "../parts/icons";
import { morph } from "../parts/morph";
import { copyText, fillToolbar } from "../parts/toolbar";
import type { MarkdownProps } from "../props.gen";

class Markdown extends Block<MarkdownProps> {
  private readonly heading = h("span", { class: "label-text", id: uid("markdown") });
  private readonly toolbar = h("div", { class: "toolbar" });
  private readonly prose = h("div", { class: "prose markdown", "data-testid": "markdown" });
  private readonly tail = h("span", { class: "unrendered" });
  private follow!: Follow;
  /** The source of what is drawn. */
  private drawn = "";
  private busy = false;

  protected build(): void {
    this.classList.add("block", "markdown-block");
    this.append(this.heading, this.toolbar, this.prose);
    this.follow = new Follow(this.prose);
    this.prose.addEventListener("click", (e) => this.clicked(e));
  }

  private get source(): string {
    return this.props.value == null ? "" : String(this.props.value);
  }

  protected update(changed: Set<string>): void {
    const p = this.props;
    const framed = p.container === true;
    this.classList.toggle("padded", framed || !!p.padding);
    this.classList.toggle("hide-container", !framed);
    const titled = framed && p.show_label !== false && !!p.label;
    this.heading.hidden = !titled;
    text(this.heading, p.label ?? "");
    fillToolbar(this.toolbar, this, p.buttons, {
      copy: {
        label: "Copy", icon: "copy", tick: true,
        run: async () => {
          await copyText(this.source);
          this.fire("copy", { value: this.source });
        },
      },
    });
    this.toolbar.hidden = !this.toolbar.childElementCount;
    attr(this.prose, "dir", p.rtl ? "rtl" : null);
    sized(this.prose, p);
    const scrolls = p.height != null || p.max_height != null;
    this.prose.classList.toggle("scrolls", scrolls);
    attr(this.prose, "tabindex", scrolls ? 0 : null);
    if (changed.has("_html") && p._html != null) this.draw(p._html, this.source);
    else if (["value", "sanitize_html", "line_breaks", "header_links"].some((k) => changed.has(k))) this.refresh(changed);
  }

  /** Shows the new text at once, as well as it can be, and asks for its rendering. */
  private refresh(changed: Set<string>): void {
    const next = this.source;
    if (changed.has("value") && changed.size === 1 && next === this.drawn) return;
    if (next === "") return this.draw("", "");
    if (next.startsWith(this.drawn)) {
      this.tail.textContent = next.slice(this.drawn.length);
      const last = this.prose.lastElementChild;
      const into = last && last !== this.tail && /^(P|LI|H\d)$/.test(last.tagName) ? last : this.prose;
      if (this.tail.parentNode !== into) into.append(this.tail);
    } else {
      this.tail.textContent = next;
      this.prose.replaceChildren(this.tail);
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
        const html = await this.host.server(this.blockId, "render", {
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
    const parsed = h("template");
    parsed.innerHTML = html;
    decorate(parsed.content, !!this.props.header_links);
    this.tail.remove();
    morph(this.prose, parsed.content);
    this.drawn = source;
    const rest = this.source.slice(source.length);
    if (rest && this.source.startsWith(source)) {
      this.tail.textContent = rest;
      this.prose.append(this.tail);
    }
    this.follow.grown();
  }

  private async clicked(e: Event): Promise<void> {
    const button = (e.target as Element).closest<HTMLElement>(".code-copy");
    if (!button) return;
    await copyText(button.parentElement!.querySelector("code, pre")?.textContent ?? "");
    button.replaceChildren(icon("check"));
    setTimeout(() => button.replaceChildren(icon("copy")), 1500);
  }
}

/** Adds what the page itself gives to rendered text: copy buttons, header links, frames for wide tables. */
function decorate(root: DocumentFragment, headerLinks: boolean): void {
  for (const pre of root.querySelectorAll("pre")) {
    const frame = h("div", { class: "code-wrap" });
    pre.replaceWith(frame);
    pre.tabIndex = 0;
    frame.append(pre, h("button", { type: "button", class: "icon-button code-copy", "aria-label": "Copy code", title: "Copy code" }, icon("copy")));
  }
  for (const table of root.querySelectorAll("table")) {
    const frame = h("div", { class: "table-wrap", tabindex: 0 });
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
    if (heading.querySelector(".header-link")) continue;
    heading.append(h("a", { class: "header-link", href: "#" + heading.id, "aria-label": "Link to this section" }, icon("link")));
  }
}

define("markdown", Markdown);
