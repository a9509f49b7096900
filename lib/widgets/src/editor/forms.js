// The form under the picture: the touchpoint, the phase, or the map and its customer, whichever is selected.
import { button, element, fill, shown } from "#shared/page.js";
import { deleteTouchpoint, moveTouchpoint, sayMoved, toggleMoment } from "./cards.js";
import { emotionText, setEmotion, stepEmotion } from "./curve.js";
import { assignPhase, changePersona, changePersonas, changePhase, changeTouchpoint, emotionOf, HALF, partOf, removePhase, shiftPhase, without } from "./document.js";
import { checkField, choiceField, partLines, partNumber, partText } from "./fields.js";
import { blueprint } from "./lanes.js";
/** @import { Change, Desk, PartField, Persona, Touchpoint } from "./types.js" */

/** @param {Desk} desk */
export function drawForm(desk) {
  const { kind, id } = desk.selected;
  if (kind === "phase") return phaseForm(desk, id);
  if (kind === "touchpoint") return touchpointForm(desk, id);
  return mapForm(desk);
}

/**
 * @param {string} title
 * @param {...Node} parts
 */
function group(title, ...parts) {
  return element("fieldset", {}, element("legend", { textContent: title }), ...parts);
}

/** @param {...Node} parts */
function pair(...parts) {
  return element("div", { className: "pe-pair" }, ...parts);
}

/**
 * @param {HTMLElement} node
 * @param {string} key
 */
function keyed(node, key) {
  node.setAttribute("data-focus", `field:${key}`);
  return node;
}

/**
 * @param {Desk} desk
 * @param {string} id
 */
function touchpointForm(desk, id) {
  const { labels } = desk;
  const all = desk.map.touchpoints;
  const index = all.findIndex((one) => one.id === id);
  const heading = fill(labels.touchpoint, { position: index + 1, count: all.length });
  const buttons = [
    keyed(
      button(labels.earlier, () => moveTouchpoint(desk, id, index - 1), { picture: "earlier" }),
      "earlier",
    ),
    keyed(
      button(labels.later, () => moveTouchpoint(desk, id, index + 1), { picture: "later" }),
      "later",
    ),
    keyed(
      button(labels.delete, () => deleteTouchpoint(desk, id), { picture: "remove" }),
      "delete",
    ),
  ];
  const head = element("div", { className: "pe-form-head" }, element("h5", { textContent: heading }), ...buttons);
  const body = desk.view === "journey" ? experience(desk, id) : blueprint(desk, id);
  return [head, ...body];
}

/**
 * @param {Desk} desk
 * @param {string} id
 */
function experience(desk, id) {
  const { labels } = desk;
  const one = () => partOf(desk.map.touchpoints, id);
  /** @type {Change} */
  const change = (values, field, options = { quiet: true }) => {
    const sentence = fill(labels.said_changed, { field, name: shown(values.name ?? one().name) });
    desk.change(changeTouchpoint(desk.map, id, values), sentence, { key: `${Object.keys(values)} ${id}`, ...options });
  };
  /**
   * @param {keyof Touchpoint} key
   * @param {string} label
   * @param {Partial<PartField>} [more]
   */
  const text = (key, label, more) => partText(desk, one, { key, label, change, ...more });
  const evidence = () => one().evidence ?? {};
  /** @type {Change} */
  const changeEvidence = (values, field) => {
    const whole = without({ ...evidence(), ...values });
    change({ evidence: Object.keys(whole).length ? whole : undefined }, field, {
      quiet: true,
      key: `${Object.keys(values)} ${id}`,
    });
  };
  /**
   * What is proposed has not happened: nobody has been asked, so it keeps no source, number or interval.
   *
   * @param {string} status
   */
  const judge = (status) => {
    const whole = status === "proposed" ? { status } : without({ ...evidence(), status });
    change({ evidence: whole }, labels.status);
  };
  const known = () => [
    partText(desk, evidence, { key: "source", label: labels.source, help: labels.source_help, change: changeEvidence }),
    partNumber(desk, evidence, { key: "n", label: labels.n, whole: true, change: changeEvidence }),
  ];
  /** @param {string} phase */
  const assign = (phase) => {
    const map = assignPhase(desk.map, id, phase);
    desk.change(map, sayMoved(desk, map, id));
  };
  return [
    group(
      labels.happens,
      text("name", labels.name, { required: true }),
      text("channel", labels.channel, { help: labels.channel_help }),
      choiceField(desk, {
        key: "phase",
        label: labels.phase_field,
        value: one().phase,
        options: desk.map.phases.map((phase) => [phase.id, shown(phase.name)]),
        commit: assign,
      }),
      choiceField(desk, {
        key: "type",
        label: labels.type,
        value: one().type ?? "interaction",
        options: ["interaction", "action", "wait"].map((type) => [type, labels[type]]),
        commit: (type) => change({ type }, labels.type),
      }),
      pair(
        partNumber(desk, one, { key: "wait_min", label: labels.wait_min, change }),
        partNumber(desk, one, { key: "duration_min", label: labels.duration_min, change }),
      ),
    ),
    group(
      labels.feels,
      emotionField(desk, id),
      checkField(desk, {
        key: "moment",
        label: labels.moment_of_truth,
        value: one().moment_of_truth === true,
        commit: () => toggleMoment(desk, id),
      }),
      text("thought", labels.thought, { rows: 2 }),
      partLines(desk, one, { key: "pain_points", label: labels.pain_points, change }),
      partLines(desk, one, { key: "opportunities", label: labels.opportunities, change }),
    ),
    group(
      labels.rests,
      choiceField(desk, {
        key: "status",
        label: labels.status,
        value: evidence().status ?? "assumed",
        options: ["observed", "assumed", "proposed"].map((status) => [status, labels[status]]),
        commit: (status) => judge(status),
      }),
      ...(evidence().status === "proposed" ? [] : known()),
    ),
  ];
}

