// What projector and trainer see alike: the clock, how far the labs are, what the poll says.
import { element, find, labels } from "./page.js";

let day;
let at;

export function showDay(state) {
  day = state.day;
  at = performance.now();
  const block = day.blocks[day.number];
  const next = day.blocks[day.number + 1];
  find("block").textContent = block ? block.what : labels.before;
  find("next").textContent = next ? `${labels.next}${next.what}` : "";
  tick();
}

function tick() {
  const clock = find("clock");
  if (!day || day.number < 0) { clock.textContent = ""; return; }
  const left = Math.round(day.left - (day.is_paused ? 0 : (performance.now() - at) / 1000));
  const minutes = Math.floor(Math.abs(left) / 60);
  clock.textContent = `${left < 0 ? "+" : ""}${minutes}:${String(Math.abs(left) % 60).padStart(2, "0")}`;
  clock.classList.toggle("over", left < 0);
  clock.title = day.is_paused ? labels.paused : left < 0 ? labels.over : "";
  clock.classList.toggle("paused", day.is_paused);
}
setInterval(tick, 500);

export function showHere(state) {
  const listed = state.listed ? ` / ${state.listed}` : "";
  find("here").replaceChildren(
    element("span", { textContent: `${state.here}${listed} ${labels.here}` }), element("span", { className: "dot", textContent: " · " }),
    element("span", { textContent: `${state.phones} ${labels.phones}` }),
  );
}

const bar = (kind, share, text) => {
  const fill = element("span", { className: `bar ${kind}` });
  fill.style.width = `${Math.round(100 * Math.min(share, 1))}%`;
  return element("span", { className: "track" }, fill, element("span", { className: "n", textContent: text }));
};

export function showWork(state) {
  const heading = document.body.classList.contains("board") ? "h2" : "h3";
  const all = Math.max(state.here, state.listed, 1);
  const lab = (one, place, shown) => element(
    "article", { className: place < shown.length - 1 ? "earlier" : "" },
    element(heading, { textContent: `${one.title}　${labels.handed_in} ${one.handed_in} / ${all}` }),
    bar("done", one.handed_in / all, ""),
    ...(one.tasks.length ? [element("p", { className: "legend", textContent: `${labels.begun} → ${labels.passed}` })] : []),
    element("div", { className: "tasks" }, ...one.tasks.map((task) => element(
      "div", { className: "task" },
      element("span", { textContent: task.task.replace(/^task-(\d+).*/, `${labels.task} $1`) }),
      bar("passed", task.passed / all, `${task.begun} → ${task.passed}`),
      element("span", { className: "stuck", textContent: task.stuck ? `${task.stuck} ${labels.stuck}` : "" }),
    ))),
  );
  const note = state.grading === "collecting" && state.labs.length ? [element("p", { className: "note", textContent: labels.collecting })] : [];
  find("work").replaceChildren(...(state.labs.length ? state.labs.slice(-2).map(lab) : [element("p", { textContent: labels.quiet })]), ...note);
}

const signed = (number) => String(number).replace("-", "−");

// The room's curve: the mean of each moment, and from the lowest to the highest that anybody drew.
function curve(poll) {
  const [low, high] = poll.scale;
  const [width, height] = [600, 150];
  const x = (place) => ((place + 0.5) * width) / poll.bars.length;
  const y = (value) => 10 + (height - 20) * (1 - (value - low) / (high - low));
  const points = (key) => poll.bars.map((one, place) => `${x(place)},${y(one[key])}`);
  const draw = (name, given) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
    return made;
  };
  const paper = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "paper", "aria-hidden": "true" });
  const middle = Math.min(Math.max(0, low), high);
  paper.append(
    draw("polygon", { class: "range", points: [...points("low"), ...points("high").reverse()].join(" ") }),
    draw("line", { class: "neutral", x1: 0, x2: width, y1: y(middle), y2: y(middle) }),
    draw("polyline", { class: "drawn", points: points("mean").join(" ") }),
    ...poll.bars.map((one, place) => draw("circle", { cx: x(place), cy: y(one.mean), r: 5 })),
  );
  const names = element("ol", { className: "moments" }, ...poll.bars.map((one) => element("li", {}, element("b", { textContent: signed(one.mean) }), element("br"), one.label)));
  return element("div", { className: "curve" }, paper, names);
}

export function showPoll(poll) {
  if (!poll) return [];
  const most = Math.max(1, ...poll.bars.map((one) => one.n));
  const places = Math.max(1, poll.options.length);
  const plus = (label) => (poll.kind === "scale" && poll.scale[0] < 0 && Number(label) > 0 ? `+${label}` : label);
  const rows = poll.bars.map((one) => element(
    "div", { className: poll.kind === "scale" ? "answer short" : "answer" },
    element("span", { textContent: plus(one.label.replace(/^-/, "−")) }),
    one.mean !== undefined ? bar("said", (one.mean - poll.scale[0]) / (poll.scale[1] - poll.scale[0]), `${labels.mean} ${signed(one.mean)}`)
      : one.place === undefined ? bar("said", one.n / most, String(one.n)) : bar("said", (places + 1 - one.place) / places, `${labels.place} ${one.place}`),
  ));
  if (poll.kind === "curve" && poll.bars.length) rows.splice(0, rows.length, curve(poll));
  const ends = poll.kind === "scale" && poll.bars.length ? [element("p", { className: "ends" }, element("span", { textContent: poll.options[0] ?? "" }), element("span", { textContent: poll.options[1] ?? "" }))] : [];
  const said = poll.state === "open" ? [element("p", { textContent: labels.hidden })] : [...rows, ...ends];
  const answer = poll.answer ? [element("p", { className: "reveal", textContent: labels.answer + poll.answer })] : [];
  return [element("h2", { textContent: poll.question }), element("p", { className: "count", textContent: `${poll.n} ${labels.answers}` }), ...said, ...answer];
}
