// What moves on the course's pages and slides: scenes, and things to try. Everything is drawn here; nothing is fetched.
import { curve } from "./curve.js";
import { interval } from "./interval.js";
import { kanoPair } from "./kano_pair.js";
import { player } from "./player.js";
import { slides } from "./slide.js";
import { visibility } from "./visibility.js";

/** @type {Record<string, (root: HTMLElement, words: Record<string, string>) => void>} */
const TRIES = { curve, interval, "kano-pair": kanoPair, visibility };

function begin() {
  const deck = /** @type {HTMLElement | null} */ (document.querySelector(".reveal[data-words]"));
  if (deck) slides(deck);
  for (const root of document.querySelectorAll(".course-scene")) player(/** @type {HTMLElement} */ (root));
  for (const each of document.querySelectorAll(".course-try")) {
    const root = /** @type {HTMLElement} */ (each);
    TRIES[root.dataset.try ?? ""]?.(root, JSON.parse(root.dataset.words ?? "{}"));
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
