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
function shown(text) {
  return typeof text === "string" ? text : text?.[language] ?? "";
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

// src/document_form.js
function render({ model, el }) {
  const labels = model.get("labels");
  const language2 = model.get("language");
  speak(language2);
  const body = element("div");
  const section = element("section", { className: "pe-worksheet pe-document", "aria-label": model.get("title") });
  let content = {};
  const desk = createFormDesk(model, section, drawAll);
  function filledIn() {
    const fields = Object.entries(content).filter(([, value]) => !Array.isArray(value) || value.length);
    return structuredClone(Object.fromEntries(fields));
  }
  const send = () => desk.choose(filledIn());
  const sendSoon = () => desk.type(filledIn());
  const asText = (value) => typeof value === "number" ? String(value) : shown(value);
  function changed(old, text) {
    if (!text.trim()) return void 0;
    return old && typeof old === "object" ? { ...old, [language2]: text } : text;
  }
  function changedLines(old, text) {
    const lines = text.split("\n").filter((line) => line.trim());
    return lines.map((line, i) => {
      const same2 = old.find((item) => asText(item) === line);
      if (same2 !== void 0) return same2;
      return lines.length === old.length ? changed(old[i], line) : line;
    });
  }
  function typing(field, record, control) {
    const several = field.kind === "texts";
    control.value = several ? (record[field.name] ?? []).map(asText).join("\n") : asText(record[field.name] ?? field.default);
    control.addEventListener("input", () => {
      const old = record[field.name];
      if (several) record[field.name] = changedLines(old ?? [], control.value);
      else if (field.kind === "text") record[field.name] = changed(old, control.value);
      else record[field.name] = control.value.trim() || void 0;
      sendSoon();
    });
    control.addEventListener("blur", desk.flush);
    return control;
  }
  function choosing(field, record, control, choices) {
    const fill = () => {
      const value = record[field.name] ?? field.default;
      const known = choices();
      const none = field.default === null ? [{ id: "", label: "–" }] : [];
      const strange = value === null || known.some(({ id }) => id === value) ? [] : [{ id: value, label: value }];
      control.replaceChildren(
        ...[...none, ...known, ...strange].map(({ id, label }) => element("option", { value: String(id), textContent: label }))
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
  function controlOf(field, record, key) {
    const { refers, offers } = field;
    if (refers) {
      const choices = () => (content[refers] ?? []).map((row) => ({ id: row.id, label: asText(row.name) || row.id }));
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
      input
    );
  }
  const iconButton = (sign, label, className, act) => button(sign, act, { title: label, "aria-label": label, className });
  function newId(field) {
    const taken = new Set((content[field.name] ?? []).map((row) => row.id));
    let number = 1;
    while (taken.has(`${field.name}-${number}`)) number += 1;
    return `${field.name}-${number}`;
  }
  function list(field) {
    const rows = content[field.name] ??= [];
    const place = element("div");
    const adds = labels.add.replace("{row}", field.row);
    const add = iconButton(`+ ${adds}`, adds, "", () => {
      rows.push(field.ids ? { id: newId(field) } : {});
      draw();
      place.lastElementChild.querySelector("input, textarea, select").focus();
      send();
    });
    function move(i, to) {
      const [row] = rows.splice(i, 1);
      if (to !== void 0) rows.splice(to, 0, row);
      draw();
      const next = place.children[to ?? Math.min(i, rows.length - 1)];
      const wanted = to === void 0 ? [".pe-remove"] : to < i ? [".pe-up", ".pe-down"] : [".pe-down", ".pe-up"];
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
        })
      );
    }
    draw();
    const help = element("p", { className: "pe-help", textContent: field.help });
    return element("fieldset", { className: "pe-list" }, element("legend", { textContent: field.title }), help, place, add);
  }
  function drawAll(next) {
    const controls = () => [...body.querySelectorAll("input, textarea, select")];
    const at = controls().indexOf(document.activeElement);
    content = structuredClone(next);
    body.replaceChildren(...model.get("fields").map((field) => field.kind === "rows" ? list(field) : entry(field, content)));
    if (at >= 0) controls()[at]?.focus();
  }
  section.append(element("h4", { textContent: model.get("title") }), body);
  section.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(section);
  desk.open();
  return desk.close;
}
var document_form_default = { render };
export {
  document_form_default as default
};
