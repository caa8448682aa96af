/** The anywidget shell of the workbench view. */

import type { RenderProps } from "@anywidget/types";
import {
  BATCH,
  CommClient,
  CommTransport,
  KernelDesk,
  RestTransport,
  RoutedDesk,
  Server,
  ServerDesk,
  type TableInfo,
  chooseDesk,
  chooseTransport,
  mountWorkbench,
} from "@dq-workbench/views";

import { baseUrl, messages } from "./page.js";

import "../../views/style/workbench.css";

type WorkbenchModel = {
  project: string;
  dataset: string;
  first: TableInfo;
  tabs: string[];
  tab: string;
  height: number;
};

function render({ model, el }: RenderProps<WorkbenchModel>): () => void {
  const project = model.get("project");
  const dataset = model.get("dataset");
  const kernel = new KernelDesk(new CommClient(messages(model)));
  const server = project
    ? new ServerDesk(new Server({ baseUrl: baseUrl() }), { project, dataset })
    : null;
  const view = mountWorkbench(el, {
    first: model.get("first"),
    tabs: model.get("tabs"),
    tab: model.get("tab"),
    height: model.get("height"),
    stores: project !== "",
    kernel,
    connect: async () => new RoutedDesk(await chooseDesk(server, kernel), kernel),
    queue: (queue) =>
      chooseTransport({
        rest: project ? new RestTransport({ baseUrl: baseUrl(), project, queue }) : null,
        comm: new CommTransport({ ...messages(model), send: toQueue(model.send.bind(model), queue) }),
        count: BATCH,
      }),
  });
  return () => view.destroy();
}

/** One widget answers for all queues: each message says which one it is about. */
function toQueue(send: (message: unknown) => void, queue: string): (message: unknown) => void {
  return (message) => {
    const { params, ...rest } = message as { params: Record<string, unknown> };
    send({ ...rest, params: { ...params, queue } });
  };
}

export default { render };
