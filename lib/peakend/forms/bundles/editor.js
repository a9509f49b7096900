// Built from lib/widgets/src by `poe widgets`; change it there.

// src/shared/merge.js
function same(one, other) {
  if (one === other) return true;
  if (!one || !other || typeof one !== "object" || typeof other !== "object") return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one).filter((name) => one[name] !== void 0);
  const others = Object.keys(other).filter((name) => other[name] !== void 0);
  return names.length === others.length && names.every((name) => same(one[name], other[name]));
}
function merge(base, mine, theirs) {
  if (same(mine, base) || same(mine, theirs)) return { merged: theirs, isWhole: true };
  if (same(theirs, base)) return { merged: mine, isWhole: true };
  if (isRecord(mine) && isRecord(theirs)) return mergeFields(isRecord(base) ? base : {}, mine, theirs);
  if (hasIds(mine) && hasIds(theirs)) return mergeRows(hasIds(base) ? base : [], mine, theirs);
  return { merged: theirs, isWhole: false };
}
function mergeFields(base, mine, theirs) {
  const merged = {};
  let isWhole = true;
  for (const name of /* @__PURE__ */ new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const found = merge(base[name], mine[name], theirs[name]);
    if (found.merged !== void 0) merged[name] = found.merged;
    isWhole = isWhole && found.isWhole;
  }
  return { merged, isWhole };
}
function mergeRows(base, mine, theirs) {
  const { merged, isWhole } = mergeFields(byId(base), byId(mine), byId(theirs));
  const kept = (rows) => rows.map((row) => row.id).filter((id) => id in merged);
  const common = new Set(base.map((row) => row.id).filter((id) => [mine, theirs].every((rows) => byId(rows)[id])));
  const order = (rows) => kept(rows).filter((id) => common.has(id));
  const [first, second] = same(order(theirs), order(base)) ? [mine, theirs] : [theirs, mine];
  const ids2 = kept(first);
  kept(second).forEach((id, i, all) => {
    if (!ids2.includes(id)) ids2.splice(i ? ids2.indexOf(all[i - 1]) + 1 : 0, 0, id);
  });
  return { merged: ids2.map((id) => merged[id]), isWhole };
}
function byId(rows) {
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}
function isRecord(value) {
  return Boolean(value) && typeof value === "object" && !Array.isArray(value);
}
function hasIds(value) {
  return Array.isArray(value) && value.every((row) => isRecord(row) && typeof row.id === "string");
}

// src/shared/page.js
function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node && name !== "list") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}
function drawing(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
var ICONS = {
  undo: "M7 4 3 8l4 4M3 8h8a5 5 0 0 1 0 10H7",
  redo: "M13 4l4 4-4 4M17 8H9a5 5 0 0 0 0 10h4",
  plus: "M10 4v12M4 10h12",
  out: "M4 10h12",
  earlier: "M12 4l-6 6 6 6",
  later: "M8 4l6 6-6 6",
  remove: "M5 5l10 10M15 5 5 15",
  wait: "M10 3a7 7 0 1 0 .1 0M10 6v4l3 2",
  warning: "M10 3 18 17H2ZM10 8v4M10 14v1",
  grip: "M7 5v.1M7 10v.1M7 15v.1M13 5v.1M13 10v.1M13 15v.1",
  star: "M10 2.5l2.3 4.8 5.2.7-3.8 3.7.9 5.2L10 14.4l-4.6 2.5.9-5.2L2.5 8l5.2-.7Z"
};
function icon(name) {
  return drawing(
    "svg",
    { viewBox: "0 0 20 20", class: `pe-icon pe-icon-${name}`, "aria-hidden": "true" },
    drawing("path", { d: ICONS[name] })
  );
}
function outlined(outline, className) {
  const box = { viewBox: "-1.1 -1.1 2.2 2.2", class: `pe-outline ${className}`, "aria-hidden": "true" };
  return drawing("svg", box, drawing("path", { d: outline }));
}
function button(label, act, { picture, shown: isShown = true, ...properties } = {}) {
  const text = isShown ? [element("span", { textContent: label })] : [];
  const node = element("button", { type: "button", ...properties }, ...picture ? [icon(picture)] : [], ...text);
  if (!isShown) {
    node.setAttribute("aria-label", label);
    node.title = label;
  }
  node.addEventListener("click", act);
  return node;
}
function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}
var PAGE = Math.random().toString(36).slice(2);
var ids = 0;
function uniqueId() {
  ids += 1;
  return `pe-${PAGE}-${ids}`;
}
var language = "en";
function speak(chosen) {
  language = chosen === "zh" ? "zh" : "en";
}
function sentences(...parts) {
  return parts.filter(Boolean).join(language === "zh" ? "" : " ");
}
function shown(text) {
  return typeof text === "string" ? text : text?.[language] ?? "";
}
function retyped(old, typed) {
  const line = typed.replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, " ").replace(/\s+/g, " ").trim();
  return line === shown(old) ? old : line || void 0;
}
function retypedLines(old, typed) {
  const lines2 = typed.split("\n").map((line) => retyped("", line)).filter(Boolean);
  return lines2.map((line) => (old ?? []).find((text) => shown(text) === line) ?? line);
}
function signed(number) {
  return number > 0 ? `+${number}` : String(number).replace("-", "−");
}
function rounded(number) {
  return signed(Math.round(number * 100) / 100);
}

