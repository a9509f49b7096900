// The map as plain data: where a touchpoint or a phase comes to stand, and which phase it belongs to.
import assert from "node:assert/strict";
import { test } from "node:test";

import * as maps from "../../../lib/widgets/src/editor/document.js";

const MAP = {
  phases: [{ id: "in", period: "before" }, { id: "do" }, { id: "out" }],
  touchpoints: [{ id: "a", phase: "in" }, { id: "b", phase: "do" }, { id: "c", phase: "do" }],
};
const order = (map) => map.touchpoints.map(({ id, phase }) => `${id} ${phase}`);

test("a touchpoint put between two of one phase belongs to it", () =>
  assert.deepEqual(["b do", "a do", "c do"], order(maps.putTouchpoint(MAP, "a", 1))));

test("a touchpoint put between two phases keeps its own", () =>
  assert.deepEqual(["a in", "c do", "b do"], order(maps.putTouchpoint(MAP, "c", 1))));

test("a touchpoint put between two phases goes to the one that is wanted", () => {
  assert.deepEqual(["a in", "b in", "c do"], order(maps.putTouchpoint(MAP, "b", 1, "in")));
  assert.deepEqual(["a in", "c do", "b do"], order(maps.putTouchpoint(MAP, "b", 2, "in")));
});

test("a touchpoint given an empty phase stands where that phase is", () =>
  assert.deepEqual(["b do", "c do", "a out"], order(maps.assignPhase(MAP, "a", "out"))));

test("a new touchpoint follows the one named, or ends its phase", () => {
  assert.deepEqual(["a in", "touchpoint-4 in", "b do", "c do"], order(maps.addTouchpoint(MAP, "a", "in", "New")[0]));
  assert.deepEqual(["a in", "b do", "c do", "touchpoint-4 do"], order(maps.addTouchpoint(MAP, undefined, "do", "New")[0]));
});

test("an id that is taken is not given again", () => {
  const [map] = maps.addTouchpoint({ ...MAP, touchpoints: [{ id: "touchpoint-2", phase: "in" }] }, undefined, "in", "New");
  assert.deepEqual(["touchpoint-2", "touchpoint-3"], map.touchpoints.map(({ id }) => id));
});

test("a new phase takes the period of the one before it", () =>
  assert.deepEqual({ id: "phase-4", name: "New", period: "before" }, maps.addPhase(MAP, "in", "New")[0].phases[1]));

test("a phase is moved with its touchpoints, and not beyond the ends", () => {
  assert.deepEqual(["b do", "c do", "a in"], order(maps.shiftPhase(MAP, "in", 1)));
  assert.equal(MAP, maps.shiftPhase(MAP, "in", -1));
});

test("a phase without touchpoints has a column where it would stand", () =>
  assert.deepEqual(["in", "do", "do", "out"], maps.columns(MAP).map(({ phase }) => phase)));

test("beside the last touchpoint of a phase stands the empty phase that follows", () => {
  assert.deepEqual(["out", undefined], [maps.emptyPhaseBeside(MAP, "c", 1), maps.emptyPhaseBeside(MAP, "b", 1)]);
  const first = { ...MAP, touchpoints: MAP.touchpoints.slice(1) };
  assert.deepEqual(["in", undefined], [maps.emptyPhaseBeside(first, "b", -1), maps.emptyPhaseBeside(first, "c", -1)]);
});

test("nothing is changed in place", () => {
  const before = JSON.stringify(MAP);
  maps.changeTouchpoint(MAP, "a", { emotion: 1 });
  maps.removeTouchpoint(MAP, "a");
  maps.changePersona(MAP, { goal: "x" }, "Mei");
  assert.equal(before, JSON.stringify(MAP));
});

test("what one of several personas feels makes a new mean, and nothing is felt where nobody is left", () => {
  const one = { id: "a", emotions: { mei: -1, li: 2 }, emotion: 0.5 };
  assert.deepEqual({ emotions: { mei: 1, li: 2 }, emotion: 1.5 }, maps.felt(one, "mei", 1));
  assert.deepEqual({ emotions: { li: 2 }, emotion: 2 }, maps.felt(one, "mei", undefined));
  const alone = { ...one, emotions: { mei: 1 } };
  assert.deepEqual({ emotions: undefined, emotion: undefined }, maps.felt(alone, "mei", undefined));
});

test("a map that only tells each persona's emotion is completed by their mean", () =>
  assert.equal(0.5, maps.complete({ touchpoints: [{ id: "a", emotions: { mei: -1, li: 2 } }] }).touchpoints[0].emotion));
