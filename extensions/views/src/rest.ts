/** Asking the server that the page came from. */

import { TransportError, errorBody, messageOf } from "./errors.js";
import type {
  Ack,
  DecisionBody,
  HistoryPage,
  ItemPage,
  Media,
  QueuePage,
  Status,
} from "./protocol.js";
import type { Transport } from "./transport.js";

export interface ServerOptions {
  /** Where the Jupyter or Voila server is mounted; ends in a slash. */
  readonly baseUrl: string;
  /** How long to wait for an answer, in milliseconds. */
  readonly timeout?: number;
}

export interface RestOptions extends ServerOptions {
  readonly project: string;
  readonly queue: string;
}

/** Busy, restarting or slow: the same request may well succeed in a moment. */
const PASSING_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Requests to the workbench's addresses on the server. */
export class Server {
  private readonly api: string;
  private readonly timeout: number;

  constructor(options: ServerOptions) {
    this.api = `${options.baseUrl.replace(/\/*$/, "/")}workbench/api/`;
    this.timeout = options.timeout ?? 10_000;
  }

  status(): Promise<Status> {
    return this.request<Status>("status");
  }

  /** GET where there is no body, POST where there is one. */
  async request<T>(path: string, body?: unknown, timeout = this.timeout): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    const init: RequestInit = {
      method: body === undefined ? "GET" : "POST",
      credentials: "same-origin",
      cache: "no-store",
      headers,
      signal: AbortSignal.timeout(timeout),
    };
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      init.body = JSON.stringify(body);
    }
    const token = xsrfToken(document.cookie);
    if (token) headers["X-XSRFToken"] = token;
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.api + path, init);
      text = await response.text();
    } catch (error) {
      throw new TransportError(
        { type: "NoAnswer", message: unanswered(error, timeout) },
        { final: false },
      );
    }
    return read<T>(response, text);
  }
}

/** One queue, through the server. */
export class RestTransport implements Transport {
  readonly label = "server";
  private readonly server: Server;
  private readonly queuePath: string;

  constructor(options: RestOptions) {
    this.server = new Server(options);
    this.queuePath =
      `projects/${encodeURIComponent(options.project)}` +
      `/queues/${encodeURIComponent(options.queue)}`;
  }

  status(): Promise<Status> {
    return this.server.status();
  }

  next(count: number): Promise<QueuePage> {
    return this.server.request<QueuePage>(`${this.queuePath}/next?count=${count}`);
  }

  decide(body: DecisionBody): Promise<Ack> {
    return this.server.request<Ack>(`${this.queuePath}/decisions`, body);
  }

  item(item: string): Promise<ItemPage> {
    return this.server.request<ItemPage>(`${this.queuePath}/items/${encodeURIComponent(item)}`);
  }

  history(before: string | null, count: number): Promise<HistoryPage> {
    const from = before === null ? "" : `&before=${encodeURIComponent(before)}`;
    return this.server.request<HistoryPage>(`${this.queuePath}/history?count=${count}${from}`);
  }

  media(item: string, column: string): Promise<Media> {
    const path = `${this.queuePath}/items/${encodeURIComponent(item)}/media`;
    return this.server.request<Media>(`${path}?column=${encodeURIComponent(column)}`);
  }
}

function read<T>(response: Response, text: string): T {
  let data: unknown = null;
  try {
    data = JSON.parse(text);
  } catch {
    // A login page or a proxy's error page is not JSON; the status below says enough.
  }
  if (response.ok && typeof data === "object" && data !== null) return data as T;
  const detail = data as { error?: unknown } | null;
  throw new TransportError(
    errorBody(detail?.error, {
      type: "HTTPError",
      message: response.ok
        ? "The server answered something that is not the workbench."
        : `The server answered ${response.status} ${response.statusText}`.trim() + ".",
    }),
    {
      status: response.status,
      // A page instead of JSON with status 200 is a login form: signing in again mends it.
      final: !response.ok && !PASSING_STATUS.has(response.status),
    },
  );
}

function unanswered(error: unknown, timeout: number): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "TimeoutError") return `The server did not answer within ${timeout / 1000} s.`;
  return `The server cannot be reached (${messageOf(error)}).`;
}

/** The token that Jupyter and Voila want back in a header with every request that writes. */
export function xsrfToken(cookies: string): string | null {
  const match = /(?:^|;\s*)_xsrf="?([^";]*)/.exec(cookies);
  return match?.[1] || null;
}