// src/editor/document.js
var LANES = ["physical_evidence", "frontstage", "backstage", "support"];
var MOST = 2;
var HALF = 0.5;
function complete(source) {
  const touchpoints = (source.touchpoints ?? []).map(
    (one) => one.emotions && !isKnown(one.emotion) ? { ...one, emotion: mean(Object.values(one.emotions)) } : one
  );
  return { ...source, phases: source.phases ?? [], touchpoints };
}
function isKnown(emotion) {
  return emotion !== void 0 && emotion !== null;
}
function mean(numbers) {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
function find(parts, id) {
  return parts.find((part) => part.id === id);
}
function partOf(parts, id) {
  return (
    /** @type {Part} */
    find(parts, id)
  );
}
function without(fields) {
  return (
    /** @type {Fields} */
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== void 0))
  );
}
function changeTouchpoint(map, id, fields) {
  return { ...map, touchpoints: map.touchpoints.map((one) => one.id === id ? without({ ...one, ...fields }) : one) };
}
function changePhase(map, id, fields) {
  return { ...map, phases: map.phases.map((one) => one.id === id ? without({ ...one, ...fields }) : one) };
}
function changePersona(map, fields, name) {
  return { ...map, persona: without({ id: "customer", name, ...map.persona, ...fields }) };
}
function emotionOf(desk, one) {
  return desk.persona ? one.emotions?.[desk.persona] : one.emotion;
}
function felt(one, persona, emotion) {
  const changed = { ...one.emotions, [persona]: emotion ?? void 0 };
  const emotions = (
    /** @type {Record<string, number>} */
    without(changed)
  );
  const known = Object.values(emotions);
  if (!known.length) return { emotions: void 0, emotion: void 0 };
  return { emotions, emotion: mean(known) };
}
function changePersonas(map, id, fields) {
  return { ...map, personas: (map.personas ?? []).map((one) => one.id === id ? without({ ...one, ...fields }) : one) };
}
function unusedId(parts, stem) {
  let number = parts.length + 1;
  while (find(parts, `${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
function placed(parts, part, index) {
  return [...parts.slice(0, index), part, ...parts.slice(index)];
}
function addTouchpoint(map, after, phase, name) {
  const id = unusedId(map.touchpoints, "touchpoint");
  const index = after ? map.touchpoints.findIndex((one) => one.id === after) + 1 : firstPlace(map, map.touchpoints, phase, true);
  return [{ ...map, touchpoints: placed(map.touchpoints, { id, phase, name }, index) }, id];
}
function addPhase(map, after, name) {
  const id = unusedId(map.phases, "phase");
  const index = after ? map.phases.findIndex((one) => one.id === after) + 1 : map.phases.length;
  const period = map.phases[index - 1]?.period;
  return [{ ...map, phases: placed(map.phases, without({ id, name, period }), index) }, id];
}
function removeTouchpoint(map, id) {
  return { ...map, touchpoints: map.touchpoints.filter((one) => one.id !== id) };
}
function removePhase(map, id) {
  return { ...map, phases: map.phases.filter((one) => one.id !== id) };
}
function firstPlace(map, touchpoints, phase, atEnd) {
  const order = map.phases.map((one) => one.id);
  const limit = order.indexOf(phase) + (atEnd ? 1 : 0);
  return touchpoints.reduce((place, one, i) => order.indexOf(one.phase) < limit ? i + 1 : place, 0);
}
function putTouchpoint(map, id, index, wanted) {
  const one = partOf(map.touchpoints, id);
  const rest = map.touchpoints.filter((other) => other !== one);
  const neighbours = [rest[index - 1], rest[index]].filter(Boolean).map((other) => other.phase);
  const known = [wanted, one.phase].find((phase2) => phase2 && neighbours.includes(phase2));
  const phase = known ?? neighbours[0] ?? one.phase;
  return { ...map, touchpoints: placed(rest, { ...one, phase }, index) };
}
function assignPhase(map, id, phase) {
  const one = partOf(map.touchpoints, id);
  const order = map.phases.map((other) => other.id);
  const rest = map.touchpoints.filter((other) => other !== one);
  const back = order.indexOf(phase) < order.indexOf(one.phase);
  return { ...map, touchpoints: placed(rest, { ...one, phase }, firstPlace(map, rest, phase, back)) };
}
function shiftPhase(map, id, by) {
  const from = map.phases.findIndex((one) => one.id === id);
  const to = from + by;
  if (to < 0 || to >= map.phases.length) return map;
  const phases = placed(
    map.phases.filter((one) => one.id !== id),
    map.phases[from],
    to
  );
  const own = map.touchpoints.filter((one) => one.phase === id);
  const others = map.touchpoints.filter((one) => one.phase !== id);
  const start = firstPlace({ phases }, others, id, false);
  return { ...map, phases, touchpoints: [...others.slice(0, start), ...own, ...others.slice(start)] };
}
function emptyPhaseBeside(map, id, by) {
  const all = columns(map);
  const beside = Math.abs(by) === 1 ? all[all.findIndex((column) => column.touchpoint?.id === id) + by] : void 0;
  return beside && !beside.touchpoint ? beside.phase : void 0;
}
function columns(map) {
  const all = map.touchpoints.map((touchpoint, index) => ({ phase: touchpoint.phase, touchpoint, index }));
  const order = map.phases.map((one) => one.id);
  for (const phase of order) {
    if (all.some((column) => column.phase === phase)) continue;
    const place = all.reduce(
      (found, column, i) => order.indexOf(column.phase) < order.indexOf(phase) ? i + 1 : found,
      0
    );
    all.splice(place, 0, { phase });
  }
  return all;
}

// src/editor/curve.js
var TOP = 24;
var POINT = 38;
var UNKNOWN_Y = TOP + 4.9 * POINT;
var HEIGHT = UNKNOWN_Y + 24;
var DRAG_PX = 3;
function yOf(emotion) {
  return isKnown(emotion) ? TOP + (MOST - emotion) * POINT : UNKNOWN_Y;
}
function emotionAt(y) {
  if (y > (yOf(-MOST) + UNKNOWN_Y) / 2) return void 0;
  const emotion = Math.round((MOST - (y - TOP) / POINT) / HALF) * HALF;
  return Math.max(-MOST, Math.min(MOST, emotion)) + 0;
}
function emotionText(desk, emotion) {
  if (!isKnown(emotion)) return desk.labels.unknown;
  const mood = desk.labels[`mood_${emotion}`];
  return mood ? fill(desk.labels.mood, { value: signed(emotion), mood }) : rounded(emotion);
}
function setEmotion(desk, id, emotion) {
  const one = partOf(desk.map.touchpoints, id);
  const before = emotionOf(desk, one);
  if (isKnown(emotion) ? before === emotion : !isKnown(before)) return;
  const isShared = Boolean(desk.map.personas?.length);
  if (isShared && !desk.persona) {
    desk.say(desk.labels.choose_persona, true);
    return;
  }
  const sentence = fill(desk.labels.said_emotion, { name: shown(one.name), value: emotionText(desk, emotion) });
  const fields = isShared ? felt(one, desk.persona, emotion) : { emotion };
  desk.change(changeTouchpoint(desk.map, id, fields), sentence, { key: `emotion ${id}` });
}
function stepEmotion(desk, id, by) {
  const emotion = emotionOf(desk, partOf(desk.map.touchpoints, id));
  setEmotion(desk, id, isKnown(emotion) ? Math.max(-MOST, Math.min(MOST, emotion + by)) : 0);
}
function lines(all, emotions) {
  const paths = { solid: "", dashed: "" };
  let last;
  let gap = false;
  all.forEach(({ touchpoint }, i) => {
    if (!touchpoint) return;
    const emotion = emotions.get(touchpoint.id);
    if (!isKnown(emotion)) {
      gap = true;
      return;
    }
    const here = `${i + 0.5} ${yOf(emotion)}`;
    if (last) paths[gap ? "dashed" : "solid"] += `M${last}L${here}`;
    last = here;
    gap = false;
  });
  return paths;
}
function face(handle, desk, emotion) {
  handle.textContent = isKnown(emotion) ? signed(Math.round(emotion * 10) / 10) : "?";
  handle.style.top = `${yOf(emotion)}px`;
  handle.setAttribute("aria-valuetext", emotionText(desk, emotion));
  if (isKnown(emotion)) handle.setAttribute("aria-valuenow", String(emotion));
  else handle.removeAttribute("aria-valuenow");
  handle.classList.toggle("is-good", isKnown(emotion) && emotion > 0);
  handle.classList.toggle("is-bad", isKnown(emotion) && emotion < 0);
  handle.classList.toggle("is-unknown", !isKnown(emotion));
}
function drawCurve(desk, all) {
  const emotions = new Map(desk.map.touchpoints.map((one) => [one.id, emotionOf(desk, one)]));
  const solid = drawing("path", { class: "pe-line" });
  const dashed = drawing("path", { class: "pe-line pe-line-dashed" });
  const others = (desk.map.personas ?? []).filter(({ id }) => id !== desk.persona).map(({ id }) => {
    const own = new Map(desk.map.touchpoints.map((one) => [one.id, one.emotions?.[id]]));
    const { solid: line, dashed: gaps } = lines(all, own);
    return drawing("path", { d: line + gaps, class: "pe-line-other" });
  });
  const levels = [2, 1, 0, -1, -2].map(
    (level) => drawing("line", {
      x1: 0,
      x2: all.length,
      y1: yOf(level),
      y2: yOf(level),
      class: level ? "pe-level" : "pe-level pe-level-zero"
    })
  );
  const box = {
    viewBox: `0 0 ${all.length} ${HEIGHT}`,
    preserveAspectRatio: "none",
    height: HEIGHT,
    "aria-hidden": "true"
  };
  const trace = () => {
    const paths = lines(all, emotions);
    solid.setAttribute("d", paths.solid);
    dashed.setAttribute("d", paths.dashed);
  };
  trace();
  const handles = all.flatMap(({ touchpoint }, i) => {
    if (!touchpoint) return [];
    const { id } = touchpoint;
    const selected = desk.selected.id === id;
    const handle = element("div", {
      className: `pe-handle${selected ? " is-selected" : ""}${touchpoint.moment_of_truth ? " is-moment" : ""}`,
      tabIndex: desk.tabStop() === id ? 0 : -1,
      role: "slider",
      "aria-label": shown(touchpoint.name),
      "aria-orientation": "vertical",
      "aria-valuemin": -MOST,
      "aria-valuemax": MOST,
      "data-focus": `handle:${id}`
    });
    handle.style.left = `${(i + 0.5) / all.length * 100}%`;
    face(handle, desk, emotions.get(id));
    const preview = (emotion) => {
      emotions.set(id, emotion);
      face(handle, desk, emotion);
      trace();
    };
    dragEmotion(desk, handle, touchpoint, preview);
    return [handle];
  });
  const at = all.findIndex(({ touchpoint }) => touchpoint && touchpoint.id === desk.selected.id);
  const tint = element("div", { className: "pe-tint", hidden: at < 0 });
  tint.style.cssText = `left:${at / all.length * 100}%;width:${100 / all.length}%`;
  const picture = drawing("svg", box, ...levels, ...others, dashed, solid);
  const curve = element(
    "div",
    { className: "pe-curve", role: "group", "aria-label": desk.labels.emotion_curve },
    tint,
    picture,
    ...handles
  );
  curve.style.height = `${HEIGHT}px`;
  return curve;
}
function dragEmotion(desk, handle, touchpoint, preview) {
  const topOfCurve = () => (
    /** @type {HTMLElement} */
    handle.parentElement.getBoundingClientRect().top
  );
  let start;
  let emotion;
  const end = (commit) => {
    if (!start) return;
    const moved = start.moved;
    start = void 0;
    if (!commit) preview(emotionOf(desk, touchpoint));
    desk.select("touchpoint", touchpoint.id, `handle:${touchpoint.id}`);
    if (commit && moved) setEmotion(desk, touchpoint.id, emotion);
  };
  handle.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    handle.setPointerCapture(event.pointerId);
    start = {
      y: event.clientY,
      grip: event.clientY - topOfCurve() - yOf(emotionOf(desk, touchpoint))
    };
  });
  handle.addEventListener("pointermove", (event) => {
    if (!start || !start.moved && Math.abs(event.clientY - start.y) < DRAG_PX) return;
    start.moved = true;
    emotion = emotionAt(event.clientY - topOfCurve() - start.grip);
    preview(emotion);
  });
  handle.addEventListener("pointerup", () => end(true));
  handle.addEventListener("pointercancel", () => end(false));
  handle.addEventListener("keydown", (event) => event.key === "Escape" && end(false));
}
function drawLevels(desk) {
  const names = [2, 1, 0, -1, -2].map((level) => {
    const name = element("span", { textContent: `${signed(level)} ${desk.labels[`mood_${level}`]}` });
    name.style.top = `${yOf(level)}px`;
    return name;
  });
  const unknown = element("span", { textContent: `? ${desk.labels.unknown}` });
  unknown.style.top = `${UNKNOWN_Y}px`;
  return element("div", { className: "pe-levels", "aria-hidden": "true" }, ...names, unknown);
}

// src/editor/pictures.js
function channelIcon(labels, channel) {
  const kinds = channel ? (labels.channels ?? "").split(" ") : [];
  const kind = kinds.find((one) => new RegExp(labels[`words_${one}`], "i").test(channel));
  return kind ? [outlined(labels[`channel_${kind}`], "pe-channel-icon")] : [];
}
function faceOf(labels, emotion) {
  if (!isKnown(emotion)) return [];
  const level = [-1.5, -0.5].filter((edge) => emotion > edge).length + [0.5, 1.5].filter((edge) => emotion >= edge).length;
  return [outlined(labels[`face_${level}`], `pe-face pe-face-${Math.sign(emotion)}`)];
}

// src/editor/cards.js
var [ROLL_PX, ROLL_MS] = [12, 30];
function drawCard(desk, touchpoint, index) {
  const { labels } = desk;
  const { id, type, pain_points: pains, opportunities, moment_of_truth: moment, wait_min: minutes } = touchpoint;
  const name = shown(touchpoint.name);
  const selected = desk.selected.id === id;
  const facts = [
    pains?.length && fill(labels.pains, { count: pains.length }),
    opportunities?.length && fill(labels.chances, { count: opportunities.length })
  ].filter(Boolean);
  const emotion = emotionOf(desk, touchpoint);
  const channel = shown(touchpoint.channel);
  const heard = ["", emotionText(desk, emotion), moment && labels.moment_of_truth].filter((part) => part !== void 0);
  const unseen = element("span", { className: "pe-unseen", textContent: heard.filter((part) => part !== false).join(", ") });
  const grip = element("span", { className: "pe-grip", title: labels.drag, "aria-hidden": "true" }, icon("grip"));
  const look = { className: `pe-star${moment ? " is-on" : ""}`, title: labels.moment_of_truth, "aria-hidden": "true" };
  const star = element("span", look, icon("star"));
  star.addEventListener("click", () => toggleMoment(desk, id));
  const waits = type === "wait" ? [
    element(
      "p",
      { className: "pe-waits" },
      icon("wait"),
      labels.wait,
      minutes === void 0 ? "" : ` ${fill(labels.minutes, { count: minutes })}`
    )
  ] : [];
  const card = element(
    "div",
    {
      className: `pe-card${selected ? " is-selected" : ""}`,
      role: "option",
      tabIndex: desk.tabStop() === id ? 0 : -1,
      "aria-selected": String(selected),
      "data-focus": `card:${id}`,
      "data-touchpoint": id
    },
    element(
      "div",
      { className: "pe-card-top" },
      grip,
      element("span", { className: "pe-number", textContent: `${index + 1}.` }),
      ...faceOf(labels, emotion),
      star
    ),
    element("p", { className: "pe-name", title: name }, name, unseen),
    element("p", { className: "pe-channel" }, ...channelIcon(labels, channel), channel),
    ...waits,
    element("p", { className: "pe-facts" }, ...facts.map((fact) => element("span", { textContent: fact })))
  );
  card.addEventListener("click", (event) => {
    if (!/** @type {Element} */
    event.target.closest(".pe-star")) desk.select("touchpoint", id, `card:${id}`);
  });
  dragCard(desk, card, grip, id);
  return card;
}
function toggleMoment(desk, id) {
  const one = partOf(desk.map.touchpoints, id);
  const on = !one.moment_of_truth;
  const sentence = fill(on ? desk.labels.said_marked : desk.labels.said_unmarked, { name: shown(one.name) });
  desk.change(changeTouchpoint(desk.map, id, { moment_of_truth: on || void 0 }), sentence);
}
function sayMoved(desk, map, id) {
  const index = map.touchpoints.findIndex((one2) => one2.id === id);
  const one = map.touchpoints[index];
  const phase = shown(partOf(map.phases, one.phase).name);
  return fill(desk.labels.said_moved, { name: shown(one.name), position: index + 1, phase });
}
function moveTouchpoint(desk, id, index) {
  const from = desk.map.touchpoints.findIndex((one) => one.id === id);
  const empty = emptyPhaseBeside(desk.map, id, index - from);
  if (empty) {
    intoPhase(desk, id, empty);
    return;
  }
  if (index < 0 || index >= desk.map.touchpoints.length) {
    desk.say(fill(desk.labels.said_edge, { name: shown(desk.map.touchpoints[from].name) }));
    return;
  }
  putAt(desk, id, index);
}
function putAt(desk, id, index, phase) {
  const map = putTouchpoint(desk.map, id, index, phase);
  if (map.touchpoints[index].phase === partOf(desk.map.touchpoints, id).phase && desk.map.touchpoints[index].id === id) return;
  desk.change(map, sayMoved(desk, map, id));
}
function intoPhase(desk, id, phase) {
  const map = assignPhase(desk.map, id, phase);
  desk.change(map, sayMoved(desk, map, id));
}
function deleteTouchpoint(desk, id) {
  const index = desk.map.touchpoints.findIndex((one) => one.id === id);
  const map = removeTouchpoint(desk.map, id);
  const next = map.touchpoints[Math.min(index, map.touchpoints.length - 1)];
  const name = shown(desk.map.touchpoints[index].name);
  desk.change(map, fill(desk.labels.said_deleted, { name }), {
    then: next ? { kind: "touchpoint", id: next.id } : { kind: "map" }
  });
}
function newTouchpoint(desk) {
  const { labels, selected } = desk;
  let { map } = desk;
  let phase = selected.kind === "phase" ? selected.id : (find(map.touchpoints, selected.id) ?? map.touchpoints.at(-1))?.phase;
  phase ??= map.phases[0]?.id;
  if (!phase) [map, phase] = addPhase(map, void 0, labels.new_phase);
  const after = selected.kind === "touchpoint" ? selected.id : void 0;
  const [changed, id] = addTouchpoint(map, after, phase, labels.new_touchpoint);
  desk.change(changed, fill(labels.said_added, { name: labels.new_touchpoint }), { then: { kind: "touchpoint", id } });
  desk.edit("name");
}
function newPhase(desk) {
  const { labels, selected } = desk;
  const after = selected.kind === "phase" ? selected.id : find(desk.map.touchpoints, selected.id)?.phase;
  const [map, id] = addPhase(desk.map, after, labels.new_phase);
  desk.change(map, fill(labels.said_added, { name: labels.new_phase }), { then: { kind: "phase", id } });
  desk.edit("name");
}
function dragCard(desk, card, grip, id) {
  let start;
  let target;
  let gap;
  let over;
  let mark;
  let rolling;
  const list = () => (
    /** @type {HTMLElement} */
    card.parentElement
  );
  const all = (part, which) => part.querySelectorAll(which);
  const others = () => [...all(list(), "[data-touchpoint]")].filter((one) => one !== card);
  const stop = () => {
    clearInterval(rolling);
    mark?.remove();
    card.classList.remove("is-dragged");
    card.style.transform = "";
    start = mark = gap = over = rolling = void 0;
  };
  grip.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    start = { x: event.clientX, middle: middle(card), scroll: desk.scroller.scrollLeft };
    target = void 0;
  });
  const follow = (clientX) => {
    if (!start) return;
    const way = clientX - start.x;
    const reached = start.middle + way;
    const edge = desk.scroller.getBoundingClientRect();
    if (clientX > edge.right - 40) desk.scroller.scrollLeft += ROLL_PX;
    if (clientX < edge.left + 130) desk.scroller.scrollLeft -= ROLL_PX;
    card.classList.add("is-dragged");
    card.style.transform = `translateX(${way + desk.scroller.scrollLeft - start.scroll}px)`;
    const at = (x) => (one) => {
      const { left, right } = one.getBoundingClientRect();
      return x >= left && x <= right;
    };
    const gaps = [...all(desk.scroller, ".pe-gap")];
    gap = gaps.find(at(clientX)) ?? gaps.find(at(reached));
    over = [...all(desk.scroller, ".pe-phase")].find(at(reached));
    const row = others();
    target = row.filter((one) => middle(one) < reached).length;
    mark ??= list().appendChild(
      /** @type {HTMLElement} */
      element("div", { className: "pe-drop" })
    );
    const beside = gap ?? row[target] ?? row.at(-1);
    if (!beside) return;
    mark.style.gridColumn = beside.style.gridColumn;
    mark.style.gridRow = card.style.gridRow;
    mark.classList.toggle("is-after", !row[target]);
  };
  grip.addEventListener("pointermove", ({ clientX }) => {
    if (!start) return;
    clearInterval(rolling);
    follow(clientX);
    rolling = window.setInterval(() => follow(clientX), ROLL_MS);
  });
  grip.addEventListener("pointerup", () => {
    if (!start) return;
    const phase = gap?.getAttribute("data-phase");
    const there = over?.getAttribute("data-phase") ?? void 0;
    stop();
    if (phase) intoPhase(desk, id, phase);
    else if (target !== void 0) putAt(desk, id, target, there);
    desk.select("touchpoint", id, `card:${id}`);
  });
  grip.addEventListener("pointercancel", stop);
}
function middle(node) {
  const { left, width } = node.getBoundingClientRect();
  return left + width / 2;
}

// src/editor/canvas.js
var ROWS = {
  journey: ["phases", "emotion", "touchpoints"],
  blueprint: [
    ...["phases", "physical_evidence", "touchpoints", "line_interaction", "frontstage", "line_visibility"],
    ...["backstage", "line_internal", "support"]
  ]
};
var NAMES_REM = 7.5;
function usual(desk) {
  return columns(desk.map).length > 12 ? 7 : 8;
}
function whole(desk, scroller) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const room = scroller.clientWidth / rem - NAMES_REM - 0.2;
  return Math.min(usual(desk), Math.max(0.8, room / Math.max(columns(desk.map).length, 1)));
}
function drawCanvas(desk) {
  const { labels } = desk;
  const all = columns(desk.map);
  const count = Math.max(all.length, 1);
  const width = desk.zoom ?? usual(desk);
  const size = width < 3 ? " is-tiny is-small" : width < 5 ? " is-small" : "";
  const grid = element("div", { className: `pe-map pe-view-${desk.view}${size}` });
  grid.style.gridTemplateColumns = `${NAMES_REM}rem repeat(${count}, minmax(0, 1fr))`;
  grid.style.minWidth = `${NAMES_REM + count * width}rem`;
  const put = (node, row, from, to = from + 1) => {
    node.style.gridRow = String(row + 1);
    node.style.gridColumn = `${from + 2} / ${to + 2}`;
    return node;
  };
  ROWS[desk.view].forEach((name, row) => {
    if (name.startsWith("line_")) {
      const line = element(
        "div",
        { className: `pe-divide pe-${name}` },
        element("span", { textContent: labels[name] })
      );
      grid.append(put(line, row, -1, count));
      return;
    }
    const title = element("div", { className: "pe-row-name" });
    title.append(name === "emotion" ? drawLevels(desk) : labels[name]);
    grid.append(put(title, row, -1));
    if (name === "phases") drawPhases(desk, all).forEach(([node, from, to]) => grid.append(put(node, row, from, to)));
    else if (name === "emotion") grid.append(put(drawCurve(desk, all), row, 0, count));
    else if (name === "touchpoints") {
      const list = element("div", {
        className: "pe-cards",
        role: "listbox",
        "aria-label": labels.touchpoints,
        "aria-orientation": "horizontal"
      });
      all.forEach(({ touchpoint, index, phase }, i) => {
        const node = touchpoint ? drawCard(desk, touchpoint, index) : drawGap(desk, phase);
        (touchpoint ? list : grid).append(put(node, row, i));
      });
      grid.append(list);
    } else all.forEach(({ touchpoint }, i) => grid.append(put(drawCell(desk, touchpoint, name), row, i)));
  });
  grid.addEventListener("keydown", (event) => pressed(desk, event));
  return grid;
}
function drawPhases(desk, all) {
  const spans = [];
  all.forEach(({ phase }, i) => {
    const last = spans.at(-1);
    if (last?.phase === phase) last.to = i + 1;
    else spans.push({ phase, from: i, to: i + 1 });
  });
  return spans.map(({ phase: id, from, to }) => {
    const phase = partOf(desk.map.phases, id);
    const period = phase.period ?? "during";
    const node = button("", () => desk.select("phase", id, `phase:${id}`), { className: `pe-phase pe-${period}` });
    node.replaceChildren(
      element("span", { textContent: shown(phase.name) }, element("small", { textContent: desk.labels[period] }))
    );
    node.setAttribute("data-focus", `phase:${id}`);
    node.setAttribute("data-phase", id);
    node.setAttribute("aria-pressed", String(desk.selected.id === id && desk.selected.kind === "phase"));
    return [node, from, to];
  });
}
function drawGap(desk, phase) {
  const add = () => {
    desk.selected = { kind: "phase", id: phase };
    newTouchpoint(desk);
  };
  return button(desk.labels.add_touchpoint, add, { picture: "plus", className: "pe-gap", "data-phase": phase });
}
function drawCell(desk, touchpoint, lane) {
  const items = (touchpoint?.blueprint ?? []).filter((item) => item.layer === lane);
  const cell = element("div", {
    className: `pe-cell pe-lane-${lane}${touchpoint?.id === desk.selected.id ? " is-selected" : ""}`
  });
  for (const { item, owner, fail_point: fail, emotion } of items) {
    cell.append(
      element("p", {}, ...faceOf(desk.labels, emotion), shown(item), ...owner ? [element("small", { textContent: shown(owner) })] : [])
    );
    if (fail) cell.append(element("p", { className: "pe-fail" }, icon("warning"), shown(fail)));
  }
  if (touchpoint) {
    cell.addEventListener("click", () => {
      desk.select("touchpoint", touchpoint.id);
      desk.edit(`new:${lane}`);
    });
  }
  return cell;
}
function pressed(desk, event) {
  const [kind, id] = (
    /** @type {Element} */
    (event.target.getAttribute("data-focus") ?? "").split(/:(.*)/s)
  );
  if (kind !== "handle" && kind !== "card") return;
  if (event.ctrlKey || event.metaKey) return;
  if (desk.tabStop() !== id || desk.selected.kind !== "touchpoint") desk.select("touchpoint", id, `${kind}:${id}`);
  const all = desk.map.touchpoints;
  const index = all.findIndex((one) => one.id === id);
  const go = (to) => all[to] && desk.select("touchpoint", all[to].id, `${kind}:${all[to].id}`);
  const acts = {
    ArrowLeft: () => event.altKey ? moveTouchpoint(desk, id, index - 1) : go(index - 1),
    ArrowRight: () => event.altKey ? moveTouchpoint(desk, id, index + 1) : go(index + 1),
    ArrowUp: () => stepEmotion(desk, id, HALF),
    ArrowDown: () => stepEmotion(desk, id, -HALF),
    Home: () => kind === "card" ? go(0) : setEmotion(desk, id, -MOST),
    End: () => kind === "card" ? go(all.length - 1) : setEmotion(desk, id, MOST),
    Backspace: () => setEmotion(desk, id, void 0),
    Delete: () => {
      deleteTouchpoint(desk, id);
      if (desk.selected.kind === "touchpoint") desk.focus(`${kind}:${desk.selected.id}`);
    },
    Enter: () => desk.edit("name"),
    n: () => newTouchpoint(desk),
    m: () => toggleMoment(desk, id)
  };
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

// src/shared/keeper.js
var ANSWER_MS = 3e3;
function createKeeper(model, { labels, store, say, wait = ANSWER_MS }) {
  const view = Math.random().toString(36).slice(2);
  let revision = 0;
  let seen = model.get("kept").number;
  let saved = model.get("kept").content;
  let pending;
  let isSent = true;
  let isKept = true;
  let isStopped = false;
  let isSilent = false;
  let timer;
  function hold(content, named) {
    pending = content;
    isKept = store.keep(view, { revision: named, base: saved, content });
  }
  function tell() {
    if (isStopped || isSilent) say(!isKept ? labels.not_kept : isStopped ? labels.stopped : labels.not_saved, true);
    else say(labels.unsaved, false);
  }
  function stop() {
    isStopped = true;
    if (pending !== void 0) tell();
  }
  function note(content) {
    isSent = false;
    hold(content, `${view}:${revision + 1}`);
    tell();
  }
  function send(content) {
    clearTimeout(timer);
    revision += 1;
    isSent = true;
    hold(content, `${view}:${revision}`);
    tell();
    timer = setTimeout(() => {
      isSilent = true;
      tell();
    }, wait);
    model.set("sent", { revision: `${view}:${revision}`, content, seen });
    model.save_changes();
  }
  function hear() {
    const kept = model.get("kept");
    isStopped = false;
    isSilent = false;
    const isOwn = kept.revision.startsWith(`${view}:`);
    if (isOwn && kept.revision !== `${view}:${revision}`) {
      if (kept.saved) [saved, seen] = [kept.content, kept.number];
      return void 0;
    }
    const found = { ...kept, isOwn, mine: pending, base: saved };
    seen = kept.number;
    if (!kept.failed) saved = kept.content;
    if (isOwn) clearTimeout(timer);
    if (isOwn && isSent && (kept.saved || kept.refused)) {
      pending = void 0;
      store.forget(view);
    } else if (pending !== void 0) hold(pending, `${view}:${isSent ? revision : revision + 1}`);
    if (isOwn && !isSent && kept.saved && !kept.elsewhere) return void 0;
    return found;
  }
  function unsaved() {
    const kept = model.get("kept");
    return store.all().filter((one) => {
      const isDone = same(one.content, saved) || kept.saved && one.revision === kept.revision;
      if (isDone) store.forget(one.view);
      return !isDone && one.view !== view;
    });
  }
  return {
    note,
    send,
    hear,
    unsaved,
    stop,
    /** What the file holds. */
    saved: () => saved,
    close: () => clearTimeout(timer)
  };
}

// src/shared/store.js
function createStore(file, open = () => globalThis.localStorage) {
  const prefix = `peakend:${file}:`;
  const attempt = (act, otherwise) => {
    try {
      return act(open());
    } catch {
      return otherwise;
    }
  };
  return {
    /**
     * Keep what one view has not saved; false if this browser keeps nothing.
     *
     * @param {string} view
     * @param {Omit<import("./types.js").Unsaved, "view">} unsaved
     */
    keep: (view, unsaved) => attempt((storage) => {
      storage.setItem(prefix + view, JSON.stringify(unsaved));
      return true;
    }, false),
    /** @param {string} view */
    forget: (view) => attempt((storage) => storage.removeItem(prefix + view), void 0),
    /**
     * Return what views of this file have not saved, each with its view's name.
     *
     * @returns {import("./types.js").Unsaved[]}
     */
    all: () => attempt((storage) => {
      const names = Array.from({ length: storage.length }, (_one, i) => storage.key(i) ?? "");
      return names.filter((name) => name.startsWith(prefix)).map((name) => ({ view: name.slice(prefix.length), ...JSON.parse(storage.getItem(name) ?? "{}") })).filter(({ content }) => content);
    }, [])
  };
}

// src/editor/desk.js
var MOST_STEPS = 300;
var TYPING_PAUSE_MS = 400;
function createDesk(model, labels, draw, store = createStore(model.get("key"))) {
  const past = [];
  const future = [];
  let aside = [];
  let typing;
  let said = "";
  const say = (sentence, problem) => draw.status(sentences(said, sentence), problem);
  const keeper = createKeeper(model, { labels, store, say });
  const desk = (
    /** @type {Desk} */
    {
      map: complete(keeper.saved()),
      selected: { kind: "map" },
      view: "journey",
      persona: "",
      // whose emotions are shown: all together, or one of several
      zoom: void 0,
      // rem of a column
      labels,
      pendingFields: /* @__PURE__ */ new Set()
    }
  );
  desk.focus = draw.focus;
  desk.edit = (field) => draw.focus(`field:${field}`);
  desk.say = (sentence, problem = false) => draw.status(sentence, problem);
  desk.tabStop = () => desk.selected.kind === "touchpoint" ? desk.selected.id : desk.map.touchpoints[0]?.id;
  desk.canUndo = () => past.length > 0;
  desk.canRedo = () => future.length > 0;
  desk.flush = () => {
    [...desk.pendingFields].forEach((commit) => commit());
    if (typing !== void 0) send();
  };
  function send() {
    clearTimeout(typing);
    typing = void 0;
    keeper.send(desk.map);
  }
  function sendSoon() {
    clearTimeout(typing);
    typing = setTimeout(send, TYPING_PAUSE_MS);
    keeper.note(desk.map);
  }
  desk.change = (map, sentence, { key, quiet = false, then } = {}) => {
    if (map === desk.map) return;
    const last = past.at(-1);
    if (!key || last?.key !== key) past.push({ map: desk.map, selected: desk.selected, sentence, key });
    else last.sentence = sentence;
    if (past.length > MOST_STEPS) past.shift();
    future.length = 0;
    desk.map = map;
    if (then) desk.selected = then;
    said = sentence;
    if (quiet) {
      draw.canvasSoon();
      sendSoon();
    } else {
      draw.all();
      send();
    }
  };
  function endStep() {
    const last = past.at(-1);
    if (last) last.key = void 0;
  }
  function step(from, to, template) {
    desk.flush();
    const back = from.pop();
    if (!back) return;
    to.push({ map: desk.map, selected: desk.selected, sentence: back.sentence });
    endStep();
    desk.map = back.map;
    desk.selected = existing(back.selected);
    said = fill(template, { what: back.sentence });
    draw.all();
    send();
  }
  desk.undo = () => step(past, future, labels.said_undone);
  desk.redo = () => step(future, past, labels.said_redone);
  function existing({ kind, id }) {
    const parts = { touchpoint: desk.map.touchpoints, phase: desk.map.phases };
    const isThere = kind === "map" || find(parts[kind ?? ""] ?? [], id);
    if (isThere) return (
      /** @type {Selected} */
      { kind, id }
    );
    return desk.map.touchpoints.length ? { kind: "touchpoint", id: desk.map.touchpoints[0].id } : { kind: "map" };
  }
  desk.select = (kind, id, focus) => {
    desk.flush();
    endStep();
    desk.selected = existing({ kind, id });
    draw.all();
    if (focus) draw.focus(focus);
  };
  desk.look = (changed) => {
    desk.flush();
    Object.assign(desk, changed);
    draw.all();
  };
  desk.showView = (name) => {
    desk.flush();
    desk.view = name;
    draw.all();
  };
  function adopt(map) {
    desk.map = map;
    if (!find(map.personas ?? [], desk.persona)) desk.persona = "";
    const selected = existing(desk.selected);
    if (selected.id === desk.selected.id) desk.flush();
    desk.selected = selected;
    draw.all();
  }
  function rebase(base, theirs) {
    for (const one of [...past, ...future]) one.map = merge(base, one.map, theirs).merged;
    while (past.length && same(past[past.length - 1].map, theirs)) past.pop();
  }
  desk.hear = () => {
    const kept = keeper.hear();
    if (!kept) return;
    const [base, theirs] = [complete(kept.base), complete(kept.content)];
    if (kept.isOwn && kept.saved) {
      aside.forEach(store.forget);
      aside = [];
    }
    if (kept.isOwn && !kept.refused) say(kept.sentence, !kept.saved);
    else if (kept.isOwn) {
      if (kept.elsewhere) {
        const mine = merge(base, theirs, desk.map).merged;
        rebase(base, theirs);
        future.push({ map: mine, selected: desk.selected, sentence: said });
      }
      adopt(theirs);
      draw.status(kept.sentence, true);
    } else hearOthers(kept, base, theirs);
  };
  function hearOthers(kept, base, theirs) {
    const { merged } = merge(base, kept.mine ? complete(kept.mine) : base, theirs);
    const isByCell = kept.revision === "" && !kept.elsewhere;
    if (isByCell) past.push({ map: desk.map, selected: desk.selected, sentence: labels.changed_elsewhere });
    else rebase(base, theirs);
    clearTimeout(typing);
    typing = void 0;
    adopt(merged);
    if (!same(merged, theirs)) send();
    else draw.status(sentences(isByCell ? labels.changed_elsewhere : labels.changed_by_others, kept.sentence), false);
  }
  desk.open = () => {
    const { saved } = keeper;
    for (const { view, base, content } of keeper.unsaved()) {
      aside.push(view);
      if (same(base, saved())) past.push({ map: desk.map, selected: desk.selected, sentence: labels.taken_up });
      else future.push({ map: merge(base, saved(), complete(content)).merged, selected: {}, sentence: labels.left_aside });
      if (same(base, saved())) desk.map = merge(base, desk.map, complete(content)).merged;
    }
    desk.selected = existing({});
    draw.all();
    if (past.length) {
      said = labels.taken_up;
      send();
    } else if (future.length) draw.status(labels.left_aside, true);
    else draw.status(model.get("kept").sentence || labels.hint, false);
  };
  desk.close = () => {
    desk.flush();
    keeper.close();
  };
  desk.stop = keeper.stop;
  return desk;
}

// src/shared/numbers.js
var IN_THOUSANDS = /^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?$/;
var DECIMAL = /^[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)(e[+-]?[0-9]{1,3})?$/;
function readNumber(text) {
  const typed = text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 65248)).replaceAll("。", ".").replace(/[−–﹣]/g, "-").trim();
  if (!typed) return void 0;
  const plain = typed.replace(/%$/, "").trim().toLowerCase();
  const isInThousands = IN_THOUSANDS.test(plain);
  if (!isInThousands && !DECIMAL.test(plain)) return null;
  const number = Number(isInThousands ? plain.replaceAll(",", "") : plain.replace(",", "."));
  return Number.isFinite(number) ? number + 0 : null;
}

// src/editor/fields.js
function labelled(key, label, control, className = "") {
  control.id = uniqueId();
  control.setAttribute("data-focus", `field:${key}`);
  return element(
    "div",
    { className: `pe-field ${className}` },
    element("label", { htmlFor: control.id, textContent: label }),
    control
  );
}
function textField(desk, { key, label, value = "", rows, help = "", className, commit, ...properties }) {
  const control = rows ? element("textarea", { rows, placeholder: help, ...properties }) : element("input", { type: "text", autocomplete: "off", placeholder: help, ...properties });
  control.value = value;
  let taken = control.value;
  const take = (done) => {
    if (done) desk.pendingFields.delete(leave);
    if (control.value === taken) return;
    const right = commit(control.value, done) !== false;
    if (right) taken = control.value;
    else if (done && properties.required) control.value = taken;
    control.setAttribute("aria-invalid", String(!right && !properties.required));
  };
  const leave = () => take(true);
  control.addEventListener("input", () => {
    desk.pendingFields.add(leave);
    take(false);
  });
  control.addEventListener("change", leave);
  return labelled(key, label, control, className);
}
function choiceField(desk, { key, label, value, options, className, commit }) {
  const control = element("select", {}, ...options.map(([id, text]) => new Option(text, id, false, id === value)));
  control.addEventListener("change", () => commit(control.value));
  return labelled(key, label, control, className);
}
function checkField(desk, { key, label, value, commit }) {
  const control = element("input", { type: "checkbox", checked: value });
  control.addEventListener("change", () => commit(control.checked));
  const node = labelled(key, label, control, "pe-check");
  node.prepend(control);
  return node;
}
function partText(desk, owner, { key, name = key, label, required, rows, help, className, change }) {
  const commit = (typed, done) => {
    const text = retyped(owner()[key], typed);
    if (required && text === void 0) {
      if (done) desk.say(fill(desk.labels.refused_empty, { name: shown(owner()[key]) }), true);
      return false;
    }
    change({ [key]: text }, label);
    return true;
  };
  return textField(desk, {
    key: name,
    label,
    value: shown(owner()[key]),
    rows,
    help,
    className,
    commit,
    ...required ? { required } : {}
  });
}
function partLines(desk, owner, { key, name = key, label, change }) {
  const value = (owner()[key] ?? []).map(shown).join("\n");
  const commit = (typed) => {
    const lines2 = retypedLines(owner()[key], typed);
    change({ [key]: lines2.length ? lines2 : void 0 }, label);
  };
  return textField(desk, { key: name, label, value, rows: 3, commit });
}
function partNumber(desk, owner, { key, label, whole: whole2 = false, change }) {
  const commit = (typed, done) => {
    const number = readNumber(typed);
    const right = number === void 0 || number !== null && number >= 0 && (!whole2 || Number.isInteger(number));
    if (right) change({ [key]: number }, label);
    else if (done) desk.say(fill(whole2 ? desk.labels.refused_count : desk.labels.refused_number, { typed }), true);
    return right;
  };
  return textField(desk, { key, label, value: owner()[key] ?? "", inputMode: "decimal", commit });
}

// src/editor/lanes.js
var STAFFED = ["frontstage", "backstage"];
function blueprint(desk, id) {
  const name = shown(partOf(desk.map.touchpoints, id).name);
  const title = element("p", { className: "pe-under", textContent: fill(desk.labels.blueprint, { name }) });
  return [title, ...LANES.map((lane) => laneRows(desk, id, lane))];
}
function laneRows(desk, id, lane) {
  const { labels } = desk;
  const one = () => partOf(desk.map.touchpoints, id);
  const items = () => one().blueprint ?? [];
  const rows = element("div", {});
  const node = element(
    "div",
    { className: "pe-lane", role: "group", "aria-label": labels[lane] },
    element("p", { textContent: labels[lane] }),
    rows
  );
  const put = (changed, field, options) => {
    const sentence = fill(labels.said_changed, { field: `${labels[lane]} – ${field}`, name: shown(one().name) });
    desk.change(
      changeTouchpoint(desk.map, id, { blueprint: changed.length ? changed : void 0 }),
      sentence,
      options
    );
  };
  function addRow(place) {
    let at = place;
    const rest = [];
    const item = () => at === void 0 ? {} : items()[at] ?? {};
    const key = (field) => at === void 0 && field === "item" ? `new:${lane}` : `${lane}:${at ?? "new"}:${field}`;
    const text = (field) => {
      const commit = (typed, done) => {
        const value = retyped(item()[field], typed);
        const begun = at !== void 0;
        if (field === "item" && value === void 0) {
          if (done && begun) remove();
          return;
        }
        at ??= items().length;
        const changed = (
          /** @type {Item} */
          without({ layer: lane, ...item(), [field]: value })
        );
        put([...items().slice(0, at), changed, ...items().slice(at + 1)], labels[field], {
          key: `${field} ${at} ${id}`,
          quiet: true
        });
        if (!begun) {
          row.querySelector("input").setAttribute("data-focus", `field:${key("item")}`);
          addRow();
        }
      };
      return textField(desk, { key: key(field), label: labels[field], value: shown(item()[field]), commit });
    };
    const staffField = () => {
      const { emotion } = item();
      const levels = [2, 1, 0, -1, -2];
      if (emotion !== void 0 && emotion !== null && !levels.includes(emotion)) levels.push(emotion);
      const options = levels.map((level) => [String(level), `${labels.staff} ${emotionText(desk, level)}`]);
      const commit = (chosen) => {
        if (at === void 0) return;
        const changed = (
          /** @type {Item} */
          without({ ...item(), emotion: chosen === "" ? void 0 : Number(chosen) })
        );
        put([...items().slice(0, at), changed, ...items().slice(at + 1)], labels.staff_emotion);
      };
      const value = String(emotion ?? "");
      return choiceField(desk, {
        key: key("emotion"),
        label: labels.staff_emotion,
        value,
        options: [["", `${labels.staff} ?`], ...options],
        commit
      });
    };
    const remove = () => put(
      items().filter((_one, i) => i !== at),
      shown(item().item)
    );
    const row = element("div", { className: "pe-item" }, text("item"));
    rest.push(text("owner"), text("fail_point"));
    if (STAFFED.includes(lane)) rest.push(staffField());
    const gone = button("", remove, { picture: "remove", shown: false });
    const ready = () => {
      const empty = !row.querySelector("input").value.trim();
      for (const field of rest) field.querySelector("input, select").disabled = empty;
      gone.hidden = at === void 0;
      gone.title = fill(labels.delete_item, { name: shown(item().item) });
      gone.setAttribute("aria-label", gone.title);
    };
    row.append(...rest, gone);
    row.addEventListener("input", ready);
    row.addEventListener("focusout", ready);
    ready();
    rows.append(row);
  }
  items().forEach((item, i) => item.layer === lane && addRow(i));
  addRow();
  return node;
}

// src/editor/forms.js
function drawForm(desk) {
  const { kind, id } = desk.selected;
  if (kind === "phase") return phaseForm(desk, id);
  if (kind === "touchpoint") return touchpointForm(desk, id);
  return mapForm(desk);
}
function group(title, ...parts) {
  return element("fieldset", {}, element("legend", { textContent: title }), ...parts);
}
function pair(...parts) {
  return element("div", { className: "pe-pair" }, ...parts);
}
function keyed(node, key) {
  node.setAttribute("data-focus", `field:${key}`);
  return node;
}
function touchpointForm(desk, id) {
  const { labels } = desk;
  const all = desk.map.touchpoints;
  const index = all.findIndex((one) => one.id === id);
  const heading = fill(labels.touchpoint, { position: index + 1, count: all.length });
  const buttons = [
    keyed(
      button(labels.earlier, () => moveTouchpoint(desk, id, index - 1), { picture: "earlier" }),
      "earlier"
    ),
    keyed(
      button(labels.later, () => moveTouchpoint(desk, id, index + 1), { picture: "later" }),
      "later"
    ),
    keyed(
      button(labels.delete, () => deleteTouchpoint(desk, id), { picture: "remove" }),
      "delete"
    )
  ];
  const head = element("div", { className: "pe-form-head" }, element("h5", { textContent: heading }), ...buttons);
  const body = desk.view === "journey" ? experience(desk, id) : blueprint(desk, id);
  return [head, ...body];
}
function experience(desk, id) {
  const { labels } = desk;
  const one = () => partOf(desk.map.touchpoints, id);
  const change = (values, field, options = { quiet: true }) => {
    const sentence = fill(labels.said_changed, { field, name: shown(values.name ?? one().name) });
    desk.change(changeTouchpoint(desk.map, id, values), sentence, { key: `${Object.keys(values)} ${id}`, ...options });
  };
  const text = (key, label, more) => partText(desk, one, { key, label, change, ...more });
  const evidence = () => one().evidence ?? {};
  const changeEvidence = (values, field) => {
    const whole2 = without({ ...evidence(), ...values });
    change({ evidence: Object.keys(whole2).length ? whole2 : void 0 }, field, {
      quiet: true,
      key: `${Object.keys(values)} ${id}`
    });
  };
  const judge = (status) => {
    const whole2 = status === "proposed" ? { status } : without({ ...evidence(), status });
    change({ evidence: whole2 }, labels.status);
  };
  const known = () => [
    partText(desk, evidence, { key: "source", label: labels.source, help: labels.source_help, change: changeEvidence }),
    partNumber(desk, evidence, { key: "n", label: labels.n, whole: true, change: changeEvidence })
  ];
  const assign = (phase) => {
    const map = assignPhase(desk.map, id, phase);
    desk.change(map, sayMoved(desk, map, id));
  };
  return [
    group(
      labels.happens,
      text("name", labels.name, { required: true }),
      text("channel", labels.channel, { help: labels.channel_help }),
      choiceField(desk, {
        key: "phase",
        label: labels.phase_field,
        value: one().phase,
        options: desk.map.phases.map((phase) => [phase.id, shown(phase.name)]),
        commit: assign
      }),
      choiceField(desk, {
        key: "type",
        label: labels.type,
        value: one().type ?? "interaction",
        options: ["interaction", "action", "wait"].map((type) => [type, labels[type]]),
        commit: (type) => change({ type }, labels.type)
      }),
      pair(
        partNumber(desk, one, { key: "wait_min", label: labels.wait_min, change }),
        partNumber(desk, one, { key: "duration_min", label: labels.duration_min, change })
      )
    ),
    group(
      labels.feels,
      emotionField(desk, id),
      checkField(desk, {
        key: "moment",
        label: labels.moment_of_truth,
        value: one().moment_of_truth === true,
        commit: () => toggleMoment(desk, id)
      }),
      text("thought", labels.thought, { rows: 2 }),
      partLines(desk, one, { key: "pain_points", label: labels.pain_points, change }),
      partLines(desk, one, { key: "opportunities", label: labels.opportunities, change })
    ),
    group(
      labels.rests,
      choiceField(desk, {
        key: "status",
        label: labels.status,
        value: evidence().status ?? "assumed",
        options: ["observed", "assumed", "proposed"].map((status) => [status, labels[status]]),
        commit: (status) => judge(status)
      }),
      ...evidence().status === "proposed" ? [] : known()
    )
  ];
}
function emotionField(desk, id) {
  const { labels } = desk;
  const act = (name, picture, by) => keyed(
    button(picture, () => by ? stepEmotion(desk, id, by) : setEmotion(desk, id, void 0), {
      title: labels[name],
      "aria-label": labels[name]
    }),
    name
  );
  const value = element("span", { textContent: emotionText(desk, emotionOf(desk, partOf(desk.map.touchpoints, id))) });
  const row = element(
    "div",
    { className: "pe-stepper", role: "group", "aria-label": labels.emotion },
    act("lower", "−", -HALF),
    value,
    act("raise", "+", HALF),
    act("clear", "?")
  );
  return element(
    "div",
    { className: "pe-field" },
    element("span", { className: "pe-label", textContent: labels.emotion }),
    row
  );
}
function phaseForm(desk, id) {
  const { labels } = desk;
  const one = () => partOf(desk.map.phases, id);
  const change = (values, field) => {
    const sentence = fill(labels.said_changed, { field, name: shown(values.name ?? one().name) });
    desk.change(changePhase(desk.map, id, values), sentence, { key: `${Object.keys(values)} ${id}`, quiet: true });
  };
  const shift = (by) => {
    const map = shiftPhase(desk.map, id, by);
    if (map === desk.map) desk.say(fill(labels.said_edge, { name: shown(one().name) }));
    else desk.change(map, fill(labels.said_phase_moved, { name: shown(one().name) }));
  };
  const remove = () => {
    const name = shown(one().name);
    const count = desk.map.touchpoints.filter((touchpoint) => touchpoint.phase === id).length;
    if (count) desk.say(fill(labels.refused_phase, { name, count }), true);
    else desk.change(removePhase(desk.map, id), fill(labels.said_deleted, { name }), { then: { kind: "map" } });
  };
  const head = element(
    "div",
    { className: "pe-form-head" },
    element("h5", { textContent: labels.phase }),
    keyed(
      button(labels.earlier, () => shift(-1), { picture: "earlier" }),
      "earlier"
    ),
    keyed(
      button(labels.later, () => shift(1), { picture: "later" }),
      "later"
    ),
    keyed(button(labels.delete_phase, remove, { picture: "remove" }), "delete")
  );
  const periods = ["before", "during", "after"].map((period2) => [period2, labels[period2]]);
  const period = choiceField(desk, {
    key: "period",
    label: labels.period,
    value: one().period ?? "during",
    options: periods,
    commit: (value) => change({ period: value }, labels.period)
  });
  return [
    head,
    element("div", {}, partText(desk, one, { key: "name", label: labels.name, required: true, change }), period)
  ];
}
function aboutPersona(desk, persona, before, change) {
  const { labels } = desk;
  const named = (key, label, more) => ({ key, name: `${before}${key}`, label, change, ...more });
  return [
    partText(desk, persona, named("name", labels.persona_name, { required: Boolean(persona().name) })),
    partText(desk, persona, named("goal", labels.goal, { rows: 2 })),
    partLines(desk, persona, named("expectations", labels.expectations))
  ];
}
function mapForm(desk) {
  const { labels } = desk;
  const map = () => desk.map;
  const persona = () => desk.map.persona ?? {};
  const say = (field) => fill(labels.said_changed, { field, name: shown(desk.map.title) });
  const changeMap = (values, field) => desk.change({ ...desk.map, ...values }, say(field), { key: `${Object.keys(values)}`, quiet: true });
  const change = (values, field) => desk.change(changePersona(desk.map, values, labels.customer), say(field), {
    key: `persona ${Object.keys(values)}`,
    quiet: true
  });
  const several = (desk.map.personas ?? []).map(({ id }) => {
    const one = () => partOf(desk.map.personas ?? [], id);
    const changeOne = (values, field) => desk.change(changePersonas(desk.map, id, values), say(field), { key: `${id} ${Object.keys(values)}`, quiet: true });
    return group(shown(one().name), ...aboutPersona(desk, one, `${id}:`, changeOne));
  });
  return [
    element("div", { className: "pe-form-head" }, element("h5", { textContent: labels.map })),
    ...several.length ? several : [element("div", {}, ...aboutPersona(desk, persona, "", change))],
    element("div", {}, partText(desk, map, { key: "title", label: labels.title, required: true, change: changeMap }))
  ];
}

// src/editor/overview.js
var HEIGHT2 = 20;
var BAND = 3;
function yOf2(emotion) {
  return BAND + 2 + (MOST - emotion) / (2 * MOST) * (HEIGHT2 - BAND - 4);
}
function drawWhole(desk) {
  const all = columns(desk.map);
  const bands = all.map(
    ({ phase }, i) => drawing("rect", { x: i, y: 0, width: 1, height: BAND, class: `pe-band-${partOf(desk.map.phases, phase).period ?? "during"}` })
  );
  let path = "";
  let joins = false;
  all.forEach(({ touchpoint }, i) => {
    const emotion = touchpoint && emotionOf(desk, touchpoint);
    const isKnown2 = emotion !== void 0 && emotion !== null;
    if (isKnown2) path += `${joins ? "L" : "M"}${i + 0.5} ${yOf2(emotion)}`;
    if (isKnown2 && !joins) path += "h.01";
    joins = isKnown2;
  });
  return drawing(
    "svg",
    { viewBox: `0 0 ${Math.max(all.length, 1)} ${HEIGHT2}`, preserveAspectRatio: "none" },
    ...bands,
    drawing("path", { d: path, class: "pe-line" })
  );
}
function createOverview(scroller) {
  const part = element("div", { className: "pe-overview-part" });
  const node = element("div", { className: "pe-overview", "aria-hidden": "true" });
  const show = () => {
    const { scrollWidth, clientWidth, scrollLeft } = scroller;
    node.hidden = scrollWidth <= clientWidth + 1;
    part.style.left = `${scrollLeft / scrollWidth * 100}%`;
    part.style.width = `${clientWidth / scrollWidth * 100}%`;
  };
  const go = (event) => {
    const { left, width } = node.getBoundingClientRect();
    scroller.scrollLeft = (event.clientX - left) / width * scroller.scrollWidth - scroller.clientWidth / 2;
  };
  node.addEventListener("pointerdown", (event) => {
    node.setPointerCapture(event.pointerId);
    go(event);
  });
  node.addEventListener("pointermove", (event) => node.hasPointerCapture(event.pointerId) && go(event));
  scroller.addEventListener("scroll", show);
  const watch = new ResizeObserver(show);
  watch.observe(scroller);
  return {
    node,
    /** @param {Desk} desk */
    draw(desk) {
      node.replaceChildren(drawWhole(desk), part);
      show();
    },
    close: () => watch.disconnect()
  };
}

// src/editor/widget.js
var ZOOMS = [2, 4, 6, 8, 11];
var RELEASE_MS = 50;
function render({ model, el }) {
  speak(model.get("language"));
  const labels = model.get("labels");
  const status = element("p", { className: "pe-status", role: "status" });
  const scroller = element("div", { className: "pe-scroller" });
  const form = element("div", { className: "pe-form", role: "region", "aria-label": labels.chosen });
  const overview = createOverview(scroller);
  const whose = element("select");
  const whoseLabel = element("label", { className: "pe-whose" }, labels.whose_emotions, whose);
  const title = element("h4");
  const customer = element("span");
  let isPressed = false;
  let isDue = false;
  const catchUp = () => {
    if (isDue && !isPressed) draw.canvas();
  };
  const released = () => setTimeout(() => {
    isPressed = false;
    catchUp();
  }, RELEASE_MS);
  const draw = {
    canvasSoon: () => {
      isDue = true;
      setTimeout(catchUp);
    },
    canvas: () => {
      isDue = false;
      const { scrollLeft } = scroller;
      keepingFocus(scroller, () => scroller.replaceChildren(drawCanvas(desk)));
      scroller.scrollLeft = scrollLeft;
      overview.draw(desk);
      drawWhose();
      const state = labels[desk.map.state ?? "current"];
      const called = shown(desk.map.title);
      title.replaceChildren(called, " ", element("small", { textContent: state }));
      section.setAttribute("aria-label", fill(labels.editor, { title: called, state }));
      const { persona, personas = [] } = desk.map;
      const names = personas.map(({ name }) => shown(name)).join(", ");
      customer.textContent = [fill(labels.whose, { name: names || shown(persona?.name) || "?" }), shown(persona?.goal)].filter(Boolean).join(" · ");
      undo.setAttribute("aria-disabled", String(!desk.canUndo()));
      redo.setAttribute("aria-disabled", String(!desk.canRedo()));
      for (const [name, node] of Object.entries(views)) node.setAttribute("aria-pressed", String(desk.view === name));
    },
    forms: () => {
      desk.pendingFields.clear();
      keepingFocus(form, () => form.replaceChildren(...drawForm(desk)));
      form.className = `pe-form pe-form-${desk.selected.kind} pe-form-${desk.view}`;
    },
    all: () => {
      draw.canvas();
      draw.forms();
      reveal(scroller);
    },
    status: (sentence, problem) => {
      status.textContent = sentence;
      status.classList.toggle("is-problem", problem);
    },
    focus: (key) => {
      desk.flush();
      const node = section.querySelector(`[data-focus="${CSS.escape(key)}"]`);
      node?.focus({ preventScroll: !key.startsWith("field:") });
      if (key.startsWith("field:")) node?.select?.();
    }
  };
  const desk = createDesk(model, labels, draw);
  desk.scroller = scroller;
  const undo = button(labels.undo, desk.undo, { picture: "undo" });
  const redo = button(labels.redo, desk.redo, { picture: "redo" });
  const views = {
    journey: button(labels.show_journey, () => desk.showView("journey")),
    blueprint: button(labels.show_blueprint, () => desk.showView("blueprint"))
  };
  const zoom = (by) => {
    const now = desk.zoom ?? usual(desk);
    const next = by > 0 ? ZOOMS.find((one) => one > now) : ZOOMS.filter((one) => one < now).at(-1);
    if (next) desk.look({ zoom: next });
  };
  function drawWhose() {
    const { personas = [] } = desk.map;
    whoseLabel.hidden = !personas.length;
    const options = [["", labels.all_together], ...personas.map(({ id, name }) => [id, shown(name)])];
    whose.replaceChildren(...options.map(([id, name]) => new Option(name, id, false, id === desk.persona)));
  }
  whose.addEventListener("change", () => desk.look({ persona: whose.value }));
  const about = button("", () => desk.select("map"), { className: "pe-customer" });
  about.replaceChildren(customer);
  const tools = element(
    "div",
    { className: "pe-tools", role: "group", "aria-label": labels.tools },
    button(labels.add_touchpoint, () => newTouchpoint(desk), { picture: "plus", className: "pe-main" }),
    button(labels.add_phase, () => newPhase(desk), { picture: "plus" }),
    undo,
    redo,
    element(
      "div",
      { className: "pe-zoom", role: "group", "aria-label": labels.zoom },
      button(labels.zoom_out, () => zoom(-1), { picture: "out", shown: false }),
      button(labels.zoom_whole, () => desk.look({ zoom: whole(desk, scroller) })),
      button(labels.zoom_in, () => zoom(1), { picture: "plus", shown: false })
    ),
    whoseLabel,
    element("div", { className: "pe-views", role: "group", "aria-label": labels.view }, ...Object.values(views))
  );
  const keys = element(
    "details",
    { className: "pe-keys" },
    element("summary", { textContent: labels.keys }),
    element("p", { textContent: labels.keys_help })
  );
  const offer = drawOffer(model, desk);
  const head = element("div", { className: "pe-head" }, title, about);
  const section = element(
    "section",
    { className: "pe-editor" },
    head,
    offer,
    tools,
    status,
    overview.node,
    scroller,
    form,
    keys
  );
  section.addEventListener("keydown", (event) => pressedAnywhere(desk, event));
  const press = (event) => {
    isPressed = true;
    if (event.target !== document.activeElement) desk.flush();
  };
  section.addEventListener("pointerdown", press, true);
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, released, true);
  el.append(section);
  model.on("change:kept", desk.hear);
  model.on("comm_live_update", desk.stop);
  window.addEventListener("pagehide", desk.flush);
  desk.open();
  return () => {
    model.off("change:kept", desk.hear);
    model.off("comm_live_update", desk.stop);
    window.removeEventListener("pagehide", desk.flush);
    for (const end of ["pointerup", "pointercancel"]) window.removeEventListener(end, released, true);
    overview.close();
    desk.close();
  };
}
function drawOffer(model, desk) {
  const { labels } = desk;
  const baseline = model.get("baseline");
  const offer = element("p", { className: "pe-offer", role: "note", hidden: !baseline?.sentence });
  if (offer.hidden) return offer;
  const done = () => {
    offer.hidden = true;
    model.set("accepted", (model.get("accepted") ?? 0) + 1);
    model.save_changes();
  };
  const take = () => {
    const [before, after] = [complete(baseline.before), complete(baseline.after)];
    const { merged, isWhole } = merge(before, after, desk.map);
    desk.change(merged, isWhole ? labels.said_taken_over : labels.said_partly);
    done();
  };
  offer.append(baseline.sentence, " ", button(labels.take_over, take), " ", button(labels.leave_as_it_is, done));
  return offer;
}
function keepingFocus(part, redraw) {
  const key = part.contains(document.activeElement) && document.activeElement?.getAttribute("data-focus");
  redraw();
  if (!key) return;
  const same2 = part.querySelector(`[data-focus="${CSS.escape(key)}"]`);
  same2?.focus({ preventScroll: true });
}
function reveal(scroller) {
  const card = scroller.querySelector(".pe-card.is-selected");
  if (!card) return;
  const names = (
    /** @type {HTMLElement} */
    scroller.querySelector(".pe-row-name").offsetWidth
  );
  const here = card.getBoundingClientRect();
  const frame = scroller.getBoundingClientRect();
  if (here.right > frame.right) scroller.scrollLeft += here.right - frame.right + 8;
  if (here.left < frame.left + names) scroller.scrollLeft -= frame.left + names - here.left + 8;
}
function pressedAnywhere(desk, event) {
  const target = (
    /** @type {Element} */
    event.target
  );
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === "s") return;
  event.stopPropagation();
  const isText = target.matches("textarea, input[type=text]");
  if (command && !isText && (key === "z" || key === "y")) {
    event.preventDefault();
    if (key === "y" || event.shiftKey) desk.redo();
    else desk.undo();
  }
  if (key === "escape" && target.closest(".pe-form")) {
    const { kind, id } = desk.selected;
    desk.focus(`${kind !== "touchpoint" ? kind : desk.view === "journey" ? "handle" : "card"}:${id}`);
  }
}
var widget_default = { render };
export {
  widget_default as default
};
