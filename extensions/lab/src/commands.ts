/** Commands that write a notebook and open it, and run nothing: launcher card, palette, menus. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ICommandPalette, showErrorMessage } from "@jupyterlab/apputils";
import { PathExt } from "@jupyterlab/coreutils";
import { IDefaultFileBrowser, IFileBrowserFactory } from "@jupyterlab/filebrowser";
import { ILauncher } from "@jupyterlab/launcher";

import { workbenchIcon } from "./icon.js";
import { createNotebook } from "./notebooks.js";
import { blankCells, datasetCells, datasetName, fileCells, fileStem } from "./starter.js";

export const CommandIDs = {
  /** A notebook with starter cells; optional argument `cwd`, the folder to write it to. */
  new: "workbench:new",
  /** A notebook for the file that is selected in the file browser, or the argument `path`. */
  openFile: "workbench:open-file",
  /** The tab of a dataset, named by `project`, `dataset` and `path` or else asked for; `tab`. */
  open: "workbench:open-dataset",
  /** A notebook of the dataset named by `dataset` and its project's `path`. */
  notebook: "workbench:notebook",
} as const;

const TABLE = /\.(csv|tsv|parquet)$/i;

export const commandsPlugin: JupyterFrontEndPlugin<void> = {
  id: "dq-workbench:commands",
  description: "Opens tables in notebooks with the workbench's first steps.",
  autoStart: true,
  requires: [IFileBrowserFactory],
  optional: [IDefaultFileBrowser, ILauncher, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    browsers: IFileBrowserFactory,
    browser: IDefaultFileBrowser | null,
    launcher: ILauncher | null,
    palette: ICommandPalette | null,
  ) => {
    const folder = (): string => browser?.model.path ?? "";
    const selected = (): string | null => {
      const items = [...(browsers.tracker.currentWidget?.selectedItems() ?? [])];
      const tables = items.filter((item) => item.type !== "directory" && TABLE.test(item.name));
      return items.length === 1 ? (tables[0]?.path ?? null) : null;
    };

    app.commands.addCommand(CommandIDs.new, {
      label: (args) => (args["isPalette"] ? "New Data-Quality Notebook" : "Data-Quality Workbench"),
      caption: "New notebook with the first steps of the workbench",
      icon: workbenchIcon,
      execute: (args) => write(app, stringOr(args["cwd"], folder()), "workbench", blankCells()),
    });

    app.commands.addCommand(CommandIDs.openFile, {
      label: "Open in Workbench",
      caption: "New notebook that profiles this table and looks for issues",
      icon: workbenchIcon,
      isVisible: (args) => typeof args["path"] === "string" || selected() !== null,
      execute: (args) => {
        const path = stringOr(args["path"], selected() ?? "");
        if (!path) return undefined;
        const local = app.serviceManager.contents.localPath(path);
        return write(
          app,
          PathExt.dirname(path),
          `${datasetName(local)}-workbench`,
          fileCells(local),
        );
      },
    });

    app.commands.addCommand(CommandIDs.notebook, {
      label: "New Notebook of a Dataset",
      caption: "New notebook that opens the dataset, for features that need a kernel",
      icon: workbenchIcon,
      execute: (args) => {
        const path = stringOr(args["path"], "");
        const dataset = stringOr(args["dataset"], "");
        const cells = datasetCells(PathExt.basename(path) || ".", dataset);
        return write(app, PathExt.dirname(path), `${fileStem(dataset)}-workbench`, cells);
      },
    });

    app.contextMenu.addItem({
      command: CommandIDs.openFile,
      selector: '.jp-DirListing-item[data-isdir="false"]',
      rank: 3,
    });
    launcher?.add({ command: CommandIDs.new, category: "Workbench", rank: 1 });
    palette?.addItem({
      command: CommandIDs.new,
      category: "Workbench",
      args: { isPalette: true },
    });
  },
};

async function write(
  app: JupyterFrontEnd,
  folder: string,
  stem: string,
  cells: Parameters<typeof createNotebook>[3],
): Promise<unknown> {
  try {
    const path = await createNotebook(app.serviceManager, folder, stem, cells);
    return await app.commands.execute("docmanager:open", { path, factory: "Notebook" });
  } catch (error) {
    await showErrorMessage("The notebook could not be created", error as Error);
    return undefined;
  }
}

function stringOr(value: unknown, fallback: string): string {
  return typeof value === "string" ? value : fallback;
}
