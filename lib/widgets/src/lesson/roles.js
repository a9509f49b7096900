// What each cell of a lab is to a lesson: plain data in, plain data out.

/**
 * @typedef {object} Cell
 * @property {boolean} isCode
 * @property {any} [nbgrader] What nbgrader knows of it.
 * @property {string[]} [tags]
 * @property {boolean} [isHidden] Whether the lab's author folded its code.
 */

/**
 * Return a cell's role: `prose`, `given` (the lab's own code), `keep` (files to take along, at a click), `guess` (the form that comes before all else), `form`,
 * `line` (a line that the trainee writes) or `check`.
 *
 * @param {Cell} cell
 */
export function roleOf({ isCode, nbgrader = {}, tags = [], isHidden = false }) {
  if (!isCode) return "prose";
  if (tags.includes("guess")) return "guess";
  if (tags.includes("keep")) return "keep";
  if (nbgrader.solution) return isHidden ? "form" : "line";
  return nbgrader.grade ? "check" : "given";
}

/**
 * Return the files that a cell says it has made.
 *
 * @param {{ output_type: string, name?: string, text?: string | string[] }[]} outputs
 */
export function filesIn(outputs) {
  const said = outputs.filter(({ output_type: kind, name }) => kind === "stream" && name === "stdout");
  const text = said.map((output) => [output.text ?? ""].flat().join("")).join("");
  return [...new Set(text.match(/[\w-]+\.(?:csv|pdf|png|pptx|svg|xlsx)\b/g) ?? [])];
}

/**
 * Return the checks as groups of places: those that follow one another without a word between are asked together.
 *
 * @param {string[]} roles
 */
export function checkGroups(roles) {
  /** @type {number[][]} */
  const groups = [];
  roles.forEach((role, i) => {
    if (role !== "check") return;
    if (roles[i - 1] === "check") groups.at(-1)?.push(i);
    else groups.push([i]);
  });
  return groups;
}

/**
 * Return the places to run before a check: what the trainee wrote last, and what the lab makes of it.
 *
 * @param {string[]} roles
 * @param {number} check
 */
export function before(roles, check) {
  let first = check;
  while (first > 0 && !["form", "line", "guess"].includes(roles[first])) first -= 1;
  const places = roles.map((_role, i) => i).slice(first, check);
  return places.filter((i) => roles[i] === "line" || roles[i] === "given");
}

/**
 * Return the places to run after a check that is passed, as far as the next question.
 *
 * @param {string[]} roles
 * @param {number} check
 */
export function after(roles, check) {
  const places = [];
  for (let i = check + 1; i < roles.length && !["form", "line", "check", "keep"].includes(roles[i]); i += 1) {
    if (roles[i] === "given") places.push(i);
  }
  return places;
}

/**
 * Return a function that acts as the one given, but begins only when what it began before has ended, well or not.
 *
 * @template {any[]} Given
 * @template Found
 * @param {(...given: Given) => Found | Promise<Found>} act
 * @returns {(...given: Given) => Promise<Found>}
 */
export function oneAfterAnother(act) {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return (...given) => {
    const next = last.then(() => act(...given));
    last = next.catch(() => undefined);
    return next;
  };
}
