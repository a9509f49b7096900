// A line of visibility to drag over what a service does: what rises above it, customers see.
import { element, movable, shape } from "./parts.js";

const TOP = 60;
const ROW = 66;

/** @param {HTMLElement} root @param {Record<string, string>} words */
export function visibility(root, words) {
  const steps = words.steps.split("|").map((each) => each.split("="));
  let seen = 2;
  const bottom = TOP + steps.length * ROW;
  const picture = /** @type {SVGSVGElement} */ (
    shape("svg", { viewBox: `0 0 960 ${bottom + 40}`, role: "group", "aria-label": words.title })
  );
  const rows = steps.map(([what], i) => {
    const box = shape("rect", { x: 40, y: TOP + i * ROW + 8, width: 456, height: ROW - 16, rx: 10, class: "try-step" });
    const felt = shape("text", { x: 520, y: TOP + i * ROW + 41, class: "try-felt" });
    picture.append(box, shape("text", { x: 60, y: TOP + i * ROW + 41, class: "try-label" }, what), felt);
    return { box, felt };
  });
  const line = shape("line", { x1: 20, x2: 940, class: "try-visible" });
  const name = shape("text", { x: 940, class: "try-mark", "text-anchor": "end" }, words.line);
  const grip = shape("g", {
    role: "slider",
    "aria-label": words.line,
    "aria-valuemin": 0,
    "aria-valuemax": steps.length,
    class: "try-grip",
  }, shape("rect", { x: 440, y: -14, width: 80, height: 28, rx: 14, class: "try-handle" }), shape("text", { x: 480, y: 7, class: "try-grip-text", "text-anchor": "middle" }, "⇅"));
  picture.append(line, name, grip);
  movable(picture, grip, (_x, at) => set((at - TOP) / ROW), (_dx, dy) => set(seen + dy));
  const told = element("p", { class: "course-try-told", "aria-live": "polite" });
  root.replaceChildren(element("p", { class: "course-try-title" }, words.title), picture, told);
  draw();

  /** @param {number} value */
  function set(value) {
    seen = Math.max(0, Math.min(steps.length, Math.round(value)));
    draw();
  }

  function draw() {
    const at = TOP + seen * ROW;
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
