// An emotion curve to drag, with what peak–end and the mean make of it beside it.
import { element, movable, shape, signed } from "./parts.js";

const START = [-1, 0, -2, 1, 1, -1, 0];
const LEFT = 70;
const STEP = 110;
const y = (/** @type {number} */ value) => 170 - 62 * value;

/** @param {HTMLElement} root @param {Record<string, string>} words */
export function curve(root, words) {
  const values = [...START];
  const names = words.points.split("|");
  const picture = /** @type {SVGSVGElement} */ (shape("svg", { viewBox: "0 -16 960 366", role: "group", "aria-label": words.title }));
  const line = shape("polyline", { class: "try-line" });
  const marks = shape("g");
  picture.append(shape("line", { x1: 40, x2: 760, y1: y(0), y2: y(0), class: "try-axis" }), line, marks);
  for (const value of [-2, -1, 0, 1, 2]) {
    picture.append(shape("text", { x: 30, y: y(value) + 6, class: "try-small", "text-anchor": "end" }, signed(value, 0)));
  }
  const handles = values.map((_value, i) => {
    const handle = shape("circle", { r: 15, class: "try-handle", role: "slider", "aria-valuemin": -2, "aria-valuemax": 2, "aria-label": names[i] });
    movable(picture, handle, (_x, at) => set(i, (170 - at) / 62), (_dx, dy) => set(i, values[i] - dy * 0.5));
    picture.append(handle, shape("text", { x: LEFT + i * STEP, y: 335, class: "try-small", "text-anchor": "middle" }, names[i]));
    return handle;
  });
  const bars = ["peakEnd", "mean"].map((key, i) => {
    const bar = shape("rect", { x: 800 + i * 80, width: 50, class: i ? "try-bar-b" : "try-bar-a" });
    const number = shape("text", { x: 825 + i * 80, class: "try-number", "text-anchor": "middle" });
    picture.append(bar, number, shape("text", { x: 825 + i * 80, y: 335, class: "try-small", "text-anchor": "middle" }, words[key]));
    return { bar, number };
  });
  const told = element("p", { class: "course-try-told", "aria-live": "polite" });
  root.replaceChildren(element("p", { class: "course-try-title" }, words.title), picture, told);
  draw();

  /** @param {number} i @param {number} value */
  function set(i, value) {
    values[i] = Math.max(-2, Math.min(2, Math.round(value * 2) / 2));
    draw();
  }

  function draw() {
    const [best, worst] = [Math.max(...values), Math.min(...values)];
    // Where both are equally far from neutral, the lower reading goes first, as in the library.
    const tied = best > 0 && worst < 0 && best + worst === 0;
    const peak = values.indexOf(best + worst > 0 ? best : worst);
    const end = values.length - 1;
    const scores = [(values[peak] + values[end]) / 2, values.reduce((sum, value) => sum + value, 0) / values.length];
    line.setAttribute("points", values.map((value, i) => `${LEFT + i * STEP},${y(value)}`).join(" "));
    handles.forEach((handle, i) => {
      handle.setAttribute("cx", String(LEFT + i * STEP));
      handle.setAttribute("cy", String(y(values[i])));
      handle.setAttribute("aria-valuenow", String(values[i]));
    });
    const peaks = [peak, ...(tied ? [values.indexOf(best)] : [])];
    const alone = peaks.filter((each) => each !== end).map((each) => mark(each, words.peak));
    marks.replaceChildren(...alone, mark(end, peaks.includes(end) ? words.both : words.end));
    bars.forEach(({ bar, number }, i) => {
      bar.setAttribute("y", String(Math.min(y(scores[i]), y(0))));
      bar.setAttribute("height", String(Math.max(Math.abs(y(scores[i]) - y(0)), 2)));
      number.setAttribute("y", String(y(Math.max(scores[i], 0)) - 12));
      number.textContent = signed(scores[i]);
    });
    const gap = scores[0] - scores[1];
    const said = Math.abs(gap) < 0.5 ? words.alike : gap > 0 ? words.better : words.worse;
    const readings = words.tied.replace("{low}", signed(scores[0])).replace("{high}", signed((best + values[end]) / 2));
    told.textContent = tied ? readings : said;
  }

  /** @param {number} i @param {string} name */
  function mark(i, name) {
    const [x, at] = [LEFT + i * STEP, y(values[i])];
    /** @type {Record<string, string | number>} */
    const where = values[i] < 0 ? { x: x + 32, y: at + 8 } : { x, y: at - 32, "text-anchor": "middle" };
    return shape("g", {}, shape("circle", { cx: x, cy: at, r: 24, class: "try-ring" }), shape("text", { ...where, class: "try-mark" }, name));
  }
}
