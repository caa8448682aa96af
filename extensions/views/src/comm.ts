/** Requests to the kernel, over a widget's comm. */

import type { Channel, Reply, Envelope } from "./client.js";
import { errorBody } from "./errors.js";

export interface CommOptions {
  /** Send one message to the kernel. */
  readonly send: (message: unknown) => void;
  /** Call `listener` with every message from the kernel; returns how to stop. */
  readonly onMessage: (listener: (message: unknown) => void) => () => void;
}

interface Waiting {
  readonly settle: (reply: Reply) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

interface Message {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Errors that mean "not now" rather than "no"; the names are classes of workbench/errors.py. */
const PASSING_TYPES = new Set(["StoreError", "OperationalError"]);

export class CommChannel implements Channel {
  readonly label = "kernel";
  private readonly post: (message: unknown) => void;
  private readonly stop: () => void;
  private readonly waiting = new Map<string, Waiting>();

  constructor(options: CommOptions) {
    this.post = options.send;
    this.stop = options.onMessage((message) => this.receive(message));
  }

  dispose(): void {
    this.stop();
    for (const id of [...this.waiting.keys()]) this.settle(id, silence("The view was closed."));
  }

  send({ id, method, params, target }: Envelope, timeout: number): Promise<Reply> {
    return new Promise((settle) => {
      // A dead kernel is silent, a busy one is late: only the clock can tell the reviewer.
      const late = silence("The kernel does not answer; it is busy or has stopped.");
      const timer = setTimeout(() => this.settle(id, late), timeout);
      this.waiting.set(id, { settle, timer });
      try {
        // One widget answers about all queues: the message says which.
        const queue = "queue" in target ? { queue: target.queue } : {};
        this.post({ id, method, params, ...queue });
      } catch {
        this.settle(id, silence("The kernel cannot be reached."));
      }
    });
  }

  private settle(id: string, reply: Reply): void {
    const waiting = this.waiting.get(id);
    if (!waiting) return;
    this.waiting.delete(id);
    clearTimeout(waiting.timer);
    waiting.settle(reply);
  }

  private receive(message: unknown): void {
    if (typeof message !== "object" || message === null) return;
    const { id, result, error } = message as Message;
    if (typeof id !== "string") return;
    if (error === undefined || error === null) return this.settle(id, { result });
    const body = errorBody(error, {
      type: "KernelError",
      message: "The kernel refused the request.",
    });
    this.settle(id, { error: body, final: !PASSING_TYPES.has(body.type) });
  }
}

function silence(message: string): Reply {
  return { error: { type: "NoAnswer", message }, final: false };
}
