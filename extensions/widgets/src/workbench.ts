/** The anywidget shell of the workbench view. */

import type { RenderProps } from "@anywidget/types";
import {
  BATCH,
  CommChannel,
  RestChannel,
  type TableInfo,
  connectDataset,
  connectQueue,
  datasetClient,
  mountWorkbench,
  queueClient,
  withKernel,
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
  const comm = new CommChannel(messages(model));
  const rest = project ? new RestChannel({ baseUrl: baseUrl() }) : null;
  const kernel = datasetClient(comm, project, dataset);
  const server = rest && datasetClient(rest, project, dataset);
  const view = mountWorkbench(el, {
    first: model.get("first"),
    tabs: model.get("tabs"),
    tab: model.get("tab"),
    height: model.get("height"),
    stores: project !== "",
    kernel,
    connect: async () => withKernel(await connectDataset([server, kernel]), kernel),
    queue: (queue) =>
      connectQueue(
        [rest && queueClient(rest, project, queue), queueClient(comm, project, queue)],
        BATCH,
      ),
  });
  return () => view.destroy();
}

export default { render };
