// The map as plain data, format journey/1: every function returns a new document and leaves the old one as it was.
export const LANES = ["physical_evidence", "frontstage", "backstage", "support"];
export const MOST = 2;
export const HALF = 0.5;

/** The map with all its lists, and where each persona has an emotion of its own with their mean. */
export function complete(source) {
  const touchpoints = (source.touchpoints ?? []).map((one) =>
    one.emotions && !isFelt(one.emotion) ? { ...one, emotion: mean(Object.values(one.emotions)) } : one,
  );
  return { ...source, phases: source.phases ?? [], touchpoints };
}

function isFelt(emotion) {
  return emotion !== undefined && emotion !== null;
}

function mean(numbers) {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

export function find(parts, id) {
  return parts.find((part) => part.id === id);
}

export function without(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export function changeTouchpoint(map, id, fields) {
  return { ...map, touchpoints: map.touchpoints.map((one) => (one.id === id ? without({ ...one, ...fields }) : one)) };
}

export function changePhase(map, id, fields) {
  return { ...map, phases: map.phases.map((one) => (one.id === id ? without({ ...one, ...fields }) : one)) };
}

export function changePersona(map, fields, name) {
  return { ...map, persona: without({ id: "customer", name, ...map.persona, ...fields }) };
}

/** What one of several personas feels at a touchpoint, or all of them together. */
export function emotionOf(desk, one) {
  return desk.persona ? one.emotions?.[desk.persona] : one.emotion;
}

/** The fields of a touchpoint where one of several personas feels something else: the mean follows. */
export function felt(one, persona, emotion) {
  const emotions = without({ ...one.emotions, [persona]: emotion ?? undefined });
  const known = Object.values(emotions);
  if (!known.length) return { emotions: undefined, emotion: undefined };
  return { emotions, emotion: mean(known) };
}

export function changePersonas(map, id, fields) {
  return { ...map, personas: map.personas.map((one) => (one.id === id ? without({ ...one, ...fields }) : one)) };
}

function unusedId(parts, stem) {
  let number = parts.length + 1;
  while (find(parts, `${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}

function placed(parts, part, index) {
  return [...parts.slice(0, index), part, ...parts.slice(index)];
}

export function addTouchpoint(map, after, phase, name) {
  const id = unusedId(map.touchpoints, "touchpoint");
  const index = after
    ? map.touchpoints.findIndex((one) => one.id === after) + 1
    : firstPlace(map, map.touchpoints, phase, true);
  return [{ ...map, touchpoints: placed(map.touchpoints, { id, phase, name }, index) }, id];
}

export function addPhase(map, after, name) {
  const id = unusedId(map.phases, "phase");
  const index = after ? map.phases.findIndex((one) => one.id === after) + 1 : map.phases.length;
  const period = map.phases[index - 1]?.period;
  return [{ ...map, phases: placed(map.phases, without({ id, name, period }), index) }, id];
}

export function removeTouchpoint(map, id) {
  return { ...map, touchpoints: map.touchpoints.filter((one) => one.id !== id) };
}

export function removePhase(map, id) {
  return { ...map, phases: map.phases.filter((one) => one.id !== id) };
}

// Where a phase starts among touchpoints, or ends: after everything of the phases before it (and of its own).
function firstPlace(map, touchpoints, phase, atEnd) {
  const order = map.phases.map((one) => one.id);
  const limit = order.indexOf(phase) + (atEnd ? 1 : 0);
  return touchpoints.reduce((place, one, i) => (order.indexOf(one.phase) < limit ? i + 1 : place), 0);
}

// A touchpoint that is put between two of one phase belongs to that phase; between two phases it keeps its own.
export function putTouchpoint(map, id, index) {
  const one = find(map.touchpoints, id);
  const rest = map.touchpoints.filter((other) => other !== one);
  const neighbours = [rest[index - 1], rest[index]].filter(Boolean).map((other) => other.phase);
  const phase = neighbours.includes(one.phase) || !neighbours.length ? one.phase : neighbours[0];
  return { ...map, touchpoints: placed(rest, { ...one, phase }, index) };
}

export function assignPhase(map, id, phase) {
  const one = find(map.touchpoints, id);
  const order = map.phases.map((other) => other.id);
  const rest = map.touchpoints.filter((other) => other !== one);
  const back = order.indexOf(phase) < order.indexOf(one.phase);
  return { ...map, touchpoints: placed(rest, { ...one, phase }, firstPlace(map, rest, phase, back)) };
}

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

// The phase without touchpoints in the column beside a touchpoint, to its right (1) or left (−1), if there is one.
export function emptyPhaseBeside(map, id, by) {
  const all = columns(map);
  const beside = Math.abs(by) === 1 ? all[all.findIndex((column) => column.touchpoint?.id === id) + by] : undefined;
  return beside && !beside.touchpoint ? beside.phase : undefined;
}

// Columns of the picture: each touchpoint, and one for a phase that has none, where it would stand.
export function columns(map) {
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
