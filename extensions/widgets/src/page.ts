/** What all widgets need to know of the page and the kernel. */

import type { AnyModel } from "@anywidget/types";
import type { CommOptions } from "@dq-workbench/views";

/** Where the server is mounted, as the page of JupyterLab, Notebook or Voila says. */
export function baseUrl(): string {
  const config = document.getElementById("jupyter-config-data")?.textContent;
  if (config) {
    try {
      const { baseUrl: stated } = JSON.parse(config) as { baseUrl?: unknown };
      if (typeof stated === "string" && stated) return stated;
    } catch {
      // A page that is not Jupyter's may use the same id; the fallbacks below still hold.
    }
  }
  return document.body.dataset["baseUrl"] ?? "/";
}

/** Messages to and from the Python side of a widget. */
export function messages<Model extends Record<string, unknown>>(
  model: AnyModel<Model>,
): CommOptions {
  return {
    send: (message) => model.send(message),
    onMessage: (listener) => {
      model.on("msg:custom", listener);
      return () => model.off("msg:custom", listener);
    },
  };
}

/** In a notebook the keys go on meaning what they meant when a cell finishes. */
export function inNotebook(element: HTMLElement): boolean {
  return element.closest(".jp-Notebook") !== null;
}
