// What the user has entered, kept over a reload that the page asks for. Blocks have
// other numbers in another version of an app: they are known by their elem_id, or by
// their type and label, the first of those that are alike, the second, …
import { parseJSON } from "../../../blocks/shared/json";
import { choicesOf, offers } from "../../../blocks/shared/choices";
import type { Tree } from "./tree";

const key = "blocks-draft:" + location.pathname;

/** Keeps what the user has entered, now or before an earlier reload. It fails where the browser has no room for it. */
export function saveDraft(tree: Tree, before: Set<number>): void {
  const entered = named(tree).filter(([, id]) => (tree.block(id)?.edits || before.has(id)) && !secret(tree.props(id)));
  sessionStorage.setItem(key, JSON.stringify(entered.map(([name, id]) => [name, tree.value(id)])));
}

/** What was kept, by the ids of the blocks that it is for. It is given once. */
export function takeDraft(tree: Tree): Map<number, unknown> {
  const draft = new Map<number, unknown>();
  try {
    const ids = new Map(named(tree));
    for (const [name, value] of parseJSON(sessionStorage.getItem(key) ?? "[]")) {
      const id = ids.get(name);
      if (id !== undefined && fits(tree.props(id) as { choices?: unknown }, value)) draft.set(id, value);
    }
    sessionStorage.removeItem(key);
  } catch {
    // The browser keeps nothing for this page.
  }
  return draft;
}

function named(tree: Tree): [name: string, id: number][] {
  const count = new Map<string, number>();
  return [...tree.ids()].map((id) => {
    const { elem_id, label } = tree.props(id) as { elem_id?: string; label?: string };
    const name = elem_id ? "#" + elem_id : `${tree.type(id)} ${label ?? ""}`;
    count.set(name, (count.get(name) ?? 0) + 1);
    return [`${name} ${count.get(name)}`, id];
  });
}

/** A password is not written down. */
function secret(props: object): boolean {
  return "type" in props && props.type === "password";
}

/** Whether a block still has the choices that were made. */
function fits(props: { choices?: unknown; allow_custom_value?: unknown }, value: unknown): boolean {
  if (!props.choices || props.allow_custom_value || value === null) return true;
  const choices = choicesOf(props.choices);
  return [value].flat().every((v) => offers(choices, v as string));
}
