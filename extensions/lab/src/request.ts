/** Every request of the plugin to the workbench's REST interface. */

import { URLExt } from "@jupyterlab/coreutils";
import { ServerConnection } from "@jupyterlab/services";
import type { ProjectsPage } from "@dq-workbench/views";

/** What each path answers. */
interface Answers {
  projects: ProjectsPage;
}

export async function request<Path extends keyof Answers>(
  path: Path,
  settings: ServerConnection.ISettings,
): Promise<Answers[Path]> {
  const url = URLExt.join(settings.baseUrl, "workbench", "api", path);
  let response: Response;
  try {
    response = await ServerConnection.makeRequest(url, { method: "GET" }, settings);
  } catch (error) {
    throw new Error(`The Jupyter server cannot be reached: ${String(error)}`);
  }
  const text = await response.text();
  let data: unknown = null;
  try {
    data = JSON.parse(text);
  } catch {
    // Not JSON: the workbench does not answer at this address; told below by the status.
  }
  if (response.ok && typeof data === "object" && data !== null) return data as Answers[Path];
  const stated = (data as { error?: { message?: unknown } } | null)?.error?.message;
  if (typeof stated === "string") throw new Error(stated);
  throw new Error(
    response.status === 404
      ? "The workbench does not answer on this Jupyter server (404)."
      : `The Jupyter server answered ${response.status} ${response.statusText}.`,
  );
}
