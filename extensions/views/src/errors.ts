import type { ErrorBody } from "./protocol.js";

/**
 * A request that was not answered as hoped.
 *
 * `final` tells whether the other side understood and refused (sending it again changes
 * nothing) or whether nobody knows if it arrived (send the same id again).
 */
export class ClientError extends Error {
  readonly type: string;
  readonly status: number | null;
  readonly final: boolean;

  constructor(body: ErrorBody, options: { status?: number; final: boolean }) {
    super(body.message);
    this.name = "ClientError";
    this.type = body.type;
    this.status = options.status ?? null;
    this.final = options.final;
  }
}

/** The words to show for anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Read `{type, message}` out of an answer of unknown shape. */
export function errorBody(value: unknown, fallback: ErrorBody): ErrorBody {
  if (typeof value !== "object" || value === null) return fallback;
  const { type, message } = value as Partial<Record<keyof ErrorBody, unknown>>;
  return {
    type: typeof type === "string" && type ? type : fallback.type,
    message: typeof message === "string" && message ? message : fallback.message,
  };
}
