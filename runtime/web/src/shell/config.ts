// What the server says about the app: Gradio's /config object.
import { parseJSON } from "../../../blocks/shared/json";
import { say } from "../../../blocks/shared/texts";
import type { Served } from "./config_gen";

const texts = { failed: "The app's configuration could not be loaded ({status})." };

/** The config of one page. The request decides the root. */
export type Config = Served & { root: string };

/**
 * The config of the page that the document shows: inlined in it, or else fetched
 * whole from /config and cut down to the page that the address names.
 */
export async function readConfig(): Promise<Config> {
  const inlined = document.getElementById("gradio-config")?.textContent;
  if (inlined) return parseJSON(inlined);
  const base = new URL(".", document.baseURI);
  const answer = await fetch(new URL("config", base));
  if (!answer.ok) throw new Error(say(texts.failed, { status: answer.status }));
  const config: Config = parseJSON(await answer.text());
  return onePage(config, location.pathname.slice(base.pathname.length).replace(/\/$/, ""));
}

function onePage(config: Config, path: string): Config {
  const page = config.page?.[path];
  if (!page) return config;
  const components = new Set(page.components);
  const dependencies = new Set(page.dependencies);
  return {
    ...config,
    current_page: path,
    layout: page.layout,
    components: config.components.filter((c) => components.has(c.id)),
    dependencies: config.dependencies.filter((d) => dependencies.has(d.id)),
  };
}
