// The form of a worksheet: native controls only, so that keyboard, touch and screen reader work as anywhere else.
import { createFormDesk } from "#shared/form_desk.js";
import { element, fill, speak, uniqueId } from "#shared/page.js";

/**
 * @typedef {import("#shared/types.js").Fields} Fields
 * @typedef {{ id: string, label: string, kind: string, options: Option[] }} Column
 * @typedef {{ id: string, label: string }} Option
 * @typedef {Column & { help?: string, unit?: string, columns: Column[], rows: Option[] }} Field
 * @typedef {{ node: HTMLElement, show: () => void }} Control
 */

/**
 * @param {unknown} answer
 * @returns {boolean}
 */
function isEmpty(answer) {
  if (Array.isArray(answer)) return !answer.length;
  if (answer && typeof answer === "object") return Object.values(answer).every(isEmpty);
  return !String(answer ?? "").trim();
}

/** @param {import("#shared/types.js").View} view */
function render({ model, el }) {
  speak(model.get("language"));
  const section = element("section", { className: "pe-worksheet", "aria-label": model.get("title") });
  const desk = createFormDesk(model, section, () => {
    controls.forEach(({ show }) => show());
    tellOpen();
  });
  const answers = () => desk.content();
  // How many questions are open, for what stands around the form.
  const tellOpen = () => (section.dataset.open = String(model.get("fields").filter((/** @type {Field} */ { id }) => isEmpty(answers()[id])).length));
  /**
   * @param {string} id
   * @param {unknown} value
   */
  const filled = (id, value) => ({ ...answers(), [id]: value });

  /**
   * @param {Field} field
   * @param {string} key
   */
  function help(field, key) {
    return field.help ? [element("p", { className: "pe-help", id: `${key}-help`, textContent: field.help })] : [];
  }

  /**
   * @param {Field} field
   * @param {string} key
   */
  function options(field, key) {
    const several = field.kind === "choices";
    const inputs = field.options.map((option) =>
      element("input", { type: several ? "checkbox" : "radio", name: key, value: option.id }),
    );
    const show = () => {
      const answer = answers()[field.id];
      for (const input of inputs) {
        input.checked = several ? Array.isArray(answer) && answer.includes(input.value) : answer === input.value;
      }
    };
    const change = () => {
      const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
      desk.choose(filled(field.id, several ? chosen : chosen[0]));
    };
    for (const input of inputs) input.addEventListener("change", change);
    const rows = inputs.map((input, i) => element("label", {}, input, element("span", { textContent: field.options[i].label })));
    const group = element("fieldset", {}, element("legend", { textContent: field.label }), ...help(field, key), ...rows);
    if (field.help) group.setAttribute("aria-describedby", `${key}-help`);
    return { node: group, show };
  }

  /**
   * @param {Field} field
   * @param {string} key
   */
  function entry(field, key) {
    const control =
      field.kind === "text"
        ? element("textarea", { id: key, rows: 4 })
        : element("input", { id: key, type: "text", inputMode: "decimal", autocomplete: "off" });
    const show = () => {
      const answer = String(answers()[field.id] ?? "");
      if (control.value !== answer) control.value = answer;
    };
    control.addEventListener("input", () => desk.type(filled(field.id, control.value)));
    control.addEventListener("blur", desk.flush);
    if (field.help) control.setAttribute("aria-describedby", `${key}-help`);
    const label = element("label", { htmlFor: key, textContent: field.label });
    if (field.kind === "name" || field.kind === "person") {
      const listed = element("datalist", { id: `${key}-names` });
      listed.append(...field.options.map(({ id, label: name }) => element("option", { value: id, label: name })));
      Object.assign(control, { maxLength: 64, inputMode: "text", className: "pe-name" });
      control.setAttribute("list", listed.id);
      section.append(listed);
    }
    const unit = field.unit ? [element("span", { className: "pe-unit", textContent: field.unit })] : [];
    return { node: element("div", { className: "pe-entry" }, label, ...help(field, key), control, ...unit), show };
  }

  /**
   * @param {Field} field
   * @param {string} key
   */
  function ranking(field, key) {
    const labels = new Map(field.options.map((option) => [option.id, option.label]));
    const words = model.get("labels");
    const answered = () => {
      const answer = answers()[field.id];
      return Array.isArray(answer) && answer.length > 0;
    };
    /** @returns {string[]} */
    const order = () => {
      const known = answered() ? answers()[field.id].filter((/** @type {string} */ id) => labels.has(id)) : [];
      return [...new Set([...known, ...labels.keys()])];
    };
    const list = element("ol", {});
    const told = element("p", { className: "pe-told", role: "status" });
    const keep = element("button", { type: "button", textContent: words.keep });
    const note = element("p", { className: "pe-help", textContent: words.unranked });
    /** @type {string | null} */
    let dragged = null;

    /**
     * @param {string} id
     * @param {number} at
     * @param {string} focus
     */
    function place(id, at, focus) {
      const items = order().filter((other) => other !== id);
      items.splice(Math.max(0, Math.min(at, items.length)), 0, id);
      desk.choose(filled(field.id, items));
      show();
      told.textContent = fill(words.place, { label: labels.get(id), place: items.indexOf(id) + 1, of: items.length });
      list.querySelector(`[data-id="${CSS.escape(id)}"] ${focus}`)?.focus();
    }

    /**
     * @param {string} id
     * @param {number} at
     * @param {number} count
     */
    function item(id, at, count) {
      /**
       * @param {string} text
       * @param {string} word
       * @param {number} to
       * @param {string} name
       */
      const button = (text, word, to, name) => {
        const made = element("button", { type: "button", className: name, textContent: text, disabled: to < 0 || to >= count });
        made.setAttribute("aria-label", `${word}: ${labels.get(id)}`);
        // At either end the button that was pressed is off; the focus goes to the other one.
        made.addEventListener("click", () => place(id, to, "button:not(:disabled)" + (to > 0 && to < count - 1 ? `.${name}` : "")));
        return made;
      };
      const row = element(
        "li",
        { draggable: true },
        button("↑", words.up, at - 1, "pe-up"),
        button("↓", words.down, at + 1, "pe-down"),
        element("span", { textContent: labels.get(id) }),
      );
      row.dataset.id = id;
      row.addEventListener("dragstart", (/** @type {any} */ event) => {
        dragged = id;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", id);
      });
      row.addEventListener("dragover", (/** @type {Event} */ event) => event.preventDefault());
      row.addEventListener("drop", (/** @type {Event} */ event) => {
        event.preventDefault();
        event.stopPropagation();
        if (dragged !== null && dragged !== id) place(dragged, at, ".pe-up");
        dragged = null;
      });
      return row;
    }

    function show() {
      const items = order();
      list.replaceChildren(...items.map((id, at) => item(id, at, items.length)));
      note.hidden = keep.hidden = answered();
    }
    keep.addEventListener("click", () => {
      desk.choose(filled(field.id, order()));
      show();
    });
    const legend = element("legend", { textContent: field.label });
    return { node: element("fieldset", { className: "pe-rank" }, legend, ...help(field, key), note, list, told, keep), show };
  }

  /**
   * @param {Field} field
   * @param {string} key
   */
  function grid(field, key) {
    /** @type {(() => void)[]} */
    const cells = [];
    const saved = () => {
      const answer = answers()[field.id];
      return answer && typeof answer === "object" && !Array.isArray(answer) ? answer : {};
    };
    /**
     * @param {string} row
     * @param {string} column
     */
    const typed = (row, column) => {
      const line = saved()[row];
      return (line && typeof line === "object" ? line[column] : null) ?? "";
    };
    /**
     * @param {string} row
     * @param {string} column
     * @param {string} value
     */
    const withCell = (row, column, value) => {
      const line = saved()[row];
      const cellsOfRow = { ...(line && typeof line === "object" ? line : {}), [column]: value };
      return filled(field.id, { ...saved(), [row]: cellsOfRow });
    };

    /**
     * @param {Option} row
     * @param {Column} column
     */
    function cell(row, column) {
      const made = box(row, column);
      made.dataset.heading = column.label; // stands beside the control where the page is narrow
      return made;
    }

    /**
     * @param {Option} row
     * @param {Column} column
     */
    function box(row, column) {
      const name = `${row.label}: ${column.label}`;
      if (column.kind === "choice") {
        const blank = element("option", { value: "", textContent: "–" });
        const offered = column.options.map((option) => element("option", { value: option.id, textContent: option.label }));
        const select = element("select", {}, blank, ...offered);
        select.addEventListener("change", () => desk.choose(withCell(row.id, column.id, select.value)));
        cells.push(() => (select.value = typed(row.id, column.id)));
        select.setAttribute("aria-label", name);
        return element("td", {}, select);
      }
      const control =
        column.kind === "text"
          ? element("textarea", { rows: 2 })
          : element("input", { type: "text", inputMode: "decimal", autocomplete: "off" });
      control.addEventListener("input", () => desk.type(withCell(row.id, column.id, control.value)));
      control.addEventListener("blur", desk.flush);
      control.setAttribute("aria-label", name);
      cells.push(() => {
        const text = String(typed(row.id, column.id));
        if (control.value !== text) control.value = text;
      });
      return element("td", {}, control);
    }

    /**
     * @param {string} text
     * @param {string} scope
     */
    const heading = (text, scope) => {
      const made = element("th", { textContent: text });
      made.scope = scope;
      return made;
    };
    const head = element("tr", {}, element("td", {}), ...field.columns.map((column) => heading(column.label, "col")));
    const body = field.rows.map((row) =>
      element("tr", {}, heading(row.label, "row"), ...field.columns.map((column) => cell(row, column))),
    );
    const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
    const legend = element("legend", { textContent: field.label });
    const show = () => cells.forEach((draw) => draw());
    return { node: element("fieldset", { className: "pe-table" }, legend, ...help(field, key), table), show };
  }

  /** @type {Record<string, (field: Field, key: string) => Control>} */
  const builders = { choice: options, choices: options, rank: ranking, table: grid, number: entry, text: entry, name: entry, person: entry };
  /** @type {Control[]} */
  const controls = model.get("fields").map((/** @type {Field} */ field) => builders[field.kind](field, uniqueId()));
  section.append(element("h4", { textContent: model.get("title") }), ...controls.map(({ node }) => node));
  for (const event of ["input", "change", "click"]) section.addEventListener(event, tellOpen);
  // Keys typed into the form are not shortcuts of the notebook.
  section.addEventListener("keydown", (/** @type {Event} */ event) => event.stopPropagation());
  el.append(section);
  desk.open();
  return desk.close;
}

export default { render };
