// Built from lib/widgets/src by `poe widgets`; change it there.
"use strict";
(() => {
  // src/lesson/lesson.css
  var lesson_default = '.pe-bar { display: flex; gap: 0.75rem; align-items: center; padding: 0 1rem; min-width: 0; flex: 1; font-size: 14px; }\n.pe-bar .pe-lab-title { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }\n.pe-bar .pe-done { white-space: nowrap; }\n.pe-bar .pe-state { color: var(--jp-ui-font-color2, #555); font-size: 13px; line-height: 1.2; max-height: 2.4em; overflow: hidden; }\n@media (max-width: 60rem) { .pe-bar:has(.pe-again:not([hidden])) :is(progress, .pe-lab-title) { display: none; } }\n.pe-bar progress { width: 6rem; accent-color: var(--brand-main); }\n.pe-bar .pe-switch { margin-left: auto; }\n.pe-bar button, .pe-ask button, .pe-end button {\n  font: inherit;\n  padding: 0.3rem 0.9rem;\n  white-space: nowrap;\n  color: inherit;\n  background: var(--jp-layout-color0, #fff);\n  border: 1px solid var(--jp-border-color1, #767676);\n  border-radius: 4px;\n  cursor: pointer;\n}\n.pe-bar .pe-again, .pe-ask button, .pe-end button { color: #fff; background: var(--brand-main); border-color: var(--brand-main); }\n.pe-bar button:focus-visible, .pe-ask button:focus-visible, .pe-end button:focus-visible { outline: 2px solid var(--brand-main); outline-offset: 2px; }\n.pe-bar [hidden], .pe-ask[hidden] { display: none !important; }\nbody:not(.pe-lesson) :is(.pe-ask, .pe-end, .pe-bar > :not(.pe-switch)) { display: none; }\n\n.pe-lesson #jp-top-panel { min-height: 48px; align-items: center; }\n.pe-lesson :is(#jp-MainLogo, #jp-top-bar, #jp-title-panel-title) { display: none !important; }\n.pe-lesson #peakend-bar { position: static !important; width: 100%; }\n.pe-lesson .jp-MarkdownViewer { max-width: 56rem; margin: 0 auto; font-size: 16px; }\n\n.pe-lesson .jp-Notebook { --jp-rendermime-error-background: transparent; --jp-content-font-size1: 16px; padding: 1rem; }\n.pe-lesson .jp-Notebook .jp-Cell { max-width: 60rem; margin: 0 auto; padding: 0.25rem 0; overflow: visible; }\n.pe-lesson .jp-Notebook :is(.jp-InputPrompt, .jp-OutputPrompt, .jp-OutputArea-promptOverlay, .jp-Collapser, .jp-cell-toolbar, .jp-Notebook-footer, .jp-cell-menu, .jp-InternalAnchorLink) { display: none !important; }\n.pe-lesson .jp-Notebook .jp-Cell.jp-mod-active { background: none; box-shadow: none; border-color: transparent; }\n.pe-lesson .jp-Notebook .jp-MarkdownOutput { max-width: 46rem; padding: 0; line-height: 1.7; border: 0; }\n.pe-lesson .jp-Notebook .jp-MarkdownOutput:has(table) { max-width: none; }\n.pe-lesson .jp-Notebook .jp-CodeCell > .jp-Cell-inputWrapper { display: none; }\n.pe-lesson .jp-Notebook .jp-OutputArea-output { padding: 0; }\n.pe-lesson .jp-Notebook .jp-OutputArea-child { margin: 0.25rem 0; }\n.pe-lesson .jp-Notebook :is(canvas, .vega-embed svg) { max-width: 100%; height: auto !important; }\n.pe-lesson .jp-Notebook .pe-later { display: none; }\n.pe-lesson .jp-Notebook.pe-guessing .pe-end, .pe-lesson .jp-Notebook:has(.pe-guessing) .pe-end { display: none; }\n\n.pe-lesson .jp-Notebook .jp-Cell[data-pe-role="line"] > .jp-Cell-inputWrapper { display: block; }\n.pe-lesson .pe-write { margin: 0; font-weight: 600; }\n.pe-lesson .jp-Cell[data-pe-role="line"] .jp-InputArea-editor { border: 1px solid var(--jp-border-color1, #767676); border-radius: 4px; font-size: 15px; }\n.pe-lesson .jp-Cell:is(.pe-waiting, .pe-stale) .jp-Cell-outputWrapper { opacity: 0.5; }\n.pe-lesson .jp-Cell.pe-waiting .jp-Cell-outputWrapper { display: none; }\n.pe-lesson .jp-Cell.pe-waiting::after { content: attr(data-pe-waits); color: var(--jp-ui-font-color2, #555); }\n\n.pe-lesson .pe-ask { display: flex; gap: 0.75rem; align-items: center; margin: 0.25rem 0; }\n.pe-lesson .pe-asking .pe-check { opacity: 0.6; cursor: progress; }\n.pe-lesson .jp-Cell:is([data-pe-role="check"], [data-pe-role="line"]) .jp-OutputArea-output pre { font-family: var(--jp-content-font-family); font-size: 15px; white-space: pre-wrap; overflow-wrap: break-word; word-break: normal; }\n.pe-lesson .jp-Cell[data-pe-role="check"] .jp-OutputArea-output { padding: 0.4rem 0.9rem; border-left: 4px solid var(--brand-good); background: var(--jp-layout-color1, #fff); }\n.pe-lesson .jp-Cell[data-pe-role="check"].pe-failed .jp-OutputArea-output { border-left-color: var(--brand-amber); }\n.pe-lesson .jp-Cell.pe-unread .jp-Cell-outputWrapper { display: none; }\n.pe-lesson .pe-reveal { margin: 0.5rem 0; padding: 0.6rem 0.9rem; font-size: 15px; line-height: 1.6; border-left: 4px solid var(--brand-plum); background: var(--jp-layout-color2, #eee); }\n.pe-lesson .pe-reveal ul { margin: 0.2rem 0 0.4rem; padding-left: 1.3rem; }\n.pe-lesson .pe-key { display: inline-flex; gap: 0.75rem; align-items: center; }\n.pe-lesson .pe-key button { color: inherit; background: var(--jp-layout-color0, #fff); border-color: var(--jp-border-color1, #767676); }\n.pe-lesson .jp-Cell:is([data-pe-role="given"], [data-pe-role="form"]) .jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stdout"] pre { font-family: var(--jp-content-font-family); font-size: 15px; color: var(--jp-ui-font-color2, #555); }\n.pe-lesson .jp-Cell[data-pe-role="keep"]:has(> .pe-files) .jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stdout"] { display: none; }\n.pe-lesson .pe-files { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0.5rem 0; font-size: 15px; }\n.pe-lesson .pe-end { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; max-width: 60rem; margin: 2rem auto 4rem; }\n';

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
    const text2 = isShown ? [element("span", { textContent: label })] : [];
    const node = element("button", { type: "button", ...properties }, ...picture ? [icon(picture)] : [], ...text2);
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

  // src/lesson/reveal.js
  function readKey(text2, lab) {
    try {
      const key = JSON.parse(text2);
      return key.format === "key/1" && key.lab === lab && Array.isArray(key.tasks) ? key : void 0;
    } catch {
      return void 0;
    }
  }
  function revealer(labels, lab, cellOf) {
    const said = element("span", { className: "pe-said", role: "status" });
    const file = element("input", { type: "file", accept: ".json", hidden: true });
    const open = element("button", { type: "button", className: "pe-open-key", textContent: labels.open_key });
    open.addEventListener("click", () => file.click());
    file.addEventListener("change", async () => {
      const [chosen] = file.files;
      file.value = "";
      if (!chosen) return;
      const key = readKey(await chosen.text(), lab);
      const shown = key ? key.tasks.filter((task) => show(labels, task, cellOf(task.task))) : [];
      said.textContent = shown.length ? fill(labels.key_shown, { count: shown.length }) : labels.no_key;
    });
    return element("span", { className: "pe-key" }, open, file, said);
  }
  function own(cell, question) {
    const heads = [...cell.parentElement?.querySelectorAll(HEADS) ?? []].filter(
      (head) => text(head) === question && head.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING
    );
    const place = heads.at(-1)?.closest("tr, .pe-entry, fieldset");
    if (!place || place.matches(".pe-rank")) return void 0;
    return [...place.querySelectorAll("input, select, textarea")].map(entered).filter(Boolean).join(" · ");
  }
  var HEADS = ".pe-worksheet :is(legend, .pe-entry > label, tbody th)";
  var text = (node) => (node.textContent ?? "").trim();
  function entered(control) {
    if (["radio", "checkbox"].includes(control.type)) return control.checked ? text(control.parentElement) : "";
    if (control.tagName === "SELECT") return control.value && text(control.selectedOptions[0]);
    return control.value.trim();
  }
  function line(labels, cell, [question, answer]) {
    const mine = own(cell, question);
    const given = mine === answer ? labels.alike : fill(labels.yours, { answer: mine ?? "" });
    const said = mine === void 0 ? "" : mine ? given : labels.left_open;
    return element("li", {}, `${question} `, element("strong", { textContent: answer }), said);
  }
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

  // src/lesson/roles.js
  function roleOf({ isCode, nbgrader = {}, tags = [], isHidden = false }) {
    if (!isCode) return "prose";
    if (tags.includes("guess")) return "guess";
    if (tags.includes("keep")) return "keep";
    if (nbgrader.solution) return isHidden ? "form" : "line";
    return nbgrader.grade ? "check" : "given";
  }
  function filesIn(outputs) {
    const said = outputs.filter(({ output_type: kind, name }) => kind === "stream" && name === "stdout");
    const text2 = said.map((output) => [output.text ?? ""].flat().join("")).join("");
    return [...new Set(text2.match(/[\w-]+\.(?:csv|pdf|png|pptx|svg|xlsx)\b/g) ?? [])];
  }
  function checkGroups(roles) {
    const groups = [];
    roles.forEach((role, i) => {
      if (role !== "check") return;
      if (roles[i - 1] === "check") groups.at(-1)?.push(i);
      else groups.push([i]);
    });
    return groups;
  }
  function before(roles, check) {
    let first = check;
    while (first > 0 && !["form", "line", "guess"].includes(roles[first])) first -= 1;
    const places = roles.map((_role, i) => i).slice(first, check);
    return places.filter((i) => roles[i] === "line" || roles[i] === "given");
  }
  function after(roles, check) {
    const places = [];
    for (let i = check + 1; i < roles.length && !["form", "line", "check", "keep"].includes(roles[i]); i += 1) {
      if (roles[i] === "given") places.push(i);
    }
    return places;
  }
  function oneAfterAnother(act) {
    let last = Promise.resolve();
    return (...given) => {
      const next = last.then(() => act(...given));
      last = next.catch(() => void 0);
      return next;
    };
  }

  // src/lesson/lesson.js
  var FORMS = ".pe-worksheet, .jupyter-widgets-view, .lm-Widget.jupyter-widgets";
  var FORM_MS = 15e3;
  var SAVED_MS = 1e4;
  var WRITE_MS = 6e4;
  var pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  async function until(find, milliseconds) {
    for (const end = Date.now() + milliseconds; Date.now() < end; await pause(50)) {
      const found = find();
      if (found) return found;
    }
    return void 0;
  }
  function createLesson({ panel, actions, labels, calls, lab, title, next, open, show: show2 }) {
    const notebook = panel.content;
    let cells = [];
    let roles = [];
    let groups = [];
    let running;
    let hasBegun = false;
    let isStopped = false;
    let state = "";
    panel.context.save = oneAfterAnother(panel.context.save.bind(panel.context));
    const tell = (sentence) => {
      state = sentence;
      show2();
    };
    const model = (cell) => ({
      isCode: cell.model.type === "code",
      nbgrader: cell.model.getMetadata("nbgrader"),
      tags: cell.model.getMetadata("tags"),
      isHidden: cell.model.getMetadata("jupyter")?.source_hidden
    });
    const hasError = (cell) => cell.model.outputs?.toJSON().some((output) => output.output_type === "error");
    const isPassed = (cell) => cell.model.outputs?.length > 0 && !hasError(cell);
    const isFilled = (i) => cells[i].node.querySelector("[data-open]")?.dataset.open === "0";
    const isDone = (i) => roles[i] === "check" ? isPassed(cells[i]) && !cells[i].node.matches(".pe-stale") : isFilled(i);
    const tasks = () => roles.flatMap((role, i) => {
      if (role === "check") return [i];
      if (!cells[i].model.getMetadata("nbgrader")?.task) return [];
      const place = roles.findIndex((other, k) => k > i && other !== "prose");
      return cells[place]?.model.sharedModel.getSource().includes("pe.worksheet(") ? [place] : [];
    });
    function dress() {
      cells = [...notebook.widgets];
      roles = cells.map((cell) => roleOf(model(cell)));
      groups = checkGroups(roles);
      cells.forEach(({ node }, i) => Object.assign(node.dataset, { peRole: roles[i], peWaits: labels.waiting }));
      cells.forEach(({ node }) => node.setAttribute("role", "article"));
      cells.forEach((cell) => cell.node.querySelector(":scope > .pe-ask")?.remove());
      for (const group of groups) put(cells[group[0]], button(labels.check, () => ask(group), { className: "pe-check" }));
      const guess = roles.indexOf("guess");
      if (guess >= 0) put(cells[guess], button(labels.go_on, () => queue(goOn), { className: "pe-check" }), true);
      roles.forEach((role, i) => {
        if (role === "keep") put(cells[i], button(labels.keep, () => queue(() => keep(i)), { className: "pe-check" }));
        if (role === "line") {
          put(cells[i], element("p", { className: "pe-write", textContent: labels.write_here }));
          until(() => cells[i].node.querySelector(".cm-content"), WRITE_MS).then((line2) => {
            line2?.setAttribute("aria-label", labels.write_here);
            if (line2) line2.tabIndex = 0;
          });
        }
      });
      putEnd();
    }
    function put(cell, node, isBelow = false) {
      const output = cell.node.querySelector(":scope > .jp-Cell-outputWrapper");
      const input = cell.node.querySelector(":scope > .jp-Cell-inputWrapper");
      const said = element("span", { className: "pe-said", role: "status" });
      const box = element("div", { className: "pe-ask" }, node, said);
      if (isBelow) cell.node.append(box);
      else cell.node.insertBefore(box, node.matches(".pe-write") ? input : output);
    }
    function putEnd() {
      notebook.node.querySelector(".pe-end")?.remove();
      const way = next ? button(fill(labels.next, { lab: next.title }), () => open(next.path), { className: "pe-next" }) : button(labels.home, () => open("welcome.md"), { className: "pe-next" });
      const cellOf = (task) => cells.find((cell) => model(cell).nbgrader?.grade_id === task)?.node;
      const end = element("div", { className: "pe-end", role: "article" }, way, tasks().length ? revealer(labels, lab, cellOf) : "");
      cells.at(-1)?.node.after(end);
    }
    function queue(act) {
      running = Promise.resolve(running).then(act).catch((error) => {
        console.error(error);
        tell(labels.stopped);
      });
      return running;
    }
    async function run(i) {
      const cell = cells[i];
      cell.node.classList.remove("pe-waiting");
      await actions.runCells(notebook, [cell], panel.sessionContext);
      const isMeant = model(cell).tags?.includes("raises-exception");
      const isWaiting = hasError(cell) && (roles[i] === "form" || roles[i] === "given" && isMeant);
      cell.node.classList.toggle("pe-waiting", Boolean(isWaiting));
      cell.node.classList.toggle("pe-failed", hasError(cell));
      return !hasError(cell);
    }
    async function runAll(places, sentence) {
      let count = 0;
      for (const i of places) {
        count += 1;
        tell(fill(sentence, { at: count, of: places.length }));
        const isWell = await run(i);
        if (isStopped) return false;
        if (!isWell && roles[i] === "given" && !model(cells[i]).tags?.includes("raises-exception") && !isOpen()) return false;
      }
      tell("");
      return true;
    }
    async function keep(i) {
      const { node } = cells[i];
      node.querySelector(":scope > .pe-files")?.remove();
      await runAll([i], labels.keeping);
      const { urlResolver, path } = panel.context;
      const link = async (name) => {
        const href = await urlResolver.getDownloadUrl(await urlResolver.resolveUrl(name));
        return element("a", { href, download: name, textContent: name });
      };
      const links = await Promise.all(filesIn(cells[i].model.outputs.toJSON()).map(link));
      const said = fill(labels.kept, { folder: path.replace(/\/[^/]*$/, "") });
      if (links.length) node.append(element("p", { className: "pe-files" }, said, ...links));
    }
    const isOpen = () => !notebook.node.classList.contains("pe-guessing");
    const execute = (code) => {
      const kernel = panel.sessionContext.session?.kernel;
      return kernel?.requestExecute({ code, silent: true, store_history: false, stop_on_error: false }).done;
    };
    async function start() {
      hasBegun = true;
      await panel.context.ready;
      dress();
      const guess = roles.indexOf("guess");
      const first = guess < 0 ? roles.length : guess + 1;
      notebook.node.classList.toggle("pe-guessing", guess >= 0);
      cells.forEach((cell, i) => cell.node.classList.toggle("pe-later", guess >= 0 && i >= first));
      notebook.node.querySelector(".jp-WindowedPanel-outer")?.scrollTo(0, 0);
      tell(labels.starting);
      await panel.sessionContext.ready;
      const kernel = await until(() => panel.sessionContext.session?.kernel?.status === "idle", 6e4);
      if (!kernel) {
        isStopped = true;
        tell(labels.stopped);
        return;
      }
      isStopped = false;
      await execute(`${calls.setup}()`);
      if (!await runAll(toRun(0, first), labels.preparing)) return;
      if (guess < 0) return;
      const form = await until(() => cells[guess].node.querySelector(".pe-worksheet"), FORM_MS);
      if (!form || form.dataset.open === "0") await goOn();
      else tell(labels.guess_first);
    }
    const toRun = (first, last) => roles.flatMap((role, i) => i >= first && i < last && !["prose", "check", "keep"].includes(role) ? [i] : []);
    async function goOn() {
      const guess = roles.indexOf("guess");
      const box = cells[guess].node.querySelector(":scope > .pe-ask");
      const left = Number(cells[guess].node.querySelector(".pe-worksheet")?.dataset.open ?? 0);
      box.querySelector(".pe-said").textContent = left ? fill(labels.guess_left, { left }) : "";
      if (left) return;
      box.hidden = true;
      notebook.node.classList.remove("pe-guessing");
      cells.forEach((cell) => cell.node.classList.remove("pe-later"));
      await runAll(toRun(guess + 1, roles.length), labels.preparing);
      tell("");
    }
    function ask(group) {
      const { node } = cells[group[0]];
      if (node.matches(".pe-asking")) return;
      node.classList.add("pe-asking");
      tell(labels.checking);
      queue(() => check(group)).then(() => node.classList.remove("pe-asking"));
    }
    async function check(group) {
      await until(() => !notebook.node.querySelector(".pe-worksheet[data-kept='no']"), SAVED_MS);
      const hasForm = (i) => cells[i].node.querySelector(FORMS) && !hasError(cells[i]);
      const isRead = await runLine(before(roles, group[0]).filter((i) => !hasForm(i)));
      for (const i of isRead ? group : []) {
        await run(i);
        cells[i].node.classList.remove("pe-stale");
        report(i, isPassed(cells[i]) ? "passed" : "begun");
      }
      for (const i of group) cells[i].node.classList.toggle("pe-unread", !isRead);
      if (isRead && group.every((i) => isPassed(cells[i]))) {
        const last = group[group.length - 1];
        const later = cells.flatMap((cell, i) => i > last && cell.node.matches(".pe-waiting") ? [i] : []);
        const following = roles.findIndex((role, i) => i > last && ["form", "line", "check"].includes(role));
        const isEditor = roles[following] === "form" && !cells[following].node.querySelector("[data-open]");
        const places = new Set([...after(roles, last), ...later].filter((i) => !hasForm(i)));
        if (isEditor) places.add(following);
        await runAll([...places].sort((one, other) => one - other), labels.preparing);
      }
      tell("");
      panel.context.save().catch(console.error);
    }
    async function runLine(places) {
      for (const i of places) if (!await run(i) && roles[i] === "line") return false;
      return true;
    }
    function report(i, reached) {
      const task = JSON.stringify(model(cells[i]).nbgrader.grade_id);
      execute(`${calls.tell}(${JSON.stringify(lab)}, ${task}, "${reached}")`);
    }
    function onChange(event) {
      const i = cells.findIndex((cell) => cell.node.contains(event.target));
      const at = groups.find((group) => group[0] > i);
      if (i < 0 || !at || !["form", "line"].includes(roles[i])) return;
      for (const place of at) if (cells[place].model.outputs.length) cells[place].node.classList.add("pe-stale");
    }
    notebook.node.addEventListener("pe-save", ({ detail }) => detail.saved = panel.context.save());
    notebook.node.addEventListener("pe-own-data", () => queue(start));
    notebook.node.addEventListener("input", onChange);
    notebook.node.addEventListener("change", onChange);
    for (const event of ["change", "focusout"]) notebook.node.addEventListener(event, () => setTimeout(show2));
    panel.sessionContext.statusChanged.connect((_context, status) => {
      if (hasBegun && ["restarting", "autorestarting", "dead", "terminating"].includes(status)) {
        isStopped = true;
        tell(labels.stopped);
      }
    });
    return {
      /** Run the lab as far as the first guess, the first time that somebody looks at it. */
      begin() {
        if (!hasBegun) queue(start);
      },
      async restart() {
        isStopped = false;
        tell(labels.starting);
        if (panel.sessionContext.session?.kernel?.status === "dead") await panel.sessionContext.restartKernel();
        await queue(start);
      },
      told: () => ({
        title,
        tasks: tasks().length,
        done: tasks().filter(isDone).length,
        state,
        isStopped
      })
    };
  }

  // src/lesson/shell.js
  var PLACE = /^labs\/([^/]+)\/[^/]+\.ipynb$/;
  function createShell({ app, tracker, config, actions, Widget }) {
    const { labels, labs, calls } = config;
    const kept = `peakend-view-${config.view}`;
    const lessons = /* @__PURE__ */ new Map();
    let isDressed = false;
    const home = button(labels.home, () => open("welcome.md"), { className: "pe-home" });
    const title = element("strong", { className: "pe-lab-title" });
    const done = element("span", { className: "pe-done" });
    const meter = element("progress", { max: 1, value: 0, hidden: true });
    const state = element("span", { className: "pe-state", role: "status" });
    const again = button(labels.again, () => current()?.restart(), { className: "pe-again", hidden: true });
    const change = button("", () => choose(!isLesson()), { className: "pe-switch" });
    const bar = element("div", { className: "pe-bar" }, home, title, done, meter, state, again, change);
    const holder = new Widget({ node: bar });
    holder.id = "peakend-bar";
    app.shell.add(holder, "top", { rank: 1e3 });
    const isLesson = () => document.body.classList.contains("pe-lesson");
    const current = () => lessons.get(app.shell.currentWidget);
    const open = (path) => app.commands.execute("docmanager:open", { path });
    function read() {
      try {
        return globalThis.localStorage.getItem(kept) ?? config.view;
      } catch {
        return config.view;
      }
    }
    function choose(isOn) {
      try {
        globalThis.localStorage.setItem(kept, isOn ? "lesson" : "code");
      } catch {
      }
      dress(isOn);
      if (isOn) begin();
    }
    function dress(isOn) {
      document.body.classList.toggle("pe-lesson", isOn);
      change.textContent = isOn ? labels.show_code : labels.show_lesson;
      for (const side of ["left", "right"]) {
        if (app.shell.isSideTabBarVisible?.(side) === isOn) app.shell.toggleSideTabBarVisibility(side);
      }
      if (isOn) {
        app.shell.collapseLeft();
        app.shell.collapseRight();
      }
      for (const part of app.shell.layout.widgets ?? []) {
        if (["jp-menu-panel", "jp-bottom-panel"].includes(part.id)) part.setHidden(isOn);
      }
      for (const panel of lessons.keys()) panel.toolbar.setHidden(isOn);
      show2();
      app.shell.fit?.();
    }
    function show2() {
      const lesson = isLesson() ? current() : void 0;
      const told = lesson?.told();
      title.textContent = told?.title ?? "";
      done.textContent = told?.tasks ? fill(labels.done, { done: told.done, tasks: told.tasks }) : "";
      meter.hidden = !told?.tasks;
      if (told?.tasks) {
        meter.max = told.tasks;
        meter.value = told.done;
        meter.setAttribute("aria-label", done.textContent);
      }
      state.textContent = told?.state ?? "";
      again.hidden = !told?.isStopped;
      home.hidden = !lesson;
    }
    function begin() {
      if (isLesson()) current()?.begin();
      show2();
    }
    function adopt(panel) {
      const lab = panel.context.path.match(PLACE)?.[1];
      if (!lab || lessons.has(panel)) return;
      const at = labs.findIndex(({ id }) => id === lab);
      const next = at < 0 ? void 0 : labs[at + 1];
      lessons.set(panel, createLesson({ panel, actions, labels, calls, lab, title: labs[at]?.title ?? lab, next, open, show: show2 }));
      panel.toolbar.setHidden(isLesson());
      panel.disposed.connect(() => lessons.delete(panel));
      if (isDressed) begin();
    }
    const isTyping = (target) => target.closest?.("input, textarea, select, button, [contenteditable], .cm-editor, a, [data-lm-suppress-shortcuts]");
    window.addEventListener(
      "keydown",
      (event) => {
        const target = (
          /** @type {Element} */
          event.target
        );
        const isCommand = !event.ctrlKey && !event.metaKey && !event.altKey;
        const isLeaving = event.key === "Tab" && target.closest?.(".jp-Notebook .cm-editor");
        if (isLesson() && isCommand && target.closest?.(".jp-Notebook") && (isLeaving || !isTyping(target))) event.stopImmediatePropagation();
      },
      true
    );
    window.addEventListener(
      "contextmenu",
      (event) => {
        const target = (
          /** @type {Element} */
          event.target
        );
        if (isLesson() && target.closest?.(".jp-Notebook")) event.stopImmediatePropagation();
      },
      true
    );
    window.addEventListener(
      "dblclick",
      (event) => {
        const target = (
          /** @type {Element} */
          event.target
        );
        if (isLesson() && target.closest?.(".jp-MarkdownCell")) event.stopImmediatePropagation();
      },
      true
    );
    tracker.forEach(adopt);
    tracker.widgetAdded.connect((_tracker, panel) => adopt(panel));
    app.restored.then(() => {
      isDressed = true;
      dress(read() === "lesson");
      app.shell.currentChanged.connect(begin);
      begin();
    });
  }

  // src/lesson/entry.js
  var NAME = "peakend-lesson";
  var shared;
  async function ofJupyterLab(name) {
    const [found] = Object.values(shared[name]);
    return (await found.get())();
  }
  async function extension() {
    const [notebook, widgets] = await Promise.all(["@jupyterlab/notebook", "@lumino/widgets"].map(ofJupyterLab));
    const told = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}").peakendLesson;
    const plugin = {
      id: `${NAME}:plugin`,
      description: "Shows the labs' notebooks as lessons.",
      autoStart: true,
      requires: [notebook.INotebookTracker],
      /**
       * @param {any} app
       * @param {any} tracker
       */
      activate(app, tracker) {
        if (!told) return;
        const { styles, ...config } = JSON.parse(told);
        const sheet = document.createElement("style");
        sheet.textContent = styles + lesson_default;
        document.head.append(sheet);
        createShell({ app, tracker, config, actions: notebook.NotebookActions, Widget: widgets.Widget });
      }
    };
    return () => ({ __esModule: true, default: plugin });
  }
  var page = (
    /** @type {any} */
    globalThis
  );
  page._JUPYTERLAB = page._JUPYTERLAB ?? {};
  page._JUPYTERLAB[NAME] = {
    init: (scope) => shared = scope,
    get: extension
  };
})();
