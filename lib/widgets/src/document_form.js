// The form of any value: native controls only, so that keyboard, touch and screen reader work as anywhere else.
import { createFormDesk } from "#shared/form_desk.js";
import { button, element, shown, speak, uniqueId } from "#shared/page.js";

/**
 * @typedef {import("#shared/types.js").Fields} Fields
 * @typedef {import("#shared/types.js").Text} Text
 * @typedef {{ id: string | boolean, label: string }} Choice
 * @typedef {object} Field
 * @property {string} name
 * @property {string} title
 * @property {string} help
 * @property {string} kind
 * @property {boolean} needed
 * @property {any} default
 * @property {Choice[]} options
 * @property {string} [refers] The list whose rows are offered.
 * @property {string} [offers] What is offered by the kernel.
 * @property {string} row What one row is called.
 * @property {boolean} ids
 * @property {Field[]} inner
 */

/** @param {import("#shared/types.js").View} view */
function render({ model, el }) {
  const labels = model.get("labels");
  const language = model.get("language");
  speak(language);
  const body = element("div");
  const section = element("section", { className: "pe-worksheet pe-document", "aria-label": model.get("title") });
  /** @type {Fields} */
  let content = {};
  const desk = createFormDesk(model, section, drawAll);

  // What is sent is what stands here now, without lists that hold nothing; what is typed next does not change it.
  function filledIn() {
    const fields = Object.entries(content).filter(([, value]) => !Array.isArray(value) || value.length);
    return structuredClone(Object.fromEntries(fields));
  }
  const send = () => desk.choose(filledIn());
  const sendSoon = () => desk.type(filledIn());

  /** @param {any} value */
  const asText = (value) => (typeof value === "number" ? String(value) : shown(value));

  /**
   * Return a text as it was changed: in two languages it keeps the other one.
   *
   * @param {Text | undefined} old
   * @param {string} text
   */
  function changed(old, text) {
    if (!text.trim()) return undefined;
    return old && typeof old === "object" ? { ...old, [language]: text } : text;
  }

  /**
   * @param {Text[]} old
   * @param {string} text
   */
  function changedLines(old, text) {
    const lines = text.split("\n").filter((line) => line.trim());
    return lines.map((line, i) => {
      const same = old.find((item) => asText(item) === line);
      if (same !== undefined) return same;
      return lines.length === old.length ? changed(old[i], line) : line;
    });
  }

  /**
   * @param {Field} field
   * @param {Fields} record
   * @param {HTMLInputElement | HTMLTextAreaElement} control
   */
  function typing(field, record, control) {
    const several = field.kind === "texts";
    control.value = several ? (record[field.name] ?? []).map(asText).join("\n") : asText(record[field.name] ?? field.default);
    control.addEventListener("input", () => {
      const old = record[field.name];
      if (several) record[field.name] = changedLines(old ?? [], control.value);
      else if (field.kind === "text") record[field.name] = changed(old, control.value);
      else record[field.name] = control.value.trim() || undefined;
      sendSoon();
    });
    control.addEventListener("blur", desk.flush);
    return control;
  }

  /**
   * @param {Field} field
   * @param {Fields} record
   * @param {HTMLSelectElement} control
   * @param {() => Choice[]} choices
   */
  function choosing(field, record, control, choices) {
    const fill = () => {
      const value = record[field.name] ?? field.default;
      const known = choices();
      const none = field.default === null ? [{ id: "", label: "–" }] : [];
      // A choice that is not offered stays as it is until another one is made.
      const strange = value === null || known.some(({ id }) => id === value) ? [] : [{ id: value, label: value }];
      control.replaceChildren(
        ...[...none, ...known, ...strange].map(({ id, label }) => element("option", { value: String(id), textContent: label })),
      );
      control.value = String(value ?? "");
    };
    control.addEventListener("focus", fill);
    control.addEventListener("change", () => {
      record[field.name] = choices().find(({ id }) => String(id) === control.value)?.id;
      send();
    });
    fill();
    return control;
  }

  /**
   * @param {Field} field
   * @param {Fields} record
   * @param {string} key
   */
  function controlOf(field, record, key) {
    const { refers, offers } = field;
    if (refers) {
      const choices = () => (content[refers] ?? []).map((/** @type {Fields} */ row) => ({ id: row.id, label: asText(row.name) || row.id }));
      return choosing(field, record, element("select", { id: key }), choices);
    }
    if (offers) {
      return choosing(field, record, element("select", { id: key }), () => model.get("offered")[offers] ?? []);
    }
    if (field.kind === "choice") return choosing(field, record, element("select", { id: key }), () => field.options);
    if (field.kind === "flag") {
      const choices = [{ id: true, label: labels.yes }, { id: false, label: labels.no }];
      return choosing(field, record, element("select", { id: key }), () => choices);
    }
    if (field.kind === "text" || field.kind === "texts") {
      return typing(field, record, element("textarea", { id: key, rows: field.kind === "texts" ? 2 : 1 }));
    }
    const type = field.kind === "date" ? "date" : "text";
    const inputMode = field.kind === "number" ? "decimal" : "text";
    return typing(field, record, element("input", { id: key, type, inputMode, autocomplete: "off" }));
  }

  /**
   * @param {Field} field
   * @param {Fields} record
   */
  function entry(field, record) {
    const key = uniqueId();
    const input = controlOf(field, record, key);
    input.setAttribute("aria-describedby", `${key}-help`);
    if (field.needed) input.setAttribute("aria-required", "true");
    const title = field.needed ? labels.needed.replace("{field}", field.title) : field.title;
    const wide = input.tagName === "TEXTAREA" ? " pe-wide" : "";
    return element(
      "div",
      { className: `pe-entry${wide}` },
      element("label", { htmlFor: key, textContent: title }),
      element("p", { className: "pe-help", id: `${key}-help`, textContent: field.help }),
      input,
    );
  }

  /**
   * @param {string} sign
   * @param {string} label
   * @param {string} className
   * @param {() => void} act
   */
  const iconButton = (sign, label, className, act) => button(sign, act, { title: label, "aria-label": label, className });

  /** @param {Field} field */
  function newId(field) {
    const taken = new Set((content[field.name] ?? []).map((/** @type {Fields} */ row) => row.id));
    let number = 1;
    while (taken.has(`${field.name}-${number}`)) number += 1;
    return `${field.name}-${number}`;
  }

  /** @param {Field} field */
  function list(field) {
    /** @type {Fields[]} */
    const rows = (content[field.name] ??= []);
    const place = element("div");
    const adds = labels.add.replace("{row}", field.row);
    const add = iconButton(`+ ${adds}`, adds, "", () => {
      rows.push(field.ids ? { id: newId(field) } : {});
      draw();
      place.lastElementChild.querySelector("input, textarea, select").focus();
      send();
    });

    /**
     * @param {number} i
     * @param {number} [to]
     */
    function move(i, to) {
      const [row] = rows.splice(i, 1);
      if (to !== undefined) rows.splice(to, 0, row);
      draw();
      const next = place.children[to ?? Math.min(i, rows.length - 1)];
      const wanted = to === undefined ? [".pe-remove"] : to < i ? [".pe-up", ".pe-down"] : [".pe-down", ".pe-up"];
      const target = wanted.map((name) => next?.querySelector(`${name}:enabled`)).find(Boolean);
      (target ?? add).focus();
      send();
    }

    function draw() {
      place.replaceChildren(
        ...rows.map((row, i) => {
          const name = `${field.row} ${i + 1}`;
          const up = iconButton("↑", labels.up.replace("{row}", name), "pe-up", () => move(i, i - 1));
          const down = iconButton("↓", labels.down.replace("{row}", name), "pe-down", () => move(i, i + 1));
          const remove = iconButton("✕", labels.remove.replace("{row}", name), "pe-remove", () => move(i));
          [up.disabled, down.disabled] = [i === 0, i === rows.length - 1];
          const cells = element("div", { className: "pe-cells" }, ...field.inner.map((inner) => entry(inner, row)));
          return element("fieldset", { className: "pe-row" }, element("legend", {}, name, up, down, remove), cells);
        }),
      );
    }

    draw();
    const help = element("p", { className: "pe-help", textContent: field.help });
    return element("fieldset", { className: "pe-list" }, element("legend", { textContent: field.title }), help, place, add);
  }

  /** @param {Fields} next */
  function drawAll(next) {
    const controls = () => [...body.querySelectorAll("input, textarea, select")];
    const at = controls().indexOf(document.activeElement);
    content = structuredClone(next);
    body.replaceChildren(...model.get("fields").map((/** @type {Field} */ field) => (field.kind === "rows" ? list(field) : entry(field, content))));
    if (at >= 0) controls()[at]?.focus();
  }

  section.append(element("h4", { textContent: model.get("title") }), body);
  // Keys typed into the form are not shortcuts of the notebook.
  section.addEventListener("keydown", (/** @type {Event} */ event) => event.stopPropagation());
  el.append(section);
  desk.open();
  return desk.close;
}

export default { render };
