import { TransportError, errorBody } from "./errors.js";
import type { Ack, DecisionBody, HistoryPage, ItemPage, Media, QueuePage } from "./protocol.js";
import type { Transport } from "./transport.js";

export interface CommOptions {
  /** Send one message to the kernel. */
  readonly send: (message: unknown) => void;
  /** Call `listener` with every message from the kernel; returns how to stop. */
  readonly onMessage: (listener: (message: unknown) => void) => () => void;
  readonly timeout?: number;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: TransportError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

interface Reply {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Errors that say "not now" rather than "no"; the names are classes of workbench/errors.py. */
const PASSING_TYPES = new Set(["StoreError", "OperationalError"]);

/** Numbered questions to the kernel, each with its answer or a reason. */
export class CommClient {
  private readonly send: (message: unknown) => void;
  private readonly stop: () => void;
  private readonly timeout: number;
  private readonly waiting = new Map<number, Waiting>();
  // Two views of one widget hear each other's replies: numbers that start apart keep them apart.
  private last = Math.floor(Math.random() * 2 ** 40);

  constructor(options: CommOptions) {
    this.send = options.send;
    this.timeout = options.timeout ?? 10_000;
    this.stop = options.onMessage((message) => this.receive(message));
  }

  dispose(): void {
    this.stop();
    for (const { timer, reject } of this.waiting.values()) {
      clearTimeout(timer);
      reject(silence("The view was closed."));
    }
    this.waiting.clear();
  }

  request<T>(method: string, params: unknown, timeout = this.timeout): Promise<T> {
    const id = ++this.last;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        // A dead kernel is silent, a busy one is late: only the clock can tell the reviewer.
        reject(silence("The kernel does not answer; it is busy or has stopped."));
      }, timeout);
      this.waiting.set(id, { resolve: (result) => resolve(result as T), reject, timer });
      try {
        this.send({ id, method, params });
      } catch {
        this.waiting.delete(id);
        clearTimeout(timer);
        reject(silence("The kernel cannot be reached."));
      }
    });
  }

  private receive(message: unknown): void {
    if (typeof message !== "object" || message === null) return;
    const { id, result, error } = message as Reply;
    const waiting = typeof id === "number" ? this.waiting.get(id) : undefined;
    if (typeof id !== "number" || !waiting) return;
    this.waiting.delete(id);
    clearTimeout(waiting.timer);
    if (error === undefined || error === null) {
      waiting.resolve(result);
      return;
    }
    const body = errorBody(error, { type: "KernelError", message: "The kernel refused." });
    waiting.reject(new TransportError(body, { final: !PASSING_TYPES.has(body.type) }));
  }
}

/** One queue, through the kernel. */
export class CommTransport implements Transport {
  readonly label = "kernel";
  private readonly client: CommClient;

  constructor(options: CommOptions) {
    this.client = new CommClient(options);
  }

  next(count: number): Promise<QueuePage> {
    return this.client.request<QueuePage>("next", { count });
  }

  decide(body: DecisionBody): Promise<Ack> {
    return this.client.request<Ack>("decide", body);
  }

  item(item: string): Promise<ItemPage> {
    return this.client.request<ItemPage>("item", { item });
  }

  history(before: string | null, count: number): Promise<HistoryPage> {
    return this.client.request<HistoryPage>("history", { before, count });
  }

  media(item: string, column: string): Promise<Media> {
    return this.client.request<Media>("media", { item, column });
  }

  dispose(): void {
    this.client.dispose();
  }
}

function silence(message: string): TransportError {
  return new TransportError({ type: "NoAnswer", message }, { final: false });
}
