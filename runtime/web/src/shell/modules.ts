// The modules of the blocks. The document's import map says which there are.

/** The addresses of modules by name: "blocks/textbox". */
const map: { imports?: Record<string, string> } = JSON.parse(document.querySelector("script[type=importmap]")?.textContent || "{}");

/** Loads the modules of component types, which register their elements. A type that the app does not know has none. */
export async function load(types: Iterable<string>): Promise<void> {
  const names = [...new Set(types)].map((type) => "blocks/" + type).filter((name) => map.imports?.[name]);
  await Promise.all(names.map((name) => import(name)));
}

/** Loads an asset pack, after its style sheet. An app that does not bundle it has none. */
export async function pack<T>(name: string): Promise<T | undefined> {
  if (!map.imports?.["packs/" + name]) return undefined;
  const style = map.imports[`packs/${name}.css`];
  if (style) await sheet(style);
  return (await import("packs/" + name)) as T;
}

/** Loads a style sheet, unless the document has it. */
async function sheet(href: string): Promise<void> {
  if ([...document.styleSheets].some((s) => s.href === new URL(href, location.href).href)) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  await new Promise<void>((loaded, failed) => {
    link.addEventListener("load", () => loaded());
    link.addEventListener("error", () => failed(new Error(`${href} cannot be loaded`)));
    document.head.append(link);
  });
}
