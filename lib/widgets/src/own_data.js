// A team's own file: chosen here, read by the kernel, shown as it was understood, and used once that is confirmed.
import { button, element, fill, speak } from "#shared/page.js";

const MEGABYTES = 8;
const SECONDS = 30; // without any sign of the kernel
const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
function inBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(String(reader.result).split(",")[1] ?? ""));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

/**
 * @typedef {{ id: string, label: string }} Option
 * @typedef {{ id: string, title: string, column: string, direction: string, allowed: string, said: string, turns?: string }} Line
 */

/** @param {import("#shared/types.js").View} view */
function render({ model, el }) {
  speak(model.get("language"));
  const labels = model.get("labels");
  let number = Date.now();
  let waiting = 0;
  /** @type {Record<string, string>} */
  let columns = {};
  /** @type {Record<string, string>} */
  let directions = {};

  const { name, content } = model.get("template");
  const template = element("a", { href: `data:${WORKBOOK};base64,${content}`, textContent: labels.template });
  template.setAttribute("download", name);
  const file = element("input", { type: "file", accept: ".xlsx,.csv,.tsv,.txt,.zip" });
  const status = element("p", { className: "pe-status" });
  status.setAttribute("role", "status");
  const understood = element("div");
  const details = element(
    "details",
    {},
    element("summary", { textContent: labels.open }),
    element("p", { className: "pe-help", textContent: labels.help }),
    element("div", { className: "pe-own-do" }, template, element("label", {}, `${labels.choose} `, file)),
    understood,
  );
  const back = button(labels.case, () => ask({ do: "case" }));
  const section = element("section", { className: "pe-own" }, details, status, back);
  section.setAttribute("aria-label", labels.title);
  section.addEventListener("keydown", (/** @type {Event} */ event) => event.stopPropagation());
  el.append(section);

  /**
   * @param {string} sentence
   * @param {string} [state]
   */
  const tell = (sentence, state = "") => {
    status.textContent = sentence;
    status.dataset.state = state;
  };
  /** @param {import("#shared/types.js").Fields} asked */
  function ask(asked) {
    number += 1;
    model.set("sent", { ...asked, number });
    model.save_changes();
    tell(labels.reading);
    clearTimeout(waiting);
    waiting = setTimeout(() => tell(labels.stopped, "failed"), SECONDS * 1000);
  }
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    if (chosen.size > MEGABYTES * 1e6) return tell(fill(labels.large, { limit: MEGABYTES }), "failed");
    columns = {};
    directions = {};
    ask({ do: "read", name: chosen.name, content: await inBase64(chosen) });
  });
  const choose = () => ask({ do: "choose", columns, directions });

  /**
   * @param {string} label
   * @param {Option[]} options
   * @param {string} value
   * @param {(value: string) => void} change
   */
  function select(label, options, value, change) {
    const made = element("select", {}, ...options.map(({ id, label: text }) => element("option", { value: id, textContent: text })));
    made.value = value;
    made.setAttribute("aria-label", label);
    made.addEventListener("change", () => change(made.value));
    return made;
  }
  /**
   * @param {Pick<Line, "id" | "title" | "direction">} row
   * @param {boolean} isKano
   */
  function direction(row, isKano) {
    const [high, low] = isKano ? [labels.like_first, labels.like_last] : [labels.high, labels.low];
    const ends = [{ id: "high", label: high }, { id: "low", label: low }];
    const options = row.direction ? ends : [{ id: "", label: labels.choose_one }, ...ends];
    return select(`${row.title}: ${labels.direction}`, options, row.direction, (value) => {
      directions = { ...directions, [row.id]: value };
      choose();
    });
  }
  /**
   * @param {Line} row
   * @param {Option[]} headings
   */
  function line(row, headings) {
    const options = [{ id: "", label: labels.none }, ...headings];
    const column = select(`${row.title}: ${labels.column}`, options, row.column, (value) => {
      columns = { ...columns, [row.id]: value };
      choose();
    });
    const title = element("th", {}, row.title, element("span", { className: "pe-own-allowed", textContent: row.allowed }));
    title.scope = "row";
    const end = row.turns ? [direction(row, row.turns === "kano")] : [];
    return element("tr", {}, title, element("td", {}, column), element("td", {}, row.said), element("td", {}, ...end));
  }
  /** @param {{ rows: Line[], headings: Option[] }} shown */
  function table(shown) {
    const heads = [labels.wanted, labels.column, labels.understood, labels.direction].map((text) => {
      const head = element("th", { textContent: text });
      head.scope = "col";
      return head;
    });
    const body = shown.rows.map((row) => line(row, shown.headings));
    return element("div", { className: "pe-own-table" }, element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body)));
  }

  function show() {
    clearTimeout(waiting);
    const shown = model.get("shown");
    tell(shown.sentence ?? "", shown.state);
    back.hidden = !shown.is_own;
    understood.replaceChildren();
    if (shown.rows) {
      const pairs = shown.pairs
        ? [
            element("p", {}, fill(labels.pairs, { features: shown.features.join("; ") })),
            direction({ id: shown.pairs, title: "KANO", direction: directions[shown.pairs] ?? "" }, true),
          ]
        : [];
      const problem = element("p", { className: "pe-own-problem", textContent: shown.problem });
      const use = button(labels.use, () => ask({ do: "use" }), { className: "pe-main", disabled: !shown.can_use });
      const notes = shown.notes.map((/** @type {string} */ note) => element("p", { className: "pe-help", textContent: note }));
      understood.replaceChildren(element("p", { textContent: shown.file }), ...notes, table(shown), ...pairs, problem, use);
    }
    // The lab around it runs anew on what was decided.
    if (shown.state === "decided" && shown.number > seen) {
      details.open = false;
      section.dispatchEvent(new CustomEvent("pe-own-data", { bubbles: true }));
    }
    seen = Math.max(seen, shown.number ?? 0);
  }
  let seen = model.get("shown").number ?? 0;
  model.on("change:shown", show);
  show();
  return () => {
    clearTimeout(waiting);
    model.off("change:shown", show);
  };
}

export default { render };
