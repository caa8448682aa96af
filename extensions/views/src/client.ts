/**
 * The one client of all views: calls the methods of a dataset or of a queue, over REST where
 * there is a server, over a widget's comm where there is not.
 */

import { ClientError, messageOf } from "./errors.js";
import { newId } from "./ids.js";
import {
  KERNEL_METHODS,
  type DatasetMethods,
  type ErrorBody,
  type QueueMethods,
  type QueuePage,
} from "./protocol.js";
import { sentence } from "./values.js";

export type Origin = "server" | "kernel";

/** What a request is about: a dataset, or a queue. */
export type Target =
  | { readonly project: string; readonly dataset: string }
  | { readonly project: string; readonly queue: string };

export interface Envelope {
  readonly id: string;
  readonly method: string;
  readonly params: unknown;
  readonly target: Target;
}

/** An answer; errors are data. */
export type Reply =
  | { readonly result: unknown }
  | {
      readonly error: ErrorBody;
      /** Whether the other side understood and refused: sending it again changes nothing. */
      readonly final: boolean;
      readonly status?: number;
    };

/** A way to whoever answers. */
export interface Channel {
  readonly label: Origin;
  send(request: Envelope, timeout: number): Promise<Reply>;
}

type Signatures<Methods> = {
  readonly [Name in keyof Methods]: { readonly request: unknown; readonly response: unknown };
};

export interface Client<Methods extends Signatures<Methods>> {
  /** Who answers, as a user may read it. */
  readonly label: Origin;
  /** Call a method; throws a `ClientError` where it is refused or nobody answers. */
  call<Name extends keyof Methods & string>(
    method: Name,
    request: Methods[Name]["request"],
  ): Promise<Methods[Name]["response"]>;
}

export type DatasetClient = Client<DatasetMethods>;
export type QueueClient = Client<QueueMethods>;

/** Counting ten million rows may take a while. */
const DATASET_TIMEOUT = 120_000;
/** A reviewer must soon know that a server or kernel has stopped. */
const QUEUE_TIMEOUT = 10_000;

class ChannelClient<Methods extends Signatures<Methods>> implements Client<Methods> {
  constructor(
    private readonly channel: Channel,
    private readonly target: Target,
    private readonly timeout: number,
  ) {}

  get label(): Origin {
    return this.channel.label;
  }

  async call<Name extends keyof Methods & string>(
    method: Name,
    request: Methods[Name]["request"],
  ): Promise<Methods[Name]["response"]> {
    const envelope = { id: newId(), method, params: request, target: this.target };
    const reply = await this.channel.send(envelope, this.timeout);
    if ("error" in reply) throw new ClientError(reply.error, reply);
    return reply.result;
  }
}

export function datasetClient(channel: Channel, project: string, dataset: string): DatasetClient {
  return new ChannelClient<DatasetMethods>(channel, { project, dataset }, DATASET_TIMEOUT);
}

export function queueClient(channel: Channel, project: string, queue: string): QueueClient {
  return new ChannelClient<QueueMethods>(channel, { project, queue }, QUEUE_TIMEOUT);
}

/**
 * The first client that answers a request, with its answer.
 *
 * Throws with every reason when none does, so that nobody has to guess.
 */
async function firstAnswer<
  Methods extends Signatures<Methods>,
  Name extends keyof Methods & string,
>(
  clients: readonly (Client<Methods> | null)[],
  method: Name,
  request: Methods[Name]["request"],
): Promise<{ client: Client<Methods>; answer: Methods[Name]["response"] }> {
  const reasons: string[] = [];
  let refusal: unknown = null;
  for (const client of clients) {
    if (!client) continue;
    try {
      return { client, answer: await client.call(method, request) };
    } catch (error) {
      refusal = error;
      reasons.push(
        `${client.label === "server" ? "Server" : "Kernel"}: ${sentence(messageOf(error))}`,
      );
    }
  }
  if (reasons.length === 1) throw refusal;
  const message = reasons.length
    ? `Neither the server nor the kernel answered. ${reasons.join(" ")}`
    : "There is neither a server nor a kernel to answer.";
  throw new ClientError({ type: "NoAnswer", message }, { final: reasons.length === 0 });
}

/** A queue's client with the first page, which was fetched to find out that it works. */
export interface QueueConnection {
  readonly client: QueueClient;
  readonly page: QueuePage;
}

/** The first client to give the queue: the server where it knows it, otherwise the kernel. */
export async function connectQueue(
  clients: readonly (QueueClient | null)[],
  count: number,
): Promise<QueueConnection> {
  const { client, answer } = await firstAnswer(clients, "next", { count });
  return { client, page: answer };
}

/** The first client to know the dataset: the server, otherwise the kernel. */
export async function connectDataset(
  clients: readonly (DatasetClient | null)[],
): Promise<DatasetClient> {
  return (await firstAnswer(clients, "open", { count: 0 })).client;
}

/** Shown where only a kernel could help. */
export const NO_KERNEL =
  "This needs a notebook's kernel, and none is running here. Open the dataset in a notebook and " +
  "run its cells: dataset.open() shows this view there with everything available.";

const BY_KERNEL: ReadonlySet<string> = new Set(KERNEL_METHODS);

/** Calls the kernel for what only a kernel answers, and `client` for everything else. */
export function withKernel(client: DatasetClient, kernel: DatasetClient | null): DatasetClient {
  return {
    label: client.label,
    call(method, request) {
      if (!BY_KERNEL.has(method)) return client.call(method, request);
      if (kernel) return kernel.call(method, request);
      const body = { type: "NoKernel", message: NO_KERNEL };
      return Promise.reject(new ClientError(body, { final: true }));
    },
  };
}

/** A client that is connected when it is first needed, and again where that failed. */
export class LazyClient implements DatasetClient {
  private connecting: Promise<DatasetClient> | null = null;
  private client: DatasetClient | null = null;

  constructor(private readonly connect: () => Promise<DatasetClient>) {}

  get label(): Origin {
    return this.client?.label ?? "server";
  }

  connected(): Promise<DatasetClient> {
    this.connecting ??= this.connect().then(
      (client) => (this.client = client),
      (error: unknown) => {
        this.connecting = null;
        throw error;
      },
    );
    return this.connecting;
  }

  async call<Name extends keyof DatasetMethods>(
    method: Name,
    request: DatasetMethods[Name]["request"],
  ): Promise<DatasetMethods[Name]["response"]> {
    return (await this.connected()).call(method, request);
  }
}
