import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { ClientError } from "../src/errors.js";
import { pressed, isForeign } from "../src/keys.js";
import type { DecisionBody, QueuePage, ReviewItem } from "../src/protocol.js";
import { ReviewSession } from "../src/session.js";
import { FakeClient, key, settle, pass } from "./fakes.js";

const item = (id: string): ReviewItem => ({ id, kind: "pair", target: {}, payload: {} });
const FINAL = new ClientError({ type: "ConflictError", message: "taken" }, { final: true });
const PASSING = new ClientError({ type: "NoAnswer", message: "silence" }, { final: false });

/** A queue of `total` items, kept as the store keeps it. */
function scene(total = 3) {
  const stored = new Map<string, DecisionBody>();
  const faults: ClientError[] = [];
  const live = (): DecisionBody[] => {
    const gone = new Set([...stored.values()].map((one) => one.supersedes));
    return [...stored.values()].filter((one) => one.verdict !== "withdraw" && !gone.has(one.id));
  };
  const progress = () => ({ decided: live().length, total });
  const page = (): QueuePage => {
    const done = new Set(live().map((one) => one.item));
    const items = Array.from({ length: total }, (_, n) => item(`i${n}`));
    return {
      queue: {
        name: "q",
        dataset: "d",
        kind: "pair",
        guideline: "",
        options: [],
        role: "vote",
        labelling: null,
        version: 0,
        changes: [],
      },
      items: items.filter((one) => !done.has(one.id)),
      progress: progress(),
      recent: [],
    };
  };
  const client = new FakeClient({
    next: page,
    decide: (body: DecisionBody) => {
      const fault = faults.shift();
      if (fault) throw fault;
      stored.set(body.id, body);
      return { decision: body, progress: progress() };
    },
  });
  const connection = { client: client.asQueue(), page: page() };
  const session = new ReviewSession(connection, () => undefined);
  const judge = (verdict: "accept" | "reject" | "skip" = "accept"): void =>
    session.decide({ verdict, comment: "", title: "it" });
  return { session, client, stored, faults, judge };
}

const states = (session: ReviewSession) => session.entries.map((entry) => entry.state);

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("deciding brings the next item at once, before the store has answered", async () => {
  const { session, stored, judge } = scene();
  judge();
  assert.equal(session.current?.id, "i1");
  assert.deepEqual(states(session), ["saving"]);
  assert.deepEqual(session.progress, { decided: 1, total: 3 });
  await settle();
  assert.deepEqual(states(session), ["saved"]);
  assert.equal(stored.size, 1);
});

test("undo takes the last decision back and shows its item again", async () => {
  const { session, stored, judge } = scene();
  judge();
  await settle();
  session.undo();
  assert.equal(session.current?.id, "i0");
  assert.equal(session.progress.decided, 0);
  await settle();
  assert.deepEqual(states(session), ["undone"]);
  const withdrawal = [...stored.values()].at(-1);
  assert.deepEqual(
    [withdrawal?.verdict, withdrawal?.supersedes],
    ["withdraw", session.entries[0]?.id],
  );
});

test("undo before the decision has arrived sends both, in order", async () => {
  const { session, client, judge } = scene();
  judge();
  session.undo();
  await settle();
  const sent = client.calls.filter((one) => one.method === "decide");
  assert.deepEqual(
    sent.map((one) => (one.request as DecisionBody).verdict),
    ["accept", "withdraw"],
  );
  assert.deepEqual([states(session), session.progress.decided], [["undone"], 0]);
});

test("a refused decision waits; undoing it sends nothing", async () => {
  const { session, client, faults, judge } = scene();
  faults.push(FINAL);
  judge();
  await settle();
  assert.deepEqual([states(session), session.entries[0]?.refused], [["failed"], true]);
  const before = client.calls.filter((one) => one.method === "decide").length;
  session.undo();
  await settle();
  assert.deepEqual(states(session), ["undone"]);
  assert.equal(client.calls.filter((one) => one.method === "decide").length, before);
});

test("undoing a decision whose answer was lost still withdraws it: it may have arrived", async () => {
  const { session, client, faults, judge } = scene();
  faults.push(PASSING);
  judge();
  await settle();
  assert.deepEqual(states(session), ["failed"]);
  session.undo();
  await pass(1_000);
  const sent = client.calls.filter((one) => one.method === "decide");
  assert.deepEqual(
    sent.map((one) => (one.request as DecisionBody).verdict),
    ["accept", "accept", "withdraw"],
  );
  assert.deepEqual(states(session), ["undone"]);
});

test("a decision that nobody acknowledged is sent again under the same id, and counted once", async () => {
  const { session, client, stored, faults, judge } = scene();
  faults.push(PASSING);
  judge();
  await settle();
  assert.deepEqual(states(session), ["failed"]);
  await pass(1_000);
  assert.deepEqual(states(session), ["saved"]);
  const ids = client.calls.flatMap((one) =>
    one.method === "decide" ? [(one.request as DecisionBody).id] : [],
  );
  assert.equal(new Set(ids).size, 1);
  assert.deepEqual([ids.length, stored.size, session.progress.decided], [2, 1, 1]);
});

test("changing a decision names the one it replaces; leaving keeps it", async () => {
  const { session, stored, judge } = scene();
  judge();
  await settle();
  const [first] = session.entries;
  assert.ok(first);
  await session.change(first);
  assert.equal(session.changing, first);
  session.leave();
  assert.deepEqual([session.changing, first.state, session.current?.id], [null, "saved", "i1"]);
  await session.change(first);
  judge("reject");
  await settle();
  assert.deepEqual(states(session), ["saved", "changed"]);
  assert.equal([...stored.values()].at(-1)?.supersedes, first.id);
  assert.equal(session.progress.decided, 1);
});

test("the end of the queue is only announced when everything is saved", async () => {
  const { session, faults, judge } = scene(1);
  faults.push(PASSING);
  judge();
  await settle();
  assert.equal(session.phase, "loading");
  await pass(60_000);
  assert.equal(session.phase, "done");
});

test("keys mean the same on other keyboards, and combinations belong to others", () => {
  assert.equal(pressed(key("A", { code: "KeyA" })), "a");
  assert.equal(pressed(key("ф", { code: "KeyA" })), "a");
  assert.equal(pressed(key("&", { code: "Digit1" })), "1");
  assert.equal(pressed(key("?", { code: "Slash" })), "?");
  assert.equal(pressed(key("Backspace")), "backspace");
  for (const more of [
    { ctrlKey: true },
    { metaKey: true },
    { altKey: true },
    { isComposing: true },
  ])
    assert.equal(isForeign(key("a", more)), true);
  assert.equal(isForeign(key("A", { shiftKey: true })), true);
  assert.equal(isForeign(key("1", { shiftKey: true })), false);
  assert.equal(isForeign(key("a")), false);
});
