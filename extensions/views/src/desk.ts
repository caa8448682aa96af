/** Asking about a dataset: the server where it knows it, the kernel where not. */

import type { CommClient } from "./comm.js";
import { TransportError, messageOf } from "./errors.js";
import type { Methods } from "./protocol.js";
import type { Server } from "./rest.js";
import { sentence } from "./values.js";

export type Method = keyof Methods;

/** Whoever answers the questions of `Methods` about one dataset. */
export interface Desk {
  /** How questions travel, as a user may read it. */
  readonly label: "server" | "kernel";
  call<Name extends Method>(
    method: Name,
    request: Methods[Name]["request"],
  ): Promise<Methods[Name]["response"]>;
}

/** A look at ten million rows may take a while; a stopped server is noticed sooner elsewhere. */
const PATIENCE = 120_000;

export class ServerDesk implements Desk {
  readonly label = "server";
  private readonly path: string;

  constructor(
    private readonly server: Server,
    place: { readonly project: string; readonly dataset: string },
  ) {
    const { project, dataset } = place;
    this.path = `projects/${encodeURIComponent(project)}/datasets/${encodeURIComponent(dataset)}`;
  }

  call<Name extends Method>(
    method: Name,
    request: Methods[Name]["request"],
  ): Promise<Methods[Name]["response"]> {
    return this.server.request(`${this.path}/${method}`, request, PATIENCE);
  }
}

export class KernelDesk implements Desk {
  readonly label = "kernel";

  constructor(private readonly client: CommClient) {}

  call<Name extends Method>(
    method: Name,
    request: Methods[Name]["request"],
  ): Promise<Methods[Name]["response"]> {
    return this.client.request(method, request, PATIENCE);
  }
}

/**
 * Take the server where it answers about the dataset, the kernel otherwise.
 *
 * Throws with both reasons when neither answers.
 */
export async function chooseDesk(server: Desk | null, kernel: Desk | null): Promise<Desk> {
  const reasons: string[] = [];
  for (const desk of [server, kernel]) {
    if (!desk) continue;
    try {
      await desk.call("open", { count: 0 });
      return desk;
    } catch (error) {
      reasons.push(`${desk.label}: ${sentence(messageOf(error))}`);
    }
  }
  throw new TransportError(
    { type: "NoTransport", message: reasons.join(" ") || "There is nobody to ask." },
    { final: false },
  );
}

/** What is said where only a kernel could help. */
export const NO_KERNEL =
  "A notebook's kernel does this, and there is none here. Open the dataset in a notebook and " +
  "run its cells: dataset.open() shows this view there, with all that it can do.";

/** What takes long or draws: the notebook's kernel does it. */
const BY_KERNEL: ReadonlySet<Method> = new Set([
  "figure",
  "library",
  "make_queue",
  "queue_of_selection",
]);

/** Asks the kernel what only a kernel answers, and `desk` all else. */
export class RoutedDesk implements Desk {
  constructor(
    private readonly desk: Desk,
    private readonly kernel: Desk | null,
  ) {}

  get label(): Desk["label"] {
    return this.desk.label;
  }

  call<Name extends Method>(
    method: Name,
    request: Methods[Name]["request"],
  ): Promise<Methods[Name]["response"]> {
    if (!BY_KERNEL.has(method)) return this.desk.call(method, request);
    if (this.kernel) return this.kernel.call(method, request);
    const body = { type: "NoTransport", message: NO_KERNEL };
    return Promise.reject(new TransportError(body, { final: true }));
  }
}

/** A desk that is found when it is first needed, and looked for again where that failed. */
export class LaterDesk implements Desk {
  private found: Promise<Desk> | null = null;
  private now: Desk | null = null;

  constructor(private readonly find: () => Promise<Desk>) {}

  get label(): Desk["label"] {
    return this.now?.label ?? "server";
  }

  connected(): Promise<Desk> {
    this.found ??= this.find().then(
      (desk) => (this.now = desk),
      (error: unknown) => {
        this.found = null;
        throw error;
      },
    );
    return this.found;
  }

  async call<Name extends Method>(
    method: Name,
    request: Methods[Name]["request"],
  ): Promise<Methods[Name]["response"]> {
    return (await this.connected()).call(method, request);
  }
}
