// The base of every custom element of the page, and the only thing that a
// component knows of the shell around it.

/** Properties of a component in wire form, by Gradio's names. */
export type Props = Record<string, any>;

/** What the shell gives every component: how to tell it what happened. */
export interface Host {
  /** The element around the whole page, for layouts that change its frame (sidebars). */
  readonly page: HTMLElement;
  /** Runs the listeners of a component's event. */
  dispatch(id: number, event: string, data?: unknown): void;
  /** Calls a server function of a component (Markdown's render). */
  server(id: number, fn: string, data: unknown): Promise<any>;
  /** An export of the app's own module (js=, HTML templates); undefined when there is none. */
  script(name: string): Promise<((...args: any[]) => any) | undefined>;
  /** Another component of the page. */
  block(id: number): Block | undefined;
  /** A button that stands in the toolbar of the component that asks. */
  part(id: number): Block | undefined;
  /** Shows a toast. */
  toast(level: "info" | "success" | "warning" | "error", title: string, message: string, duration?: number | null): void;
  /** Turns `P/…` and asset paths into absolute URLs under the app's root. */
  url(path: string): string;
  /** The children of a layout in order, also those that are not in the document. */
  children(id: number): Child[];
  /** Builds the children of a layout that deferred them (an inactive tab), once. */
  mount(id: number): void;
}

/** A child as its layout sees it; `block` is missing until the child is built. */
export interface Child {
  readonly id: number;
  readonly type: string;
  readonly props: Props;
  readonly block?: Block;
}

/** Whether two values in wire form are equal. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * A component or layout of the page. Its element is what carries elem_id,
 * elem_classes and visibility; what it shows is built once in `build` and kept
 * up to date in `update`, which never replaces nodes that hold focus.
 */
export abstract class Block<P extends Props = Props> extends HTMLElement {
  blockId = -1;
  props!: P;
  host!: Host;
  /** Whether the user can edit the value: the interactive prop, or Gradio's guess, made by the shell. */
  interactive = false;
  /** Layouts: where children are put; the element itself unless build says otherwise. */
  slotElement: HTMLElement = this;
  /** Layouts: children are not built until host.mount is called (an inactive tab). */
  deferred = false;
  /** The elem_classes that stand on the element now. */
  private classes: string[] = [];

  /** Called once by the shell, before the element is connected. */
  init(id: number, props: P, host: Host, interactive: boolean): void {
    this.blockId = id;
    this.props = props;
    this.host = host;
    this.interactive = interactive;
    this.build();
    this.shared();
    this.update(new Set(Object.keys(props)));
  }

  /** Builds the DOM below the element. Props are set; `update` follows with all of them. */
  protected abstract build(): void;

  /** Brings the DOM in line with the props named in `changed`. */
  protected abstract update(changed: Set<string>): void;

  /** Applies properties that came from a handler. Returns whether the value differs from before. */
  set(changes: Partial<P>): boolean {
    const before = (this.props as Props).value;
    Object.assign(this.props, changes);
    if (changes.interactive != null) this.interactive = changes.interactive !== false;
    this.shared();
    this.update(new Set(Object.keys(changes)));
    return "value" in changes && !same((this.props as Props).value, before);
  }

  /** The value as it is sent to the server. */
  get value(): any {
    return (this.props as Props).value ?? null;
  }

  /** The user changed the value: keeps it and fires change, then the events named. */
  protected commit(value: unknown, ...events: string[]): void {
    const differs = !same((this.props as Props).value, value);
    (this.props as Props).value = value;
    this.invalid(null);
    if (differs) this.fire("change");
    for (const e of events) this.fire(e);
  }

  /** Tells the shell that an event of this component happened. */
  fire(event: string, data?: unknown): void {
    this.host.dispatch(this.blockId, event, data);
  }

  /** Shows a validation message on the component, or clears it with null. Fields override it. */
  invalid(_message: string | null): void {}

  /** Where the status of a run is drawn; null for blocks that show none (buttons, State). */
  statusElement(): HTMLElement | null {
    return this;
  }

  /** Layouts: called when the children stand in slotElement, and again when one of them comes, goes or changes. */
  arranged(): void {}

  /** elem_id, elem_classes, visible, scale, min_width: the same for every block. */
  private shared(): void {
    const p = this.props as Props;
    if (p.elem_id) this.id = p.elem_id;
    this.classList.remove(...this.classes);
    this.classes = [p.elem_classes ?? []].flat().flatMap((c: string) => c.split(/\s+/).filter(Boolean));
    this.classList.add("block-" + (p.name ?? ""), ...this.classes);
    this.classList.toggle("hidden", p.visible === "hidden");
    if (p.scale != null) this.style.flexGrow = String(p.scale);
    if (p.min_width != null) this.style.minWidth = `min(${p.min_width}px, 100%)`;
  }
}

/** Classes by component type, filled by the chunks as they load. */
export const registry = new Map<string, new () => Block>();

/** Registers the element class of a component type ("textbox"): `<blocks-textbox>`. */
export function define(type: string, cls: new () => Block): void {
  if (registry.has(type)) return;
  customElements.define("blocks-" + type, cls);
  registry.set(type, cls);
}
