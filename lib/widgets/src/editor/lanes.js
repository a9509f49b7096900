// The form of the blueprint: under a touchpoint, in each lane, what is there, who does it and where it may fail.
import { button, element, fill, retyped, shown } from "#shared/page.js";
import { emotionText } from "./curve.js";
import { changeTouchpoint, LANES, partOf, without } from "./document.js";
import { choiceField, textField } from "./fields.js";
/** @import { Desk, Item, Lane, Options } from "./types.js" */

const STAFFED = ["frontstage", "backstage"]; // lanes in which somebody works

/**
 * @param {Desk} desk
 * @param {string} id
 */
export function blueprint(desk, id) {
  const name = shown(partOf(desk.map.touchpoints, id).name);
  const title = element("p", { className: "pe-under", textContent: fill(desk.labels.blueprint, { name }) });
  return [title, ...LANES.map((lane) => laneRows(desk, id, lane))];
}

/**
 * A row an item, and an empty one to fill; it becomes an item with its first words, and another empty one follows.
 *
 * @param {Desk} desk
 * @param {string} id
 * @param {Lane} lane
 */
function laneRows(desk, id, lane) {
  const { labels } = desk;
  const one = () => partOf(desk.map.touchpoints, id);
  const items = () => one().blueprint ?? [];
  const rows = element("div", {});
  const node = element(
    "div",
    { className: "pe-lane", role: "group", "aria-label": labels[lane] },
    element("p", { textContent: labels[lane] }),
    rows,
  );
  /**
   * @param {Item[]} changed
   * @param {string} field
   * @param {Options} [options]
   */
  const put = (changed, field, options) => {
    const sentence = fill(labels.said_changed, { field: `${labels[lane]} – ${field}`, name: shown(one().name) });
    desk.change(
      changeTouchpoint(desk.map, id, { blueprint: changed.length ? changed : undefined }),
      sentence,
      options,
    );
  };

  /** @param {number} [place] */
  function addRow(place) {
    let at = place;
    /** @type {HTMLElement[]} */
    const rest = [];
    /** @returns {Partial<Item>} */
    const item = () => (at === undefined ? {} : (items()[at] ?? {}));
    /** @param {string} field */
    const key = (field) => (at === undefined && field === "item" ? `new:${lane}` : `${lane}:${at ?? "new"}:${field}`);
    /** @param {"item" | "owner" | "fail_point"} field */
    const text = (field) => {
      /**
       * @param {string} typed
       * @param {boolean} done
       */
      const commit = (typed, done) => {
        const value = retyped(item()[field], typed);
        const begun = at !== undefined;
        if (field === "item" && value === undefined) {
          if (done && begun) remove();
          return;
        }
        at ??= items().length;
        const changed = /** @type {Item} */ (without({ layer: lane, ...item(), [field]: value }));
        put([...items().slice(0, at), changed, ...items().slice(at + 1)], labels[field], {
          key: `${field} ${at} ${id}`,
          quiet: true,
        });
        if (!begun) {
          row.querySelector("input").setAttribute("data-focus", `field:${key("item")}`);
          addRow();
        }
      };
      return textField(desk, { key: key(field), label: labels[field], value: shown(item()[field]), commit });
    };
    const staffField = () => {
      const { emotion } = item();
      const levels = [2, 1, 0, -1, -2];
      if (emotion !== undefined && emotion !== null && !levels.includes(emotion)) levels.push(emotion);
      const options = levels.map((level) => [String(level), `${labels.staff} ${emotionText(desk, level)}`]);
      /** @param {string} chosen */
      const commit = (chosen) => {
        if (at === undefined) return;
        const changed = /** @type {Item} */ (without({ ...item(), emotion: chosen === "" ? undefined : Number(chosen) }));
        put([...items().slice(0, at), changed, ...items().slice(at + 1)], labels.staff_emotion);
      };
      const value = String(emotion ?? "");
      return choiceField(desk, {
        key: key("emotion"),
        label: labels.staff_emotion,
        value,
        options: [["", `${labels.staff} ?`], ...options],
        commit,
      });
    };
    const remove = () =>
      put(
        items().filter((_one, i) => i !== at),
        shown(item().item),
      );
    const row = element("div", { className: "pe-item" }, text("item"));
    rest.push(text("owner"), text("fail_point"));
    if (STAFFED.includes(lane)) rest.push(staffField());
    const gone = button("", remove, { picture: "remove", shown: false });
    const ready = () => {
      const empty = !row.querySelector("input").value.trim();
      for (const field of rest) /** @type {HTMLInputElement} */ (field.querySelector("input, select")).disabled = empty;
      gone.hidden = at === undefined;
      gone.title = fill(labels.delete_item, { name: shown(item().item) });
      gone.setAttribute("aria-label", gone.title);
    };
    row.append(...rest, gone);
    row.addEventListener("input", ready);
    row.addEventListener("focusout", ready);
    ready();
    rows.append(row);
  }

  items().forEach((item, i) => item.layer === lane && addRow(i));
  addRow();
  return node;
}
