import { commandsPlugin } from "./commands.js";
import { openPlugin } from "./open.js";
import { sidebarPlugin } from "./sidebar.js";

export default [commandsPlugin, openPlugin, sidebarPlugin];
