// What nearly every page needs: it is in the entry of the page, which modules of
// blocks import as "blocks". Everything else in this directory is a module of its
// own, "shared/…", loaded with the first block that needs it.

// Nearly every page has these blocks. Files of their own would cost it more than they hold.
import "../button/button.css";
import "../column/column.css";
import "../form/form.css";
import "../row/row.css";
import "../textbox/textbox.css";

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
