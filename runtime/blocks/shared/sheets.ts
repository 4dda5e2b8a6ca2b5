// Style sheets of single blocks. The content security policy allows no style
// elements, so that they go where scripts may put them.

const sheets = new Map<unknown, CSSStyleSheet>();

/** Gives `owner` these rules in place of those it had; "" takes them away. */
export function adopt(owner: unknown, css: string): void {
  let sheet = sheets.get(owner);
  if (!css) {
    if (!sheet) return;
    sheets.delete(owner);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== sheet);
    return;
  }
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheets.set(owner, sheet);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  sheet.replaceSync(css);
}

/** Limits rules to what lies below `selector`. At-rules that cannot nest stay as they are. */
export function scoped(selector: string, css: string): string {
  const outside: string[] = [];
  const inside = css.replace(/@(?:-webkit-)?(?:keyframes|font-face|property)[^{]*\{(?:[^{}]|\{[^{}]*\})*\}/g, (rule) => {
    outside.push(rule);
    return "";
  });
  return `${outside.join("\n")}\n${selector} {\n${inside}\n}`;
}

/** Takes the style elements out of a fragment and returns their rules. */
export function liftStyles(root: ParentNode): string {
  return [...root.querySelectorAll("style")].map((s) => {
    s.remove();
    return s.textContent ?? "";
  }).join("\n");
}
