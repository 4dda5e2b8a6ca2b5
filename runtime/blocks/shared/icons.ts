// The icons of the page: 16 px, drawn with the text's colour.

const paths = {
  copy: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  check: "M3 8.5l3.2 3.2L13 5",
  close: "M4 4l8 8M12 4l-8 8",
  chevron: "M4 6l4 4 4-4",
  reset: "M3 8a5 5 0 1 0 1.6-3.7M3 2.5v2.8h2.8",
  send: "M8 13V3.5M3.8 7.5L8 3.3l4.2 4.2",
  stop: "M4.5 4.5h7v7h-7z",
  link: "M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.1-2.1a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 0 0 3.7 3.7l.8-.8",
};

export type IconName = keyof typeof paths;

/** An icon, hidden from assistive technology: what carries it has a name. */
export function icon(name: IconName): SVGSVGElement {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  const attributes = {
    viewBox: "0 0 16 16", width: 16, height: 16, class: "icon-" + name, "aria-hidden": true,
    fill: name === "stop" ? "currentColor" : "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-linecap": "round", "stroke-linejoin": "round",
  };
  for (const [name, v] of Object.entries(attributes)) svg.setAttribute(name, String(v));
  const path = document.createElementNS(ns, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}
