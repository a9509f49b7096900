// Built from lib/widgets/src by `poe widgets`; change it there.

// src/shared/merge.js
function same(one, other) {
  if (one === other) return true;
  if (!one || !other || typeof one !== "object" || typeof other !== "object") return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one).filter((name) => one[name] !== void 0);
  const others = Object.keys(other).filter((name) => other[name] !== void 0);
  return names.length === others.length && names.every((name) => same(one[name], other[name]));
}
function merge(base, mine, theirs) {
  if (same(mine, base) || same(mine, theirs)) return { merged: theirs, isWhole: true };
  if (same(theirs, base)) return { merged: mine, isWhole: true };
  if (isRecord(mine) && isRecord(theirs)) return mergeFields(isRecord(base) ? base : {}, mine, theirs);
  if (hasIds(mine) && hasIds(theirs)) return mergeRows(hasIds(base) ? base : [], mine, theirs);
  return { merged: theirs, isWhole: false };
}
function mergeFields(base, mine, theirs) {
  const merged = {};
  let isWhole = true;
  for (const name of /* @__PURE__ */ new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const found = merge(base[name], mine[name], theirs[name]);
    if (found.merged !== void 0) merged[name] = found.merged;
    isWhole = isWhole && found.isWhole;
  }
  return { merged, isWhole };
}
function mergeRows(base, mine, theirs) {
  const { merged, isWhole } = mergeFields(byId(base), byId(mine), byId(theirs));
  const kept = (rows) => rows.map((row) => row.id).filter((id) => id in merged);
  const common = new Set(base.map((row) => row.id).filter((id) => [mine, theirs].every((rows) => byId(rows)[id])));
  const order = (rows) => kept(rows).filter((id) => common.has(id));
  const [first, second] = same(order(theirs), order(base)) ? [mine, theirs] : [theirs, mine];
  const ids2 = kept(first);
  kept(second).forEach((id, i, all) => {
    if (!ids2.includes(id)) ids2.splice(i ? ids2.indexOf(all[i - 1]) + 1 : 0, 0, id);
  });
  return { merged: ids2.map((id) => merged[id]), isWhole };
}
function byId(rows) {
  return Object.fromEntries(rows.map((row) => [row.id, row]));
}
function isRecord(value) {
  return Boolean(value) && typeof value === "object" && !Array.isArray(value);
}
function hasIds(value) {
  return Array.isArray(value) && value.every((row) => isRecord(row) && typeof row.id === "string");
}

