// Draws formulas: elements with the attribute data-tex, which holds TeX. Without this
// module they show their source.

import temml from "temml";
import "./latex.css";

/** Longer sources stay as they are. */
const longest = 10_000;

/** Formulas by their source: text that grows is drawn again and again. */
const drawn = new Map<string, Node>();

/** Draws the formulas below an element. */
export function draw(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-tex]")) {
    const tex = element.dataset.tex ?? "";
    if (tex === "" || tex.length > longest) continue;
    try {
      element.replaceChildren(formula(tex, element.hasAttribute("data-display")).cloneNode(true));
    } catch (err) {
      element.classList.add("tex-error");
      element.title = err instanceof Error ? err.message : String(err);
    }
  }
}

function formula(tex: string, displayMode: boolean): Node {
  const key = (displayMode ? "d" : "i") + tex;
  let math = drawn.get(key);
  if (!math) {
    const parent = document.createElement("span");
    // Sizes are bounded, so that a formula cannot cover the page: in em, and in points.
    temml.render(tex, parent, { displayMode, annotate: true, throwOnError: true, trust: false, maxSize: [30, 300] });
    restrict(parent);
    math = document.createDocumentFragment();
    (math as DocumentFragment).append(...parent.childNodes);
    if (drawn.size > 1000) drawn.clear();
    drawn.set(key, math);
  }
  return math;
}

/** Keeps MathML and spans, and removes what could load, run, or claim an id of the page. */
function restrict(root: Element): void {
  for (const element of [...root.querySelectorAll("*")]) {
    if (element.namespaceURI !== "http://www.w3.org/1998/Math/MathML" && element.localName !== "span") {
      element.replaceWith(...element.childNodes);
      continue;
    }
    for (const { name } of [...element.attributes]) {
      if (/^(on|id$|name$|src$|action|(.*:)?href$)/i.test(name)) element.removeAttribute(name);
    }
  }
}
