/** What only a kernel does, where there is none: said before anything is filled in. */

import { NO_KERNEL } from "../client.js";
import { h } from "../dom.js";
import { openDialog } from "./dialog.js";

/** Say inside `host` that `title` needs a kernel; `notebook` opens one that has it. */
export function tellNoKernel(
  host: HTMLElement,
  title: string,
  notebook?: () => Promise<void>,
): Promise<void> {
  return openDialog(host, {
    title,
    test: "no-kernel",
    content: [h("p", { class: "wb-dialog-hint" }, NO_KERNEL)],
    ...(notebook ? { action: "New notebook", run: () => run(notebook) } : {}),
  });
}

async function run(notebook: () => Promise<void>): Promise<string> {
  await notebook();
  return "The notebook is open. Run its cells.";
}
