// What moves on the course's pages and slides: scenes, and things to try. Everything is drawn here; nothing is fetched.
import { player } from "./player.js";
import { slides } from "./slide.js";
import { tryOut } from "./tries.js";

function begin() {
  const deck = /** @type {HTMLElement | null} */ (document.querySelector(".reveal[data-words]"));
  if (deck) slides(deck);
  for (const root of document.querySelectorAll(".course-scene")) player(/** @type {HTMLElement} */ (root));
  for (const root of document.querySelectorAll(".course-try")) tryOut(/** @type {HTMLElement} */ (root));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
