import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { changesOf, draftOf, has, linesOf } from "../src/expectations/draft.js";
import type { Expectation, Expected } from "../src/protocol.js";

const NONE: Expected = { type: null, nullable: null, low: null, high: null, values: null };

function seen(fields: Partial<Expected>, more: Partial<Expectation> = {}): Expectation {
  const expected = { ...NONE, ...fields };
  const plain = { column: "c", by_hand: [], source: "", stamp: "", key: false };
  return { ...plain, expected, seen: expected, ...more };
}

const AMOUNT = seen({ type: "number", nullable: false, low: 0, high: 9 });
const CITY = seen({ type: "text", nullable: false, values: ["Bern", "Genf"] });

describe("what is sent of a form", () => {
  test("nothing where all is as seen", () => {
    for (const one of [AMOUNT, CITY]) assert.deepEqual(changesOf(draftOf(one), one), {});
    const turned = { ...draftOf(CITY), values: ["Genf", "Bern"] };
    assert.deepEqual(changesOf(turned, CITY), {});
  });

  test("the fields that differ, and null where a field was cleared", () => {
    const draft = { ...draftOf(AMOUNT), high: "", low: " -1.5 ", nullable: true };
    assert.deepEqual(changesOf(draft, AMOUNT), { nullable: true, low: -1.5, high: null });
  });

  test("what somebody set stays set, though the table shows the same", () => {
    const set = { ...AMOUNT, by_hand: ["low"] };
    assert.deepEqual(changesOf(draftOf(set), set), { low: 0 });
  });

  test("what was seen of another type says nothing of the new one", () => {
    const draft = { ...draftOf(CITY), type: "number", low: "1" };
    assert.deepEqual(changesOf(draft, CITY), { type: "number", low: 1 });
    const back = { ...draftOf(AMOUNT), type: "date", low: "2024-01-31", high: "" };
    assert.deepEqual(changesOf(back, AMOUNT), { type: "date", low: "2024-01-31" });
  });

  test("a bound that is no number goes as it was written: the server says what is wrong", () => {
    assert.deepEqual(changesOf({ ...draftOf(AMOUNT), low: "ten" }, AMOUNT), { low: "ten" });
  });

  test("all that is filled in, where the table has no such column", () => {
    const gone = seen({}, { seen: null, expected: null });
    const draft = { ...draftOf(gone), type: "number", low: "0" };
    assert.deepEqual(changesOf(draft, gone), { type: "number", low: 0 });
  });
});

test("texts have values, numbers and dates a range", () => {
  assert.deepEqual(has("text"), { range: false, values: true });
  assert.deepEqual(has("date"), { range: true, values: false });
  assert.deepEqual(linesOf("a\n\n b\na\n"), ["a", " b"]);
});
