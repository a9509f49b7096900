// What practice says to a number, by the answers that its author foresaw.
import assert from "node:assert/strict";
import { test } from "node:test";

import { meet } from "../../../lib/widgets/src/practice.js";

const asked = {
  answers: [
    { say: 10, why: "right", right: true },
    { say: 0.33, why: "a third", right: false },
  ],
  otherwise: "count again",
};

for (const [typed, why] of [["10", "right"], ["10 %", "right"], ["１０", "right"], ["0.334", "a third"], ["11", "count again"]]) {
  test(`“${typed}” is met with “${why}”`, () => assert.equal(meet(asked, typed).why, why));
}

test("only the right number is right", () => assert.deepEqual([true, false], [meet(asked, "10.0").right, meet(asked, "7").right]));
test("what is not a number is not met", () => assert.deepEqual([undefined, undefined], [meet(asked, ""), meet(asked, "ten")]));
