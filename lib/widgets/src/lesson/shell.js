// The page around a lesson: one bar with where one is, how far, and the switch that brings the code back.
import { button, element, fill } from "#shared/page.js";
import { createLesson } from "./lesson.js";

const PLACE = /^labs\/([^/]+)\/[^/]+\.ipynb$/;

/**
 * @param {object} given
 * @param {any} given.app JupyterLab.
 * @param {any} given.tracker Its notebooks.
 * @param {any} given.config What the course told: `view`, `labels`, `labs`.
 * @param {any} given.actions JupyterLab's NotebookActions.
 * @param {any} given.Widget Lumino's Widget.
 */
export function createShell({ app, tracker, config, actions, Widget }) {
  const { labels, labs, calls } = config;
  const kept = `peakend-view-${config.view}`;
  const lessons = new Map(); // by panel
  let isDressed = false; // the page is as it was left
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
  app.shell.add(holder, "top", { rank: 1000 });

  const isLesson = () => document.body.classList.contains("pe-lesson");
  const current = () => lessons.get(app.shell.currentWidget);
  /** @param {string} path */
  const open = (path) => app.commands.execute("docmanager:open", { path });

  function read() {
    try {
      return globalThis.localStorage.getItem(kept) ?? config.view;
    } catch {
      return config.view; // a browser that keeps nothing
    }
  }

  /** @param {boolean} isOn */
  function choose(isOn) {
    try {
      globalThis.localStorage.setItem(kept, isOn ? "lesson" : "code");
    } catch {
      // it is asked again next time
    }
    dress(isOn);
    if (isOn) begin();
  }

  /**
   * Show or hide what belongs to a notebook and not to a lesson.
   *
   * @param {boolean} isOn
   */
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
    show();
    app.shell.fit?.();
  }

  function show() {
    const lesson = isLesson() ? current() : undefined;
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
    show();
  }

  /** @param {any} panel */
  function adopt(panel) {
    const lab = panel.context.path.match(PLACE)?.[1];
    if (!lab || lessons.has(panel)) return;
    const at = labs.findIndex((/** @type {{ id: string }} */ { id }) => id === lab);
    const next = at < 0 ? undefined : labs[at + 1];
    lessons.set(panel, createLesson({ panel, actions, labels, calls, lab, title: labs[at]?.title ?? lab, next, open, show }));
    panel.toolbar.setHidden(isLesson());
    panel.disposed.connect(() => lessons.delete(panel));
    if (isDressed) begin();
  }

  // Single keys are commands of a notebook (d d deletes a cell); in a lesson nobody means them.
  /** @param {Element} target */
  const isTyping = (target) => target.closest?.("input, textarea, select, button, [contenteditable], .cm-editor, a, [data-lm-suppress-shortcuts]");
  window.addEventListener(
    "keydown",
    (event) => {
      const target = /** @type {Element} */ (event.target);
      const isCommand = !event.ctrlKey && !event.metaKey && !event.altKey;
      // Nor does Tab indent a line of its own: it leads on, as everywhere, to the button below.
      const isLeaving = event.key === "Tab" && target.closest?.(".jp-Notebook .cm-editor");
      if (isLesson() && isCommand && target.closest?.(".jp-Notebook") && (isLeaving || !isTyping(target))) event.stopImmediatePropagation();
    },
    true,
  );
  // The right button's menu of a notebook deletes and moves cells: in a lesson it is the browser's own, which copies.
  window.addEventListener(
    "contextmenu",
    (event) => {
      const target = /** @type {Element} */ (event.target);
      if (isLesson() && target.closest?.(".jp-Notebook")) event.stopImmediatePropagation();
    },
    true,
  );
  window.addEventListener(
    "dblclick",
    (event) => {
      const target = /** @type {Element} */ (event.target);
      if (isLesson() && target.closest?.(".jp-MarkdownCell")) event.stopImmediatePropagation();
    },
    true,
  );

  tracker.forEach(adopt);
  tracker.widgetAdded.connect((/** @type {any} */ _tracker, /** @type {any} */ panel) => adopt(panel));
  app.restored.then(() => {
    isDressed = true;
    dress(read() === "lesson");
    app.shell.currentChanged.connect(begin);
    begin();
  });
}
