// What Markdown and HTML have in common: a title and a toolbar above content that
// grows, and that changes only where it differs.
import "./prose.css";
import { Block } from "./block";
import { Follow, h, text } from "./dom";
import type { Props } from "./props";
import { fillToolbar, toolbar, type Action } from "./toolbar";

export { morph } from "./prose/morph";

/** What is read of their properties. */
interface ProseProps extends Props {
  label?: string | null;
  container?: boolean;
  padding?: boolean;
}

/**
 * Parses markup. What would lead the whole page elsewhere is left out, and names by which
 * an element would take the place of a property of the document, such as its methods.
 */
export function parse(markup: string): DocumentFragment {
  const template = h("template");
  template.innerHTML = markup;
  for (const meta of template.content.querySelectorAll("meta[http-equiv]")) meta.remove();
  for (const e of template.content.querySelectorAll<HTMLElement>(":is(img, form, embed, object, iframe):is([name], [id])")) {
    for (const name of ["name", "id"]) if ((e.getAttribute(name) ?? "") in document) e.removeAttribute(name);
  }
  return template.content;
}

export abstract class Prose<P extends ProseProps = ProseProps> extends Block<P> {
  protected readonly content = h("div", { class: "content" });
  protected readonly follow = new Follow(this.content);
  private readonly heading = h("span", { class: "label-text" });
  private readonly toolbar = toolbar();

  protected build(): void {
    this.classList.add("block");
    this.toggleAttribute("data-prose", true);
    this.append(this.heading, this.toolbar, this.content);
  }

  /** elem_classes are on the content too: rules for text go by them. */
  protected override get marked(): HTMLElement[] {
    return [this, this.content];
  }

  /** Brings the frame, the title and the toolbar up to date. */
  protected updateFrame(titled: boolean, actions: Record<string, Action> = {}): void {
    const p = this.props;
    const framed = p.container === true;
    this.classList.toggle("padded", framed || !!p.padding);
    this.classList.toggle("hide-container", !framed);
    this.heading.hidden = !titled || !p.label;
    this.classList.toggle("untitled", this.heading.hidden);
    text(this.heading, p.label ?? "");
    fillToolbar(this.toolbar, this, p.buttons, actions);
    this.toolbar.hidden = !this.toolbar.childElementCount;
  }
}
