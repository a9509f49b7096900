// The reveal: a lab's key, as the trainer hands it out, below each task: what is right, and why, beside one's own answer.
import { element, fill } from "#shared/page.js";

/** @typedef {{ task: string, answers?: [string, string][], reasons?: string[] }} Task What a key says of a task. */

/**
 * Return a key that was read, or undefined for a file that is none of this lab's.
 *
 * @param {string} text
 * @param {string} lab
 */
export function readKey(text, lab) {
  try {
    const key = JSON.parse(text);
    return key.format === "key/1" && key.lab === lab && Array.isArray(key.tasks) ? key : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Return a button that opens a key, for the end of a lab.
 *
 * @param {Record<string, string>} labels
 * @param {string} lab
 * @param {(task: string) => HTMLElement | undefined} cellOf The cell of a task, below which its answer is shown.
 */
export function revealer(labels, lab, cellOf) {
  const said = element("span", { className: "pe-said", role: "status" });
  const file = element("input", { type: "file", accept: ".json", hidden: true });
  const open = element("button", { type: "button", className: "pe-open-key", textContent: labels.open_key });
  open.addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    file.value = "";
    if (!chosen) return;
    const key = readKey(await chosen.text(), lab);
    const shown = key ? key.tasks.filter((/** @type {Task} */ task) => show(labels, task, cellOf(task.task))) : [];
    said.textContent = shown.length ? fill(labels.key_shown, { count: shown.length }) : labels.no_key;
  });
  return element("span", { className: "pe-key" }, open, file, said);
}

/**
 * Return what one has filled in where a question stands, or undefined where it stands in no form before a cell.
 *
 * @param {HTMLElement} cell
 * @param {string} question
 */
function own(cell, question) {
  const heads = [...(cell.parentElement?.querySelectorAll(HEADS) ?? [])].filter(
    (head) => text(head) === question && head.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const place = heads.at(-1)?.closest("tr, .pe-entry, fieldset");
  if (!place || place.matches(".pe-rank")) return undefined; // a ranking tells its order itself
  return [...place.querySelectorAll("input, select, textarea")].map(entered).filter(Boolean).join(" · ");
}

const HEADS = ".pe-worksheet :is(legend, .pe-entry > label, tbody th)";
/** @param {Element} node */
const text = (node) => (node.textContent ?? "").trim();

/** @param {any} control */
function entered(control) {
  if (["radio", "checkbox"].includes(control.type)) return control.checked ? text(control.parentElement) : "";
  if (control.tagName === "SELECT") return control.value && text(control.selectedOptions[0]);
  return control.value.trim();
}

/**
 * @param {Record<string, string>} labels
 * @param {HTMLElement} cell
 * @param {[string, string]} pair A question and its right answer.
 */
function line(labels, cell, [question, answer]) {
  const mine = own(cell, question);
  const given = mine === answer ? labels.alike : fill(labels.yours, { answer: mine ?? "" });
  const said = mine === undefined ? "" : mine ? given : labels.left_open;
  return element("li", {}, `${question} `, element("strong", { textContent: answer }), said);
}

/**
 * @param {Record<string, string>} labels
 * @param {Task} task
 * @param {HTMLElement | undefined} cell
 */
function show(labels, { answers = [], reasons = [] }, cell) {
  if (!cell) return false;
  cell.querySelector(":scope > .pe-reveal")?.remove();
  const lines = answers.map((pair) => line(labels, cell, pair));
  const whys = reasons.map((reason) => element("li", { textContent: reason }));
  const box = element("section", { className: "pe-reveal", "aria-label": labels.right });
  if (lines.length) box.append(element("strong", { textContent: labels.right }), element("ul", {}, ...lines));
  if (whys.length) box.append(element("strong", { textContent: labels.why }), element("ul", {}, ...whys));
  cell.append(box);
  return true;
}
