// The tree of blocks: what stands in the page, what waits to be built, and where
// an element goes when it becomes visible.
import { Block, registry, same, type Child, type Host, type Props } from "../block";
import type { Component, Config, LayoutNode } from "./config";
import { Focus } from "./focus";
import { guessInteractive } from "./interactive";

/** One component or layout of the config, built or not. */
class Item implements Child {
  block?: Block;
  children: Item[] = [];
  mounted = false;

  constructor(
    readonly id: number,
    readonly type: string,
    readonly props: Props,
    readonly parent?: Item,
  ) {}
}

export class Tree {
  private readonly items = new Map<number, Item>();
  private readonly root: Item;
  private readonly interactive: (c: Component) => boolean;
  private readonly focus = new Focus();

  constructor(
    config: Config,
    private readonly host: Host,
    private readonly rootElement: HTMLElement,
  ) {
    const components = new Map(config.components.map((c) => [c.id, c]));
    this.interactive = guessInteractive(config.dependencies);
    this.root = new Item(config.layout.id, "page", {});
    this.items.set(this.root.id, this.root);
    this.read(this.root, config.layout.children ?? [], components);
    // Components that stand in no layout (State, Timer may) belong to the page all the same,
    // but for the buttons of a toolbar: what has the toolbar asks for them.
    const parts = new Set(config.components.flatMap(({ props }) => [props.buttons ?? []].flat().map((b) => b?.id)));
    for (const c of components.values()) {
      if (this.items.has(c.id)) continue;
      if (parts.has(c.id)) this.items.set(c.id, new Item(c.id, c.type, c.props));
      else this.read(this.root, [{ id: c.id }], components);
    }
  }

  private read(parent: Item, nodes: LayoutNode[], components: Map<number, Component>): void {
    for (const node of nodes) {
      const c = components.get(node.id);
      if (!c) continue;
      const item = new Item(c.id, c.type, c.props, parent);
      this.items.set(c.id, item);
      parent.children.push(item);
      this.read(item, node.children ?? [], components);
    }
  }

  /** Builds everything that is to be seen now. */
  mountAll(): void {
    this.mount(this.root.id);
  }

  /** Builds the children of a layout, unless that was done before. */
  mount(id: number): void {
    const item = this.items.get(id);
    if (!item || item.mounted) return;
    item.mounted = true;
    const slot = this.slot(item);
    for (const child of item.children) {
      if (child.props.visible !== false) slot?.append(this.build(child));
    }
    item.block?.arranged();
  }

  private build(item: Item): Block {
    const block = this.create(item, registry.get(item.type) ?? Unknown);
    if (!block.deferred) this.mount(item.id);
    return block;
  }

  /** A block that cannot be drawn does not take the page with it. */
  private create(item: Item, cls: new () => Block): Block {
    const block = new cls();
    item.block = block;
    try {
      block.init(item.id, item.props, this.host, this.interactive(item));
      return block;
    } catch (e) {
      if (cls === Broken) throw e;
      console.error(e);
      return this.create(item, Broken);
    }
  }

  private slot(item: Item): HTMLElement | undefined {
    return item === this.root ? this.rootElement : item.block?.slotElement;
  }

  block(id: number): Block | undefined {
    return this.items.get(id)?.block;
  }

  /** A block that stands in the toolbar of another one; it is built when it is asked for. */
  part(id: number): Block | undefined {
    const item = this.items.get(id);
    return item && (item.block ?? this.build(item));
  }

  children(id: number): Child[] {
    return this.items.get(id)?.children ?? [];
  }

  /** The value as it is sent: State and what the config does not know are null. */
  value(id: number): unknown {
    const item = this.items.get(id);
    return (item?.block ? item.block.value : item?.props.value) ?? null;
  }

  props(id: number): Props {
    return { ...this.items.get(id)?.props, value: this.value(id) };
  }

  /** Applies changes from a handler. Answers whether the value differs from before. */
  set(id: number, changes: Props): boolean {
    const item = this.items.get(id);
    if (!item) return false;
    return item.block ? this.focus.keep(item.block, () => this.apply(item, changes)) : this.apply(item, changes);
  }

  private apply(item: Item, changes: Props): boolean {
    // What was rendered with the page is not of the new text.
    if ("value" in changes && !("_html" in changes)) delete item.props._html;
    if ("info" in changes && !("_info_html" in changes)) delete item.props._info_html;
    let differs: boolean;
    if (item.block) {
      differs = item.block.set(changes);
    } else {
      differs = "value" in changes && !same(item.props.value, changes.value);
      Object.assign(item.props, changes);
    }
    if ("visible" in changes) this.place(item);
    if (Object.keys(changes).some((key) => key !== "value")) item.parent?.block?.arranged();
    return differs;
  }

  /** Puts the element where it belongs among its siblings, or takes it away. */
  private place(item: Item): void {
    const shown = item.props.visible !== false;
    if (!item.parent) {
      if (item.block) item.block.hidden = !shown;
      return;
    }
    if (!shown) return item.block?.remove();
    if (item.block?.isConnected || !item.parent?.mounted) return;
    const block = item.block ?? this.build(item);
    const siblings = item.parent.children;
    const next = siblings.slice(siblings.indexOf(item) + 1).find((s) => s.block?.parentNode);
    this.slot(item.parent)?.insertBefore(block, next?.block ?? null);
  }
}

/** Stands in for a type that this front end does not have: it keeps the value and shows nothing. */
class Unknown extends Block {
  protected build(): void {
    this.hidden = true;
  }
  protected update(): void {}
  override statusElement(): null {
    return null;
  }
}
customElements.define("blocks-unknown", Unknown);

/** Stands where a block should be whose own code failed. */
class Broken extends Unknown {
  protected override build(): void {
    this.setAttribute("role", "alert");
    this.textContent = "This block could not be shown.";
  }
}
customElements.define("blocks-broken", Broken);
