// What a slide's question needs in the room: a clock, and hands counted one click a hand; and light or dark.
import { lines } from "./lines.js";
import { button, element } from "./parts.js";

const MINUTES = [1, 2, 5];
const SMALLEST = 18; // pixels of a slide 720 high

/** Put a clock and a count on each question, and a count on each option of a check.
 * @param {HTMLElement} deck */
export function slides(deck) {
  const words = JSON.parse(deck.dataset.words ?? "{}");
  for (const body of deck.querySelectorAll(":is(.question, .check.open) .body")) body.after(element("p", { class: "slide-bar" }, ...clock(words), hands(words)));
  for (const option of deck.querySelectorAll(".check .body > ul > li")) {
    let votes = 0;
    const mark = button("0", () => {
      votes += 1;
      mark.textContent = String(votes);
      mark.classList.add("is-counted");
    });
    mark.setAttribute("aria-label", `${words.hands}: ${option.textContent}`);
    option.append(mark);
  }
  deck.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.tagName === "BUTTON" && (event.key === " " || event.key === "Enter")) event.stopPropagation();
  });
  const dark = button("", () => document.body.classList.toggle("dark"));
  dark.className = "slide-dark";
  dark.setAttribute("aria-label", words.dark);
  deck.append(dark);
  lines(deck);
  fit(deck);
  addEventListener("load", () => fit(deck));
  const printed = /[?&](print-pdf|view=print)/.test(location.search); // paper is white
  if (!printed && matchMedia("(prefers-color-scheme: dark)").matches) document.body.classList.add("dark");
}

/** Make letters smaller where a text is longer than its slide.
 * @param {HTMLElement} deck */
function fit(deck) {
  for (const each of deck.querySelectorAll(".body, .keypoints h2")) {
    const body = /** @type {HTMLElement} */ (each);
    let size = Number.parseFloat(getComputedStyle(body).fontSize);
    while (size > SMALLEST && (body.scrollHeight > body.clientHeight + 1 || body.scrollWidth > body.clientWidth + 1)) {
      size -= 1;
      body.style.fontSize = `${size}px`;
    }
  }
}

/** @param {Record<string, string>} words */
function clock(words) {
  const shown = element("output", { class: "slide-clock", "aria-live": "off" });
  let end = 0;
  let tick = 0;
  const choices = MINUTES.map((minutes) =>
    button(`${minutes} ${words.minutes}`, () => {
      clearInterval(tick);
      end = Date.now() + minutes * 60000;
      tick = window.setInterval(draw, 250);
      draw();
    }),
  );
  return [...choices, shown];

  function draw() {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    shown.classList.toggle("is-over", left === 0);
    if (left === 0) clearInterval(tick);
  }
}

/** @param {Record<string, string>} words */
function hands(words) {
  let count = 0;
  const mark = button(`${words.hands} 0`, () => {
    count += 1;
    mark.textContent = `${words.hands} ${count}`;
  });
  return mark;
}
