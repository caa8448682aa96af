/** The left panel: projects, datasets and what waits for review, read from the store. */

import { type DatasetLocation, Overview, type ProjectsPage } from "@dq-workbench/views";
import {
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin,
} from "@jupyterlab/application";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";

import { CommandIDs } from "./commands.js";
import { workbenchIcon } from "./icon.js";
import { restChannel } from "./server.js";

/** Milliseconds between two looks while the panel is shown: notebooks and reviewers go on. */
const PERIOD = 15_000;

class Sidebar extends Widget {
  private timer: ReturnType<typeof setInterval> | null = null;

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
    this.timer ??= setInterval(() => void this.overview.refresh(), PERIOD);
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}

export const sidebarPlugin: JupyterFrontEndPlugin<void> = {
  id: "dq-workbench:sidebar",
  description: "Lists projects and datasets with their issues and open review items.",
  autoStart: true,
  optional: [ILayoutRestorer],
  activate: (app: JupyterFrontEnd, restorer: ILayoutRestorer | null) => {
    const channel = restChannel(app.serviceManager.serverSettings);
    const run = (command: string, location: DatasetLocation, tab = ""): void => {
      void app.commands.execute(command, { ...location, tab });
    };
    const sidebar = new Sidebar(
      new Overview({
        load: () => channel.get<ProjectsPage>("projects"),
        open: (location, tab) => run(CommandIDs.open, location, tab),
        notebook: (location) => run(CommandIDs.notebook, location),
      }),
    );
    app.shell.add(sidebar, "left", { rank: 600 });
    restorer?.add(sidebar, sidebar.id);
  },
};
