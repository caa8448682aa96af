/** The anywidget shell of the review view: finds the server, offers the kernel, nothing else. */

import type { RenderProps } from "@anywidget/types";
import { BATCH, CommTransport, RestTransport, chooseTransport, mountReview } from "@dq-workbench/views";

import { baseUrl, inNotebook, messages } from "./page.js";

import "../../views/style/review.css";

type ReviewModel = {
  project: string;
  queue: string;
  title: string;
  /** Whether Python answers on the comm. */
  kernel: boolean;
};

function render({ model, el }: RenderProps<ReviewModel>): () => void {
  const project = model.get("project");
  const queue = model.get("queue");
  const rest = project ? new RestTransport({ baseUrl: baseUrl(), project, queue }) : null;
  const comm = model.get("kernel") ? new CommTransport(messages(model)) : null;
  return mountReview(el, {
    title: model.get("title"),
    connect: () => chooseTransport({ rest, comm, count: BATCH }),
    autofocus: !inNotebook(el),
  });
}

export default { render };
