// Colours code: `code` elements of class language-… in `pre` elements. Each language
// is a file of its own, which is loaded when a text has code in it.

import hljs from "highlight.js/lib/core";
import type { LanguageFn } from "highlight.js/lib/core";
import "./highlight.css";

type Load = () => Promise<{ default: LanguageFn }>;

const languages: Record<string, Load> = {
  bash: () => import("highlight.js/lib/languages/bash"),
  c: () => import("highlight.js/lib/languages/c"),
  cpp: () => import("highlight.js/lib/languages/cpp"),
  csharp: () => import("highlight.js/lib/languages/csharp"),
  css: () => import("highlight.js/lib/languages/css"),
  diff: () => import("highlight.js/lib/languages/diff"),
  dockerfile: () => import("highlight.js/lib/languages/dockerfile"),
  go: () => import("highlight.js/lib/languages/go"),
  ini: () => import("highlight.js/lib/languages/ini"),
  java: () => import("highlight.js/lib/languages/java"),
  javascript: () => import("highlight.js/lib/languages/javascript"),
  json: () => import("highlight.js/lib/languages/json"),
  kotlin: () => import("highlight.js/lib/languages/kotlin"),
  lua: () => import("highlight.js/lib/languages/lua"),
  makefile: () => import("highlight.js/lib/languages/makefile"),
  markdown: () => import("highlight.js/lib/languages/markdown"),
  php: () => import("highlight.js/lib/languages/php"),
  powershell: () => import("highlight.js/lib/languages/powershell"),
  protobuf: () => import("highlight.js/lib/languages/protobuf"),
  python: () => import("highlight.js/lib/languages/python"),
  r: () => import("highlight.js/lib/languages/r"),
  ruby: () => import("highlight.js/lib/languages/ruby"),
  rust: () => import("highlight.js/lib/languages/rust"),
  shell: () => import("highlight.js/lib/languages/shell"),
  sql: () => import("highlight.js/lib/languages/sql"),
  swift: () => import("highlight.js/lib/languages/swift"),
  typescript: () => import("highlight.js/lib/languages/typescript"),
  xml: () => import("highlight.js/lib/languages/xml"),
  yaml: () => import("highlight.js/lib/languages/yaml"),
};

/** What else languages are called. */
const aliases: Record<string, string> = {
  "c++": "cpp", cs: "csharp", console: "shell", docker: "dockerfile", golang: "go", h: "c", hpp: "cpp", htm: "xml", html: "xml",
  js: "javascript", jsx: "javascript", kt: "kotlin", make: "makefile", md: "markdown", mjs: "javascript", patch: "diff",
  proto: "protobuf", ps1: "powershell", pwsh: "powershell", py: "python", rb: "ruby", rs: "rust", sh: "bash",
  "shell-session": "shell", svg: "xml", toml: "ini", ts: "typescript", tsx: "typescript", vue: "xml", yml: "yaml", zsh: "bash",
};

/** Languages that a text of another one contains. */
const parts: Record<string, string[]> = { xml: ["css", "javascript"], shell: ["bash"], php: ["xml"], markdown: ["xml"] };

/** Longer code stays as it is: colouring takes a millisecond for each two thousand characters. */
const longest = 50_000;

/** Coloured code by language and text: text that grows is drawn again and again. */
const drawn = new Map<string, DocumentFragment>();

/** Languages that are being loaded. */
const loading = new Map<string, Promise<void>>();

/**
 * Colours the code below an element, as far as its languages are loaded. Otherwise it
 * returns a promise that is kept when they are.
 */
export function draw(root: ParentNode): Promise<unknown> | undefined {
  const missing = new Set<string>();
  for (const code of root.querySelectorAll<HTMLElement>("pre > code[class*='language-']")) {
    const named = /(?:^|\s)language-(\S+)/.exec(code.className)?.[1]?.toLowerCase() ?? "";
    const language = aliases[named] ?? named;
    const text = code.textContent ?? "";
    if (!Object.hasOwn(languages, language) || text.length > longest) continue;
    const needed = [language, ...(parts[language] ?? [])].filter((l) => !hljs.getLanguage(l));
    if (needed.length) needed.forEach((l) => missing.add(l));
    else colour(code, language, text);
  }
  return missing.size ? Promise.all([...missing].map(load)) : undefined;
}

function load(language: string): Promise<void> {
  let promise = loading.get(language);
  if (!promise) {
    promise = languages[language]().then((m) => hljs.registerLanguage(language, m.default));
    promise.catch(() => loading.delete(language)); // to be tried again
    loading.set(language, promise);
  }
  return promise;
}

function colour(code: HTMLElement, language: string, text: string): void {
  const key = `${language}\n${text}`;
  let coloured = drawn.get(key);
  if (!coloured) {
    const template = document.createElement("template");
    template.innerHTML = hljs.highlight(text, { language, ignoreIllegals: true }).value;
    coloured = template.content;
    // Spans around the same text, or nothing.
    if (coloured.querySelector(":not(span)") || coloured.textContent !== text) return;
    if (drawn.size > 200) drawn.clear();
    drawn.set(key, coloured);
  }
  code.replaceChildren(coloured.cloneNode(true));
}
