import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { Exploration } from "../src/explore/state.js";
import { NARROW, WIDE, layoutOf, widthOf, within } from "../src/grid/layout.js";
import { Scroll } from "../src/grid/scroll.js";
import { FakeScroller, column, table } from "./fakes.js";

const COLUMNS = ["id", "age", "town", "weight"].map((name) => column(name));

describe("columns", () => {
  test("pinned ones come first, in the order they were pinned; hidden ones not at all", () => {
    const state = new Exploration(table(COLUMNS));
    state.set({ pinned: ["weight", "age"], hidden: ["id"] });
    const { order, pinned, main } = layoutOf(state);
    assert.deepEqual([pinned.indexes, main.indexes, order], [[3, 1], [2], [3, 1, 2]]);
    state.toggle("hidden", "weight");
    assert.deepEqual(layoutOf(state).order, [1, 2]);
  });

  test("left edges are the sums of the widths before", () => {
    const state = new Exploration(table(COLUMNS));
    state.set({ widths: { id: 100, age: 60, town: 200, weight: 90 } });
    const { lefts, width } = layoutOf(state).main;
    assert.deepEqual([lefts, width], [[0, 100, 160, 360], 450]);
  });

  test("a width is bounded, and guessed from name and values where none is set", () => {
    const long = table([column("id"), column("note", "text")]);
    const first = { ...long.first, cells: [["1"], ["x".repeat(500)]] };
    const state = new Exploration({ ...long, first });
    assert.ok(widthOf(state, 1) > widthOf(state, 0));
    assert.equal(widthOf(state, 1), 300);
    state.setWidth("id", 5);
    state.setWidth("note", 1e6);
    assert.deepEqual([widthOf(state, 0), widthOf(state, 1)], [NARROW, WIDE]);
    assert.equal(widthOf(state, 99), NARROW);
  });

  test("the columns that meet a stretch of pixels", () => {
    const lane = { indexes: [0, 1, 2, 3], lefts: [0, 100, 160, 360], width: 450 };
    assert.deepEqual(within(lane, 0, 100), [0, 1]);
    assert.deepEqual(within(lane, 0, 101), [0, 2]);
    assert.deepEqual(within(lane, 100, 160), [1, 2]);
    assert.deepEqual(within(lane, 150, 400), [1, 4]);
    assert.deepEqual(within(lane, 449, 450), [3, 4]);
  });

  test("more rows need a wider gutter", () => {
    const few = layoutOf(new Exploration(table(COLUMNS)));
    const many = layoutOf(new Exploration(table(COLUMNS, { rows: 10_000_000 })));
    assert.ok(many.gutter > few.gutter);
  });
});

describe("scrolling", () => {
  function scene(height: number, view = 500) {
    const element = new FakeScroller();
    const spacer = new FakeScroller();
    const state = { moves: 0 };
    const scroll = new Scroll(element.asElement(), spacer.asElement(), () => (state.moves += 1));
    scroll.resize(height, 1000, view, 0);
    const wheel = (deltaY: number, more: object = {}): boolean => {
      let prevented = false;
      const preventDefault = (): boolean => (prevented = true);
      element.emit("wheel", { deltaY, deltaX: 0, deltaMode: 0, preventDefault, ...more });
      return prevented;
    };
    return { element, spacer, scroll, state, wheel };
  }
  const TALL = 260_000_000; // ten million rows
  const BAR = 6_000_000 - 500;

  test("what fits a browser scrolls pixel for pixel", () => {
    const { element, spacer, scroll, wheel } = scene(2_000_000);
    assert.equal(spacer.style.height, "2000000px");
    element.scrollTop = 1234;
    element.emit("scroll");
    assert.equal(scroll.top, 1234);
    assert.equal(wheel(100), false, "the browser does it");
  });

  test("beyond that the bar is a scale from the first row to the last", () => {
    const { element, spacer, scroll } = scene(TALL);
    assert.equal(spacer.style.height, "6000000px");
    for (const share of [0.25, 0.5, 1]) {
      element.scrollTop = share * BAR;
      element.emit("scroll");
      assert.ok(Math.abs(scroll.top - share * (TALL - 500)) < 1);
    }
    assert.equal(scroll.top, scroll.most, "the end of the bar is the last row");
  });

  test("the wheel moves by exactly what it says, the bar following", () => {
    const { element, scroll, wheel } = scene(TALL);
    scroll.to(1_000_000);
    assert.equal(wheel(100), true);
    assert.equal(scroll.top, 1_000_100);
    assert.ok(Math.abs(element.scrollTop - (1_000_100 / (TALL - 500)) * BAR) < 1);
    element.scrollTop = Math.round(element.scrollTop);
    element.emit("scroll");
    assert.equal(scroll.top, 1_000_100, "what the code set itself comes back and is no movement");
    wheel(3, { deltaMode: 1 });
    assert.equal(scroll.top, 1_000_100 + 3 * 40);
    wheel(1, { deltaMode: 2 });
    assert.equal(scroll.top, 1_000_220 + 500);
  });

  test("at either end the page may scroll", () => {
    const { scroll, wheel } = scene(TALL);
    assert.equal(wheel(-100), false);
    scroll.to(Infinity);
    assert.equal(scroll.top, TALL - 500);
    assert.equal(wheel(100), false);
    assert.equal(wheel(100, { ctrlKey: true }), false);
  });

  test("fewer rows move the view in; more rows leave it", () => {
    const { scroll } = scene(TALL);
    scroll.to(200_000_000);
    scroll.resize(1_000, 1000, 500, 0);
    assert.equal(scroll.top, 500);
    scroll.resize(TALL, 1000, 500, 0);
    assert.equal(scroll.top, 500);
  });

  test("a movement that the browser has not reported survives a resize", () => {
    const { element, scroll } = scene(2_000_000);
    element.scrollTop = 700;
    scroll.resize(2_000_000, 1200, 500, 0);
    assert.equal(scroll.top, 700);
  });
});
