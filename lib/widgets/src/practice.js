// Questions to practise with: each answer is met at once with the reason why, here in the browser; nothing is kept.
import { element, uniqueId } from "#shared/page.js";
import { readNumber } from "#shared/numbers.js";

const AS_NEAR = 0.005; // two decimals are as exact as anybody works by hand

/**
 * Return what is said to a number that somebody typed, or undefined for what is not a number.
 *
 * @param {{ answers: { say: number, why: string, right: boolean }[], otherwise: string }} question
 * @param {string} text
 */
export function meet({ answers, otherwise }, text) {
  const number = readNumber(text);
  if (typeof number !== "number") return undefined;
  return answers.find(({ say }) => Math.abs(say - number) < AS_NEAR) ?? { right: false, why: otherwise };
}

/**
 * @typedef {{ right: boolean, why: string }} Met
 * @typedef {(node: HTMLElement, met: Met) => void} Show
 * @typedef {{ ask: string, answers: any[], otherwise: string, unit?: string }} Question
 */

/** @param {import("#shared/types.js").View} view */
function render({ model, el }) {
  const labels = model.get("labels");

  /** @param {Question} question */
  function asked(question) {
    const why = element("p", { className: "pe-why", role: "status" });
    /** @type {Show} */
    const show = (node, met) => {
      node.dataset.right = met.right ? "yes" : "no";
      why.textContent = `${met.right ? "✓" : "✗"} ${met.why}`;
    };
    return question.otherwise ? typed(question, why, show) : chosen(question, why, show);
  }

  /**
   * @param {Question} question
   * @param {Node} why
   * @param {Show} show
   */
  function chosen({ ask, answers }, why, show) {
    const buttons = answers.map((answer) => {
      const made = element("button", { type: "button", textContent: answer.say, "aria-pressed": "false" });
      made.addEventListener("click", () => {
        buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === made)));
        show(node, answer);
      });
      return made;
    });
    const node = element("fieldset", {}, element("legend", { textContent: ask }), ...buttons, why);
    return node;
  }

  /**
   * @param {Question} question
   * @param {Node} why
   * @param {Show} show
   */
  function typed(question, why, show) {
    const id = uniqueId();
    const input = element("input", { id, type: "text", inputMode: "decimal", autocomplete: "off" });
    const unit = question.unit ? [`${question.unit} `] : [];
    const label = element("label", { htmlFor: id, textContent: question.ask });
    const node = element("form", {}, label, input, ...unit, element("button", { type: "submit", textContent: labels.try }), why);
    node.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      show(node, meet(question, input.value) ?? { right: false, why: labels.number });
    });
    return node;
  }

  const title = model.get("title");
  const note = element("p", { className: "pe-help", textContent: labels.unmarked });
  const section = element("section", { className: "pe-practice", "aria-label": title });
  section.append(element("h4", { textContent: title }), note, ...model.get("questions").map(asked));
  // Keys typed here are not shortcuts of the notebook, and an answer is none to the marked question beside it.
  for (const event of ["keydown", "input", "change"]) section.addEventListener(event, (/** @type {Event} */ happened) => happened.stopPropagation());
  el.append(section);
}

export default { render };
