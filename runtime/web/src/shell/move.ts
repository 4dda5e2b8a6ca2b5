// Elements that change their place keep what the user did in them.

interface Movable {
  moveBefore?(node: Node, before: Node | null): void;
}

/**
 * Puts an element before another one, or at the end. One that is in the page
 * already keeps focus and scroll positions: by moveBefore, and where the browser
 * has none, by hand.
 */
export function move(parent: HTMLElement & Movable, element: HTMLElement, before: Element | null): void {
  if (!element.isConnected || !parent.isConnected) {
    parent.insertBefore(element, before);
  } else if (parent.moveBefore) {
    parent.moveBefore(element, before);
  } else {
    const active = document.activeElement;
    const scrolled = [element, ...element.querySelectorAll("*")].filter((e) => e.scrollTop || e.scrollLeft);
    const positions = scrolled.map((e): [Element, number, number] => [e, e.scrollLeft, e.scrollTop]);
    parent.insertBefore(element, before);
    for (const [e, left, top] of positions) e.scrollTo({ left, top, behavior: "instant" });
    if (active instanceof HTMLElement && element.contains(active)) active.focus({ preventScroll: true });
  }
}
