// The entry of every page: `<gradio-app>` fills itself with the app.
import { start } from "./shell/app";
import { followTheme } from "./shell/theme";

class GradioApp extends HTMLElement {
  connectedCallback(): void {
    if (this.childElementCount === 0) void start(this);
  }
}

followTheme();
customElements.define("gradio-app", GradioApp);
