import { Block, define, type Child, type Props } from "../block";

/** Tabs by the WAI-ARIA pattern; those that do not fit stand in a menu, "More tabs". */
class Tabs extends Block {
  private readonly list = document.createElement("div");
  private readonly more = document.createElement("button");
  private readonly menu = document.createElement("div");
  private readonly panels = document.createElement("div");
  private buttons = new Map<string, HTMLButtonElement>();
  /** Key of the tab that is shown. */
  private shown?: string;
  private readonly fit = new ResizeObserver(() => this.overflow());

  protected build(): void {
    this.classList.add("tabs");
    const wrapper = element("div", "tab-wrapper");
    this.list.className = "tab-container";
    this.list.setAttribute("role", "tablist");
    this.list.addEventListener("keydown", (e) => this.key(e));
    this.buildMenu();
    wrapper.append(this.list, this.more, this.menu);
    this.append(wrapper, this.panels);
    this.slotElement = this.panels;
    this.fit.observe(wrapper);
  }

  protected update(changed: Set<string>): void {
    const { selected } = this.props as Props;
    if (changed.has("selected") && selected != null && this.shown !== undefined) this.show(String(selected), "change");
  }

  /** Brings the tab list in line with the tab items. */
  override arranged(): void {
    const old = this.buttons;
    this.buttons = new Map();
    this.tabs().forEach((tab) => {
      if (tab.child.props.visible === false) return;
      const button = old.get(tab.key) ?? this.button(tab.key);
      const { label, interactive, visible } = tab.child.props;
      button.textContent = label ?? "";
      button.disabled = interactive === false;
      button.classList.toggle("hidden", visible === "hidden");
      button.setAttribute("aria-controls", this.panelId(tab.child));
      tab.child.block?.setAttribute("aria-labelledby", button.id);
      if (tab.child.block) tab.child.block.id ||= this.panelId(tab.child);
      this.buttons.set(tab.key, button);
    });
    // Only what changed is moved, so that the focused tab keeps the focus.
    const wanted = [...this.buttons.values()];
    for (const b of old.values()) if (!wanted.includes(b)) b.remove();
    wanted.forEach((b, i) => {
      if (this.list.children[i] !== b) this.list.insertBefore(b, this.list.children[i] ?? null);
    });
    const { selected } = this.props as Props;
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
      if (active) this.host.mount(tab.child.id);
      if (tab.child.block) tab.child.block.hidden = !active;
      if (!active || events.length === 0) return;
      const data = { index, value: tab.child.props.label };
      if (events.includes("select")) {
        (this.props as Props).selected = tab.child.props.id ?? index;
        this.fire("select", data);
        this.host.dispatch(tab.child.id, "select", data);
      }
      if (differs) this.fire("change", data);
    });
    if (differs) this.overflow();
  }

  /** The tabs with their keys: the id that the app gave, or else the place. */
  private tabs(): { key: string; child: Child }[] {
    return this.host.children(this.blockId).map((child, i) => ({ key: String(child.props.id ?? i), child }));
  }

  private usable(key: string): boolean {
    const b = this.buttons.get(key);
    return !!b && !b.disabled && !b.classList.contains("hidden");
  }

  private first(): string | undefined {
    return [...this.buttons.keys()].find((k) => this.usable(k)) ?? this.buttons.keys().next().value;
  }

  private panelId(child: Child): string {
    return child.props.elem_id || `tabpanel-${child.id}`;
  }

  private button(key: string): HTMLButtonElement {
    const b = element("button", "") as HTMLButtonElement;
    b.type = "button";
    b.id = `tab-${this.blockId}-${key}`;
    b.dataset.tabId = key;
    b.setAttribute("role", "tab");
    b.addEventListener("click", () => this.show(key, "select", "change"));
    return b;
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

  private buildMenu(): void {
    const { more, menu } = this;
    more.type = "button";
    more.className = "overflow-menu";
    more.hidden = true;
    more.textContent = "⋯";
    more.setAttribute("aria-label", "More tabs");
    more.setAttribute("aria-haspopup", "menu");
    more.setAttribute("aria-expanded", "false");
    menu.className = "overflow-dropdown";
    menu.hidden = true;
    menu.setAttribute("role", "menu");
    menu.setAttribute("aria-label", "More tabs");
    more.addEventListener("click", () => this.openMenu(menu.hidden !== false));
    menu.addEventListener("keydown", (e) => this.menuKey(e));
    this.addEventListener("focusout", (e) => {
      const to = e.relatedTarget;
      if (!(to instanceof Node) || (to !== more && !menu.contains(to))) this.openMenu(false);
    });
  }

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
    for (const [, b] of buttons) b.classList.remove("overflowing");
    const room = this.list.parentElement!.clientWidth;
    if (room === 0) return; // not laid out: in a panel that is hidden
    const widths = new Map(buttons.map(([k, b]) => [k, b.offsetWidth]));
    const total = [...widths.values()].reduce((a, b) => a + b, 0);
    const out: string[] = [];
    if (total > room) {
      let left = room - 44 - (widths.get(this.shown ?? "") ?? 0); // 44: the menu's own button
      for (const [key, b] of buttons) {
        if (key === this.shown) continue;
        left -= widths.get(key)!;
        if (left >= 0 && out.length === 0) continue;
        b.classList.add("overflowing");
        out.push(key);
      }
    }
    this.more.hidden = out.length === 0;
    if (out.length === 0) this.openMenu(false);
    const items = out.map((key) => this.menuItem(key));
    const changed = items.length !== this.menu.childElementCount || items.some((item, i) => !item.isEqualNode(this.menu.children[i]!));
    if (changed) this.menu.replaceChildren(...items); // else what has the focus keeps it
  }

  private menuItem(key: string): HTMLButtonElement {
    const tab = this.buttons.get(key)!;
    const item = element("button", "") as HTMLButtonElement;
    item.type = "button";
    item.setAttribute("role", "menuitem");
    item.tabIndex = -1;
    item.disabled = tab.disabled;
    item.textContent = tab.textContent;
    item.addEventListener("click", () => {
      this.show(key, "select", "change");
      this.openMenu(false);
      this.buttons.get(key)?.focus();
    });
    return item;
  }

  override statusElement(): null {
    return null;
  }
}

function element(tag: string, className: string): HTMLElement {
  const e = document.createElement(tag);
  e.className = className;
  return e;
}

define("tabs", Tabs);
