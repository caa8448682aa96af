import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import {
  type Channel,
  type Reply,
  LazyClient,
  connectDataset,
  connectQueue,
  datasetClient,
  queueClient,
  withKernel,
} from "../src/client.js";
import { CommChannel } from "../src/comm.js";
import { ClientError } from "../src/errors.js";
import { RestChannel, xsrfToken } from "../src/rest.js";
import { FakeClient, pass, settle } from "./fakes.js";

/** A server: what it was sent, and what it answers. */
function server(answer: () => Response | Promise<Response>) {
  const sent: { url: string; init: RequestInit }[] = [];
  mock.method(globalThis, "fetch", async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return answer();
  });
  return { channel: new RestChannel({ baseUrl: "/user/ann" }), sent };
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}

async function failure(promise: Promise<unknown>): Promise<ClientError> {
  const error: unknown = await promise.then(
    () => assert.fail("it should have failed"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ClientError, String(error));
  return error;
}

afterEach(() => mock.restoreAll());
beforeEach(() => {
  Object.assign(globalThis, { document: { cookie: "a=b; _xsrf=2|token|1; c=d" } });
});

describe("over REST", () => {
  test("reserving items is a POST that carries the XSRF token", async () => {
    const { channel, sent } = server(() => json({ items: [] }));
    await queueClient(channel, "p 1", "a/b").call("next", { count: 3 });
    const [request] = sent;
    assert.equal(request?.url, "/user/ann/workbench/api/projects/p%201/queues/a%2Fb/next");
    assert.equal(request.init.method, "POST");
    assert.equal(request.init.body, '{"count":3}');
    assert.equal(new Headers(request.init.headers).get("X-XSRFToken"), "2|token|1");
  });

  test("where the page fetches by itself, it adds its tokens itself", async () => {
    const inits: RequestInit[] = [];
    const fetch = async (_url: string, init: RequestInit): Promise<Response> => {
      inits.push(init);
      return json({ items: [] });
    };
    const channel = new RestChannel({ baseUrl: "http://localhost/", fetch });
    await queueClient(channel, "p", "q").call("next", {});
    assert.equal(new Headers(inits[0]?.headers).has("X-XSRFToken"), false);
  });

  test("methods of a dataset have the dataset's address", async () => {
    const { channel, sent } = server(() => json({ rows: 1 }));
    await datasetClient(channel, "p", "people").call("open", {});
    assert.equal(sent[0]?.url, "/user/ann/workbench/api/projects/p/datasets/people/open");
  });

  test("a refusal is final and keeps its words", async () => {
    const { channel } = server(() =>
      json({ error: { type: "ConflictError", message: "no" } }, 409),
    );
    const error = await failure(queueClient(channel, "p", "q").call("next", {}));
    assert.deepEqual(
      [error.type, error.message, error.final, error.status],
      ["ConflictError", "no", true, 409],
    );
  });

  for (const status of [429, 500, 503]) {
    test(`status ${status} passes: the same request may be sent again`, async () => {
      const { channel } = server(() => json({}, status));
      assert.equal((await failure(queueClient(channel, "p", "q").call("next", {}))).final, false);
    });
  }

  test("a login page with status 200 is no answer, and not final", async () => {
    const { channel } = server(() => new Response("<html>sign in</html>"));
    const error = await failure(queueClient(channel, "p", "q").call("next", {}));
    assert.equal(error.final, false);
    assert.match(error.message, /not from the workbench/);
  });

  test("a server that cannot be reached is no refusal", async () => {
    const { channel } = server(() => Promise.reject(new TypeError("offline")));
    const error = await failure(queueClient(channel, "p", "q").call("next", {}));
    assert.deepEqual([error.type, error.final], ["NoAnswer", false]);
    assert.match(error.message, /offline/);
  });

  test("the XSRF token is read whatever stands around it", () => {
    assert.equal(xsrfToken('x=1; _xsrf="quoted"; y=2'), "quoted");
    assert.equal(xsrfToken("my_xsrf=other"), null);
    assert.equal(xsrfToken(""), null);
  });
});

describe("over a comm", () => {
  interface Sent {
    readonly id: string;
    readonly method: string;
    readonly params: unknown;
    readonly queue?: string;
  }

  function kernel() {
    const sent: Sent[] = [];
    let hear: (message: unknown) => void = () => undefined;
    const channel = new CommChannel({
      send: (message) => sent.push(message as Sent),
      onMessage: (listener) => {
        hear = listener;
        return () => (hear = () => undefined);
      },
    });
    return { channel, sent, reply: (message: unknown) => hear(message) };
  }

  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  test("answers find their request by its id, in any order", async () => {
    const { channel, sent, reply } = kernel();
    const client = datasetClient(channel, "p", "d");
    const first = client.call("kept", {});
    const second = client.call("issues", {});
    assert.notEqual(sent[0]?.id, sent[1]?.id);
    reply({ id: sent[1]?.id, result: { issues: [] } });
    reply({ id: sent[0]?.id, result: { state: null } });
    assert.deepEqual(await first, { state: null });
    assert.deepEqual(await second, { issues: [] });
  });

  test("answers to another view of the widget are not taken", async () => {
    const { channel, sent, reply } = kernel();
    let answered = false;
    const call = datasetClient(channel, "p", "d")
      .call("kept", {})
      .then(() => (answered = true));
    for (const foreign of [null, "text", { id: 7, result: 1 }, { id: "other", result: 1 }]) {
      reply(foreign);
    }
    await settle();
    assert.equal(answered, false);
    reply({ id: sent[0]?.id, result: {} });
    await call;
  });

  test("a message says which queue it is about", () => {
    const { channel, sent } = kernel();
    void queueClient(channel, "p", "labels").call("next", { count: 1 });
    void datasetClient(channel, "p", "d").call("kept", {});
    assert.deepEqual(
      sent.map(({ method, params, queue }) => ({ method, params, queue })),
      [
        { method: "next", params: { count: 1 }, queue: "labels" },
        { method: "kept", params: {}, queue: undefined },
      ],
    );
  });

  test("a silent kernel is given up, and its late answer ignored", async () => {
    const { channel, sent, reply } = kernel();
    const call = failure(queueClient(channel, "p", "q").call("next", {}));
    await pass(9_999);
    assert.equal(sent.length, 1);
    await pass(1);
    const error = await call;
    assert.deepEqual([error.type, error.final], ["NoAnswer", false]);
    reply({ id: sent[0]?.id, result: {} });
  });

  test("a locked database is worth another try, a refusal is not", async () => {
    const { channel, sent, reply } = kernel();
    const client = queueClient(channel, "p", "q");
    const locked = failure(client.call("next", {}));
    reply({ id: sent[0]?.id, error: { type: "StoreError", message: "locked" } });
    const refused = failure(client.call("next", {}));
    reply({ id: sent[1]?.id, error: { type: "InputError", message: "bad" } });
    assert.deepEqual([(await locked).final, (await refused).final], [false, true]);
  });

  test("closing the view ends what waits", async () => {
    const { channel } = kernel();
    const call = failure(queueClient(channel, "p", "q").call("next", {}));
    channel.dispose();
    assert.match((await call).message, /closed/);
  });
});

describe("which client answers", () => {
  function channel(label: Channel["label"], reply: Reply): Channel & { asked: string[] } {
    const asked: string[] = [];
    const send: Channel["send"] = ({ method }) => {
      asked.push(method);
      return Promise.resolve(reply);
    };
    return { label, asked, send };
  }
  const refusing = { error: { type: "NotFoundError", message: "no such queue" }, final: true };

  test("the server first; the kernel is not even asked", async () => {
    const rest = channel("server", { result: { items: [] } });
    const comm = channel("kernel", { result: { items: [] } });
    const clients = [queueClient(rest, "p", "q"), queueClient(comm, "p", "q")];
    const { client, page } = await connectQueue(clients, 10);
    assert.equal(client.label, "server");
    assert.deepEqual(page, { items: [] });
    assert.deepEqual([rest.asked, comm.asked], [["next"], []]);
  });

  test("the kernel where the server does not know the queue", async () => {
    const rest = queueClient(channel("server", refusing), "p", "q");
    const comm = queueClient(channel("kernel", { result: {} }), "p", "q");
    assert.equal((await connectQueue([rest, comm], 10)).client.label, "kernel");
  });

  test("every reason is given where nobody answers", async () => {
    const rest = datasetClient(channel("server", refusing), "p", "d");
    const busy = { error: { type: "NoAnswer", message: "it is busy" }, final: false };
    const comm = datasetClient(channel("kernel", busy), "p", "d");
    const error = await failure(connectDataset([rest, comm]));
    assert.match(error.message, /Server: no such queue\. Kernel: it is busy\.$/);
    assert.equal(error.final, false);
    assert.equal((await failure(connectDataset([rest, null]))).message, "no such queue");
    assert.equal((await failure(connectDataset([null]))).final, true);
  });

  test("figures come from the kernel, rows from the server", async () => {
    const rest = new FakeClient({ window: () => "rows", figure: () => "wrong" });
    const kernel = new FakeClient({ figure: () => "figure" });
    const client = withKernel(rest.asDataset(), kernel.asDataset());
    assert.equal(await client.call("window", {}), "rows");
    assert.equal(await client.call("figure", {}), "figure");
    const alone = withKernel(rest.asDataset(), null);
    const error = await failure(alone.call("figure", {}));
    assert.deepEqual([error.type, error.final], ["NoKernel", true]);
  });

  test("a connection that failed is tried again for the next request, and then kept", async () => {
    const rest = new FakeClient({ kept: () => "kept" });
    let tries = 0;
    const lazy = new LazyClient(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error("not yet")) : Promise.resolve(rest.asDataset());
    });
    assert.equal(tries, 0);
    await assert.rejects(lazy.call("kept", {}), /not yet/);
    assert.equal(await lazy.call("kept", {}), "kept");
    await lazy.call("kept", {});
    assert.equal(tries, 2);
  });
});