// src/shared/keeper.js
var ANSWER_MS = 3e3;
function createKeeper(model, { labels, store, say, wait = ANSWER_MS }) {
  const view = Math.random().toString(36).slice(2);
  let revision = 0;
  let seen = model.get("kept").number;
  let saved = model.get("kept").content;
  let pending;
  let isSent = true;
  let isKept = true;
  let isStopped = false;
  let isSilent = false;
  let timer;
  function hold(content, named) {
    pending = content;
    isKept = store.keep(view, { revision: named, base: saved, content });
  }
  function tell() {
    if (isStopped || isSilent) say(!isKept ? labels.not_kept : isStopped ? labels.stopped : labels.not_saved, true);
    else say(labels.unsaved, false);
  }
  function stop() {
    isStopped = true;
    if (pending !== void 0) tell();
  }
  function note(content) {
    isSent = false;
    hold(content, `${view}:${revision + 1}`);
    tell();
  }
  function send(content) {
    clearTimeout(timer);
    revision += 1;
    isSent = true;
    hold(content, `${view}:${revision}`);
    tell();
    timer = setTimeout(() => {
      isSilent = true;
      tell();
    }, wait);
    model.set("sent", { revision: `${view}:${revision}`, content, seen });
    model.save_changes();
  }
  function hear() {
    const kept = model.get("kept");
    isStopped = false;
    isSilent = false;
    const isOwn = kept.revision.startsWith(`${view}:`);
    if (isOwn && kept.revision !== `${view}:${revision}`) {
      if (kept.saved) [saved, seen] = [kept.content, kept.number];
      return void 0;
    }
    const found = { ...kept, isOwn, mine: pending, base: saved };
    seen = kept.number;
    if (!kept.failed) saved = kept.content;
    if (isOwn) clearTimeout(timer);
    if (isOwn && isSent && (kept.saved || kept.refused)) {
      pending = void 0;
      store.forget(view);
    } else if (pending !== void 0) hold(pending, `${view}:${isSent ? revision : revision + 1}`);
    if (isOwn && !isSent && kept.saved && !kept.elsewhere) return void 0;
    return found;
  }
  function unsaved() {
    const kept = model.get("kept");
    return store.all().filter((one) => {
      const isDone = same(one.content, saved) || kept.saved && one.revision === kept.revision;
      if (isDone) store.forget(one.view);
      return !isDone && one.view !== view;
    });
  }
  return {
    note,
    send,
    hear,
    unsaved,
    stop,
    /** What the file holds. */
    saved: () => saved,
    close: () => clearTimeout(timer)
  };
}

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
function drawing(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
var ICONS = {
  undo: "M7 4 3 8l4 4M3 8h8a5 5 0 0 1 0 10H7",
  redo: "M13 4l4 4-4 4M17 8H9a5 5 0 0 0 0 10h4",
  plus: "M10 4v12M4 10h12",
  out: "M4 10h12",
  earlier: "M12 4l-6 6 6 6",
  later: "M8 4l6 6-6 6",
  remove: "M5 5l10 10M15 5 5 15",
  wait: "M10 3a7 7 0 1 0 .1 0M10 6v4l3 2",
  warning: "M10 3 18 17H2ZM10 8v4M10 14v1",
  grip: "M7 5v.1M7 10v.1M7 15v.1M13 5v.1M13 10v.1M13 15v.1",
  star: "M10 2.5l2.3 4.8 5.2.7-3.8 3.7.9 5.2L10 14.4l-4.6 2.5.9-5.2L2.5 8l5.2-.7Z"
};
function icon(name) {
  return drawing(
    "svg",
    { viewBox: "0 0 20 20", class: `pe-icon pe-icon-${name}`, "aria-hidden": "true" },
    drawing("path", { d: ICONS[name] })
  );
}
function button(label, act, { picture, shown: isShown = true, ...properties } = {}) {
  const text = isShown ? [element("span", { textContent: label })] : [];
  const node = element("button", { type: "button", ...properties }, ...picture ? [icon(picture)] : [], ...text);
  if (!isShown) {
    node.setAttribute("aria-label", label);
    node.title = label;
  }
  node.addEventListener("click", act);
  return node;
}
function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}
var PAGE = Math.random().toString(36).slice(2);
var ids = 0;
function uniqueId() {
  ids += 1;
  return `pe-${PAGE}-${ids}`;
}
var language = "en";
function speak(chosen) {
  language = chosen === "zh" ? "zh" : "en";
}
function sentences(...parts) {
  return parts.filter(Boolean).join(language === "zh" ? "" : " ");
}

// src/shared/store.js
function createStore(file, open = () => globalThis.localStorage) {
  const prefix = `peakend:${file}:`;
  const attempt = (act, otherwise) => {
    try {
      return act(open());
    } catch {
      return otherwise;
    }
  };
  return {
    /**
     * Keep what one view has not saved; false if this browser keeps nothing.
     *
     * @param {string} view
     * @param {Omit<import("./types.js").Unsaved, "view">} unsaved
     */
    keep: (view, unsaved) => attempt((storage) => {
      storage.setItem(prefix + view, JSON.stringify(unsaved));
      return true;
    }, false),
    /** @param {string} view */
    forget: (view) => attempt((storage) => storage.removeItem(prefix + view), void 0),
    /**
     * Return what views of this file have not saved, each with its view's name.
     *
     * @returns {import("./types.js").Unsaved[]}
     */
    all: () => attempt((storage) => {
      const names = Array.from({ length: storage.length }, (_one, i) => storage.key(i) ?? "");
      return names.filter((name) => name.startsWith(prefix)).map((name) => ({ view: name.slice(prefix.length), ...JSON.parse(storage.getItem(name) ?? "{}") })).filter(({ content }) => content);
    }, [])
  };
}

