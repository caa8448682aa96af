/** Opening datasets in tabs: one tab a dataset, found again after a reload. */

import type { DatasetLocation, ProjectsPage } from "@dq-workbench/views";
import {
  ILabShell,
  ILayoutRestorer,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin,
} from "@jupyterlab/application";
import {
  Dialog,
  ICommandPalette,
  InputDialog,
  WidgetTracker,
  showDialog,
  showErrorMessage,
} from "@jupyterlab/apputils";
import type { ServerConnection } from "@jupyterlab/services";

import { CommandIDs } from "./commands.js";
import { workbenchIcon } from "./icon.js";
import { restChannel } from "./server.js";
import { DatasetTab, nameOf } from "./tab.js";

export const openPlugin: JupyterFrontEndPlugin<void> = {
  id: "dq-workbench:open",
  description: "Opens datasets in tabs that need no kernel.",
  autoStart: true,
  optional: [ILabShell, ILayoutRestorer, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
  ) => {
    const tracker = new WidgetTracker<DatasetTab>({ namespace: "dq-workbench" });
    app.commands.addCommand(CommandIDs.open, {
      label: "Open Dataset…",
      caption: "Rows, charts, reviews and recipe of a dataset, without a kernel",
      icon: workbenchIcon,
      execute: async (args) => {
        const location = locationIn(args) ?? (await choose(app.serviceManager.serverSettings));
        if (!location) return;
        // Notebook shows one document per window and cannot open another tab.
        if (!labShell) return offerNotebook(app, location);
        openTab(app, tracker, location, typeof args["tab"] === "string" ? args["tab"] : "");
      },
    });
    void restorer?.restore(tracker, {
      command: CommandIDs.open,
      args: ({ location }) => ({ ...location }),
      name: ({ location }) => nameOf(location),
    });
    palette?.addItem({ command: CommandIDs.open, category: "Workbench" });
  },
};

/** Show the tab of a dataset: the one that is there, else a new one. */
function openTab(
  app: JupyterFrontEnd,
  tracker: WidgetTracker<DatasetTab>,
  location: DatasetLocation,
  tab: string,
): void {
  const name = nameOf(location);
  const there = tracker.find((one) => nameOf(one.location) === name);
  if (there) {
    if (tab) there.showTab(tab);
    app.shell.activateById(there.id);
    return;
  }
  const made = new DatasetTab({
    location,
    tab,
    channel: restChannel(app.serviceManager.serverSettings),
    notebook: async () => {
      await app.commands.execute(CommandIDs.notebook, { ...location });
    },
  });
  void tracker.add(made);
  app.shell.add(made, "main");
  app.shell.activateById(made.id);
}

/** The dataset that a command is about; null where it does not say. */
function locationIn(args: Readonly<Record<string, unknown>>): DatasetLocation | null {
  const { project, dataset, path } = args;
  return typeof project === "string" && typeof dataset === "string"
    ? { project, dataset, path: typeof path === "string" ? path : "" }
    : null;
}

/** Ask for one of the datasets of the server; null where none was chosen. */
async function choose(settings: ServerConnection.ISettings): Promise<DatasetLocation | null> {
  const locations = await known(settings);
  if (!locations) return null;
  if (locations.length === 0) {
    const body = "There is no dataset below this server's folder yet: project.add(name, table)";
    await showDialog({ title: "Open dataset", body, buttons: [Dialog.okButton()] });
    return null;
  }
  const items = locations.map(({ dataset, path }) => `${dataset} — ${path}`);
  const { value } = await InputDialog.getItem({
    title: "Open dataset",
    label: "Dataset and its project's folder",
    items,
    okLabel: "Open",
  });
  return value === null ? null : (locations[items.indexOf(value)] ?? null);
}

async function known(settings: ServerConnection.ISettings): Promise<DatasetLocation[] | null> {
  try {
    const { projects } = await restChannel(settings).get<ProjectsPage>("projects");
    return projects.flatMap(({ id, path, datasets }) =>
      id === null ? [] : datasets.map(({ name }) => ({ project: id, dataset: name, path })),
    );
  } catch (error) {
    await showErrorMessage("The projects cannot be read", error as Error);
    return null;
  }
}

async function offerNotebook(app: JupyterFrontEnd, location: DatasetLocation): Promise<void> {
  const { button } = await showDialog({
    title: `Open ${location.dataset}`,
    body: "JupyterLab opens datasets in tabs. Here, the dataset opens in a notebook.",
    buttons: [Dialog.cancelButton(), Dialog.okButton({ label: "New notebook" })],
  });
  if (button.accept) await app.commands.execute(CommandIDs.notebook, { ...location });
}
