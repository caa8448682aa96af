import { TransportError, errorBody, messageOf } from "./errors.js";
import type { Ack, DecisionBody, QueuePage, Status } from "./protocol.js";
import type { Transport } from "./transport.js";

export interface RestOptions {
  /** Where the Jupyter or Voila server is mounted; ends in a slash. */
  readonly baseUrl: string;
  readonly project: string;
  readonly queue: string;
  /** How long to wait for an answer, in milliseconds. */
  readonly timeout?: number;
}

/** Busy, restarting or slow: the same request may well succeed in a moment. */
const PASSING_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

export class RestTransport implements Transport {
  readonly label = "server";
  private readonly api: string;
  private readonly queuePath: string;
  private readonly timeout: number;

  constructor(options: RestOptions) {
    this.api = `${options.baseUrl.replace(/\/*$/, "/")}workbench/api/`;
    this.queuePath =
      `projects/${encodeURIComponent(options.project)}` +
      `/queues/${encodeURIComponent(options.queue)}`;
    this.timeout = options.timeout ?? 10_000;
  }

  status(): Promise<Status> {
    return this.request<Status>("status");
  }

  next(count: number): Promise<QueuePage> {
    return this.request<QueuePage>(`${this.queuePath}/next?count=${count}`);
  }

  decide(body: DecisionBody): Promise<Ack> {
    return this.request<Ack>(`${this.queuePath}/decisions`, body);
  }

  private async request<T>(path: string, body?: DecisionBody): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    const init: RequestInit = {
      method: body ? "POST" : "GET",
      credentials: "same-origin",
      cache: "no-store",
      headers,
      signal: AbortSignal.timeout(this.timeout),
    };
    if (body) {
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
        { type: "NoAnswer", message: unanswered(error, this.timeout) },
        { final: false },
      );
    }
    return read<T>(response, text);
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
