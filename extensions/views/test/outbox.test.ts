import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { ClientError } from "../src/errors.js";
import { Outbox } from "../src/outbox.js";
import type { Ack, DecisionBody } from "../src/protocol.js";
import { pass, settle } from "./fakes.js";

const PASSING = new ClientError({ type: "NoAnswer", message: "silence" }, { final: false });
const FINAL = new ClientError({ type: "ConflictError", message: "taken" }, { final: true });

/** A store that fails as told, and what came of each letter. */
function scene() {
  const sent: string[] = [];
  const events: string[] = [];
  const faults = new Map<string, ClientError[]>();
  const waiting: (() => void)[] = [];
  const setup = { slow: false };
  const outbox = new Outbox(async ({ id }) => {
    sent.push(id);
    if (setup.slow) await new Promise<void>((go) => waiting.push(go));
    const fault = faults.get(id)?.shift();
    if (fault) throw fault;
    return {} as Ack;
  });
  const post = (id: string, item = id): void => {
    const body: DecisionBody = { id, item, verdict: "accept" };
    outbox.post(body, {
      saved: (_ack, order) => events.push(`${id} saved as ${order}`),
      failed: (message, final) => events.push(`${id} ${message}${final ? " for good" : ""}`),
    });
  };
  return { outbox, sent, events, faults, post, setup, release: () => waiting.shift()?.() };
}

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("one letter at a time, in the order they were written", async () => {
  const { outbox, sent, events, post, setup, release } = scene();
  setup.slow = true;
  post("a");
  post("b");
  await settle();
  assert.deepEqual(sent, ["a"]);
  assert.equal(outbox.size, 2);
  release();
  await settle();
  assert.deepEqual(sent, ["a", "b"]);
  release();
  await settle();
  assert.deepEqual(events, ["a saved as 1", "b saved as 2"]);
  assert.equal(outbox.size, 0);
});

test("a letter without an answer is sent again under the same id, at growing intervals", async () => {
  const { sent, events, faults, post } = scene();
  faults.set("a", [PASSING, PASSING]);
  post("a");
  await settle();
  assert.deepEqual(sent, ["a"]);
  await pass(999);
  assert.deepEqual(sent, ["a"]);
  await pass(1);
  assert.deepEqual(sent, ["a", "a"]);
  await pass(1_999);
  assert.deepEqual(sent, ["a", "a"]);
  await pass(1);
  assert.deepEqual(sent, ["a", "a", "a"]);
  assert.deepEqual(events, ["a silence", "a silence", "a saved as 3"]);
});

test("a letter that waits does not hold up the others, but does hold up its own item", async () => {
  const { sent, faults, post } = scene();
  faults.set("a", [PASSING]);
  post("a", "item 1");
  post("take back", "item 1");
  post("b", "item 2");
  await settle();
  assert.deepEqual(sent, ["a", "b"]);
  await pass(1_000);
  assert.deepEqual(sent, ["a", "b", "a", "take back"]);
});

test("a refused letter is not sent again by itself, only when asked", async () => {
  const { outbox, sent, events, faults, post } = scene();
  faults.set("a", [FINAL]);
  post("a");
  await pass(100_000);
  assert.deepEqual(sent, ["a"]);
  assert.deepEqual(events, ["a taken for good"]);
  assert.equal(outbox.size, 1);
  outbox.retry();
  await settle();
  assert.deepEqual(sent, ["a", "a"]);
  assert.equal(outbox.size, 0);
});

test("asking again sends at once and cancels the pause", async () => {
  const { outbox, sent, faults, post } = scene();
  faults.set("a", [PASSING]);
  post("a");
  await settle();
  outbox.retry("a");
  await pass(60_000);
  assert.deepEqual(sent, ["a", "a"]);
});

test("a refused letter can be dropped; the next one about its item then leaves", async () => {
  const { outbox, sent, faults, post } = scene();
  faults.set("a", [FINAL]);
  post("a", "item");
  post("b", "item");
  await settle();
  assert.equal(outbox.drop("a"), true);
  await settle();
  assert.deepEqual(sent, ["a", "b"]);
  assert.equal(outbox.drop("a"), false);
});

test("a letter under way cannot be dropped", async () => {
  const { outbox, post, setup } = scene();
  setup.slow = true;
  post("a");
  await settle();
  assert.equal(outbox.drop("a"), false);
});

test("closing waits for what is under way", async () => {
  const { outbox, post, setup, release } = scene();
  setup.slow = true;
  post("a");
  let closed = false;
  outbox.close(() => (closed = true));
  await settle();
  assert.equal(closed, false);
  release();
  await settle();
  assert.equal(closed, true);
  scene().outbox.close(() => (closed = false));
  assert.equal(closed, false, "an empty outbox closes at once");
});

test("closing gives up a letter that is never answered", async () => {
  const { outbox, sent, faults, post } = scene();
  faults.set(
    "a",
    Array.from({ length: 99 }, () => PASSING),
  );
  let closed = false;
  post("a");
  outbox.close(() => (closed = true));
  for (let turn = 0; turn < 10; turn += 1) await pass(30_000);
  assert.equal(closed, true);
  assert.equal(sent.length, 7);
  assert.equal(outbox.size, 0);
});
