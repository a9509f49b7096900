// Files of the editor's page: what is read, what is refused and why, and the lines of its picture.
import assert from "node:assert/strict";
import { test } from "node:test";

import { readMap, Unreadable, writeMap } from "../../../lib/widgets/src/page/files.js";
import { broken } from "../../../lib/widgets/src/page/picture.js";

const LABELS = {
  file_other: "other",
  file_line: "line {line}",
  file_large: "large",
  file_id: "id {name}",
  file_phase: "phase {phase} of {name}",
  file_emotion: "emotion {value} of {name}",
};
const HEAD = "format: journey/1\nid: a\ntitle: {zh: 一, en: One}\nphases: [{id: p, name: P}]\n";
const step = (text) => `${HEAD}touchpoints: [{id: t, phase: p, name: T, ${text}}]\n`;
const refused = (text, reason) => assert.throws(() => readMap(text, LABELS), new Unreadable(reason));

test("what was written is read again", () => {
  const map = readMap(step("emotion: -1.5, thought: 'no: yes'"), LABELS);
  assert.deepEqual(map, readMap(writeMap(map), LABELS));
});

test("each mistake is named", () => {
  refused("hello", "other");
  refused("format: journey/2\nid: a\n", "other");
  refused(`${HEAD}touchpoints: [}\n`, "line 5");
  refused(step("emotion: 3"), "emotion 3 of t");
  refused(step("emotion: high"), "emotion high of t");
  refused(`${HEAD}touchpoints: [{id: t, phase: q, name: T}]\n`, "phase q of t");
  refused(`${HEAD}touchpoints: [{id: t, phase: p, name: T}, {id: t, phase: p, name: U}]\n`, "id t");
  refused("x".repeat(2_000_001), "large");
});

test("what stands for something else is not followed", () => {
  refused("format: journey/1\nid: a\ntitle: &x T\nphases: [*x, *x]\n", "other");
});

test("lines break between words, between Chinese signs, and not before a closing mark", () => {
  assert.deepEqual(["A crowd at", "the door"], broken("A crowd at the door", 10));
  assert.deepEqual(["等了很久，", "没有人问"], broken("等了很久，没有人问", 10));
  assert.deepEqual(["他说“好", "的”。"], broken("他说“好的”。", 8));
});
