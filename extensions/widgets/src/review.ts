/** The anywidget shell of the review view: offers the server and the kernel, nothing else. */

import type { RenderProps } from "@anywidget/types";
import {
  BATCH,
  CommChannel,
  RestChannel,
  connectQueue,
  mountReview,
  queueClient,
} from "@dq-workbench/views";

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
  const server = project
    ? queueClient(new RestChannel({ baseUrl: baseUrl() }), project, queue)
    : null;
  const kernel = model.get("kernel")
    ? queueClient(new CommChannel(messages(model)), project, queue)
    : null;
  return mountReview(el, {
    title: model.get("title"),
    connect: () => connectQueue([server, kernel], BATCH),
    autofocus: !inNotebook(el),
  });
}

export default { render };
