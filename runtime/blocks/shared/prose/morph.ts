// Brings a DOM tree in line with another one by changing only what differs, so
// that focus, selection, scroll and what the user opened survive an update.

/** Makes the children of `live` equal to those of `next`, which is consumed. */
export function morph(live: Node, next: Node): void {
  let old = live.firstChild;
  for (let fresh = next.firstChild; fresh; ) {
    const following = fresh.nextSibling;
    if (!old) live.appendChild(fresh);
    else {
      const after: ChildNode | null = old.nextSibling;
      if (!same(old, fresh)) live.replaceChild(fresh, old);
      else if (old.nodeType !== Node.ELEMENT_NODE) {
        if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
      } else {
        attributes(old as Element, fresh as Element);
        morph(old, fresh);
      }
      old = after;
    }
    fresh = following;
  }
  while (old) {
    const after: ChildNode | null = old.nextSibling;
    old.remove();
    old = after;
  }
}

function same(a: Node, b: Node): boolean {
  return a.nodeName === b.nodeName && ((a as Element).id ?? "") === ((b as Element).id ?? "");
}

function attributes(live: Element, next: Element): void {
  for (const { name } of [...live.attributes]) {
    // What the user opened stays open.
    if (!next.hasAttribute(name) && !(name === "open" && live.tagName === "DETAILS")) live.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  }
}
