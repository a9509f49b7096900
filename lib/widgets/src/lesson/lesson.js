// One notebook as a lesson: it runs by itself as far as the first guess, and each question has its Check button.
import { button, element, fill } from "#shared/page.js";
import { revealer } from "./reveal.js";
import { after, before, checkGroups, filesIn, oneAfterAnother, roleOf } from "./roles.js";

const FORMS = ".pe-worksheet, .jupyter-widgets-view, .lm-Widget.jupyter-widgets";
const FORM_MS = 15_000; // a form is drawn well before that, and else is not waited for
const SAVED_MS = 10_000;
const WRITE_MS = 60_000; // JupyterLab draws a line to write in when it has time

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Wait until something is there, or for so long.
 *
 * @template Found
 * @param {() => Found} find
 * @param {number} milliseconds
 * @returns {Promise<Found | undefined>}
 */
async function until(find, milliseconds) {
  for (const end = Date.now() + milliseconds; Date.now() < end; await pause(50)) {
    const found = find();
    if (found) return found;
  }
  return undefined;
}

/**
 * @param {object} given
 * @param {any} given.panel The notebook's panel.
 * @param {any} given.actions JupyterLab's NotebookActions.
 * @param {Record<string, string>} given.labels
 * @param {Record<string, string>} given.calls Code that a kernel runs, up to the bracket.
 * @param {string} given.lab
 * @param {string} given.title
 * @param {{ path: string, title: string } | undefined} given.next The lab that comes next.
 * @param {(path: string) => void} given.open
 * @param {() => void} given.show Called where something that `told` tells has changed.
 */
