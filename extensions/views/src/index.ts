export {
  type DatasetClient,
  type QueueClient,
  type QueueConnection,
  connectDataset,
  connectQueue,
  datasetClient,
  queueClient,
  withKernel,
} from "./client.js";
export { CommChannel, type CommOptions } from "./comm.js";
export { button, h } from "./dom.js";
export { ClientError, messageOf } from "./errors.js";
export { type DatasetLocation, type OverviewHandlers, Overview } from "./overview.js";
export type * from "./protocol.js";
export { RestChannel, type RestOptions, xsrfToken } from "./rest.js";
export { mountReview, type ReviewOptions } from "./review.js";
export { type WorkbenchHandle, type WorkbenchOptions, mountWorkbench } from "./shell/workbench.js";
export { ReviewSession } from "./session.js";
export { BATCH } from "./supply.js";
export { Exploration, type ExplorationJson } from "./explore/state.js";
export { mountGrid, type GridHandle, type GridOptions } from "./grid/grid.js";
export { mountProfile, type ProfileHandle, type ProfileOptions } from "./charts/profile.js";
