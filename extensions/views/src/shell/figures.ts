/** Detailed figures: plotly, fetched from the kernel when the first one is wanted. */

import type { DatasetClient } from "../client.js";
import { h } from "../dom.js";
import { messageOf } from "../errors.js";
import { openDialog } from "./dialog.js";

interface Plotly {
  newPlot(
    host: HTMLElement,
    data: unknown,
    layout: unknown,
    config: Record<string, unknown>,
  ): Promise<unknown>;
  purge(host: HTMLElement): void;
}

let library: Promise<Plotly> | null = null;

/** Show the figures of a column, or those across columns where it is null. */
export async function showFigures(
  host: HTMLElement,
  kernel: DatasetClient,
  title: string,
  column: number | null,
): Promise<void> {
  const container = h("div", { class: "wb-figures", "aria-live": "polite" }, "Drawing…");
  const closed = openDialog(host, { title, test: "figures", content: [container], wide: true });
  try {
    const [plotly, { figures }] = await Promise.all([
      plotlyFrom(kernel),
      kernel.call("figure", { column }),
    ]);
    container.replaceChildren(...(figures.length ? [] : ["There is nothing to plot."]));
    for (const figure of figures) await draw(plotly, container, figure);
    await closed;
    for (const target of container.children) plotly.purge(target as HTMLElement);
  } catch (error) {
    container.replaceChildren(h("p", { role: "alert" }, messageOf(error)));
  }
}

async function draw(
  plotly: Plotly,
  container: HTMLElement,
  figure: Readonly<Record<string, unknown>>,
): Promise<void> {
  const target = h("div", { class: "wb-figure", test: "figure" });
  container.append(target);
  const layout = { ...(figure["layout"] as object), autosize: true };
  await plotly.newPlot(target, figure["data"], layout, { displaylogo: false, responsive: true });
}

function plotlyFrom(kernel: DatasetClient): Promise<Plotly> {
  library ??= load(kernel).catch((error: unknown) => {
    library = null;
    throw error;
  });
  return library;
}

/** As a script of its own: in a notebook page a module loader would take it for itself. */
async function load(kernel: DatasetClient): Promise<Plotly> {
  const { script } = await kernel.call("library", {});
  const wrapped = `(function(define,module,exports){${script}\n}).call(window);`;
  const address = URL.createObjectURL(new Blob([wrapped], { type: "text/javascript" }));
  try {
    await new Promise<void>((resolve, reject) => {
      const element = h("script", { src: address });
      element.addEventListener("load", () => resolve());
      element.addEventListener("error", () =>
        reject(new Error("The plotting library could not be loaded.")),
      );
      document.head.append(element);
    });
  } finally {
    URL.revokeObjectURL(address);
  }
  const loaded = (window as unknown as { Plotly?: Plotly }).Plotly;
  if (!loaded) throw new Error("The plotting library could not be started.");
  return loaded;
}