export function createLesson({ panel, actions, labels, calls, lab, title, next, open, show }) {
  const notebook = panel.content;
  /** @type {any[]} JupyterLab's cells. */
  let cells = []; // as they are dressed
  /** @type {string[]} */
  let roles = [];
  /** @type {number[][]} */
  let groups = [];
  /** @type {Promise<unknown>} */
  let running; // the run under way, one after the other
  let hasBegun = false;
  let isStopped = false;
  let state = "";
  // JupyterLab takes a save of its own that overlaps another for somebody else's change, and asks which to keep.
  panel.context.save = oneAfterAnother(panel.context.save.bind(panel.context));

  /** @param {string} sentence */
  const tell = (sentence) => {
    state = sentence;
    show();
  };

  /** @param {any} cell */
  const model = (cell) => ({
    isCode: cell.model.type === "code",
    nbgrader: cell.model.getMetadata("nbgrader"),
    tags: cell.model.getMetadata("tags"),
    isHidden: cell.model.getMetadata("jupyter")?.source_hidden,
  });
  /** @type {(cell: any) => boolean} */
  const hasError = (cell) => cell.model.outputs?.toJSON().some((/** @type {any} */ output) => output.output_type === "error");
  /** @param {any} cell */
  const isPassed = (cell) => cell.model.outputs?.length > 0 && !hasError(cell);
  /** @param {number} i */
  const isFilled = (i) => cells[i].node.querySelector("[data-open]")?.dataset.open === "0";
  /** @param {number} i */
  const isDone = (i) => (roles[i] === "check" ? isPassed(cells[i]) && !cells[i].node.matches(".pe-stale") : isFilled(i));
  /** The checks, and the forms that the trainer reads: those that stand below such a task. */
  const tasks = () =>
    roles.flatMap((role, i) => {
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
    cells.forEach(({ node }) => node.setAttribute("role", "article")); // JupyterLab says "feed" around them, and names them
    cells.forEach((cell) => cell.node.querySelector(":scope > .pe-ask")?.remove());
    for (const group of groups) put(cells[group[0]], button(labels.check, () => ask(group), { className: "pe-check" }));
    const guess = roles.indexOf("guess");
    if (guess >= 0) put(cells[guess], button(labels.go_on, () => queue(goOn), { className: "pe-check" }), true);
    roles.forEach((role, i) => {
      if (role === "keep") put(cells[i], button(labels.keep, () => queue(() => keep(i)), { className: "pe-check" }));
      if (role === "line") {
        put(cells[i], element("p", { className: "pe-write", textContent: labels.write_here }));
        until(() => cells[i].node.querySelector(".cm-content"), WRITE_MS).then((line) => {
          line?.setAttribute("aria-label", labels.write_here);
          if (line) line.tabIndex = 0; // JupyterLab leads there by Enter on the cell, which is no command in a lesson
        });
      }
    });
    putEnd();
  }

  /**
   * Put what belongs to a cell above its output, or below it.
   *
   * @param {any} cell
   * @param {HTMLElement} node
   * @param {boolean} [isBelow]
   */
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
    const way = next
      ? button(fill(labels.next, { lab: next.title }), () => open(next.path), { className: "pe-next" })
      : button(labels.home, () => open("welcome.md"), { className: "pe-next" });
    /** @param {string} task */
    const cellOf = (task) => cells.find((cell) => model(cell).nbgrader?.grade_id === task)?.node;
    const end = element("div", { className: "pe-end", role: "article" }, way, tasks().length ? revealer(labels, lab, cellOf) : "");
    cells.at(-1)?.node.after(end);
  }

  /**
   * One run after the other, and none that fails silently.
   *
   * @param {() => unknown} act
   */
  function queue(act) {
    running = Promise.resolve(running)
      .then(act)
      .catch((error) => {
        console.error(error);
        tell(labels.stopped);
      });
    return running;
  }

  /** @param {number} i */
  async function run(i) {
    const cell = cells[i];
    cell.node.classList.remove("pe-waiting");
    await actions.runCells(notebook, [cell], panel.sessionContext);
    // What cannot run before something is filled in waits, and is no error.
    const isMeant = model(cell).tags?.includes("raises-exception");
    const isWaiting = hasError(cell) && (roles[i] === "form" || (roles[i] === "given" && isMeant));
    cell.node.classList.toggle("pe-waiting", Boolean(isWaiting));
    cell.node.classList.toggle("pe-failed", hasError(cell));
    return !hasError(cell);
  }

  /**
   * @param {number[]} places
   * @param {string} sentence
   */
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

  /**
   * Make files to take along, and offer them: not everybody has the folder that they are in at hand.
   *
   * @param {number} i
   */
  async function keep(i) {
    const { node } = cells[i];
    node.querySelector(":scope > .pe-files")?.remove();
    await runAll([i], labels.keeping);
    const { urlResolver, path } = panel.context;
    /** @param {string} name */
    const link = async (name) => {
      const href = await urlResolver.getDownloadUrl(await urlResolver.resolveUrl(name));
      return element("a", { href, download: name, textContent: name });
    };
    const links = await Promise.all(filesIn(cells[i].model.outputs.toJSON()).map(link));
    const said = fill(labels.kept, { folder: path.replace(/\/[^/]*$/, "") });
    if (links.length) node.append(element("p", { className: "pe-files" }, said, ...links));
  }

  const isOpen = () => !notebook.node.classList.contains("pe-guessing");
  /** @param {string} code */
  const execute = (code) => {
    const kernel = panel.sessionContext.session?.kernel;
    return kernel?.requestExecute({ code, silent: true, store_history: false, stop_on_error: false }).done;
  };

  async function start() {
    hasBegun = true;
    await panel.context.ready;
    dress(); // before there is a kernel, which may take its time: what comes after the guess is not to be seen meanwhile
    const guess = roles.indexOf("guess");
    const first = guess < 0 ? roles.length : guess + 1;
    notebook.node.classList.toggle("pe-guessing", guess >= 0);
    cells.forEach((cell, i) => cell.node.classList.toggle("pe-later", guess >= 0 && i >= first));
    notebook.node.querySelector(".jp-WindowedPanel-outer")?.scrollTo(0, 0);
    tell(labels.starting);
    await panel.sessionContext.ready;
    const kernel = await until(() => panel.sessionContext.session?.kernel?.status === "idle", 60_000);
    if (!kernel) {
      isStopped = true;
      tell(labels.stopped);
      return;
    }
    isStopped = false;
    await execute(`${calls.setup}()`);
    if (!(await runAll(toRun(0, first), labels.preparing))) return;
    if (guess < 0) return;
    const form = await until(() => cells[guess].node.querySelector(".pe-worksheet"), FORM_MS);
    if (!form || form.dataset.open === "0") await goOn();
    else tell(labels.guess_first);
  }

  /**
   * @param {number} first
   * @param {number} last
   */
  const toRun = (first, last) => roles.flatMap((role, i) => (i >= first && i < last && !["prose", "check", "keep"].includes(role) ? [i] : []));

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

  /** @param {number[]} group */
  function ask(group) {
    const { node } = cells[group[0]];
    if (node.matches(".pe-asking")) return;
    node.classList.add("pe-asking");
    tell(labels.checking);
    queue(() => check(group)).then(() => node.classList.remove("pe-asking"));
  }

  /** @param {number[]} group */
  async function check(group) {
    await until(() => !notebook.node.querySelector(".pe-worksheet[data-kept='no']"), SAVED_MS);
    /** @param {number} i */
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
      const later = cells.flatMap((cell, i) => (i > last && cell.node.matches(".pe-waiting") ? [i] : []));
      // An editor may begin with what was drawn above; what it holds stands in its file.
      const following = roles.findIndex((role, i) => i > last && ["form", "line", "check"].includes(role));
      const isEditor = roles[following] === "form" && !cells[following].node.querySelector("[data-open]");
      const places = new Set([...after(roles, last), ...later].filter((i) => !hasForm(i)));
      if (isEditor) places.add(following);
      await runAll([...places].sort((one, other) => one - other), labels.preparing);
    }
    tell("");
    panel.context.save().catch(console.error); // JupyterLab tells of it, and saves again by itself
  }

  /**
   * Run what a check rests on; false where a line of the trainee's cannot be read, which says so itself.
   *
   * @param {number[]} places
   */
  async function runLine(places) {
    for (const i of places) if (!(await run(i)) && roles[i] === "line") return false;
    return true;
  }

  /**
   * @param {number} i
   * @param {string} reached
   */
  function report(i, reached) {
    const task = JSON.stringify(model(cells[i]).nbgrader.grade_id);
    execute(`${calls.tell}(${JSON.stringify(lab)}, ${task}, "${reached}")`);
  }

  /**
   * An answer that was checked and is changed is not checked any more.
   *
   * @param {Event} event
   */
  function onChange(event) {
    const i = cells.findIndex((cell) => cell.node.contains(event.target));
    const at = groups.find((group) => group[0] > i);
    if (i < 0 || !at || !["form", "line"].includes(roles[i])) return;
    for (const place of at) if (cells[place].model.outputs.length) cells[place].node.classList.add("pe-stale");
  }
  notebook.node.addEventListener("pe-save", (/** @type {CustomEvent} */ { detail }) => (detail.saved = panel.context.save()));
  notebook.node.addEventListener("pe-own-data", () => queue(start)); // a team's own data: all is worked out anew
  notebook.node.addEventListener("input", onChange);
  notebook.node.addEventListener("change", onChange);
  for (const event of ["change", "focusout"]) notebook.node.addEventListener(event, () => setTimeout(show));

  panel.sessionContext.statusChanged.connect((/** @type {any} */ _context, /** @type {string} */ status) => {
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
      isStopped,
    }),
  };
}
