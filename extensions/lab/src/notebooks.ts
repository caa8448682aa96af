/** Putting a new notebook into a folder without ever overwriting one. */

import { PathExt } from "@jupyterlab/coreutils";
import type { KernelSpec, ServiceManager } from "@jupyterlab/services";

import { type Kernel, notebook } from "./starter.js";

/** How many names are tried before the server's own "Untitled" stays. */
const ATTEMPTS = 100;

/**
 * Write the cells to `<stem>.ipynb` in `folder`, or `<stem>-1.ipynb`, … where that is taken.
 *
 * The server first makes a file of a name of its own; renaming that onto an existing file is
 * refused, so two people who do this at once do not overwrite each other.
 */
export async function createNotebook(
  services: ServiceManager.IManager,
  folder: string,
  stem: string,
  cells: Parameters<typeof notebook>[0],
): Promise<string> {
  const { contents } = services;
  const kernel = await pythonKernel(services.kernelspecs);
  const made = await contents.newUntitled({ path: folder, type: "notebook" });
  await contents.save(made.path, notebook(cells, kernel));
  const listing = await contents.get(folder, { content: true });
  const taken = new Set((listing.content as { name: string }[]).map((file) => file.name));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const name = `${stem}${attempt === 0 ? "" : `-${attempt}`}.ipynb`;
    if (taken.has(name)) continue;
    const path = PathExt.join(folder, name);
    try {
      await contents.rename(made.path, path);
      return path;
    } catch (error) {
      if ((error as { response?: Response }).response?.status !== 409) throw error;
    }
  }
  return made.path;
}

/** The default kernel if it speaks Python, else the first that does. */
async function pythonKernel(specs: KernelSpec.IManager): Promise<Kernel | null> {
  await specs.ready;
  const known = specs.specs?.kernelspecs ?? {};
  const names = [specs.specs?.default ?? "", ...Object.keys(known)];
  const spec = names.map((name) => known[name]).find((one) => one?.language === "python");
  return spec ? { name: spec.name, display: spec.display_name } : null;
}
