import type { Config } from "./config";
import type { Server } from "./server";

/** The links between the pages of an app: nothing when there is only one. */
export function pageBar(config: Config, server: Server): HTMLElement[] {
  const pages = (config.pages ?? []).filter(([, , inNavbar]) => inNavbar !== false);
  if (pages.length < 2) return [];
  const holder = document.createElement("div");
  holder.className = "nav-holder";
  const nav = document.createElement("nav");
  nav.setAttribute("aria-label", "Pages");
  for (const [path, name] of pages) {
    const link = document.createElement("a");
    link.href = server.url(path) + location.search;
    link.textContent = name;
    if (path === (config.current_page ?? "")) {
      link.className = "active";
      link.setAttribute("aria-current", "page");
    }
    nav.append(link);
  }
  holder.append(nav);
  return [holder];
}
