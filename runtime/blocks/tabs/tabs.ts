// Tabs: panels of which one is shown, by the WAI-ARIA pattern.
import "./tabs.css";
import { Block, define, type Child } from "../shared/block";
import { attr, h, text } from "../shared/dom";
import { say } from "../shared/texts";
import type { TabProps } from "../tab/props_gen";
import type { TabsProps } from "./props_gen";

const texts = { more: "More tabs" };

/**
 * Tabs that do not fit are in a menu, "More tabs", or on more lines. Those that are
 * aligned to the right come after the others, also for the keyboard.
 */
class Tabs extends Block<TabsProps> {
  static override readonly tells = ["selected"];
  private readonly list = h("div", { class: "tab-container", role: "tablist", onkeydown: (e) => this.key(e) });
  private readonly more = h("button", {
    type: "button", class: "overflow-menu", hidden: true, "aria-label": say(texts.more), "aria-haspopup": "menu", "aria-expanded": "false",
    onclick: () => this.openMenu(this.menu.hidden !== false),
  }, "⋯");
  private readonly menu = h("div", { class: "overflow-dropdown", hidden: true, role: "menu", "aria-label": say(texts.more), onkeydown: (e) => this.menuKey(e) });
  private readonly wrapper = h("div", { class: "tab-wrapper" }, this.list, this.more, this.menu);
  private readonly panels = h("div");
  /** The tabs of the list by key, in the order in which they are shown. */
  private buttons = new Map<string, HTMLButtonElement>();
  /** Key of the tab that is shown. */
  private shown?: string;
  private readonly fit = new ResizeObserver(() => this.overflow());

  protected build(): void {
    this.classList.add("tabs");
    this.addEventListener("focusout", (e) => {
      const to = e.relatedTarget;
      if (!(to instanceof Node) || (to !== this.more && !this.menu.contains(to))) this.openMenu(false);
    });
    this.append(this.wrapper, this.panels);
    this.slotElement = this.panels;
  }

  connectedCallback(): void {
    this.fit.observe(this.wrapper);
  }

  disconnectedCallback(): void {
    this.fit.disconnect();
  }

  protected override update(changed: Set<string>): void {
    const { selected } = this.props;
    this.wrapper.classList.toggle("wraps", this.wraps);
    if (changed.has("overflow_behavior")) this.overflow();
    if (changed.has("selected") && selected != null && this.shown !== undefined) this.show(String(selected), "change");
  }

  private get wraps(): boolean {
    return this.props.overflow_behavior === "wrap";
  }

  /** Brings the tab list in line with the tab items. */
  override arranged(): void {
    const old = this.buttons;
    this.buttons = new Map();
    const right = (tab: { child: Child<TabProps> }) => tab.child.props.alignment === "right";
    const tabs = this.tabs();
    [...tabs.filter((tab) => !right(tab)), ...tabs.filter(right)].forEach((tab) => {
      if (tab.child.props.visible === false) return;
      const button = old.get(tab.key) ?? this.button(tab.key);
      const { label, interactive, visible } = tab.child.props;
      text(button, label ?? "");
      button.disabled = interactive === false;
      button.classList.toggle("hidden", visible === "hidden");
      button.classList.toggle("right", right(tab));
      button.setAttribute("aria-controls", this.panelId(tab.child));
      if (tab.child.block) tab.child.block.id ||= this.panelId(tab.child);
      this.buttons.set(tab.key, button);
    });
    // Only what changed is moved, so that the focused tab keeps the focus.
    const wanted = [...this.buttons.values()];
    for (const b of old.values()) if (!wanted.includes(b)) b.remove();
    wanted.forEach((b, i) => {
      if (this.list.children[i] !== b) this.list.insertBefore(b, this.list.children[i] ?? null);
    });
    const { selected } = this.props;
    if (this.shown === undefined || !this.usable(this.shown)) {
      const asked = selected == null ? undefined : String(selected);
      this.show(asked !== undefined && this.usable(asked) ? asked : this.first());
    } else {
      this.show(this.shown);
    }
    this.overflow();
  }

  /** Shows a tab; the events say whether the user or the app asked for it. */
  private show(key: string | undefined, ...events: ("change" | "select")[]): void {
    if (key === undefined || !this.buttons.has(key)) return;
    const differs = this.shown !== key;
    this.shown = key;
    this.tabs().forEach((tab, index) => {
      const active = tab.key === key;
      const button = this.buttons.get(tab.key);
      button?.setAttribute("aria-selected", String(active));
      button?.classList.toggle("selected", active);
      if (button) button.tabIndex = active ? 0 : -1;
      if (active) this.host.tree.mount(tab.child.id);
      if (tab.child.block) {
        tab.child.block.hidden = !active;
        // A hidden panel has no name, by which a field inside it might be taken for another.
        attr(tab.child.block, "aria-labelledby", active && button ? button.id : null);
      }
      if (!active || events.length === 0) return;
      const data = { index, value: tab.child.props.label };
      if (events.includes("select")) {
        this.props.selected = tab.child.props.id ?? index;
        this.fire("select", data);
        this.host.dispatch(tab.child.id, "select", data);
      }
      if (differs) this.fire("change", data);
    });
    if (differs) this.overflow();
  }

