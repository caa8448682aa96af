/** The one way from a view to the store: REST where there is a server, comm to the kernel where not. */

import { TransportError, messageOf } from "./errors.js";
import type { Ack, DecisionBody, HistoryPage, ItemPage, Media, QueuePage } from "./protocol.js";
import { sentence } from "./values.js";

export interface Transport {
  /** How decisions travel, as the reviewer may read it. */
  readonly label: string;
  /** Items claimed for this reviewer, those claimed before included, in order. */
  next(count: number): Promise<QueuePage>;
  /** Resolves only when the decision is durable. */
  decide(body: DecisionBody): Promise<Ack>;
  /** An item that this reviewer holds or has decided. */
  item(item: string): Promise<ItemPage>;
  /** Own decisions older than `before`, newest first. */
  history(before: string | null, count: number): Promise<HistoryPage>;
  /** The image that an item names in a column. */
  media(item: string, column: string): Promise<Media>;
}

/** A transport together with the first page, which was fetched to find out that it works. */
export interface Chosen {
  readonly transport: Transport;
  readonly page: QueuePage;
}

export interface Candidates {
  /** The server; `status` tells whether the workbench answers there at all. */
  readonly rest: (Transport & { status(): Promise<unknown> }) | null;
  /** The kernel, if one is attached. */
  readonly comm: Transport | null;
  readonly count: number;
}

/**
 * Take the server where it knows the queue and lets the reviewer in, the kernel otherwise.
 *
 * Throws with both reasons when neither answers, so that nobody has to guess.
 */
export async function chooseTransport({ rest, comm, count }: Candidates): Promise<Chosen> {
  let refusal: unknown = new TransportError(
    { type: "NoTransport", message: "there is no server to ask" },
    { final: true },
  );
  if (rest) {
    try {
      await rest.status();
      return { transport: rest, page: await rest.next(count) };
    } catch (error) {
      refusal = error;
    }
  }
  if (!comm) throw refusal;
  try {
    return { transport: comm, page: await comm.next(count) };
  } catch (error) {
    throw new TransportError(
      {
        type: "NoTransport",
        message:
          `Neither the server nor the kernel gave the queue. ` +
          `Server: ${sentence(messageOf(refusal))} Kernel: ${sentence(messageOf(error))}`,
      },
      { final: false },
    );
  }
}
