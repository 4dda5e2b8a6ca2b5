// The entry of every page: `<gradio-app>` fills itself with the app. Its exports are
// what modules of blocks import under the name "blocks".
import "./base.css";
import "./shell/frame.css";
import "./shell/given.css";
import { start } from "./shell/app";
import { followTheme } from "./shell/theme";

export * from "../../blocks/shared/core";

class GradioApp extends HTMLElement {
  connectedCallback(): void {
    if (this.childElementCount === 0) void start(this);
  }
}

followTheme();
customElements.define("gradio-app", GradioApp);
