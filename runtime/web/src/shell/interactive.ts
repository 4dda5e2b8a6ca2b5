import type { Component } from "../../../blocks/shared/props";
import type { Dependency } from "./config_gen";

/**
 * Whether the user can edit a component. Where the app does not say, Gradio's
 * guess holds: what some listener reads can be edited, and so can what no
 * listener writes and that has no value yet.
 */
export function guessInteractive(dependencies: Dependency[]): (c: Pick<Component, "id" | "props">) => boolean {
  const inputs = new Set(dependencies.flatMap((d) => d.inputs));
  const outputs = new Set(dependencies.flatMap((d) => d.outputs));
  return ({ id, props }) => {
    if (props.interactive != null) return props.interactive !== false;
    return inputs.has(id) || (!outputs.has(id) && isEmpty(props.value));
  };
}

function isEmpty(value: unknown): boolean {
  return !value || (Array.isArray(value) && value.length === 0);
}
