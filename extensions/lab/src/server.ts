/** The plugin's way to the workbench's REST interface: with JupyterLab's own settings. */

import { RestChannel } from "@dq-workbench/views";
import { ServerConnection } from "@jupyterlab/services";

export function restChannel(settings: ServerConnection.ISettings): RestChannel {
  return new RestChannel({
    baseUrl: settings.baseUrl,
    fetch: (url, init) => ServerConnection.makeRequest(url, init, settings),
  });
}
