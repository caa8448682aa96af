import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { judged, remark, tally, verdictOf } from "../src/charts/judged.js";
import type { IssueInfo } from "../src/protocol.js";

function issue(id: string, more: Partial<IssueInfo> = {}): IssueInfo {
  const fields = { kind: "case", column: "town", rows: 2, confidence: 0.9, message: "odd" };
  return { id, ...fields, has_rule: true, verdict: null, ...more };
}

describe("issues and what is said of them", () => {
  test("the counts follow at once", () => {
    const issues = [issue("a"), issue("b"), issue("c", { verdict: "reject" })];
    assert.equal(tally(issues), "2 open · 0 accepted · 1 rejected");
    assert.equal(tally(judged(issues, "a", "accept")), "1 open · 1 accepted · 1 rejected");
    assert.equal(tally(judged(issues, "c", "open")), "3 open · 0 accepted · 0 rejected");
    assert.equal(tally([]), "");
  });

  test("a key fits the issue, or does nothing", () => {
    assert.equal(verdictOf("a", issue("a")), "accept");
    assert.equal(verdictOf("a", issue("a", { has_rule: false })), null);
    assert.equal(verdictOf("a", issue("a", { verdict: "accept" })), null);
    assert.equal(verdictOf("r", issue("a", { verdict: "accept" })), "reject");
    assert.equal(verdictOf("u", issue("a")), null);
    assert.equal(verdictOf("u", issue("a", { verdict: "reject" })), "open");
  });

  test("nobody having looked is not the same as nothing found", () => {
    assert.match(remark("never", []), /Not checked yet/);
    assert.match(remark("newest", []), /No issues were found/);
    assert.match(remark("earlier", [issue("a")]), /earlier source/);
    assert.equal(remark("newest", [issue("a")]), "");
    assert.equal(remark("never", [issue("a")]), ""); // made by hand
  });
});