// src/shared/form_desk.js
var TYPING_PAUSE_MS = 300;
function createFormDesk(model, section, draw) {
  const labels = model.get("labels");
  const store = createStore(model.get("key"));
  const status = element("p", { className: "pe-status", role: "status" });
  const offer = element("p", { className: "pe-offer", hidden: true });
  let content = model.get("kept").content;
  let news = "";
  let timer;
  const say = (sentence, isProblem = false) => {
    status.textContent = sentences(news, sentence);
    status.classList.toggle("is-problem", isProblem);
    section.dataset.kept = isProblem || sentence === labels.unsaved ? "no" : "yes";
  };
  const keeper = createKeeper(model, { labels, store, say });
  function send() {
    clearTimeout(timer);
    timer = void 0;
    keeper.send(content);
  }
  function flush() {
    if (timer !== void 0) send();
  }
  function show(next) {
    content = next;
    draw(content);
  }
  function offerBack({ view, base, content: typed }) {
    const done = () => {
      store.forget(view);
      offer.hidden = true;
    };
    const putBack = () => {
      done();
      news = "";
      show(merge(base, content, typed).merged);
      send();
    };
    const leave = button(labels.leave, done);
    offer.replaceChildren(labels.differs, " ", button(labels.put_back, putBack), " ", leave);
    offer.hidden = false;
  }
  function hear() {
    const kept = keeper.hear();
    if (!kept) return;
    if (kept.isOwn && !kept.elsewhere) {
      say(kept.sentence, !kept.saved);
      return;
    }
    const mine = kept.mine ?? kept.base;
    const { merged, isWhole } = merge(kept.base, mine, kept.content);
    news = "";
    show(merged);
    if (!isWhole) {
      const aside = { view: `${kept.revision}-aside`, revision: "", base: kept.base, content: mine };
      store.keep(aside.view, aside);
      offerBack(aside);
    }
    if (same(merged, kept.content)) say(isWhole ? kept.sentence : labels.differs, !isWhole);
    else {
      news = labels.was_merged;
      send();
    }
  }
  function open() {
    section.append(status, offer);
    const unsaved = keeper.unsaved();
    let joined = content;
    for (const typed of unsaved) {
      const { merged, isWhole } = merge(typed.base, typed.content, joined);
      joined = merged;
      if (isWhole) store.forget(typed.view);
      else offerBack(typed);
    }
    show(joined);
    if (same(joined, keeper.saved())) say(model.get("kept").sentence);
    else {
      news = labels.was_taken_up;
      send();
    }
    model.on("change:kept", hear);
    model.on("comm_live_update", keeper.stop);
    window.addEventListener("pagehide", flush);
  }
  function close() {
    flush();
    keeper.close();
    model.off("change:kept", hear);
    model.off("comm_live_update", keeper.stop);
    window.removeEventListener("pagehide", flush);
  }
  return {
    content: () => content,
    /**
     * Keep what is being typed; it is sent after a pause.
     *
     * @param {any} next
     */
    type(next) {
      content = next;
      news = "";
      keeper.note(content);
      clearTimeout(timer);
      timer = setTimeout(send, TYPING_PAUSE_MS);
    },
    /**
     * Keep a choice, and send it at once.
     *
     * @param {any} next
     */
    choose(next) {
      content = next;
      news = "";
      send();
    },
    flush,
    open,
    close
  };
}

