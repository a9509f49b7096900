// A line of visibility to drag over what a service does: what rises above it, customers see.
import { element, movable, shape } from "./parts.js";

const TOP = 60;
// Where what she thinks has its place: beside the step, or on a telephone below it.
const WIDE = { width: 960, row: 66, box: 456, felt: [520, 41] };
const NARROW = { width: 620, row: 98, box: 540, felt: [60, 74] };

/** @param {HTMLElement} root @param {Record<string, string>} words */
export function visibility(root, words) {
  const steps = words.steps.split("|").map((each) => each.split("="));
  let seen = 2;
  const { width, row, box: wide, felt: place } = matchMedia("(max-width: 500px)").matches ? NARROW : WIDE;
  const bottom = TOP + steps.length * row;
  const picture = /** @type {SVGSVGElement} */ (
    shape("svg", { viewBox: `0 0 ${width} ${bottom + 40}`, role: "group", "aria-label": words.title })
  );
  const rows = steps.map(([what], i) => {
    const y = TOP + i * row;
    const box = shape("rect", { x: 40, y: y + 8, width: wide, height: row - 16, rx: 10, class: "try-step" });
    const felt = shape("text", { x: place[0], y: y + place[1], class: "try-felt" });
    picture.append(box, shape("text", { x: 60, y: y + 41, class: "try-label" }, what), felt);
    return { box, felt };
  });
  const line = shape("line", { x1: 20, x2: width - 20, class: "try-visible" });
  const name = shape("text", { x: width - 20, class: "try-mark", "text-anchor": "end" }, words.line);
  const grip = shape("g", {
    role: "slider",
    "aria-label": words.line,
    "aria-valuemin": 0,
    "aria-valuemax": steps.length,
    class: "try-grip",
  });
  grip.append(
    shape("rect", { x: 20, y: -30, width: width - 40, height: 60, class: "try-reach" }), // a finger takes the line anywhere
    shape("rect", { x: width / 2 - 40, y: -14, width: 80, height: 28, rx: 14, class: "try-handle" }),
    shape("text", { x: width / 2, y: 7, class: "try-grip-text", "text-anchor": "middle" }, "⇅"),
  );
  picture.append(line, name, grip);
  movable(picture, grip, (_x, at) => set((at - TOP) / row), (_dx, dy) => set(seen + dy));
  const told = element("p", { class: "course-try-told", "aria-live": "polite" });
  root.replaceChildren(element("p", { class: "course-try-title" }, words.title), picture, told);
  draw();

  /** @param {number} value */
  function set(value) {
    seen = Math.max(0, Math.min(steps.length, Math.round(value)));
    draw();
  }

  function draw() {
    const at = TOP + seen * row;
    line.setAttribute("y1", String(at));
    line.setAttribute("y2", String(at));
    name.setAttribute("y", String(at + 27));
    grip.setAttribute("transform", `translate(0 ${at})`);
    grip.setAttribute("aria-valuenow", String(seen));
    rows.forEach(({ box, felt }, i) => {
      box.classList.toggle("is-seen", i < seen);
      felt.textContent = i < seen ? steps[i][1] : words.hidden;
      felt.classList.toggle("is-hidden", i >= seen);
    });
    told.textContent = seen === steps.length ? words.all : seen <= 1 ? words.little : words.some;
  }
}
