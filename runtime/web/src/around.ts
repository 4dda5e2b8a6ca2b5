// The entry of the documents around the app, the login and the list of logins. They work
// without it; it follows the light or dark of the system.
import "./base.css";
import "./shell/account.css";
import { followTheme } from "./shell/theme";

followTheme();
