// What each cell of a lab is to a lesson, and what runs around a check.
import assert from "node:assert/strict";
import { test } from "node:test";
import { after, before, checkGroups, filesIn, oneAfterAnother, roleOf } from "../../../lib/widgets/src/lesson/roles.js";

const ROLES = ["prose", "given", "guess", "form", "prose", "check", "check", "given", "line", "prose", "check", "given", "keep"];

test("a cell's role follows from nbgrader's marks and the lab's tags", () => {
  assert.equal(roleOf({ isCode: false, nbgrader: { task: true } }), "prose");
  assert.equal(roleOf({ isCode: true }), "given");
  assert.equal(roleOf({ isCode: true, tags: ["guess"], isHidden: true }), "guess");
  assert.equal(roleOf({ isCode: true, tags: ["keep", "raises-exception"] }), "keep");
  assert.equal(roleOf({ isCode: true, nbgrader: { solution: true }, isHidden: true }), "form");
  assert.equal(roleOf({ isCode: true, nbgrader: { solution: true } }), "line");
  assert.equal(roleOf({ isCode: true, nbgrader: { grade: true, solution: false } }), "check");
});

test("checks that stand together are asked together", () => {
  assert.deepEqual(checkGroups(ROLES), [[5, 6], [10]]);
});

test("a check runs what was written last, and the lab's own cells below it", () => {
  assert.deepEqual(before(ROLES, 5), []);
  assert.deepEqual(before(ROLES, 10), [8]);
  assert.deepEqual(before(["form", "given", "check", "prose", "check"], 4), [1]);
});

test("a check that is passed runs the lab's own cells as far as the next question", () => {
  assert.deepEqual(after(ROLES, 6), [7]);
  assert.deepEqual(after(ROLES, 10), [11]);
});

test("what acts one after another begins when what went before has ended, also badly", async () => {
  const told = [];
  const act = oneAfterAnother(async (name) => {
    told.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve));
    told.push(`${name} ends`);
    if (name === "first") throw new Error("it cannot");
    return name;
  });
  const first = act("first");
  assert.equal(await act("second"), "second");
  await assert.rejects(first);
  assert.deepEqual(told, ["first begins", "first ends", "second begins", "second ends"]);
});

test("files that a cell says it has made are named once each", () => {
  const outputs = [
    { output_type: "stream", name: "stdout", text: ["as-is.svg to-be.svg\n", "lab-4.xlsx\nlab-4.xlsx\n"] },
    { output_type: "stream", name: "stderr", text: "trouble.png" },
    { output_type: "error" },
  ];
  assert.deepEqual(filesIn(outputs), ["as-is.svg", "to-be.svg", "lab-4.xlsx"]);
});
