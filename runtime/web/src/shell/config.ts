// What the server says about the app: Gradio's /config object.
import type { Component, LayoutNode } from "../../../blocks/shared/props";
import { say } from "../../../blocks/shared/texts";

const texts = { failed: "The app's configuration could not be loaded ({status})." };

/** One listener. The names are Gradio's. */
export interface Dependency {
  id: number;
  targets: [number | null, string][];
  inputs: number[];
  outputs: number[];
  backend_fn: boolean;
  js: string | true | null;
  queue: boolean | null;
  api_name: string | false;
  scroll_to_output: boolean;
  show_progress: "full" | "minimal" | "hidden";
  show_progress_on: number[] | null;
  cancels: number[];
  trigger_after: number | null;
  trigger_only_on_success: boolean;
  trigger_only_on_failure: boolean;
  trigger_mode: "once" | "multiple" | "always_last";
  component_prop_inputs?: number[];
}

export interface Config {
  root: string;
  api_prefix: string;
  app_id: number | string;
  title: string;
  js?: string | null;
  /** The app's own module (fn<id>, html<id>_…, app_js), relative to the root; absent when it has none. */
  script?: string;
  fill_height?: boolean;
  fill_width?: boolean;
  enable_queue?: boolean;
  components: Component[];
  dependencies: Dependency[];
  layout: LayoutNode;
  page: Record<string, { layout: LayoutNode; components: number[]; dependencies: number[] }>;
  pages: [path: string, name: string, inNavbar: boolean][];
  current_page?: string;
}

/**
 * The config of the page that the document shows: inlined in it, or else fetched
 * whole from /config and cut down to the page that the address names.
 */
export async function readConfig(): Promise<Config> {
  const inlined = document.getElementById("gradio-config")?.textContent;
  if (inlined) return JSON.parse(inlined);
  const base = new URL(".", document.baseURI);
  const answer = await fetch(new URL("config", base));
  if (!answer.ok) throw new Error(say(texts.failed, { status: answer.status }));
  const config: Config = await answer.json();
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
