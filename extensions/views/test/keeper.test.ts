import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import type { DatasetClient } from "../src/client.js";
import { Keeper } from "../src/shell/keeper.js";

let kept: unknown[] = [];
let state: { tab: string } = { tab: "table" };

const client = {
  label: "server",
  call: (method: string, request: { state?: unknown }) => {
    if (method === "keep") kept.push(request.state);
    return Promise.resolve({ state: null });
  },
} as unknown as DatasetClient;

function keeper(): Keeper {
  return new Keeper(client, () => ({ ...state }), true);
}

beforeEach(() => {
  kept = [];
  state = { tab: "table" };
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(globalThis, { window: globalThis });
});

test("a change is kept a moment later, and once", () => {
  const one = keeper();
  one.begin();
  state = { tab: "profile" };
  one.soon();
  one.soon();
  assert.deepEqual(kept, []);
  mock.timers.tick(1000);
  assert.deepEqual(kept, [{ tab: "profile" }]);
});

test("what was changed before keeping began is kept too", () => {
  const one = keeper();
  state = { tab: "recipe" };
  one.soon();
  one.begin();
  mock.timers.tick(1000);
  assert.deepEqual(kept, [{ tab: "recipe" }]);
});

test("a view that was only looked at keeps nothing", () => {
  const one = keeper();
  one.begin();
  one.soon();
  mock.timers.tick(1000);
  one.close();
  assert.deepEqual(kept, []);
});