  /** The tabs with their keys: the id that the app gave, or else the place. */
  private tabs(): { key: string; child: Child<TabProps> }[] {
    return this.host.tree.children<TabProps>(this.blockId).map((child, i) => ({ key: String(child.props.id ?? i), child }));
  }

  private usable(key: string): boolean {
    const b = this.buttons.get(key);
    return !!b && !b.disabled && !b.classList.contains("hidden");
  }

  private first(): string | undefined {
    const keys = this.tabs().map((tab) => tab.key);
    return keys.find((k) => this.usable(k)) ?? keys.find((k) => this.buttons.has(k));
  }

  private panelId(child: Child<TabProps>): string {
    return child.props.elem_id || `tabpanel-${child.id}`;
  }

  private button(key: string): HTMLButtonElement {
    return h("button", {
      type: "button", role: "tab", id: `tab-${this.blockId}-${key}`, "data-tab-id": key,
      onclick: () => this.show(key, "select", "change"),
    });
  }

  private key(e: KeyboardEvent): void {
    const keys = [...this.buttons.keys()].filter((k) => this.usable(k));
    const rtl = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const at = keys.indexOf(this.shown ?? "");
    const step: Record<string, number> = { ArrowRight: at + rtl, ArrowLeft: at - rtl, Home: 0, End: keys.length - 1 };
    const to = step[e.key];
    if (to === undefined || keys.length === 0) return;
    e.preventDefault();
    const next = keys[(to + keys.length) % keys.length]!;
    this.show(next, "select", "change");
    this.buttons.get(next)?.focus();
  }

  // The menu of the tabs that do not fit.

  private openMenu(open: boolean): void {
    this.menu.hidden = !open;
    this.more.setAttribute("aria-expanded", String(open));
    if (open) (this.menu.firstElementChild as HTMLElement | null)?.focus();
  }

  private menuKey(e: KeyboardEvent): void {
    const items = [...this.menu.children] as HTMLElement[];
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (e.key === "Escape") {
      this.more.focus();
      this.openMenu(false);
    } else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      items[(at + (e.key === "ArrowDown" ? 1 : -1) + items.length) % items.length]?.focus();
    } else {
      return;
    }
    e.preventDefault();
  }

  /** Moves what does not fit into the menu; the selected tab always stays in sight. */
  private overflow(): void {
    const buttons = [...this.buttons.entries()].filter(([, b]) => !b.classList.contains("hidden"));
    for (const [, b] of buttons) b.classList.remove("overflowing", "first-right");
    const room = this.wrapper.clientWidth;
    if (room === 0) return; // not laid out: in a panel that is hidden
    const out = this.wraps ? [] : this.outside(buttons, room);
    for (const key of out) this.buttons.get(key)!.classList.add("overflowing");
    // The first of those that are in sight takes the space between both sides.
    buttons.find(([key, b]) => b.classList.contains("right") && !out.includes(key))?.[1].classList.add("first-right");
    this.more.hidden = out.length === 0;
    if (out.length === 0) this.openMenu(false);
    const items = out.map((key) => this.menuItem(key));
    const changed = items.length !== this.menu.childElementCount || items.some((item, i) => !item.isEqualNode(this.menu.children[i]!));
    if (changed) this.menu.replaceChildren(...items); // else what has the focus keeps it
  }

  /** The keys of the tabs for which there is no room. */
  private outside(buttons: [string, HTMLButtonElement][], room: number): string[] {
    const widths = new Map(buttons.map(([k, b]) => [k, b.offsetWidth]));
    const total = [...widths.values()].reduce((a, b) => a + b, 0);
    if (total <= room) return [];
    const out: string[] = [];
    let left = room - 44 - (widths.get(this.shown ?? "") ?? 0); // 44: the menu's own button
    for (const [key] of buttons) {
      if (key === this.shown) continue;
      left -= widths.get(key)!;
      if (left < 0 || out.length > 0) out.push(key);
    }
    return out;
  }

  private menuItem(key: string): HTMLButtonElement {
    const tab = this.buttons.get(key)!;
    return h("button", {
      type: "button", role: "menuitem", tabindex: -1, disabled: tab.disabled,
      onclick: () => {
        this.show(key, "select", "change");
        this.openMenu(false);
        this.buttons.get(key)?.focus();
      },
    }, tab.textContent ?? "");
  }

  override statusElement(): null {
    return null;
  }
}

define("tabs", Tabs);
