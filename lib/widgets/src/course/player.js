// The player of a scene: play and pause, a slider, subtitles, and a stop where the scene asks the room.
import { button, element } from "./parts.js";

/** @typedef {{at: number, say: string, choices: string[]}} Said */

/** @param {HTMLElement} root */
export function player(root) {
  const picture = /** @type {SVGSVGElement} */ (root.querySelector("svg"));
  const seconds = Number(root.dataset.seconds);
  const words = JSON.parse(root.dataset.words ?? "{}");
  const said = /** @type {Said[]} */ (JSON.parse(root.dataset.said ?? "[]"));
  const asked = new Set();
  const still = Number(root.dataset.still);
  let now = Math.min(still, ...said.filter((each) => each.choices.length).map((each) => each.at)); // the answer is not told before
  let last = 0;
  let frame = 0;

  const subtitle = element("p", { class: "course-scene-subtitle", "aria-live": "polite" });
  const poll = element("p", { class: "course-scene-poll" });
  const slider = /** @type {HTMLInputElement} */ (
    element("input", { type: "range", min: 0, max: seconds, step: 0.1, "aria-label": words.place })
  );
  const toggle = button("", () => (frame ? pause() : play()));
  const bar = element("p", { class: "course-scene-bar" }, toggle, slider);
  picture.after(subtitle, poll, bar);
  picture.style.setProperty("--delay", "0s");
  root.classList.add("is-live");
  slider.addEventListener("input", () => {
    pause();
    asked.clear();
    poll.replaceChildren();
    show(Number(slider.value));
  });
  root.addEventListener("keydown", (event) => {
    // On slides these keys would turn the page.
    if (event.target === slider || event.key === " " || event.key === "Enter") event.stopPropagation();
  });
  addEventListener("beforeprint", () => show(still));
  pause();
  show(now);

  function play() {
    if (now >= seconds) {
      now = 0;
      asked.clear();
    }
    if (root.dataset.touched === undefined) now = 0;
    root.dataset.touched = "";
    poll.replaceChildren();
    last = performance.now();
    frame = requestAnimationFrame(tick);
    toggle.textContent = `❚❚ ${words.pause}`;
  }

  function pause() {
    cancelAnimationFrame(frame);
    frame = 0;
    toggle.textContent = `▶ ${words.play}`;
  }

  /** @param {number} time */
  function tick(time) {
    const next = now + (time - last) / 1000;
    const question = said.find((each) => each.choices.length && each.at > now && each.at <= next && !asked.has(each));
    last = time;
    show(Math.min(question ? question.at : next, seconds));
    if (question) {
      asked.add(question);
      pause();
      ask(question);
    } else if (now >= seconds) pause();
    else frame = requestAnimationFrame(tick);
  }

  /** @param {number} time */
  function show(time) {
    now = time;
    slider.value = String(time);
    for (const each of picture.getAnimations({ subtree: true })) {
      each.pause();
      each.currentTime = time * 1000;
    }
    const current = said.filter((each) => each.at <= time + 0.01).at(-1);
    if (subtitle.textContent !== (current?.say ?? "")) subtitle.textContent = current?.say ?? "";
  }

  /** Count the room's hands, one click a hand, and go on when asked.
   * @param {Said} question */
  function ask(question) {
    const counts = question.choices.map((choice) => {
      let votes = 0;
      const one = button(choice, () => {
        votes += 1;
        one.textContent = `${choice} · ${votes}`;
      });
      return one;
    });
    poll.replaceChildren(...counts, button(`▶ ${words.on}`, play));
  }
}
