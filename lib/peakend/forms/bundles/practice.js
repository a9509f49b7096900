// Built from lib/widgets/src by `poe widgets`; change it there.

// src/shared/page.js
function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node && name !== "list") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}
var PAGE = Math.random().toString(36).slice(2);
var ids = 0;
function uniqueId() {
  ids += 1;
  return `pe-${PAGE}-${ids}`;
}

// src/shared/numbers.js
var IN_THOUSANDS = /^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?$/;
var DECIMAL = /^[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)(e[+-]?[0-9]{1,3})?$/;
function readNumber(text) {
  const typed = text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 65248)).replaceAll("。", ".").replace(/[−–﹣]/g, "-").trim();
  if (!typed) return void 0;
  const plain = typed.replace(/%$/, "").trim().toLowerCase();
  const isInThousands = IN_THOUSANDS.test(plain);
  if (!isInThousands && !DECIMAL.test(plain)) return null;
  const number = Number(isInThousands ? plain.replaceAll(",", "") : plain.replace(",", "."));
  return Number.isFinite(number) ? number + 0 : null;
}

// src/practice.js
var AS_NEAR = 5e-3;
function meet({ answers, otherwise }, text) {
  const number = readNumber(text);
  if (typeof number !== "number") return void 0;
  return answers.find(({ say }) => Math.abs(say - number) < AS_NEAR) ?? { right: false, why: otherwise };
}
function render({ model, el }) {
  const labels = model.get("labels");
  function asked(question) {
    const why = element("p", { className: "pe-why", role: "status" });
    const show = (node, met) => {
      node.dataset.right = met.right ? "yes" : "no";
      why.textContent = `${met.right ? "✓" : "✗"} ${met.why}`;
    };
    return question.otherwise ? typed(question, why, show) : chosen(question, why, show);
  }
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
  function typed(question, why, show) {
    const id = uniqueId();
    const input = element("input", { id, type: "text", inputMode: "decimal", autocomplete: "off" });
    const unit = question.unit ? [`${question.unit} `] : [];
    const label = element("label", { htmlFor: id, textContent: question.ask });
    const node = element("form", {}, label, input, ...unit, element("button", { type: "submit", textContent: labels.try }), why);
    node.addEventListener("submit", (event) => {
      event.preventDefault();
      show(node, meet(question, input.value) ?? { right: false, why: labels.number });
    });
    return node;
  }
  const title = model.get("title");
  const note = element("p", { className: "pe-help", textContent: labels.unmarked });
  const section = element("section", { className: "pe-practice", "aria-label": title });
  section.append(element("h4", { textContent: title }), note, ...model.get("questions").map(asked));
  for (const event of ["keydown", "input", "change"]) section.addEventListener(event, (happened) => happened.stopPropagation());
  el.append(section);
}
var practice_default = { render };
export {
  practice_default as default,
  meet
};
