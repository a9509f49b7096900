// The editor's desk: undo, redo, and other people's changes in between.
import assert from "node:assert/strict";
import { test } from "node:test";

import { changeTouchpoint, removeTouchpoint } from "../../../lib/widgets/src/editor/document.js";
import { createDesk } from "../../../lib/widgets/src/editor/desk.js";

const MAP = {
  title: "Visit",
  phases: [{ id: "in", name: "In" }],
  touchpoints: ["a", "b", "c"].map((id) => ({ id, phase: "in", name: id, emotion: 0 })),
};
const nothing = () => {};
const draw = { all: nothing, canvasSoon: nothing, focus: nothing, status: nothing };
const felt = (map, id, emotion) => changeTouchpoint(map, id, { emotion });

function bench() {
  const state = { kept: { number: 1, revision: "", content: MAP, saved: true, sentence: "" } };
  const model = { get: (name) => state[name], set: (name, value) => (state[name] = value), save_changes: nothing };
  const store = { keep: () => true, forget: nothing, all: () => [] };
  const desk = createDesk(model, { said_undone: "", said_redone: "" }, draw, store);
  const answer = (values) => {
    state.kept = { number: state.kept.number + 1, revision: state.sent.revision, sentence: "", ...values };
    desk.hear();
  };
  return {
    desk,
    state,
    save: () => answer({ content: state.sent.content, saved: true }),
    refuse: (content) => answer({ content, refused: true, elsewhere: true }),
    hear: (content, revision) => answer({ content, saved: true, revision }),
  };
}

test("undo goes back, and redo forth", () => {
  const { desk, save } = bench();
  desk.change(felt(MAP, "a", 1), "");
  save();
  desk.undo();
  save();
  assert.deepEqual(MAP, desk.map);
  desk.redo();
  assert.deepEqual(felt(MAP, "a", 1), desk.map);
  desk.close();
});

test("a change that came after somebody else's is taken back, and redo makes it again beside theirs", () => {
  const { desk, save, refuse } = bench();
  const theirs = removeTouchpoint(MAP, "c");
  desk.change(felt(MAP, "a", 1), "");
  refuse(theirs);
  assert.deepEqual(theirs, desk.map);
  desk.redo();
  save();
  assert.deepEqual(felt(theirs, "a", 1), desk.map);
  desk.close();
});

test("undo takes back my change alone, whatever others changed after it", () => {
  const { desk, save, refuse } = bench();
  desk.change(felt(MAP, "a", 1), "");
  save();
  desk.change(felt(desk.map, "b", 2), "");
  refuse(removeTouchpoint(felt(MAP, "a", 1), "c"));
  desk.undo();
  save();
  assert.deepEqual(removeTouchpoint(MAP, "c"), desk.map);
  assert.ok(!desk.canUndo());
  desk.close();
});

test("undo never takes back what another window changed in the same place", () => {
  const { desk, save, hear } = bench();
  desk.change(felt(MAP, "a", 1), "");
  save();
  hear(felt(MAP, "a", -2), "other:1");
  desk.undo();
  assert.deepEqual(felt(MAP, "a", -2), desk.map);
  desk.close();
});

test("a map that a cell assigns can be undone", () => {
  const { desk, save, hear } = bench();
  desk.change(felt(MAP, "a", 1), "");
  save();
  hear(felt(MAP, "a", -2), "");
  desk.undo();
  assert.deepEqual(felt(MAP, "a", 1), desk.map);
  desk.close();
});