/**
 * @param {Desk} desk
 * @param {string} id
 */
function emotionField(desk, id) {
  const { labels } = desk;
  /**
   * @param {string} name
   * @param {string} picture
   * @param {number} [by]
   */
  const act = (name, picture, by) =>
    keyed(
      button(picture, () => (by ? stepEmotion(desk, id, by) : setEmotion(desk, id, undefined)), {
        title: labels[name],
        "aria-label": labels[name],
      }),
      name,
    );
  const value = element("span", { textContent: emotionText(desk, emotionOf(desk, partOf(desk.map.touchpoints, id))) });
  const row = element(
    "div",
    { className: "pe-stepper", role: "group", "aria-label": labels.emotion },
    act("lower", "−", -HALF),
    value,
    act("raise", "+", HALF),
    act("clear", "?"),
  );
  return element(
    "div",
    { className: "pe-field" },
    element("span", { className: "pe-label", textContent: labels.emotion }),
    row,
  );
}

/**
 * @param {Desk} desk
 * @param {string} id
 */
function phaseForm(desk, id) {
  const { labels } = desk;
  const one = () => partOf(desk.map.phases, id);
  /** @type {Change} */
  const change = (values, field) => {
    const sentence = fill(labels.said_changed, { field, name: shown(values.name ?? one().name) });
    desk.change(changePhase(desk.map, id, values), sentence, { key: `${Object.keys(values)} ${id}`, quiet: true });
  };
  /** @param {number} by */
  const shift = (by) => {
    const map = shiftPhase(desk.map, id, by);
    if (map === desk.map) desk.say(fill(labels.said_edge, { name: shown(one().name) }));
    else desk.change(map, fill(labels.said_phase_moved, { name: shown(one().name) }));
  };
  const remove = () => {
    const name = shown(one().name);
    const count = desk.map.touchpoints.filter((touchpoint) => touchpoint.phase === id).length;
    if (count) desk.say(fill(labels.refused_phase, { name, count }), true);
    else desk.change(removePhase(desk.map, id), fill(labels.said_deleted, { name }), { then: { kind: "map" } });
  };
  const head = element(
    "div",
    { className: "pe-form-head" },
    element("h5", { textContent: labels.phase }),
    keyed(
      button(labels.earlier, () => shift(-1), { picture: "earlier" }),
      "earlier",
    ),
    keyed(
      button(labels.later, () => shift(1), { picture: "later" }),
      "later",
    ),
    keyed(button(labels.delete_phase, remove, { picture: "remove" }), "delete"),
  );
  const periods = ["before", "during", "after"].map((period) => [period, labels[period]]);
  const period = choiceField(desk, {
    key: "period",
    label: labels.period,
    value: one().period ?? "during",
    options: periods,
    commit: (value) => change({ period: value }, labels.period),
  });
  return [
    head,
    element("div", {}, partText(desk, one, { key: "name", label: labels.name, required: true, change }), period),
  ];
}

/**
 * @param {Desk} desk
 * @param {() => Partial<Persona>} persona
 * @param {string} before
 * @param {Change} change
 */
function aboutPersona(desk, persona, before, change) {
  const { labels } = desk;
  /**
   * @param {keyof Persona} key
   * @param {string} label
   * @param {Partial<PartField>} [more]
   */
  const named = (key, label, more) => ({ key, name: `${before}${key}`, label, change, ...more });
  return [
    partText(desk, persona, named("name", labels.persona_name, { required: Boolean(persona().name) })),
    partText(desk, persona, named("goal", labels.goal, { rows: 2 })),
    partLines(desk, persona, named("expectations", labels.expectations)),
  ];
}

/** @param {Desk} desk */
function mapForm(desk) {
  const { labels } = desk;
  const map = () => desk.map;
  const persona = () => desk.map.persona ?? {};
  /** @param {string} field */
  const say = (field) => fill(labels.said_changed, { field, name: shown(desk.map.title) });
  /** @type {Change} */
  const changeMap = (values, field) =>
    desk.change({ ...desk.map, ...values }, say(field), { key: `${Object.keys(values)}`, quiet: true });
  /** @type {Change} */
  const change = (values, field) =>
    desk.change(changePersona(desk.map, values, labels.customer), say(field), {
      key: `persona ${Object.keys(values)}`,
      quiet: true,
    });
  const several = (desk.map.personas ?? []).map(({ id }) => {
    const one = () => partOf(desk.map.personas ?? [], id);
    /** @type {Change} */
    const changeOne = (values, field) =>
      desk.change(changePersonas(desk.map, id, values), say(field), { key: `${id} ${Object.keys(values)}`, quiet: true });
    return group(shown(one().name), ...aboutPersona(desk, one, `${id}:`, changeOne));
  });
  return [
    element("div", { className: "pe-form-head" }, element("h5", { textContent: labels.map })),
    ...(several.length ? several : [element("div", {}, ...aboutPersona(desk, persona, "", change))]),
    element("div", {}, partText(desk, map, { key: "title", label: labels.title, required: true, change: changeMap })),
  ];
}
