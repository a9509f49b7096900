// A JupyterLab extension without a build of JupyterLab's: a container as module federation asks for one.
import css from "./lesson.css";
import { createShell } from "./shell.js";

const NAME = "peakend-lesson";
/** @type {any} */
let shared; // what JupyterLab shares with its extensions

/**
 * Return a package of JupyterLab's own, the one copy that it works with itself.
 *
 * @param {string} name
 */
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
      if (!told) return; // this JupyterLab was not started by the course
      const { styles, ...config } = JSON.parse(told);
      const sheet = document.createElement("style");
      sheet.textContent = styles + css;
      document.head.append(sheet);
      createShell({ app, tracker, config, actions: notebook.NotebookActions, Widget: widgets.Widget });
    },
  };
  return () => ({ __esModule: true, default: plugin });
}

const page = /** @type {any} */ (globalThis);
page._JUPYTERLAB = page._JUPYTERLAB ?? {};
page._JUPYTERLAB[NAME] = {
  init: (/** @type {any} */ scope) => (shared = scope),
  get: extension,
};
