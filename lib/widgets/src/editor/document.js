// The map as plain data, format journey/1: every function returns a new document and leaves the old one as it was.
/** @import { Column, Desk, Emotion, JourneyMap, Lane, MapFile, Persona, Phase, Touchpoint } from "./types.js" */

/** @type {Lane[]} */
export const LANES = ["physical_evidence", "frontstage", "backstage", "support"];
export const MOST = 2;
export const HALF = 0.5;

/**
 * The map with all its lists, and where each persona has an emotion of its own with their mean.
 *
 * @param {MapFile} source
 * @returns {JourneyMap}
 */
export function complete(source) {
  const touchpoints = (source.touchpoints ?? []).map((one) =>
    one.emotions && !isKnown(one.emotion) ? { ...one, emotion: mean(Object.values(one.emotions)) } : one,
  );
  return { ...source, phases: source.phases ?? [], touchpoints };
}

/**
 * Tell whether an emotion is known.
 *
 * @param {Emotion} emotion
 * @returns {emotion is number}
 */
export function isKnown(emotion) {
  return emotion !== undefined && emotion !== null;
}

/** @param {number[]} numbers */
function mean(numbers) {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

/**
 * @template {{ id: string }} Part
 * @param {Part[]} parts
 * @param {string | undefined} id
 * @returns {Part | undefined}
 */
export function find(parts, id) {
  return parts.find((part) => part.id === id);
}

/**
 * Return the part with an id that is known to be there.
 *
 * @template {{ id: string }} Part
 * @param {Part[]} parts
 * @param {string} id
 */
export function partOf(parts, id) {
  return /** @type {Part} */ (find(parts, id));
}

/**
 * @template {object} Fields
 * @param {Fields} fields
 * @returns {Fields}
 */
export function without(fields) {
  return /** @type {Fields} */ (Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}

/**
 * @param {JourneyMap} map
 * @param {string} id
 * @param {Partial<Touchpoint>} fields
 */
export function changeTouchpoint(map, id, fields) {
  return { ...map, touchpoints: map.touchpoints.map((one) => (one.id === id ? without({ ...one, ...fields }) : one)) };
}

/**
 * @param {JourneyMap} map
 * @param {string} id
 * @param {Partial<Phase>} fields
 */
export function changePhase(map, id, fields) {
  return { ...map, phases: map.phases.map((one) => (one.id === id ? without({ ...one, ...fields }) : one)) };
}

/**
 * @param {JourneyMap} map
 * @param {Partial<Persona>} fields
 * @param {string} name
 * @returns {JourneyMap}
 */
export function changePersona(map, fields, name) {
  return { ...map, persona: without({ id: "customer", name, ...map.persona, ...fields }) };
}

/**
 * What one of several personas feels at a touchpoint, or all of them together.
 *
 * @param {Pick<Desk, "persona">} desk
 * @param {Touchpoint} one
 */
export function emotionOf(desk, one) {
  return desk.persona ? one.emotions?.[desk.persona] : one.emotion;
}

/**
 * The fields of a touchpoint where one of several personas feels something else: the mean follows.
 *
 * @param {Touchpoint} one
 * @param {string} persona
 * @param {Emotion} emotion
 * @returns {Pick<Touchpoint, "emotion" | "emotions">}
 */
export function felt(one, persona, emotion) {
  const changed = { ...one.emotions, [persona]: emotion ?? undefined };
  const emotions = /** @type {Record<string, number>} */ (without(changed));
  const known = Object.values(emotions);
  if (!known.length) return { emotions: undefined, emotion: undefined };
  return { emotions, emotion: mean(known) };
}

/**
 * @param {JourneyMap} map
 * @param {string} id
 * @param {Partial<Persona>} fields
 * @returns {JourneyMap}
 */
export function changePersonas(map, id, fields) {
  return { ...map, personas: (map.personas ?? []).map((one) => (one.id === id ? without({ ...one, ...fields }) : one)) };
}

/**
 * @param {{ id: string }[]} parts
 * @param {string} stem
 */
function unusedId(parts, stem) {
  let number = parts.length + 1;
  while (find(parts, `${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

/**
 * @template Part
 * @param {Part[]} parts
 * @param {Part} part
 * @param {number} index
 */
function placed(parts, part, index) {
  return [...parts.slice(0, index), part, ...parts.slice(index)];
}

/**
 * @param {JourneyMap} map
 * @param {string | undefined} after
 * @param {string} phase
 * @param {string} name
 * @returns {[JourneyMap, string]}
 */
export function addTouchpoint(map, after, phase, name) {
  const id = unusedId(map.touchpoints, "touchpoint");
  const index = after
    ? map.touchpoints.findIndex((one) => one.id === after) + 1
    : firstPlace(map, map.touchpoints, phase, true);
  return [{ ...map, touchpoints: placed(map.touchpoints, { id, phase, name }, index) }, id];
}

/**
 * @param {JourneyMap} map
 * @param {string | undefined} after
 * @param {string} name
 * @returns {[JourneyMap, string]}
 */
export function addPhase(map, after, name) {
  const id = unusedId(map.phases, "phase");
  const index = after ? map.phases.findIndex((one) => one.id === after) + 1 : map.phases.length;
  const period = map.phases[index - 1]?.period;
  return [{ ...map, phases: placed(map.phases, without({ id, name, period }), index) }, id];
}

/**
 * @param {JourneyMap} map
 * @param {string} id
 */
export function removeTouchpoint(map, id) {
  return { ...map, touchpoints: map.touchpoints.filter((one) => one.id !== id) };
}

/**
 * @param {JourneyMap} map
 * @param {string} id
 */
export function removePhase(map, id) {
  return { ...map, phases: map.phases.filter((one) => one.id !== id) };
}

/**
 * Where a phase starts among touchpoints, or ends: after everything of the phases before it (and of its own).
 *
 * @param {Pick<JourneyMap, "phases">} map
 * @param {Touchpoint[]} touchpoints
 * @param {string} phase
 * @param {boolean} atEnd
 */
function firstPlace(map, touchpoints, phase, atEnd) {
  const order = map.phases.map((one) => one.id);
  const limit = order.indexOf(phase) + (atEnd ? 1 : 0);
  return touchpoints.reduce((place, one, i) => (order.indexOf(one.phase) < limit ? i + 1 : place), 0);
}

/**
 * A touchpoint that is put between two of one phase belongs to that phase; between two phases to the one that is
 * wanted, or else it keeps its own.
 *
 * @param {JourneyMap} map
 * @param {string} id
 * @param {number} index
 * @param {string} [wanted]
 */
export function putTouchpoint(map, id, index, wanted) {
  const one = partOf(map.touchpoints, id);
  const rest = map.touchpoints.filter((other) => other !== one);
  const neighbours = [rest[index - 1], rest[index]].filter(Boolean).map((other) => other.phase);
  const known = [wanted, one.phase].find((phase) => phase && neighbours.includes(phase));
  const phase = known ?? neighbours[0] ?? one.phase;
  return { ...map, touchpoints: placed(rest, { ...one, phase }, index) };
}

/**
 * @param {JourneyMap} map
 * @param {string} id
 * @param {string} phase
 */
export function assignPhase(map, id, phase) {
  const one = partOf(map.touchpoints, id);
  const order = map.phases.map((other) => other.id);
  const rest = map.touchpoints.filter((other) => other !== one);
  const back = order.indexOf(phase) < order.indexOf(one.phase);
  return { ...map, touchpoints: placed(rest, { ...one, phase }, firstPlace(map, rest, phase, back)) };
}

/**
 * @param {JourneyMap} map
 * @param {string} id
 * @param {number} by
 */
export function shiftPhase(map, id, by) {
  const from = map.phases.findIndex((one) => one.id === id);
  const to = from + by;
  if (to < 0 || to >= map.phases.length) return map;
  const phases = placed(
    map.phases.filter((one) => one.id !== id),
    map.phases[from],
    to,
  );
  const own = map.touchpoints.filter((one) => one.phase === id);
  const others = map.touchpoints.filter((one) => one.phase !== id);
  const start = firstPlace({ phases }, others, id, false);
  return { ...map, phases, touchpoints: [...others.slice(0, start), ...own, ...others.slice(start)] };
}

/**
 * The phase without touchpoints in the column beside a touchpoint, to its right (1) or left (−1), if there is one.
 *
 * @param {JourneyMap} map
 * @param {string} id
 * @param {number} by
 */
export function emptyPhaseBeside(map, id, by) {
  const all = columns(map);
  const beside = Math.abs(by) === 1 ? all[all.findIndex((column) => column.touchpoint?.id === id) + by] : undefined;
  return beside && !beside.touchpoint ? beside.phase : undefined;
}

/**
 * Columns of the picture: each touchpoint, and one for a phase that has none, where it would stand.
 *
 * @param {JourneyMap} map
 */
export function columns(map) {
  /** @type {Column[]} */
  const all = map.touchpoints.map((touchpoint, index) => ({ phase: touchpoint.phase, touchpoint, index }));
  const order = map.phases.map((one) => one.id);
  for (const phase of order) {
    if (all.some((column) => column.phase === phase)) continue;
    const place = all.reduce(
      (found, column, i) => (order.indexOf(column.phase) < order.indexOf(phase) ? i + 1 : found),
      0,
    );
    all.splice(place, 0, { phase });
  }
  return all;
}
