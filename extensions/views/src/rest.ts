/** Requests to the server that the page came from. */

import type { Channel, Reply, Envelope } from "./client.js";
import { ClientError, errorBody, messageOf } from "./errors.js";

export interface RestOptions {
  /** Where the Jupyter or Voila server is mounted; ends in a slash. */
  readonly baseUrl: string;
  /** Fetches an address and adds what the server wants of every request, such as its tokens. */
  readonly fetch?: Fetch;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Busy, restarting or slow: the same request may well succeed in a moment. */
const PASSING_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Milliseconds until a listing is given up. */
const GET_TIMEOUT = 10_000;

export class RestChannel implements Channel {
  readonly label = "server";
  private readonly api: string;
  private readonly fetch: Fetch;

  constructor(options: RestOptions) {
    this.api = `${options.baseUrl.replace(/\/*$/, "/")}workbench/api/`;
    this.fetch = options.fetch ?? fetchWithToken;
  }

  /** Read what has an address of its own, such as `projects`. */
  async get<Answer>(path: string): Promise<Answer> {
    const reply = await this.ask(path, { method: "GET" }, GET_TIMEOUT);
    if ("error" in reply) throw new ClientError(reply.error, reply);
    return reply.result as Answer;
  }

  send({ method, params, target }: Envelope, timeout: number): Promise<Reply> {
    const [kind, name] =
      "queue" in target ? ["queues", target.queue] : ["datasets", target.dataset];
    const parts = ["projects", target.project, kind, name, method];
    const init = { method: "POST", body: JSON.stringify(params) };
    return this.ask(parts.map(encodeURIComponent).join("/"), init, timeout);
  }

  private async ask(path: string, init: RequestInit, timeout: number): Promise<Reply> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (init.body !== undefined) headers["Content-Type"] = "application/json";
    try {
      const response = await this.fetch(this.api + path, {
        ...init,
        credentials: "same-origin",
        cache: "no-store",
        headers,
        signal: AbortSignal.timeout(timeout),
      });
      return read(response, await response.text());
    } catch (error) {
      const message = unanswered(error, timeout);
      return { error: { type: "NoAnswer", message }, final: false };
    }
  }
}

/** The browser's own `fetch`, with the token that Jupyter and Voila want back. */
const fetchWithToken: Fetch = (url, init) => {
  const headers = new Headers(init.headers);
  const token = xsrfToken(document.cookie);
  if (token) headers.set("X-XSRFToken", token);
  return fetch(url, { ...init, headers });
};

function read(response: Response, text: string): Reply {
  let data: unknown = null;
  try {
    data = JSON.parse(text);
  } catch {
    // A login page or a proxy's error page is not JSON; the status below says enough.
  }
  if (response.ok && typeof data === "object" && data !== null) return { result: data };
  const fallback = response.ok
    ? "The server's answer is not from the workbench."
    : `${`The server answered ${response.status} ${response.statusText}`.trim()}.`;
  return {
    error: errorBody((data as { error?: unknown } | null)?.error, {
      type: "HTTPError",
      message: fallback,
    }),
    status: response.status,
    // A page instead of JSON with status 200 is a login form: signing in again mends it.
    final: !response.ok && !PASSING_STATUS.has(response.status),
  };
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
