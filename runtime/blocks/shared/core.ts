// What nearly every page needs: it is in the entry of the page, which modules of
// blocks import as "blocks". Everything else in this directory is a module of its
// own, "shared/…", loaded with the first block that needs it.
export * from "./block";
export * from "./choices";
export * from "./dom";
export * from "./field";
export * from "./icons";
export * from "./json";
export * from "./layout";
export * from "./props";
export * from "./texts";
export * from "./toolbar";
