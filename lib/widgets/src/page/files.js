// Files of the page: a map read from YAML and written as YAML, and what is saved from a browser without a server.
import { parse, stringify } from "yaml";

import { MOST } from "../editor/document.js";
import { fill } from "#shared/page.js";
/** @import { Labels, MapFile } from "../editor/types.js" */

const MOST_BYTES = 2_000_000;

/** What is wrong with a file, as it is told to who opened it. */
export class Unreadable extends Error {}

/**
 * @param {string} text
 * @param {Labels} labels
 * @returns {MapFile}
 */
export function readMap(text, labels) {
  if (text.length > MOST_BYTES) throw new Unreadable(labels.file_large);
  let map;
  try {
    map = parse(text, { maxAliasCount: 0, schema: "core" });
  } catch (/** @type {any} */ error) {
    const line = error.linePos?.[0]?.line;
    throw new Unreadable(line ? fill(labels.file_line, { line }) : labels.file_other);
  }
  if (map?.format !== "journey/1" || typeof map.id !== "string") throw new Unreadable(labels.file_other);
  check(map, labels);
  return map;
}

/**
 * @param {any} map
 * @param {Labels} labels
 */
function check(map, labels) {
  const phases = ids(map.phases ?? [], labels);
  const places = ids(map.touchpoints ?? [], labels);
  for (const one of places.values()) {
    if (!phases.has(one.phase)) throw new Unreadable(fill(labels.file_phase, { name: one.id, phase: one.phase }));
    const { emotion = null } = one;
    const isPossible = emotion === null || (typeof emotion === "number" && Math.abs(emotion) <= MOST);
    if (!isPossible) throw new Unreadable(fill(labels.file_emotion, { name: one.id, value: emotion }));
  }
  if (!map.title) throw new Unreadable(labels.file_other);
}

/**
 * @param {any} parts
 * @param {Labels} labels
 * @returns {Map<string, any>}
 */
function ids(parts, labels) {
  if (!Array.isArray(parts)) throw new Unreadable(labels.file_other);
  const found = new Map();
  for (const part of parts) {
    const isNamed = typeof part?.id === "string" && ["string", "object"].includes(typeof part.name) && part.name;
    if (!isNamed || found.has(part.id)) throw new Unreadable(fill(labels.file_id, { name: part?.id ?? "?" }));
    found.set(part.id, part);
  }
  return found;
}

/**
 * Return a map as YAML, as people would write it.
 *
 * @param {MapFile} map
 */
export function writeMap(map) {
  return stringify(map, { lineWidth: 110, aliasDuplicateObjects: false });
}

/**
 * Let the browser save a text as a file.
 *
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
export function save(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
