declare module "temml" {
  interface Options {
    displayMode?: boolean;
    annotate?: boolean;
    throwOnError?: boolean;
    trust?: boolean;
    maxSize?: [number, number];
  }
  const temml: { render(tex: string, into: Element, options?: Options): void };
  export default temml;
}
