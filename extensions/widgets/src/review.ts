/** The anywidget shell of the review view: finds the server, offers the kernel, nothing else. */

import type { AnyModel, RenderProps } from "@anywidget/types";
import { BATCH, CommTransport, RestTransport, chooseTransport, mountReview } from "@dq-workbench/views";

import "../../views/style/review.css";

interface ReviewModel {
  project: string;
  queue: string;
  title: string;
  /** Whether Python answers on the comm. */
  kernel: boolean;
}

function render({ model, el }: RenderProps<ReviewModel>): () => void {
  const project = model.get("project");
  const queue = model.get("queue");
  const rest = project ? new RestTransport({ baseUrl: baseUrl(), project, queue }) : null;
  const comm = model.get("kernel") ? commTransport(model) : null;
  return mountReview(el, {
    title: model.get("title"),
    connect: () => chooseTransport({ rest, comm, count: BATCH }),
    // In a notebook the keys go on meaning what they meant when a cell finishes.
    autofocus: el.closest(".jp-Notebook") === null,
  });
}

function commTransport(model: AnyModel<ReviewModel>): CommTransport {
  return new CommTransport({
    send: (message) => model.send(message),
    onMessage: (listener) => {
      model.on("msg:custom", listener);
      return () => model.off("msg:custom", listener);
    },
  });
}

/** Where the server is mounted, as the page of JupyterLab, the classic notebook or Voila says. */
function baseUrl(): string {
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

export default { render };
