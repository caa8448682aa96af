import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";

import { ClientError } from "../src/errors.js";
import type { Edit, RecipeState, RecipeStep } from "../src/protocol.js";
import { keyAction, listKey } from "../src/recipe/keys.js";
import { RecipeModel } from "../src/recipe/model.js";
import { FakeClient, key, pass, settle } from "./fakes.js";

function recipe(...ids: string[]): RecipeState {
  const steps = ids.map((id) => ({ id, stamp: `stamp of ${id}`, state: "on" }) as RecipeStep);
  return { steps, suggested: [], order: `order of ${ids.join("")}` } as unknown as RecipeState;
}

const PASSING = new ClientError({ type: "NoAnswer", message: "silence" }, { final: false });
const FINAL = new ClientError(
  { type: "ConflictError", message: "changed by eve" },
  { final: true },
);

function scene(...faults: ClientError[]) {
  let current = recipe("a", "b", "c");
  const client = new FakeClient({
    recipe: () => current,
    edit: (edit: Edit) => {
      const fault = faults.shift();
      if (fault) throw fault;
      if (edit.action === "move") current = recipe("b", "c", "a");
      return current;
    },
  });
  let stored = 0;
  const model = new RecipeModel(
    client.asDataset(),
    "session",
    () => undefined,
    () => (stored += 1),
  );
  const edits = (): Edit[] =>
    client.calls.flatMap((one) => (one.method === "edit" ? [one.request as Edit] : []));
  return { model, edits, client, stored: () => stored };
}

const shown = (model: RecipeModel) => model.state?.steps.map((step) => step.id).join("");

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

describe("the recipe's edits", () => {
  test("a move is shown at once, and sent with the order it was seen in", async () => {
    const { model, edits, stored } = scene();
    await model.load();
    const done = model.edit({ action: "move", step: "a", place: 2 });
    assert.equal(shown(model), "bca");
    assert.equal(model.busy("a"), true);
    assert.equal(await done, true);
    assert.deepEqual([model.busy("a"), model.pending, stored()], [false, 0, 1]);
    const [sent] = edits();
    assert.deepEqual([sent?.order, sent?.place, sent?.stamp], ["order of abc", 2, undefined]);
  });

  test("one edit after the other, each with the stamp it was seen with", async () => {
    const { model, edits } = scene();
    await model.load();
    void model.edit({ action: "disable", step: "a" });
    void model.edit({ action: "remove", step: "b" });
    assert.equal(model.state?.steps[0]?.state, "off");
    assert.equal(edits().length, 1);
    await settle();
    assert.deepEqual(
      edits().map(({ action, stamp }) => [action, stamp]),
      [
        ["disable", "stamp of a"],
        ["remove", "stamp of b"],
      ],
    );
  });

  test("an edit without an answer is sent again under the same id", async () => {
    const { model, edits } = scene(PASSING, PASSING);
    await model.load();
    const done = model.edit({ action: "disable", step: "a" });
    await pass(400);
    await pass(1_200);
    assert.equal(await done, true);
    assert.equal(edits().length, 3);
    assert.equal(new Set(edits().map((one) => one.id)).size, 1);
  });

  test("an edit waits where nobody answers, until it is asked for again", async () => {
    const { model, edits } = scene(PASSING, PASSING, PASSING, PASSING);
    await model.load();
    const done = model.edit({ action: "disable", step: "a" });
    for (const pause of [400, 1_200, 3_000]) await pass(pause);
    assert.equal(model.unreachable, "silence");
    assert.equal(model.pending, 1);
    model.again();
    assert.equal(await done, true);
    assert.deepEqual([model.unreachable, edits().length], [null, 5]);
  });

  test("a refused edit says why and shows the recipe as it is stored", async () => {
    const { model, client, stored } = scene(FINAL);
    await model.load();
    assert.equal(await model.edit({ action: "disable", step: "a" }), false);
    assert.deepEqual([model.refused, stored()], ["changed by eve", 0]);
    assert.equal(model.state?.steps[0]?.state, "on");
    assert.equal(client.calls.at(-1)?.method, "recipe");
    model.dismiss();
    assert.equal(model.refused, null);
  });
});

describe("the recipe's keys", () => {
  test("undo and redo as in every editor", () => {
    assert.equal(keyAction(key("z", { ctrlKey: true }), true), "undo");
    assert.equal(keyAction(key("Z", { ctrlKey: true, shiftKey: true }), true), "redo");
    assert.equal(keyAction(key("y", { ctrlKey: true }), true), "redo");
    assert.equal(keyAction(key("x", { ctrlKey: true }), true), null);
    assert.equal(keyAction(key("z"), false), null);
  });

  test("letters act once, however long they are held", () => {
    assert.deepEqual(
      ["a", "r", "Delete", "e", "n", "q"].map((name) => keyAction(key(name), false)),
      ["accept", "reject", "remove", "edit", "add", null],
    );
    assert.equal(keyAction(key("a", { repeat: true }), false), null);
    assert.equal(keyAction(key("a", { altKey: true }), false), null);
  });

  test("arrows move the focus, with Alt the step", () => {
    assert.deepEqual(listKey(key("ArrowDown"), 9), { by: 1 });
    assert.deepEqual(listKey(key("Home"), 9), { by: -9 });
    assert.deepEqual(listKey(key("ArrowUp", { altKey: true }), 9), { act: "up" });
    assert.deepEqual(listKey(key(" "), 9), { act: "toggle" });
    assert.deepEqual(listKey(key(" ", { repeat: true }), 9), {});
    assert.equal(listKey(key("ArrowDown", { ctrlKey: true }), 9), null);
    assert.equal(listKey(key("x"), 9), null);
  });
});
