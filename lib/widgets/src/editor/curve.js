// The emotion curve: a slider a touchpoint, snapping to half points; below the scale lies "unknown".
import { drawing, element, fill, rounded, shown, signed } from "#shared/page.js";
import { changeTouchpoint, emotionOf, felt, HALF, isKnown, MOST, partOf } from "./document.js";
/** @import { Column, Desk, Emotion, Touchpoint } from "./types.js" */

const TOP = 24;
const POINT = 38; // pixels from one full point to the next
const UNKNOWN_Y = TOP + 4.9 * POINT;
const HEIGHT = UNKNOWN_Y + 24;
const DRAG_PX = 3;

/** @param {Emotion} emotion */
function yOf(emotion) {
  return isKnown(emotion) ? TOP + (MOST - emotion) * POINT : UNKNOWN_Y;
}

/** @param {number} y */
function emotionAt(y) {
  if (y > (yOf(-MOST) + UNKNOWN_Y) / 2) return undefined;
  const emotion = Math.round((MOST - (y - TOP) / POINT) / HALF) * HALF;
  return Math.max(-MOST, Math.min(MOST, emotion)) + 0; // no −0
}

/**
 * @param {Desk} desk
 * @param {Emotion} emotion
 */
export function emotionText(desk, emotion) {
  if (!isKnown(emotion)) return desk.labels.unknown;
  const mood = desk.labels[`mood_${emotion}`];
  return mood ? fill(desk.labels.mood, { value: signed(emotion), mood }) : rounded(emotion);
}

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {Emotion} emotion
 */
export function setEmotion(desk, id, emotion) {
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

/**
 * @param {Desk} desk
 * @param {string} id
 * @param {number} by
 */
export function stepEmotion(desk, id, by) {
  const emotion = emotionOf(desk, partOf(desk.map.touchpoints, id));
  setEmotion(desk, id, isKnown(emotion) ? Math.max(-MOST, Math.min(MOST, emotion + by)) : 0);
}

/**
 * Straight lines between neighbours; dashed where a touchpoint between them is unknown.
 *
 * @param {Column[]} all
 * @param {Map<string, Emotion>} emotions
 */
function lines(all, emotions) {
  const paths = { solid: "", dashed: "" };
  /** @type {string | undefined} */
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

/**
 * @param {HTMLElement} handle
 * @param {Desk} desk
 * @param {Emotion} emotion
 */
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

/**
 * @param {Desk} desk
 * @param {Column[]} all
 */
export function drawCurve(desk, all) {
  const emotions = new Map(desk.map.touchpoints.map((one) => [one.id, emotionOf(desk, one)]));
  const solid = drawing("path", { class: "pe-line" });
  const dashed = drawing("path", { class: "pe-line pe-line-dashed" });
  const others = (desk.map.personas ?? [])
    .filter(({ id }) => id !== desk.persona)
    .map(({ id }) => {
      const own = new Map(desk.map.touchpoints.map((one) => [one.id, one.emotions?.[id]]));
      const { solid: line, dashed: gaps } = lines(all, own);
      return drawing("path", { d: line + gaps, class: "pe-line-other" });
    });
  const levels = [2, 1, 0, -1, -2].map((level) =>
    drawing("line", {
      x1: 0,
      x2: all.length,
      y1: yOf(level),
      y2: yOf(level),
      class: level ? "pe-level" : "pe-level pe-level-zero",
    }),
  );
  const box = {
    viewBox: `0 0 ${all.length} ${HEIGHT}`,
    preserveAspectRatio: "none",
    height: HEIGHT,
    "aria-hidden": "true",
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
      "data-focus": `handle:${id}`,
    });
    handle.style.left = `${((i + 0.5) / all.length) * 100}%`;
    face(handle, desk, emotions.get(id));
    /** @param {Emotion} emotion */
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
  tint.style.cssText = `left:${(at / all.length) * 100}%;width:${100 / all.length}%`;
  const picture = drawing("svg", box, ...levels, ...others, dashed, solid);
  const curve = element(
    "div",
    { className: "pe-curve", role: "group", "aria-label": desk.labels.emotion_curve },
    tint,
    picture,
    ...handles,
  );
  curve.style.height = `${HEIGHT}px`;
  return curve;
}

/**
 * @param {Desk} desk
 * @param {HTMLElement} handle
 * @param {Touchpoint} touchpoint
 * @param {(emotion: Emotion) => void} preview
 */
function dragEmotion(desk, handle, touchpoint, preview) {
  const topOfCurve = () => /** @type {HTMLElement} */ (handle.parentElement).getBoundingClientRect().top;
  /** @type {{ y: number, grip: number, moved?: boolean } | undefined} */
  let start;
  /** @type {Emotion} */
  let emotion;
  /** @param {boolean} commit */
  const end = (commit) => {
    if (!start) return;
    const moved = start.moved;
    start = undefined;
    if (!commit) preview(emotionOf(desk, touchpoint));
    desk.select("touchpoint", touchpoint.id, `handle:${touchpoint.id}`);
    if (commit && moved) setEmotion(desk, touchpoint.id, emotion);
  };
  handle.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    handle.setPointerCapture(event.pointerId);
    start = {
      y: event.clientY,
      grip: event.clientY - topOfCurve() - yOf(emotionOf(desk, touchpoint)),
    };
  });
  handle.addEventListener("pointermove", (event) => {
    if (!start || (!start.moved && Math.abs(event.clientY - start.y) < DRAG_PX)) return;
    start.moved = true;
    emotion = emotionAt(event.clientY - topOfCurve() - start.grip);
    preview(emotion);
  });
  handle.addEventListener("pointerup", () => end(true));
  handle.addEventListener("pointercancel", () => end(false));
  handle.addEventListener("keydown", (event) => event.key === "Escape" && end(false));
}

/**
 * The names of the levels, beside the curve.
 *
 * @param {Desk} desk
 */
export function drawLevels(desk) {
  const names = [2, 1, 0, -1, -2].map((level) => {
    const name = element("span", { textContent: `${signed(level)} ${desk.labels[`mood_${level}`]}` });
    name.style.top = `${yOf(level)}px`;
    return name;
  });
  const unknown = element("span", { textContent: `? ${desk.labels.unknown}` });
  unknown.style.top = `${UNKNOWN_Y}px`;
  return element("div", { className: "pe-levels", "aria-hidden": "true" }, ...names, unknown);
}
