// What the property types of the blocks have in common. The rest of them is
// generated, a file a block.

/** A choice: the name that the user sees, and the value. */
export type Choice = [name: string, value: string | number | bigint | null];

/** A button of the app in the toolbar of a block. */
export interface ToolbarButton {
  id: number;
  value: string | null;
  icon: string | null;
}

/** What the page reads of the properties of any block, in wire form, by Gradio's names. */
export interface Props {
  name?: string | null;
  value?: unknown;
  visible?: boolean | "hidden";
  interactive?: boolean | null;
  elem_id?: string | null;
  elem_classes?: string | string[];
  scale?: number | null;
  min_width?: number | null;
  buttons?: (string | ToolbarButton)[] | null;
  show_progress?: boolean;
  /** What the server has rendered of value and of info. */
  _html?: string | null;
  _info_html?: string | null;
}

/** One component or layout of the config. */
export interface Component {
  id: number;
  type: string;
  props: Props;
}

/** The place of a component among the others: its id, and what is inside it. */
export interface LayoutNode {
  id: number;
  children?: LayoutNode[];
}
