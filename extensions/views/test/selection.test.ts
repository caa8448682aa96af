import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { type KeyActions, pressed } from "../src/grid/keys.js";
import { Cells } from "../src/grid/selected.js";
import { key } from "./fakes.js";

function cells(rows = 100, columns = 10): Cells {
  const made = new Cells();
  made.bound(rows, columns);
  return made;
}

describe("selected cells", () => {
  test("the active cell stays inside the table, the header being row -1", () => {
    const it = cells();
    it.to({ row: 500, order: 50 });
    assert.deepEqual(it.active, { row: 99, order: 9 });
    it.to({ row: -7, order: -7 });
    assert.deepEqual(it.active, { row: -1, order: 0 });
  });

  test("extending keeps the first corner, in every direction", () => {
    const it = cells();
    it.to({ row: 10, order: 5 });
    it.to({ row: 4, order: 7 }, true);
    assert.deepEqual(it.rectangle, { top: 4, bottom: 10, left: 5, right: 7 });
    it.to({ row: 12, order: 2 }, true);
    assert.deepEqual(it.rectangle, { top: 10, bottom: 12, left: 2, right: 5 });
    it.to({ row: 3, order: 3 });
    assert.deepEqual([it.single, it.rectangle], [true, { top: 3, bottom: 3, left: 3, right: 3 }]);
  });

  test("a selection never reaches into the header", () => {
    const it = cells();
    it.to({ row: 1, order: 1 });
    it.to({ row: -1, order: 1 }, true);
    assert.deepEqual(it.active, { row: 1, order: 1 });
    it.to({ row: -1, order: 3 });
    it.to({ row: 2, order: 4 }, true);
    assert.deepEqual(it.rectangle, { top: 2, bottom: 2, left: 4, right: 4 });
  });

  test("has what lies in the rectangle; a single cell is only active", () => {
    const it = cells();
    it.select({ top: 2, bottom: 4, left: 1, right: 3 });
    const inside = [[2, 1], [4, 3], [3, 2]] as const; // prettier-ignore
    const outside = [[1, 1], [5, 2], [3, 0], [3, 4]] as const; // prettier-ignore
    assert.ok(inside.every(([row, order]) => it.has({ row, order })));
    assert.ok(!outside.some(([row, order]) => it.has({ row, order })));
    assert.equal(it.isActive({ row: 4, order: 3 }), true);
    it.to({ row: 2, order: 1 });
    assert.equal(it.has({ row: 2, order: 1 }), false);
  });

  test("fewer rows or columns move the selection in", () => {
    const it = cells();
    it.select({ top: 10, bottom: 90, left: 2, right: 9 });
    it.bound(50, 4);
    assert.deepEqual(it.rectangle, { top: 10, bottom: 49, left: 2, right: 3 });
    it.bound(0, 0);
    assert.equal(it.active.order, 0);
  });
});

describe("the grid's keys", () => {
  function grid() {
    const selected = cells();
    const done: string[] = [];
    const note = (name: string) => () => void done.push(name);
    const actions: KeyActions = {
      selected,
      rows: () => 100,
      columns: () => 10,
      page: () => 20,
      open: note("open"),
      menu: note("menu"),
      sort: (add) => void done.push(`sort ${add}`),
      widen: (step) => void done.push(`widen ${step}`),
      pin: note("pin"),
      hide: note("hide"),
      goTo: note("go to"),
      all: note("all"),
      keys: note("keys"),
      escape: () => false,
    };
    const press = (name: string, more: Partial<KeyboardEvent> = {}) =>
      pressed(key(name, more), actions);
    return { selected, done, press };
  }

  const moves: readonly (readonly [string, Partial<KeyboardEvent>, number, number])[] = [
    ["ArrowDown", {}, 51, 5],
    ["ArrowUp", {}, 49, 5],
    ["ArrowLeft", {}, 50, 4],
    ["ArrowRight", {}, 50, 6],
    ["PageDown", {}, 70, 5],
    ["PageUp", {}, 30, 5],
    ["Home", {}, 50, 0],
    ["End", {}, 50, 9],
    ["ArrowDown", { ctrlKey: true }, 99, 5],
    ["ArrowUp", { metaKey: true }, 0, 5],
    ["Home", { ctrlKey: true }, 0, 0],
    ["End", { ctrlKey: true }, 99, 9],
  ];
  for (const [name, more, row, order] of moves) {
    test(`${Object.keys(more).join("")} ${name} goes to row ${row}, column ${order}`, () => {
      const { selected, press } = grid();
      selected.to({ row: 50, order: 5 });
      assert.equal(press(name, more), true);
      assert.deepEqual(selected.active, { row, order });
      assert.equal(selected.single, true);
    });
  }

  test("with Shift the selection grows", () => {
    const { selected, press } = grid();
    selected.to({ row: 5, order: 5 });
    press("ArrowDown", { shiftKey: true });
    press("ArrowRight", { shiftKey: true });
    assert.deepEqual(selected.rectangle, { top: 5, bottom: 6, left: 5, right: 6 });
  });

  test("keys of the header are keys of the header only", () => {
    const { selected, done, press } = grid();
    assert.deepEqual([press("p"), press("h"), press(" ")], [false, false, true]);
    assert.deepEqual(done, []);
    selected.to({ row: -1, order: 2 });
    press("p");
    press("H");
    press(" ", { shiftKey: true });
    press("Enter");
    press("ArrowRight", { shiftKey: true });
    assert.deepEqual(done, ["pin", "hide", "sort true", "menu", "widen 16"]);
    press("PageDown");
    assert.equal(selected.row, 19, "from the header a page down is the first page");
  });

  test("combinations, and keys of others", () => {
    const { done, press } = grid();
    press("g", { ctrlKey: true });
    press("A", { ctrlKey: true });
    press("?");
    press("Enter");
    assert.deepEqual(done, ["go to", "all", "keys", "open"]);
    assert.equal(press("x", { ctrlKey: true }), false);
    assert.equal(press("ArrowDown", { altKey: true }), false);
    assert.equal(press("a", { isComposing: true }), false);
    assert.equal(press("Escape"), false);
  });
});
