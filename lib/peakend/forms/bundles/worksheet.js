// Built from lib/widgets/src by `poe widgets`; change it there.

// src/worksheet.js
var TYPING_PAUSE_MS = 300;
function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}
var forms = 0;
function render({ model, el }) {
  const form = ++forms;
  const typing = /* @__PURE__ */ new Map();
  function save(id, value) {
    model.set("answers", { ...model.get("answers"), [id]: value });
    model.save_changes();
  }
  function saveSoon(id, value) {
    clearTimeout(typing.get(id));
    typing.set(id, setTimeout(() => save(id, value), TYPING_PAUSE_MS));
  }
  function help(field, key) {
    return field.help ? [element("p", { className: "pe-help", id: `${key}-help`, textContent: field.help })] : [];
  }
  function options(field, key) {
    const several = field.kind === "choices";
    const inputs = field.options.map(
      (option) => element("input", { type: several ? "checkbox" : "radio", name: key, value: option.id })
    );
    const show = () => {
      const answer = model.get("answers")[field.id];
      for (const input of inputs) {
        input.checked = several ? Array.isArray(answer) && answer.includes(input.value) : answer === input.value;
      }
    };
    const change = () => {
      const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
      save(field.id, several ? chosen : chosen[0]);
    };
    for (const input of inputs) input.addEventListener("change", change);
    const rows = inputs.map((input, i) => element("label", {}, input, element("span", { textContent: field.options[i].label })));
    const group = element("fieldset", {}, element("legend", { textContent: field.label }), ...help(field, key), ...rows);
    if (field.help) group.setAttribute("aria-describedby", `${key}-help`);
    return { node: group, show };
  }
  function entry(field, key) {
    const control = field.kind === "text" ? element("textarea", { id: key, rows: 4 }) : element("input", { id: key, type: "text", inputMode: "decimal", autocomplete: "off" });
    const show = () => {
      const answer = model.get("answers")[field.id] ?? "";
      if (document.activeElement !== control) control.value = answer;
    };
    control.addEventListener("input", () => saveSoon(field.id, control.value));
    control.addEventListener("blur", () => {
      clearTimeout(typing.get(field.id));
      if (String(model.get("answers")[field.id] ?? "") !== control.value) save(field.id, control.value);
    });
    if (field.help) control.setAttribute("aria-describedby", `${key}-help`);
    const label = element("label", { htmlFor: key, textContent: field.label });
    const unit = field.unit ? [element("span", { className: "pe-unit", textContent: field.unit })] : [];
    return { node: element("div", { className: "pe-entry" }, label, ...help(field, key), control, ...unit), show };
  }
  function ranking(field, key) {
    const labels = new Map(field.options.map((option) => [option.id, option.label]));
    const words = model.get("words");
    const answered = () => {
      const answer = model.get("answers")[field.id];
      return Array.isArray(answer) && answer.length > 0;
    };
    const order = () => {
      const known = answered() ? model.get("answers")[field.id].filter((id) => labels.has(id)) : [];
      return [.../* @__PURE__ */ new Set([...known, ...labels.keys()])];
    };
    const list = element("ol", {});
    const keep = element("button", { type: "button", textContent: words.keep });
    const note = element("p", { className: "pe-help", textContent: words.unranked });
    let dragged = null;
    function place(id, at, focus) {
      const items = order().filter((other) => other !== id);
      items.splice(Math.max(0, Math.min(at, items.length)), 0, id);
      save(field.id, items);
      show();
      list.querySelector(`[data-id="${CSS.escape(id)}"] ${focus}`)?.focus();
    }
    function item(id, at, count) {
      const button = (text, word, to, name) => {
        const made = element("button", { type: "button", className: name, textContent: text, disabled: to < 0 || to >= count });
        made.setAttribute("aria-label", `${word}: ${labels.get(id)}`);
        made.addEventListener("click", () => place(id, to, "button:not(:disabled)" + (to > 0 && to < count - 1 ? `.${name}` : "")));
        return made;
      };
      const row = element(
        "li",
        { draggable: true },
        button("↑", words.up, at - 1, "pe-up"),
        button("↓", words.down, at + 1, "pe-down"),
        element("span", { textContent: labels.get(id) })
      );
      row.dataset.id = id;
      row.addEventListener("dragstart", (event) => {
        dragged = id;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", id);
      });
      row.addEventListener("dragover", (event) => event.preventDefault());
      row.addEventListener("drop", (event) => {
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
      save(field.id, order());
      show();
    });
    const legend = element("legend", { textContent: field.label });
    return { node: element("fieldset", { className: "pe-rank" }, legend, ...help(field, key), note, list, keep), show };
  }
  function grid(field, key) {
    const cells = [];
    const saved = () => {
      const answer = model.get("answers")[field.id];
      return answer && typeof answer === "object" && !Array.isArray(answer) ? answer : {};
    };
    const typed = (row, column) => {
      const line = saved()[row];
      return (line && typeof line === "object" ? line[column] : null) ?? "";
    };
    const keepCell = (row, column, value) => {
      const line = saved()[row];
      save(field.id, { ...saved(), [row]: { ...line && typeof line === "object" ? line : {}, [column]: value } });
    };
    function cell(row, column) {
      const name = `${row.label}: ${column.label}`;
      if (column.kind === "choice") {
        const blank = element("option", { value: "", textContent: "–" });
        const offered = column.options.map((option) => element("option", { value: option.id, textContent: option.label }));
        const select = element("select", {}, blank, ...offered);
        select.addEventListener("change", () => keepCell(row.id, column.id, select.value));
        cells.push(() => select.value = typed(row.id, column.id));
        select.setAttribute("aria-label", name);
        return element("td", {}, select);
      }
      const control = column.kind === "text" ? element("textarea", { rows: 2 }) : element("input", { type: "text", inputMode: "decimal", autocomplete: "off" });
      const timer = `${field.id} ${row.id} ${column.id}`;
      const write = () => {
        clearTimeout(typing.get(timer));
        if (String(typed(row.id, column.id)) !== control.value) keepCell(row.id, column.id, control.value);
      };
      control.addEventListener("input", () => {
        clearTimeout(typing.get(timer));
        typing.set(timer, setTimeout(write, TYPING_PAUSE_MS));
      });
      control.addEventListener("blur", write);
      control.setAttribute("aria-label", name);
      cells.push(() => {
        if (document.activeElement !== control) control.value = typed(row.id, column.id);
      });
      return element("td", {}, control);
    }
    const heading = (text, scope) => {
      const made = element("th", { textContent: text });
      made.scope = scope;
      return made;
    };
    const head = element("tr", {}, element("td", {}), ...field.columns.map((column) => heading(column.label, "col")));
    const body = field.rows.map(
      (row) => element("tr", {}, heading(row.label, "row"), ...field.columns.map((column) => cell(row, column)))
    );
    const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
    const legend = element("legend", { textContent: field.label });
    const show = () => cells.forEach((fill) => fill());
    return { node: element("fieldset", { className: "pe-table" }, legend, ...help(field, key), table), show };
  }
  const builders = { choice: options, choices: options, rank: ranking, table: grid, number: entry, text: entry };
  const controls = model.get("fields").map((field) => builders[field.kind](field, `pe-form-${form}-${field.id}`));
  const status = element("p", { className: "pe-status" });
  status.setAttribute("role", "status");
  const title = element("h4", { textContent: model.get("title") });
  const section = element("section", { className: "pe-worksheet" }, title, ...controls.map(({ node }) => node), status);
  section.setAttribute("aria-label", model.get("title"));
  section.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(section);
  const showAnswers = () => controls.forEach(({ show }) => show());
  const showStatus = () => {
    status.textContent = model.get("status");
  };
  model.on("change:answers", showAnswers);
  model.on("change:status", showStatus);
  showAnswers();
  showStatus();
  return () => {
    model.off("change:answers", showAnswers);
    model.off("change:status", showStatus);
  };
}
var worksheet_default = { render };
export {
  worksheet_default as default
};
