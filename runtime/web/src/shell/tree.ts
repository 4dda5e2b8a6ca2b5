// The tree of blocks: what is in the page, what waits to be built, and where an
// element goes when it becomes visible.
import { Block, registry, same, type BlockClass, type Child, type Host, type Tree as BlockTree } from "../../../blocks/shared/block";
import type { Component, LayoutNode, Props } from "../../../blocks/shared/props";
import { say } from "../../../blocks/shared/texts";
import type { Config } from "./config";
import { Focus } from "./focus";
import { guessInteractive } from "./interactive";
import { load } from "./modules";
import { move } from "./move";

const texts = { broken: "This block could not be shown." };

/** One component or layout of the config, built or not. */
class Item implements Child {
  block?: Block;
  parent?: Item;
  children: Item[] = [];
  mounted = false;

  constructor(
    readonly id: number,
    readonly type: string,
    readonly props: Props,
  ) {}

  get shown(): boolean {
    return this.props.visible !== false;
  }

  /** The buttons of the app in the block's toolbar. */
  get parts(): number[] {
    return (this.props.buttons ?? []).flatMap((b) => (typeof b === "object" ? b.id : []));
  }
}

export class Tree implements BlockTree {
  private readonly items = new Map<number, Item>();
  private readonly root: Item;
  private readonly interactive: (item: Item) => boolean;
  private readonly focus = new Focus();

  constructor(
    config: Config,
    private readonly host: Host,
    private readonly rootElement: HTMLElement,
    /** Called for each block that is gone. */
    private readonly gone: (id: number) => void,
  ) {
    this.interactive = guessInteractive(config.dependencies);
    this.root = new Item(config.layout.id, "page", {});
    this.items.set(this.root.id, this.root);
    this.arrange(this.root, config.layout.children ?? [], config.components);
    // Components that are in no layout (State, Timer may be) belong to the page all the same.
    // Those in the toolbar of another block are for that block to ask for.
    const parts = new Set([...this.items.values()].flatMap((item) => item.parts));
    const loose = [...this.items.values()].filter((item) => item !== this.root && !item.parent && !parts.has(item.id));
    this.adopt(this.root, [...this.root.children, ...loose]);
  }

  /** Brings the items below a parent in line with a layout. */
  private arrange(parent: Item, nodes: LayoutNode[], components: Component[]): void {
    for (const c of components) {
      if (this.items.has(c.id)) continue;
      registry.get(c.type)?.settle(c.props, true);
      this.items.set(c.id, new Item(c.id, c.type, c.props));
    }
    const place = (item: Item, nodes: LayoutNode[]) => {
      const known = nodes.flatMap((node) => ({ node, child: this.items.get(node.id) })).filter(({ child }) => child);
      this.adopt(item, known.map(({ child }) => child!));
      for (const { node, child } of known) place(child!, node.children ?? []);
    };
    place(parent, nodes);
  }

  private adopt(parent: Item, children: Item[]): void {
    parent.children = children;
    for (const child of children) child.parent = parent;
  }

  /** Builds the children of a layout, unless that was done before. */
  mount(id: number): void {
    const item = this.items.get(id);
    if (!item || item.mounted) return;
    item.mounted = true;
    this.settle(item);
    item.block?.arranged();
  }

  private build(item: Item): Block {
    const block = this.create(item, registry.get(item.type) ?? Unknown);
    if (!block.deferred) this.mount(item.id);
    return block;
  }

  /** A block that cannot be drawn does not take the page with it. */
  private create(item: Item, cls: BlockClass): Block {
    const block = new cls();
    item.block = block;
    try {
      block.init(item.id, item.type, item.props, this.host, this.interactive(item));
      return block;
    } catch (e) {
      if (cls === Broken) throw e;
      console.error(e);
      return this.create(item, Broken);
    }
  }

  /** The ids of all blocks, in the order of the config. */
  ids(): Iterable<number> {
    return this.items.keys();
  }

  type(id: number): string | undefined {
    return this.items.get(id)?.type;
  }

  block(id: number): Block | undefined {
    return this.items.get(id)?.block;
  }

  part(id: number): Block | undefined {
    const item = this.items.get(id);
    return item && (item.block ?? this.build(item));
  }

  children<P extends Props = Props>(id: number): Child<P>[] {
    return (this.items.get(id)?.children ?? []) as Child[] as Child<P>[];
  }

  /** The value as it is sent: null for a State and for what the config does not know. */
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
    if (!item.block && registry.get(item.type)?.tells.some((name) => name in changes)) this.build(item);
    if (item.block) {
      differs = item.block.set(changes);
    } else {
      const before = item.props.value;
      Object.assign(item.props, changes);
      registry.get(item.type)?.settle(item.props, false);
      differs = !same(item.props.value, before);
    }
    if ("visible" in changes) this.show(item);
    if (Object.keys(changes).some((key) => key !== "value")) item.parent?.block?.arranged();
    return differs;
  }

  /** Puts an element in its place, or takes it away. */
  private show(item: Item): void {
    if (!item.parent) {
      if (item.block) item.block.hidden = !item.shown;
    } else if (!item.shown) {
      item.block?.remove();
    } else if (item.parent.mounted) {
      this.settle(item.parent);
    }
  }

  async render(id: number, children: LayoutNode[], components: Component[]): Promise<void> {
    await load(components.map((c) => c.type));
    const item = this.items.get(id);
    if (!item) return;
    const old = [...descendants(item)];
    const kept = new Set(nodes(children).map((node) => node.id));
    this.arrange(item, children, components);
    // What stays is moved first: it may be inside what is dropped.
    for (const layout of [item, ...descendants(item)]) {
      if (layout.mounted) this.settle(layout);
      else for (const child of layout.children) child.block?.remove();
    }
    for (const o of old) if (!kept.has(o.id)) this.drop(o);
    for (const layout of [item, ...descendants(item)]) if (layout.mounted) layout.block?.arranged();
  }

  /** Forgets a block, with the buttons in its toolbar. */
  private drop(item: Item): void {
    for (const part of item.parts) {
      const other = this.items.get(part);
      if (other) this.drop(other);
    }
    item.block?.remove();
    this.items.delete(item.id);
    this.gone(item.id);
  }

  /** Builds what a layout shows, and brings its elements in order. What is in its place is not touched. */
  private settle(parent: Item): void {
    const slot = parent === this.root ? this.rootElement : parent.block?.slotElement;
    if (!slot) return;
    const blocks = parent.children.filter((child) => child.shown).map((child) => child.block ?? this.build(child));
    let next = [...slot.children].findLast((e) => e instanceof Block)?.nextElementSibling ?? null;
    for (const block of blocks.reverse()) {
      if (block.parentNode !== slot || block.nextElementSibling !== next) move(slot, block, next);
      next = block;
    }
  }
}

function* descendants(item: Item): Generator<Item> {
  for (const child of item.children) {
    yield child;
    yield* descendants(child);
  }
}

function nodes(tree: LayoutNode[]): LayoutNode[] {
  return tree.flatMap((node) => [node, ...nodes(node.children ?? [])]);
}

/** Takes the place of a block whose type this front end does not have: it keeps the value and shows nothing. */
class Unknown extends Block {
  protected build(): void {
    this.hidden = true;
  }
  override statusElement(): null {
    return null;
  }
}
customElements.define("blocks-unknown", Unknown);

/** Takes the place of a block whose own code failed. */
class Broken extends Unknown {
  protected override build(): void {
    this.setAttribute("role", "alert");
    this.textContent = say(texts.broken);
  }
}
customElements.define("blocks-broken", Broken);
