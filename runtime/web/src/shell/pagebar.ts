import { h } from "../../../blocks/shared/dom";
import { say } from "../../../blocks/shared/texts";
import type { Config } from "./config";
import type { Server } from "./server";

const texts = { pages: "Pages" };

/** The links between the pages of an app: nothing when there is only one. */
export function pageBar(config: Config, server: Server): HTMLElement[] {
  const pages = (config.pages ?? []).filter(([, , inNavbar]) => inNavbar !== false);
  if (pages.length < 2) return [];
  const links = pages.map(([path, name]) => {
    const current = path === (config.current_page ?? "");
    return h("a", { href: server.url(path) + location.search, class: current ? "active" : null, "aria-current": current ? "page" : null }, name);
  });
  return [h("div", { class: "nav-holder" }, h("nav", { "aria-label": say(texts.pages) }, ...links))];
}
