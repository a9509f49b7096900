// The interval of a net promoter score, which grows as answers are taken away.
import { element, shape, signed } from "./parts.js";

const SHARES = { promoters: 0.45, detractors: 0.25 };
const x = (/** @type {number} */ value) => 480 + 4.2 * value;

/** @param {HTMLElement} root @param {Record<string, string>} words */
export function interval(root, words) {
  const picture = shape("svg", { viewBox: "0 0 960 190", role: "img", "aria-label": words.title });
  const line = shape("line", { y1: 90, y2: 90, class: "try-interval" });
  const dot = shape("circle", { cy: 90, r: 13, class: "try-dot" });
  const label = shape("text", { y: 56, class: "try-number", "text-anchor": "middle" });
  picture.append(shape("line", { x1: x(-100), x2: x(100), y1: 130, y2: 130, class: "try-axis" }), line, dot, label);
  for (const value of [-100, -50, 0, 50, 100]) {
    picture.append(shape("text", { x: x(value), y: 164, class: "try-small", "text-anchor": "middle" }, signed(value, 0)));
  }
  const slider = /** @type {HTMLInputElement} */ (
    element("input", { type: "range", min: 1, max: 100, value: 100, "aria-label": words.answers })
  );
  const told = element("p", { class: "course-try-told", "aria-live": "polite" });
  slider.addEventListener("input", draw);
  slider.addEventListener("keydown", (event) => event.stopPropagation());
  root.replaceChildren(
    element("p", { class: "course-try-title" }, words.title),
    picture,
    element("label", { class: "try-choice" }, words.answers, slider),
    told,
  );
  draw();

  function draw() {
    const n = Math.round(20 * 10 ** (2 * (Number(slider.value) / 100))); // from 20 to 2,000
    const promoters = Math.round(n * SHARES.promoters);
    const detractors = Math.round(n * SHARES.detractors);
    const mean = (promoters - detractors) / n;
    const spread = 1.96 * Math.sqrt(((promoters + detractors) / n - mean ** 2) / n);
    const [low, high] = [Math.max(-100, 100 * (mean - spread)), Math.min(100, 100 * (mean + spread))];
    line.setAttribute("x1", String(x(low)));
    line.setAttribute("x2", String(x(high)));
    dot.setAttribute("cx", String(x(100 * mean)));
    label.setAttribute("x", String(x(100 * mean)));
    label.textContent = signed(100 * mean, 0);
    told.textContent = words.told
      .replace("{n}", n.toLocaleString("en"))
      .replace("{low}", signed(low, 0))
      .replace("{high}", signed(high, 0));
  }
}
