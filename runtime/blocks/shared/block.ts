// The base of every custom element of the page, and the only thing that a block
// knows of the page around it.
import "./block.css";
import { given } from "./dom";
import type { Component, LayoutNode, Props } from "./props";

export type { Props };

/** What the page gives every block. */
export interface Host {
  /** The element around the whole page, for layouts that change its frame (sidebars). */
  readonly page: HTMLElement;
  readonly tree: Tree;
  readonly server: Server;
  /** Runs the listeners of a block's event. */
  dispatch(id: number, event: string, data?: unknown): void;
  /** An export of the app's own module (js=, HTML templates); undefined when there is none. */
  script(name: string): Promise<((...args: any[]) => any) | undefined>;
  /** An asset pack with its style sheet; undefined when the app does not bundle it. */
  pack<T>(name: string): Promise<T | undefined>;
}

/** The blocks of the page. */
export interface Tree {
  block(id: number): Block | undefined;
  /** A button that is placed in the toolbar of the block that asks. */
  part(id: number): Block | undefined;
  /** The children of a layout in order, also those that are not in the document. */
  children<P extends Props = Props>(id: number): Child<P>[];
  /** Builds the children of a layout that deferred them (an inactive tab), once. */
  mount(id: number): void;
  /**
   * Gives a layout other children. One that it, or a layout in it, has already
   * (by id) is moved and keeps what the user typed; one that is left out is dropped.
   */
  render(id: number, children: LayoutNode[], components: Component[]): Promise<void>;
}

/** The server of the app. */
export interface Server {
  /** Calls a server function of a block (Markdown's render). */
  call(id: number, fn: string, data: unknown): Promise<unknown>;
  /** Turns `P/…` and asset paths into absolute URLs under the app's root. */
  url(path: string): string;
}

/** A child as its layout sees it; `block` is missing until the child is built. */
export interface Child<P extends Props = Props> {
  readonly id: number;
  readonly type: string;
  readonly props: P;
  readonly block?: Block;
}

/** Whether two values in wire form are equal. Null and "" are: both are no value. */
export function same(a: unknown, b: unknown): boolean {
  return equal(a === "" ? null : a ?? null, b === "" ? null : b ?? null);
}

function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object" || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  const other = b as Record<string, unknown>;
  return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && equal((a as Record<string, unknown>)[k], other[k]));
}

/**
 * A component or layout of the page. Its element is what carries elem_id,
 * elem_classes and visibility; what it shows is built once in `build` and kept
 * up to date in `update`, which never replaces nodes that hold focus. What it
 * starts outside itself (observers, timers, listeners of window and document)
 * begins in connectedCallback and ends in disconnectedCallback: a block may leave
 * the page and come back.
 */
export abstract class Block<P extends Props = Props> extends HTMLElement {
  blockId = -1;
  props!: P;
  host!: Host;
  /** Whether the user can edit the value: the interactive prop, or Gradio's guess, made by the shell. */
  interactive = false;
  /** Layouts: where children are put; the element itself unless build says otherwise. */
  slotElement: HTMLElement = this;
  /** Layouts: children are not built until tree.mount is called (an inactive tab). */
  deferred = false;
  /** Whether the block is only as wide as its own content: a button. Layouts do not stretch it then. */
  protected readonly fits: boolean = false;
  /** How often the user has changed the value. */
  edits = 0;
  /** The elem_classes that the element has now. */
  private classes: string[] = [];

  /**
   * Brings the value in line with the other properties: when a block comes into the
   * page (initial), and after each change. It is also called for blocks that are not
   * built.
   */
  static settle(_props: Props, _initial: boolean): void {}

  /**
   * Properties whose change is an event also when a handler makes it: a block that is not
   * built yet, in a tab that was never opened, is built then.
   */
  static readonly tells: readonly string[] = [];

  /** Called once by the shell, before the element is connected. */
  init(id: number, type: string, props: P, host: Host, interactive: boolean): void {
    this.blockId = id;
    this.props = props;
    this.host = host;
    this.interactive = interactive;
    // Style sheets that several blocks share go by these attributes: unlike classes, no markup of a user has them.
    this.dataset.block = type;
    this.toggleAttribute("data-fits", this.fits);
    this.build();
    this.shared();
    this.update(new Set(Object.keys(props)));
  }

  /** Builds the DOM below the element. Props are set; `update` follows with all of them. */
  protected abstract build(): void;

  /** Brings the DOM in line with the props named in `changed`. */
  protected update(_changed: Set<string>): void {}

  /** Applies properties that came from a handler. Returns whether the value that is sent differs from before. */
  set(changes: Partial<P>): boolean {
    const before = this.value;
    Object.assign(this.props, changes);
    (this.constructor as typeof Block).settle(this.props, false);
    if (changes.interactive != null) this.interactive = changes.interactive !== false;
    this.shared();
    this.update(new Set(Object.keys(changes)));
    return !this.equal(this.value, before);
  }

  /** Whether two values of the block are the same to the user. */
  protected equal(a: unknown, b: unknown): boolean {
    return same(a, b);
  }

  /** The value as it is sent to the server. */
  get value(): unknown {
    return this.props.value ?? null;
  }

  /** The user changed the value: keeps it and fires change, then the events named. */
  protected commit(value: P["value"], ...events: string[]): void {
    const differs = !this.equal(this.props.value, value);
    this.props.value = value;
    this.edits++;
    this.invalid(null);
    if (differs) this.fire("change");
    for (const e of events) this.fire(e);
  }

  /** Whether the user is typing the value. */
  get typing(): boolean {
    return false;
  }

  /** Tells the page that an event of this block happened. */
  fire(event: string, data?: unknown): void {
    this.host.dispatch(this.blockId, event, data);
  }

  /** Shows a validation message on the block, or clears it with null. Fields override it. */
  invalid(_message: string | null): void {}

  /** Where the status of a run is drawn; null for blocks that show none (buttons, State). */
  statusElement(): HTMLElement | null {
    return this;
  }

  /** Layouts: called when the children are in slotElement, and again when one of them comes, goes or changes. */
  arranged(): void {}

  /** A move within the page (moveBefore) takes nothing from a block: it is never disconnected. */
  connectedMoveCallback(): void {}

  /** elem_id, elem_classes, visible, scale, min_width: the same for every block. */
  protected shared(): void {
    const p = this.props;
    const old = this.classes;
    this.classes = [p.elem_classes ?? []].flat().flatMap((c) => c.split(/\s+/).filter(Boolean));
    this.marked.forEach((e, i) => {
      if (p.elem_id && i === 0) e.id = p.elem_id;
      e.classList.remove(...old);
      e.classList.add(...this.classes);
    });
    this.classList.toggle("hidden", p.visible === "hidden");
    given(this, "flex-grow", p.scale);
    given(this, "min-width", p.min_width != null ? `min(${p.min_width}px, 100%)` : null);
  }

  /** The elements that carry elem_classes. The first of them carries elem_id. */
  protected get marked(): HTMLElement[] {
    return [this];
  }
}

/** The class of an element. */
export type BlockClass = (new () => Block) & Pick<typeof Block, "settle" | "tells">;

/** Classes by component type, filled by the modules as they load. */
export const registry = new Map<string, BlockClass>();

/** Registers the element class of a component type ("textbox"): `<blocks-textbox>`. */
export function define(type: string, cls: (new () => Block<any>) & Pick<typeof Block, "settle" | "tells">): void {
  if (registry.has(type)) return;
  customElements.define("blocks-" + type, cls);
  registry.set(type, cls);
}
