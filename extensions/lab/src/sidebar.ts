/** The left panel: projects, datasets and what waits for review, read from the store. */

import { Overview } from "@dq-workbench/views";
import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin,
} from "@jupyterlab/application";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";

import { workbenchIcon } from "./icon.js";
import { request } from "./request.js";

class Sidebar extends Widget {
  constructor(private readonly overview: Overview) {
    super();
    this.id = "dq-workbench-sidebar";
    this.title.icon = workbenchIcon;
    this.title.caption = "Workbench";
    this.node.setAttribute("role", "region");
    this.node.setAttribute("aria-label", "Workbench");
    this.node.append(overview.element);
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    void this.overview.refresh();
  }
}

export const sidebarPlugin: JupyterFrontEndPlugin<void> = {
  id: "dq-workbench:sidebar",
  description: "Lists projects and datasets with their issues and open review items.",
  autoStart: true,
  optional: [ILayoutRestorer],
  activate: (app: JupyterFrontEnd, restorer: ILayoutRestorer | null) => {
    const settings = app.serviceManager.serverSettings;
    const sidebar = new Sidebar(new Overview({ load: () => request("projects", settings) }));
    app.shell.add(sidebar, "left", { rank: 600 });
    restorer?.add(sidebar, sidebar.id);
  },
};
