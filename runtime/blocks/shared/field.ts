// What every component with a label has in common: label, info, toolbar and
// the message of a failed validation.

import "./field.css";
import { Block } from "./block";
import { attr, h, text, uid, unseen } from "./dom";
import type { Props, ToolbarButton } from "./props";
import { fillToolbar, toolbar, type Action } from "./toolbar";

/** What a field reads of its properties. */
export interface FieldProps extends Props {
  label?: string | null;
  info?: string | null;
  show_label?: boolean;
  container?: boolean;
}

/**
 * A component with a label row. The label names the control through
 * aria-labelledby, so that info and messages are descriptions and no part of
 * the name.
 */
export abstract class Field<P extends FieldProps = FieldProps> extends Block<P> {
  protected readonly uid = uid("field");
  protected readonly titleElement = h("span", { class: "label-text", id: this.uid + "-label", "data-testid": "block-info" });
  protected readonly infoElement = h("span", { class: "info", id: this.uid + "-info" });
  protected readonly messageElement = h("p", { class: "invalid-message", id: this.uid + "-message", role: "alert" });
  protected readonly toolbar = toolbar();
  /** The element that has the accessible name: input, textarea or a group. */
  protected control!: HTMLElement;
  private message: string | null = null;
  private infoSource: string | null | undefined;

  /** Lays out the parts; `control` lies in `box` (or is it), beside it there may be more. */
  protected assemble(control: HTMLElement, box: HTMLElement = control, ...more: HTMLElement[]): void {
    this.control = control;
    this.classList.add("block", "field");
    const isInput = /^(INPUT|TEXTAREA|SELECT)$/.test(control.tagName);
    const wrap = h(isInput ? "label" : "div", { class: "field-body" }, this.titleElement, this.infoElement, box);
    if (isInput) {
      control.id = this.uid;
      wrap.setAttribute("for", this.uid);
    }
    this.append(wrap, this.toolbar, ...more, this.messageElement);
  }

  /** The name of a field that has no label. */
  protected fallbackLabel(): string {
    const n = this.props.name ?? "field";
    return n.charAt(0).toUpperCase() + n.slice(1);
  }

  /** The label, or what names the component without one. */
  protected get label(): string {
    return this.props.label || this.fallbackLabel();
  }

  /** The toolbar's built-in buttons by name. */
  protected actions(): Record<string, Action> {
    return {};
  }

  /** The entries of the toolbar. */
  protected buttons(): (string | ToolbarButton)[] | null | undefined {
    return this.props.buttons;
  }

  /** Brings label, info and toolbar up to date. Subclasses call it first in `update`. */
  protected updateField(): void {
    const p = this.props;
    const container = p.container !== false;
    const shown = container && p.show_label !== false && !!p.label;
    text(this.titleElement, this.label);
    unseen(this.titleElement, !shown);
    this.classList.toggle("hide-container", !container);
    this.classList.toggle("padded", container);
    this.classList.toggle("static", !this.interactive);

    const info = p._info_html ?? p.info;
    this.infoElement.hidden = !info;
    if (this.infoSource !== info) {
      this.infoSource = info;
      if (p._info_html != null) this.infoElement.innerHTML = p._info_html;
      else this.infoElement.textContent = p.info ?? "";
    }
    fillToolbar(this.toolbar, this, container && p.show_label !== false ? this.buttons() : [], this.actions());
    this.toolbar.hidden = !this.toolbar.childElementCount;
    this.classList.toggle("no-head", !shown && this.toolbar.hidden);
    this.describe();
  }

  /** Writes the name and description of the control. */
  protected describe(): void {
    if (!this.control) return;
    attr(this.control, "aria-labelledby", this.titleElement.id);
    const by = [!this.infoElement.hidden && this.infoElement.id, this.message != null && this.messageElement.id].filter(Boolean);
    attr(this.control, "aria-describedby", by.join(" ") || null);
    attr(this.control, "aria-invalid", this.message != null ? "true" : null);
  }

  override invalid(message: string | null): void {
    if (message === this.message) return;
    this.message = message;
    text(this.messageElement, message ?? "");
    this.classList.toggle("invalid", message != null);
    this.describe();
  }
}
