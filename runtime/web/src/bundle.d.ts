// The module that gen/bundle makes from the files in components/ and layouts/.
declare module "blocks:components" {
  /** Component type → the import of its code, which registers its element. */
  export const chunks: Record<string, (() => Promise<unknown>) | undefined>;
}
