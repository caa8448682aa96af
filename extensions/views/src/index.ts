export { CommTransport, type CommOptions } from "./comm.js";
export { TransportError, messageOf } from "./errors.js";
export { type OverviewHandlers, Overview } from "./overview.js";
export type * from "./protocol.js";
export { RestTransport, type RestOptions, xsrfToken } from "./rest.js";
export { mountReview, type ReviewOptions } from "./review.js";
export { BATCH, ReviewSession } from "./session.js";
export { type Chosen, type Transport, chooseTransport } from "./transport.js";
