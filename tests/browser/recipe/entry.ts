/** The recipe view on a page of its own, its questions answered by the test's server. */

import type { DatasetClient } from "../../../extensions/views/src/client.js";
import { ClientError, errorBody } from "../../../extensions/views/src/errors.js";
import { mountRecipe } from "../../../extensions/views/src/recipe/index.js";
import "../../../extensions/views/style/recipe.css";

const user = new URLSearchParams(location.search).get("user") ?? "ada";
const unsure = { type: "Network", message: "The server does not answer" };

async function ask(method: string, request: unknown): Promise<unknown> {
  const body = JSON.stringify(request);
  const address = `/call/${method}?user=${encodeURIComponent(user)}`;
  const response = await fetch(address, { method: "POST", body }).catch(() => {
    throw new ClientError(unsure, { final: false });
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  const error = errorBody((answer as { error?: unknown }).error, unsure);
  throw new ClientError(error, { status: response.status, final: response.status < 500 });
}

const client = { label: "server", call: ask } as unknown as DatasetClient;
const shared = window as unknown as { changes: number; takeDown: () => void };
shared.changes = 0;
const host = document.getElementById("host") as HTMLElement;
shared.takeDown = mountRecipe(host, { client, onChanged: () => (shared.changes += 1) });
