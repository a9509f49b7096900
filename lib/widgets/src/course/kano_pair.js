// A pair of KANO answers, with and without, that shows its class in the table.
import { element } from "./parts.js";

// Rows: how one feels with it, like … dislike; columns: without it.
const TABLE = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"];

/** @param {HTMLElement} root @param {Record<string, string>} words */
export function kanoPair(root, words) {
  const answers = words.answers.split("|");
  const chosen = { with: 0, without: 4 };
  const told = element("p", { class: "course-try-told", "aria-live": "polite" });
  const rows = TABLE.map((row, i) =>
    element("tr", {}, element("th", { scope: "row" }, answers[i]), ...[...row].map((letter) => element("td", {}, letter))),
  );
  const head = element("tr", {}, element("th", {}, words.corner), ...answers.map((each) => element("th", { scope: "col" }, each)));
  root.replaceChildren(
    element("p", { class: "course-try-title" }, words.title),
    choice("with"),
    choice("without"),
    element("table", { class: "try-kano" }, element("thead", {}, head), element("tbody", {}, ...rows)),
    told,
  );
  draw();

  /** @param {"with" | "without"} which */
  function choice(which) {
    const list = element("select", {}, ...answers.map((each, i) => element("option", { value: i }, each)));
    const select = /** @type {HTMLSelectElement} */ (list);
    select.value = String(chosen[which]);
    select.addEventListener("keydown", (event) => event.stopPropagation());
    select.addEventListener("change", () => {
      chosen[which] = Number(select.value);
      draw();
    });
    return element("label", { class: "try-choice" }, words[which], select);
  }

  function draw() {
    rows.forEach((row, i) => {
      [...row.querySelectorAll("td")].forEach((cell, j) => {
        cell.classList.toggle("is-here", i === chosen.with && j === chosen.without);
      });
    });
    told.textContent = words[TABLE[chosen.with][chosen.without]];
  }
}