// src/worksheet.js
function isEmpty(answer) {
  if (Array.isArray(answer)) return !answer.length;
  if (answer && typeof answer === "object") return Object.values(answer).every(isEmpty);
  return !String(answer ?? "").trim();
}
function render({ model, el }) {
  speak(model.get("language"));
  const section = element("section", { className: "pe-worksheet", "aria-label": model.get("title") });
  const desk = createFormDesk(model, section, () => {
    controls.forEach(({ show }) => show());
    tellOpen();
  });
  const answers = () => desk.content();
  const tellOpen = () => section.dataset.open = String(model.get("fields").filter(({ id }) => isEmpty(answers()[id])).length);
  const filled = (id, value) => ({ ...answers(), [id]: value });
  function help(field, key) {
    return field.help ? [element("p", { className: "pe-help", id: `${key}-help`, textContent: field.help })] : [];
  }
  function options(field, key) {
    const several = field.kind === "choices";
    const inputs = field.options.map(
      (option) => element("input", { type: several ? "checkbox" : "radio", name: key, value: option.id })
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
  function entry(field, key) {
    const control = field.kind === "text" ? element("textarea", { id: key, rows: 4 }) : element("input", { id: key, type: "text", inputMode: "decimal", autocomplete: "off" });
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
  function ranking(field, key) {
    const labels = new Map(field.options.map((option) => [option.id, option.label]));
    const words = model.get("labels");
    const answered = () => {
      const answer = answers()[field.id];
      return Array.isArray(answer) && answer.length > 0;
    };
    const order = () => {
      const known = answered() ? answers()[field.id].filter((id) => labels.has(id)) : [];
      return [.../* @__PURE__ */ new Set([...known, ...labels.keys()])];
    };
    const list = element("ol", {});
    const told = element("p", { className: "pe-told", role: "status" });
    const keep = element("button", { type: "button", textContent: words.keep });
    const note = element("p", { className: "pe-help", textContent: words.unranked });
    let dragged = null;
    function place(id, at, focus) {
      const items = order().filter((other) => other !== id);
      items.splice(Math.max(0, Math.min(at, items.length)), 0, id);
      desk.choose(filled(field.id, items));
      show();
      told.textContent = fill(words.place, { label: labels.get(id), place: items.indexOf(id) + 1, of: items.length });
      list.querySelector(`[data-id="${CSS.escape(id)}"] ${focus}`)?.focus();
    }
    function item(id, at, count) {
      const button2 = (text, word, to, name) => {
        const made = element("button", { type: "button", className: name, textContent: text, disabled: to < 0 || to >= count });
        made.setAttribute("aria-label", `${word}: ${labels.get(id)}`);
        made.addEventListener("click", () => place(id, to, "button:not(:disabled)" + (to > 0 && to < count - 1 ? `.${name}` : "")));
        return made;
      };
      const row = element(
        "li",
        { draggable: true },
        button2("↑", words.up, at - 1, "pe-up"),
        button2("↓", words.down, at + 1, "pe-down"),
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
      desk.choose(filled(field.id, order()));
      show();
    });
    const legend = element("legend", { textContent: field.label });
    return { node: element("fieldset", { className: "pe-rank" }, legend, ...help(field, key), note, list, told, keep), show };
  }
  function grid(field, key) {
    const cells = [];
    const saved = () => {
      const answer = answers()[field.id];
      return answer && typeof answer === "object" && !Array.isArray(answer) ? answer : {};
    };
    const typed = (row, column) => {
      const line = saved()[row];
      return (line && typeof line === "object" ? line[column] : null) ?? "";
    };
    const withCell = (row, column, value) => {
      const line = saved()[row];
      const cellsOfRow = { ...line && typeof line === "object" ? line : {}, [column]: value };
      return filled(field.id, { ...saved(), [row]: cellsOfRow });
    };
    function cell(row, column) {
      const made = box(row, column);
      made.dataset.heading = column.label;
      return made;
    }
    function box(row, column) {
      const name = `${row.label}: ${column.label}`;
      if (column.kind === "choice") {
        const blank = element("option", { value: "", textContent: "–" });
        const offered = column.options.map((option) => element("option", { value: option.id, textContent: option.label }));
        const select = element("select", {}, blank, ...offered);
        select.addEventListener("change", () => desk.choose(withCell(row.id, column.id, select.value)));
        cells.push(() => select.value = typed(row.id, column.id));
        select.setAttribute("aria-label", name);
        return element("td", {}, select);
      }
      const control = column.kind === "text" ? element("textarea", { rows: 2 }) : element("input", { type: "text", inputMode: "decimal", autocomplete: "off" });
      control.addEventListener("input", () => desk.type(withCell(row.id, column.id, control.value)));
      control.addEventListener("blur", desk.flush);
      control.setAttribute("aria-label", name);
      cells.push(() => {
        const text = String(typed(row.id, column.id));
        if (control.value !== text) control.value = text;
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
    const show = () => cells.forEach((draw) => draw());
    return { node: element("fieldset", { className: "pe-table" }, legend, ...help(field, key), table), show };
  }
  const builders = { choice: options, choices: options, rank: ranking, table: grid, number: entry, text: entry, name: entry, person: entry };
  const controls = model.get("fields").map((field) => builders[field.kind](field, uniqueId()));
  section.append(element("h4", { textContent: model.get("title") }), ...controls.map(({ node }) => node));
  for (const event of ["input", "change", "click"]) section.addEventListener(event, tellOpen);
  section.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(section);
  desk.open();
  return desk.close;
}
var worksheet_default = { render };
export {
  worksheet_default as default
};
