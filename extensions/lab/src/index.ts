import { commandsPlugin } from "./commands.js";
import { sidebarPlugin } from "./sidebar.js";

export default [commandsPlugin, sidebarPlugin];
