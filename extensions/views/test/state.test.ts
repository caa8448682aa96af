import assert from "node:assert/strict";
import { test } from "node:test";

import type { Condition } from "../src/explore/conditions.js";
import { Exploration } from "../src/explore/state.js";
import { column, table } from "./fakes.js";

const COLUMNS = [column("id"), column("age"), column("town", "text")];
const adult: Condition = { kind: "range", column: "age", low: 18, high: null, closed: false };

function state(): { state: Exploration; changes: string[][] } {
  const made = new Exploration(table(COLUMNS));
  const changes: string[][] = [];
  made.subscribe((aspects) => changes.push([...aspects]));
  return { state: made, changes };
}

test("a condition replaces the one on the same column, in the same position", () => {
  const { state: it, changes } = state();
  const town: Condition = { kind: "contains", column: "town", text: "ee" };
  it.setCondition(adult);
  it.setCondition(town);
  it.setCondition({ ...adult, low: 21 });
  assert.deepEqual(it.conditions, [{ ...adult, low: 21 }, town]);
  assert.deepEqual(it.conditionOn("age"), { ...adult, low: 21 });
  assert.equal(changes.length, 3);
  it.setCondition({ ...adult, low: 21 });
  assert.equal(changes.length, 3, "the same condition again changes nothing");
});

test("conditions are removed one by one, or all", () => {
  const { state: it, changes } = state();
  it.setCondition(adult);
  it.removeCondition("column town");
  assert.equal(changes.length, 1);
  it.removeCondition("column age");
  assert.deepEqual([it.conditions, changes.length], [[], 2]);
  it.clearConditions();
  assert.equal(changes.length, 2, "there was nothing to clear");
});

test("sorting goes from ascending to descending to none", () => {
  const { state: it } = state();
  it.toggleSort("age");
  assert.deepEqual(it.sort, [{ column: "age", descending: false }]);
  it.toggleSort("age");
  assert.deepEqual(it.sort, [{ column: "age", descending: true }]);
  it.toggleSort("age");
  assert.deepEqual(it.sort, []);
});

test("added columns break ties; without adding, one column is left", () => {
  const { state: it } = state();
  it.toggleSort("age");
  it.toggleSort("town", true);
  it.toggleSort("age", true);
  assert.deepEqual(it.sort, [
    { column: "age", descending: true },
    { column: "town", descending: false },
  ]);
  it.toggleSort("age", true);
  assert.deepEqual(it.sort, [{ column: "town", descending: false }]);
  it.toggleSort("id");
  assert.deepEqual(it.sort, [{ column: "id", descending: false }]);
});

test("several changes at once are one notification; what is the same is not named", () => {
  const { state: it, changes } = state();
  it.set({ by: "town", sort: [], hidden: ["id"] });
  assert.deepEqual(changes, [["by", "hidden"]]);
  it.set({ by: "town" });
  assert.equal(changes.length, 1);
});

test("pinning and hiding go on and off", () => {
  const { state: it } = state();
  it.toggle("pinned", "town");
  it.toggle("pinned", "age");
  it.toggle("pinned", "town");
  it.toggle("hidden", "id");
  assert.deepEqual([it.pinned, it.hidden], [["age"], ["id"]]);
});

test("what was stored comes back", () => {
  const { state: it } = state();
  it.setCondition(adult);
  it.set({ sort: [{ column: "age", descending: true }], pinned: ["id"], by: "town" });
  it.setWidth("age", 120.4);
  it.top = 40;
  const stored = JSON.parse(JSON.stringify(it)) as ReturnType<Exploration["toJSON"]>;
  const again = new Exploration(table(COLUMNS), stored);
  assert.deepEqual(again.toJSON(), it.toJSON());
  assert.deepEqual([again.widths["age"], again.top], [120, 40]);
});

test("what was stored and fits no more, or is damaged, is dropped", () => {
  const stored = {
    conditions: [adult, { ...adult, column: "gone" }, null, { kind: "sql" }],
    sort: [{ column: "gone" }, { column: "age", descending: true }, null],
    pinned: ["age", "gone", "age"],
    hidden: "id",
    widths: { age: Number.NaN, town: 90 },
    by: "gone",
    against: "v9",
    top: -3,
  };
  const it = new Exploration(table(COLUMNS), stored as never);
  assert.deepEqual(it.conditions, [adult]);
  assert.deepEqual(it.sort, [{ column: "age", descending: true }]);
  assert.deepEqual([it.pinned, it.hidden, it.widths], [["age"], [], { town: 90 }]);
  assert.deepEqual([it.by, it.against, it.top], [null, null, 0]);
});

test("another version keeps what it still has", () => {
  const { state: it, changes } = state();
  it.setCondition(adult);
  it.set({ pinned: ["town"], by: "age" });
  it.load(table([column("town", "text"), column("id")], { version: "v2" }));
  assert.deepEqual([it.version, it.conditions, it.pinned, it.by], ["v2", [], ["town"], null]);
  assert.deepEqual(changes.at(-1), ["table"]);
  assert.deepEqual([it.indexOf("town"), it.indexOf("age"), it.indexOf(null)], [0, null, null]);
});

test("who has unsubscribed hears nothing more", () => {
  const { state: it, changes } = state();
  const stop = it.subscribe(() => changes.push(["second"]));
  stop();
  it.setWidth("age", 90);
  assert.deepEqual(changes, [["widths"]]);
});
