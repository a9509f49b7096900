// Built from lib/widgets/src by `poe widgets`; change it there.
"use strict";
(() => {
  // src/course/parts.js
  var SVG = "http://www.w3.org/2000/svg";
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    made.append(...children);
    return made;
  }
  function shape(name, attributes = {}, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    made.append(...children);
    return made;
  }
  function button(words2, action) {
    const made = (
      /** @type {HTMLButtonElement} */
      element("button", { type: "button" }, words2)
    );
    made.addEventListener("click", action);
    return made;
  }
  function movable(picture, handle, to, by) {
    const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    handle.setAttribute("tabindex", "0");
    handle.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    handle.setAttribute("data-prevent-swipe", "");
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      handle.focus();
    });
    handle.addEventListener("pointermove", (event) => {
      const matrix = picture.getScreenCTM();
      if (!handle.hasPointerCapture(event.pointerId) || !matrix) return;
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      to(at.x, at.y);
    });
    handle.addEventListener("keydown", (event) => {
      const step = steps[
        /** @type {keyof typeof steps} */
        event.key
      ];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      by(step[0], step[1]);
    });
  }
  function signed(value, places = 1) {
    const text = Math.abs(value).toFixed(places);
    return Number(text) === 0 ? text : `${value < 0 ? "−" : "+"}${text}`;
  }

  // src/course/player.js
  function player(root) {
    const picture = (
      /** @type {SVGSVGElement} */
      root.querySelector("svg")
    );
    const seconds = Number(root.dataset.seconds);
    const words2 = JSON.parse(root.dataset.words ?? "{}");
    const said = (
      /** @type {Said[]} */
      JSON.parse(root.dataset.said ?? "[]")
    );
    const asked = /* @__PURE__ */ new Set();
    const still = Number(root.dataset.still);
    let now = Math.min(still, ...said.filter((each) => each.choices.length).map((each) => each.at));
    let last = 0;
    let frame = 0;
    const subtitle = element("p", { class: "course-scene-subtitle", "aria-live": "polite" });
    const poll = element("p", { class: "course-scene-poll" });
    const slider = (
      /** @type {HTMLInputElement} */
      element("input", { type: "range", min: 0, max: seconds, step: 0.1, "aria-label": words2.place })
    );
    const toggle = button("", () => frame ? pause() : play());
    const bar = element("p", { class: "course-scene-bar" }, toggle, slider);
    picture.after(subtitle, poll, bar);
    picture.style.setProperty("--delay", "0s");
    root.classList.add("is-live");
    slider.addEventListener("input", () => {
      pause();
      asked.clear();
      poll.replaceChildren();
      show(Number(slider.value));
    });
    root.addEventListener("keydown", (event) => {
      if (event.target === slider || event.key === " " || event.key === "Enter") event.stopPropagation();
    });
    addEventListener("beforeprint", () => show(still));
    pause();
    show(now);
    function play() {
      if (now >= seconds) {
        now = 0;
        asked.clear();
      }
      if (root.dataset.touched === void 0) now = 0;
      root.dataset.touched = "";
      poll.replaceChildren();
      last = performance.now();
      frame = requestAnimationFrame(tick);
      toggle.textContent = `❚❚ ${words2.pause}`;
    }
    function pause() {
      cancelAnimationFrame(frame);
      frame = 0;
      toggle.textContent = `▶ ${words2.play}`;
    }
    function tick(time) {
      const next = now + (time - last) / 1e3;
      const question = said.find((each) => each.choices.length && each.at > now && each.at <= next && !asked.has(each));
      last = time;
      show(Math.min(question ? question.at : next, seconds));
      if (question) {
        asked.add(question);
        pause();
        ask(question);
      } else if (now >= seconds) pause();
      else frame = requestAnimationFrame(tick);
    }
    function show(time) {
      now = time;
      slider.value = String(time);
      for (const each of picture.getAnimations({ subtree: true })) {
        each.pause();
        each.currentTime = time * 1e3;
      }
      const current = said.filter((each) => each.at <= time + 0.01).at(-1);
      if (subtitle.textContent !== (current?.say ?? "")) subtitle.textContent = current?.say ?? "";
    }
    function ask(question) {
      const counts = question.choices.map((choice) => {
        let votes = 0;
        const one = button(choice, () => {
          votes += 1;
          one.textContent = `${choice} · ${votes}`;
        });
        return one;
      });
      poll.replaceChildren(...counts, button(`▶ ${words2.on}`, play));
    }
  }

  // src/course/lines.js
  var IN_PHRASES = "h2, :is(.question, .check) .body > p, .keypoints li, td";
  var IN_WORDS = ".body :is(p, li, td, th, h3)";
  var OWN = /(峰终|下周一起?|净推荐值|利益相关者)/;
  var LEANS = /^(的.*|[地得了着过吗呢吧们])$/;
  var SHORT = 24;
  var PHRASE = /(?:（[^）]*）|[^，。：；、？！])*[，。：；、？！]+[”’）]*|(?:（[^）]*）|[^，。：；、？！])+/g;
  function lines(deck) {
    if (!document.documentElement.lang.startsWith("zh")) return;
    for (const line of deck.querySelectorAll(IN_PHRASES)) {
      if (line.tagName === "TD" && (line.textContent ?? "").length > SHORT) continue;
      for (const node of texts(line).filter((each) => each.parentNode === line)) {
        node.replaceWith(...(node.data.match(PHRASE) ?? []).map((text) => element("span", { class: "phrase" }, text)));
      }
    }
    if (!("Segmenter" in Intl)) return;
    const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
    const nodes = new Set([...deck.querySelectorAll(`${IN_PHRASES}, ${IN_WORDS}`)].flatMap(texts));
    for (const node of nodes) node.replaceWith(...words(segmenter, node.data));
    deck.classList.add("is-worded");
  }
  function texts(line) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(
      /** @type {Text} */
      walker.currentNode
    );
    return found;
  }
  function words(segmenter, text) {
    const parts = [];
    let wasWord = false;
    for (const { segment, isWordLike } of text.split(OWN).flatMap((part) => parted(segmenter, part))) {
      if (wasWord && isWordLike && !LEANS.test(segment)) parts.push(element("wbr"));
      parts.push(segment);
      wasWord = Boolean(isWordLike);
    }
    return parts;
  }
  function parted(segmenter, part) {
    return OWN.test(part) ? [{ segment: part, isWordLike: true }] : [...segmenter.segment(part)];
  }

  // src/course/slide.js
  var MINUTES = [1, 2, 5];
  var SMALLEST = 18;
  function slides(deck) {
    const words2 = JSON.parse(deck.dataset.words ?? "{}");
    for (const body of deck.querySelectorAll(":is(.question, .check.open) .body")) body.after(element("p", { class: "slide-bar" }, ...clock(words2), hands(words2)));
    for (const option of deck.querySelectorAll(".check .body > ul > li")) {
      let votes = 0;
      const mark = button("0", () => {
        votes += 1;
        mark.textContent = String(votes);
        mark.classList.add("is-counted");
      });
      mark.setAttribute("aria-label", `${words2.hands}: ${option.textContent}`);
      option.append(mark);
    }
    deck.addEventListener("keydown", (event) => {
      const target = (
        /** @type {HTMLElement} */
        event.target
      );
      if (target.tagName === "BUTTON" && (event.key === " " || event.key === "Enter")) event.stopPropagation();
    });
    const dark = button("", () => document.body.classList.toggle("dark"));
    dark.className = "slide-dark";
    dark.setAttribute("aria-label", words2.dark);
    deck.append(dark);
    lines(deck);
    fit(deck);
    addEventListener("load", () => fit(deck));
    const printed = /[?&](print-pdf|view=print)/.test(location.search);
    if (!printed && matchMedia("(prefers-color-scheme: dark)").matches) document.body.classList.add("dark");
  }
  function fit(deck) {
    for (const each of deck.querySelectorAll(".body, .keypoints h2")) {
      const body = (
        /** @type {HTMLElement} */
        each
      );
      let size = Number.parseFloat(getComputedStyle(body).fontSize);
      while (size > SMALLEST && (body.scrollHeight > body.clientHeight + 1 || body.scrollWidth > body.clientWidth + 1)) {
        size -= 1;
        body.style.fontSize = `${size}px`;
      }
    }
  }
  function clock(words2) {
    const shown = element("output", { class: "slide-clock", "aria-live": "off" });
    let end = 0;
    let tick = 0;
    const choices = MINUTES.map(
      (minutes) => button(`${minutes} ${words2.minutes}`, () => {
        clearInterval(tick);
        end = Date.now() + minutes * 6e4;
        tick = window.setInterval(draw, 250);
        draw();
      })
    );
    return [...choices, shown];
    function draw() {
      const left = Math.max(0, Math.ceil((end - Date.now()) / 1e3));
      shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      shown.classList.toggle("is-over", left === 0);
      if (left === 0) clearInterval(tick);
    }
  }
  function hands(words2) {
    let count = 0;
    const mark = button(`${words2.hands} 0`, () => {
      count += 1;
      mark.textContent = `${words2.hands} ${count}`;
    });
    return mark;
  }

  // src/course/curve.js
  var START = [-1, 0, -2, 1, 1, -1, 0];
  var LEFT = 70;
  var STEP = 110;
  var y = (value) => 170 - 62 * value;
  function curve(root, words2) {
    const values = [...START];
    const names = words2.points.split("|");
    const picture = (
      /** @type {SVGSVGElement} */
      shape("svg", { viewBox: "0 -16 960 366", role: "group", "aria-label": words2.title })
    );
    const line = shape("polyline", { class: "try-line" });
    const marks = shape("g");
    picture.append(shape("line", { x1: 40, x2: 760, y1: y(0), y2: y(0), class: "try-axis" }), line, marks);
    for (const value of [-2, -1, 0, 1, 2]) {
      picture.append(shape("text", { x: 30, y: y(value) + 6, class: "try-small", "text-anchor": "end" }, signed(value, 0)));
    }
    const handles = values.map((_value, i) => {
      const handle = shape("circle", { r: 15, class: "try-handle", role: "slider", "aria-valuemin": -2, "aria-valuemax": 2, "aria-label": names[i] });
      movable(picture, handle, (_x, at) => set(i, (170 - at) / 62), (_dx, dy) => set(i, values[i] - dy * 0.5));
      picture.append(handle, shape("text", { x: LEFT + i * STEP, y: 335, class: "try-small", "text-anchor": "middle" }, names[i]));
      return handle;
    });
    const bars = ["peakEnd", "mean"].map((key, i) => {
      const bar = shape("rect", { x: 800 + i * 80, width: 50, class: i ? "try-bar-b" : "try-bar-a" });
      const number = shape("text", { x: 825 + i * 80, class: "try-number", "text-anchor": "middle" });
      picture.append(bar, number, shape("text", { x: 825 + i * 80, y: 335, class: "try-small", "text-anchor": "middle" }, words2[key]));
      return { bar, number };
    });
    const told = element("p", { class: "course-try-told", "aria-live": "polite" });
    root.replaceChildren(element("p", { class: "course-try-title" }, words2.title), picture, told);
    draw();
    function set(i, value) {
      values[i] = Math.max(-2, Math.min(2, Math.round(value * 2) / 2));
      draw();
    }
    function draw() {
      const [best, worst] = [Math.max(...values), Math.min(...values)];
      const tied = best > 0 && worst < 0 && best + worst === 0;
      const peak = values.indexOf(best + worst > 0 ? best : worst);
      const end = values.length - 1;
      const scores = [(values[peak] + values[end]) / 2, values.reduce((sum, value) => sum + value, 0) / values.length];
      line.setAttribute("points", values.map((value, i) => `${LEFT + i * STEP},${y(value)}`).join(" "));
      handles.forEach((handle, i) => {
        handle.setAttribute("cx", String(LEFT + i * STEP));
        handle.setAttribute("cy", String(y(values[i])));
        handle.setAttribute("aria-valuenow", String(values[i]));
      });
      const peaks = [peak, ...tied ? [values.indexOf(best)] : []];
      const alone = peaks.filter((each) => each !== end).map((each) => mark(each, words2.peak));
      marks.replaceChildren(...alone, mark(end, peaks.includes(end) ? words2.both : words2.end));
      bars.forEach(({ bar, number }, i) => {
        bar.setAttribute("y", String(Math.min(y(scores[i]), y(0))));
        bar.setAttribute("height", String(Math.max(Math.abs(y(scores[i]) - y(0)), 2)));
        number.setAttribute("y", String(y(Math.max(scores[i], 0)) - 12));
        number.textContent = signed(scores[i]);
      });
      const gap = scores[0] - scores[1];
      const said = Math.abs(gap) < 0.5 ? words2.alike : gap > 0 ? words2.better : words2.worse;
      const readings = words2.tied.replace("{low}", signed(scores[0])).replace("{high}", signed((best + values[end]) / 2));
      told.textContent = tied ? readings : said;
    }
    function mark(i, name) {
      const [x2, at] = [LEFT + i * STEP, y(values[i])];
      const where = values[i] < 0 ? { x: x2 + 32, y: at + 8 } : { x: x2, y: at - 32, "text-anchor": "middle" };
      return shape("g", {}, shape("circle", { cx: x2, cy: at, r: 24, class: "try-ring" }), shape("text", { ...where, class: "try-mark" }, name));
    }
  }

  // src/course/interval.js
  var SHARES = { promoters: 0.45, detractors: 0.25 };
  var x = (value) => 480 + 4.2 * value;
  function interval(root, words2) {
    const picture = shape("svg", { viewBox: "0 0 960 190", role: "img", "aria-label": words2.title });
    const line = shape("line", { y1: 90, y2: 90, class: "try-interval" });
    const dot = shape("circle", { cy: 90, r: 13, class: "try-dot" });
    const label = shape("text", { y: 56, class: "try-number", "text-anchor": "middle" });
    picture.append(shape("line", { x1: x(-100), x2: x(100), y1: 130, y2: 130, class: "try-axis" }), line, dot, label);
    for (const value of [-100, -50, 0, 50, 100]) {
      picture.append(shape("text", { x: x(value), y: 164, class: "try-small", "text-anchor": "middle" }, signed(value, 0)));
    }
    const slider = (
      /** @type {HTMLInputElement} */
      element("input", { type: "range", min: 1, max: 100, value: 100, "aria-label": words2.answers })
    );
    const told = element("p", { class: "course-try-told", "aria-live": "polite" });
    slider.addEventListener("input", draw);
    slider.addEventListener("keydown", (event) => event.stopPropagation());
    root.replaceChildren(
      element("p", { class: "course-try-title" }, words2.title),
      picture,
      element("label", { class: "try-choice" }, words2.answers, slider),
      told
    );
    draw();
    function draw() {
      const n = Math.round(20 * 10 ** (2 * (Number(slider.value) / 100)));
      const promoters = Math.round(n * SHARES.promoters);
      const detractors = Math.round(n * SHARES.detractors);
      const mean = (promoters - detractors) / n;
      const spread = 1.96 * Math.sqrt(((promoters + detractors) / n - mean ** 2) / n);
      const [low, high] = [Math.max(-100, 100 * (mean - spread)), Math.min(100, 100 * (mean + spread))];
      line.setAttribute("x1", String(x(low)));
      line.setAttribute("x2", String(x(high)));
      dot.setAttribute("cx", String(x(100 * mean)));
      label.setAttribute("x", String(x(100 * mean)));
      label.textContent = signed(100 * mean, 0);
      told.textContent = words2.told.replace("{n}", n.toLocaleString("en")).replace("{low}", signed(low, 0)).replace("{high}", signed(high, 0));
    }
  }

  // src/course/kano_pair.js
  var TABLE = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"];
  function kanoPair(root, words2) {
    const answers = words2.answers.split("|");
    const chosen = { with: 0, without: 4 };
    const told = element("p", { class: "course-try-told", "aria-live": "polite" });
    const rows = TABLE.map(
      (row, i) => element("tr", {}, element("th", { scope: "row" }, answers[i]), ...[...row].map((letter) => element("td", {}, letter)))
    );
    const head = element("tr", {}, element("th", {}, words2.corner), ...answers.map((each) => element("th", { scope: "col" }, each)));
    root.replaceChildren(
      element("p", { class: "course-try-title" }, words2.title),
      choice("with"),
      choice("without"),
      element("table", { class: "try-kano" }, element("thead", {}, head), element("tbody", {}, ...rows)),
      told
    );
    draw();
    function choice(which) {
      const list = element("select", {}, ...answers.map((each, i) => element("option", { value: i }, each)));
      const select = (
        /** @type {HTMLSelectElement} */
        list
      );
      select.value = String(chosen[which]);
      select.addEventListener("keydown", (event) => event.stopPropagation());
      select.addEventListener("change", () => {
        chosen[which] = Number(select.value);
        draw();
      });
      return element("label", { class: "try-choice" }, words2[which], select);
    }
    function draw() {
      rows.forEach((row, i) => {
        [...row.querySelectorAll("td")].forEach((cell, j) => {
          cell.classList.toggle("is-here", i === chosen.with && j === chosen.without);
        });
      });
      told.textContent = words2[TABLE[chosen.with][chosen.without]];
    }
  }

  // src/course/visibility.js
  var TOP = 60;
  var WIDE = { width: 960, row: 66, box: 456, felt: [520, 41] };
  var NARROW = { width: 620, row: 98, box: 540, felt: [60, 74] };
  function visibility(root, words2) {
    const steps = words2.steps.split("|").map((each) => each.split("="));
    let seen = 2;
    const { width, row, box: wide, felt: place } = matchMedia("(max-width: 500px)").matches ? NARROW : WIDE;
    const bottom = TOP + steps.length * row;
    const picture = (
      /** @type {SVGSVGElement} */
      shape("svg", { viewBox: `0 0 ${width} ${bottom + 40}`, role: "group", "aria-label": words2.title })
    );
    const rows = steps.map(([what], i) => {
      const y2 = TOP + i * row;
      const box = shape("rect", { x: 40, y: y2 + 8, width: wide, height: row - 16, rx: 10, class: "try-step" });
      const felt = shape("text", { x: place[0], y: y2 + place[1], class: "try-felt" });
      picture.append(box, shape("text", { x: 60, y: y2 + 41, class: "try-label" }, what), felt);
      return { box, felt };
    });
    const line = shape("line", { x1: 20, x2: width - 20, class: "try-visible" });
    const name = shape("text", { x: width - 20, class: "try-mark", "text-anchor": "end" }, words2.line);
    const grip = shape("g", {
      role: "slider",
      "aria-label": words2.line,
      "aria-valuemin": 0,
      "aria-valuemax": steps.length,
      class: "try-grip"
    });
    grip.append(
      shape("rect", { x: 20, y: -30, width: width - 40, height: 60, class: "try-reach" }),
      // a finger takes the line anywhere
      shape("rect", { x: width / 2 - 40, y: -14, width: 80, height: 28, rx: 14, class: "try-handle" }),
      shape("text", { x: width / 2, y: 7, class: "try-grip-text", "text-anchor": "middle" }, "⇅")
    );
    picture.append(line, name, grip);
    movable(picture, grip, (_x, at) => set((at - TOP) / row), (_dx, dy) => set(seen + dy));
    const told = element("p", { class: "course-try-told", "aria-live": "polite" });
    root.replaceChildren(element("p", { class: "course-try-title" }, words2.title), picture, told);
    draw();
    function set(value) {
      seen = Math.max(0, Math.min(steps.length, Math.round(value)));
      draw();
    }
    function draw() {
      const at = TOP + seen * row;
      line.setAttribute("y1", String(at));
      line.setAttribute("y2", String(at));
      name.setAttribute("y", String(at + 27));
      grip.setAttribute("transform", `translate(0 ${at})`);
      grip.setAttribute("aria-valuenow", String(seen));
      rows.forEach(({ box, felt }, i) => {
        box.classList.toggle("is-seen", i < seen);
        felt.textContent = i < seen ? steps[i][1] : words2.hidden;
        felt.classList.toggle("is-hidden", i >= seen);
      });
      told.textContent = seen === steps.length ? words2.all : seen <= 1 ? words2.little : words2.some;
    }
  }

  // src/course/tries.js
  var TRIES = { curve, interval, "kano-pair": kanoPair, visibility };
  function tryOut(root) {
    TRIES[root.dataset.try ?? ""]?.(root, JSON.parse(root.dataset.words ?? "{}"));
  }

  // src/course/main.js
  function begin() {
    const deck = (
      /** @type {HTMLElement | null} */
      document.querySelector(".reveal[data-words]")
    );
    if (deck) slides(deck);
    for (const root of document.querySelectorAll(".course-scene")) player(
      /** @type {HTMLElement} */
      root
    );
    for (const root of document.querySelectorAll(".course-try")) tryOut(
      /** @type {HTMLElement} */
      root
    );
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
