// The modules of the blocks. The document's import map says which there are.

/** The addresses of modules by name: "blocks/textbox". */
const map: { imports?: Record<string, string> } = JSON.parse(document.querySelector("script[type=importmap]")?.textContent || "{}");

/** Loads the modules of component types, which register their elements. A type that the app does not know has none. */
export async function load(types: Iterable<string>): Promise<void> {
  const names = [...new Set(types)].map((type) => "blocks/" + type).filter((name) => map.imports?.[name]);
  await Promise.all(names.map((name) => import(name)));
}
