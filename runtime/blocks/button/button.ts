// Button, and ClearButton: the dependency of a ClearButton does the clearing.

import { Block, define } from "../shared/block";
import { attr, h, imageURL, safeLink, text, words } from "../shared/dom";
import { say } from "../shared/texts";
import type { ButtonProps } from "./props_gen";

const texts = { unnamed: "Button" };

class Button extends Block<ButtonProps> {
  protected override readonly fits = true;
  private face!: HTMLButtonElement | HTMLAnchorElement;
  private look: string[] = [];
  private readonly words = h("span", { class: "button-text" });
  private readonly image = h("img", { class: "button-icon", alt: "" });

  protected build(): void {
    this.makeFace();
  }

  /** A button, or an anchor when it leads somewhere. */
  private makeFace(): void {
    this.face = this.props.link ? h("a", { role: null }) : h("button", { type: "button" });
    this.face.append(this.image, this.words);
    this.face.addEventListener("click", (e) => {
      if (this.disabled) return e.preventDefault();
      this.fire("click");
    });
    this.replaceChildren(this.face);
  }

  private get disabled(): boolean {
    return this.props.interactive === false;
  }

  protected override get marked(): HTMLElement[] {
    return [this.face];
  }

  /** Scripts click the element by its elem_id. */
  override click(): void {
    this.face.click();
  }

  override focus(options?: FocusOptions): void {
    this.face.focus(options);
  }

  /** What a button writes to is itself no result. */
  override statusElement(): null {
    return null;
  }

  /** Gives the face our classes beside those of the app. */
  private dress(...look: string[]): void {
    this.face.classList.remove(...this.look);
    this.look = words(...look);
    this.face.classList.add(...this.look);
  }

  protected override update(): void {
    const p = this.props;
    if (!!p.link !== (this.face.tagName === "A")) {
      this.makeFace();
      this.shared();
    }
    this.dress("button", p.size ?? "lg", p.variant ?? "secondary");
    const label = p.value == null ? "" : String(p.value);
    text(this.words, label);
    this.words.hidden = !label;
    const src = imageURL(this.host.server, p.icon);
    this.image.hidden = !src;
    if (src) attr(this.image, "src", src);
    attr(this.image, "alt", label ? "" : say(texts.unnamed));
    if (this.face instanceof HTMLButtonElement) {
      this.face.disabled = this.disabled;
      return;
    }
    attr(this.face, "href", this.disabled || !safeLink(p.link) ? null : p.link);
    attr(this.face, "role", this.disabled ? "link" : null);
    attr(this.face, "aria-disabled", this.disabled ? "true" : null);
    attr(this.face, "target", p.link_target ?? "_self");
    attr(this.face, "rel", p.link_target === "_blank" ? "noopener noreferrer" : null);
  }
}

define("button", Button);
