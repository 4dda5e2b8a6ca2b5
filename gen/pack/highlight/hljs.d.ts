declare module "highlight.js/lib/core" {
  export type LanguageFn = (hljs: unknown) => unknown;
  const hljs: {
    getLanguage(name: string): unknown;
    registerLanguage(name: string, language: LanguageFn): void;
    highlight(code: string, options: { language: string; ignoreIllegals?: boolean }): { value: string };
  };
  export default hljs;
}

declare module "highlight.js/lib/languages/*" {
  const language: import("highlight.js/lib/core").LanguageFn;
  export default language;
}
