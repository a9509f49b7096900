"""A journey map from what was logged: touchpoints in their usual order, emotions with n and interval."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from peakend.base.arguments import check_option
from peakend.base.arrays import Floats
from peakend.journeys.log_minutes import REPEATS, log_minutes, with_turns
from peakend.journeys.map_value import MapValue, require_map
from peakend.journeys.parts import MOST_EMOTION, Touchpoint
from peakend.journeys.visit_log import Codes, LogColumns, Visits, count_precedence, read_visits
from peakend.surveys.intervals import mean_interval

Text = str | Mapping[str, str]

_PHASE = {"id": "journey", "name": {"zh": "全程", "en": "The whole journey"}}


def document_from_log(
    frame: object,
    columns: LogColumns,
    *,
    conf: float = 0.95,
    id: str | None = None,
    title: Text | None = None,
    source: Text | None = None,
    template: MapValue | None = None,
    end: str | None = None,
    repeats: str = "first",
) -> dict[str, Any]:
    """Return the document of a map of a log."""
    check_option("repeats", repeats, REPEATS)
    if repeats == "apart":
        frame = with_turns(frame, columns, end)
    visits = read_visits(frame, columns, needs_emotion=False)
    n, mean, low, high = summarise_emotions(visits, conf)
    if columns.without_emotion(frame):
        n = np.bincount(visits.touchpoint, minlength=len(visits.ids))
    minutes = log_minutes(frame, columns, end) if end else {}
    said = source or {"zh": f"{visits.journeys} 次旅程的日志", "en": f"Log of {visits.journeys} journeys"}
    steps = []
    for i in usual_order(visits):
        evidence = {"status": "observed", "source": said, "n": int(n[i]), "ci_low": low[i], "ci_high": high[i]}
        known = {name: None if np.isnan(value) else value for name, value in evidence.items() if name[:3] == "ci_"}
        emotion = None if np.isnan(mean[i]) else float(mean[i])
        step: dict[str, Any] = {
            "id": visits.ids[i],
            "name": visits.names[i],
            "emotion": emotion,
            "evidence": evidence | known,
        }
        steps.append(step | minutes.get(visits.written[i], {}))
    head: dict[str, Any] = {"id": id or "log", "title": title or said, "phases": [_PHASE]}
    if template is None:
        return head | {"touchpoints": [{**step, "phase": _PHASE["id"]} for step in steps]}
    template = require_map(template)
    head |= {"id": id or template.id, "title": title or template.title, "persona": template.persona}
    return head | {"phases": template.phases or [_PHASE], "touchpoints": _with_template(steps, template)}


def summarise_emotions(visits: Visits, conf: float) -> tuple[Codes, Floats, Floats, Floats]:
    """Return each touchpoint's number of journeys that rated it, their mean, and Student's interval on the scale."""
    size = len(visits.ids)
    rated = ~np.isnan(visits.emotion)
    touchpoint, emotion = visits.touchpoint[rated], visits.emotion[rated]
    n = np.bincount(touchpoint, minlength=size)
    with np.errstate(invalid="ignore", divide="ignore"):
        # Sums of floats end in noise that no reader of a map wants to see.
        mean = np.round(np.bincount(touchpoint, weights=emotion, minlength=size) / n, 9)
        squares = np.bincount(touchpoint, weights=(emotion - mean[touchpoint]) ** 2, minlength=size)
        variance = np.where(n > 1, squares / (n - 1), np.nan)
    low, high = (np.round(bound, 9) for bound in mean_interval(mean, variance, n, conf))
    return n, mean, np.clip(low, -MOST_EMOTION, MOST_EMOTION), np.clip(high, -MOST_EMOTION, MOST_EMOTION)


def usual_order(visits: Visits) -> list[int]:
    """Put touchpoints in order: a majority's word goes before the mean place, which decides ties and cycles."""
    wins = count_precedence(visits)
    before = _closure(wins > wins.T)
    # Touchpoints on one cycle come before each other, so neither is bound to.
    before &= ~before.T
    place = _mean_places(visits)
    waiting, order = list(range(len(visits.ids))), []
    while waiting:
        free = [i for i in waiting if not before[waiting, i].any()]
        chosen = min(free, key=lambda i: (place[i], visits.ids[i]))
        order.append(chosen)
        waiting.remove(chosen)
    return order


def _closure(before: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Add what follows: a before b and b before c makes a before c."""
    before = before.copy()
    for k in range(len(before)):
        before |= before[:, [k]] & before[[k], :]
    return before


def _mean_places(visits: Visits) -> Floats:
    """Return where in its journeys each touchpoint lies on average, from 0 (always first) to 1."""
    sizes = np.bincount(visits.journey, minlength=visits.journeys)
    starts = np.cumsum(sizes) - sizes
    place = np.arange(len(visits.journey)) - starts[visits.journey]
    relative = (place + 0.5) / sizes[visits.journey]
    return np.bincount(visits.touchpoint, weights=relative) / np.bincount(visits.touchpoint)


def _with_template(steps: list[dict[str, Any]], template: MapValue) -> list[dict[str, Any]]:
    """Give steps what the template says of them; one that it does not have stays in the phase before it."""
    known = {step.id: step for step in template.steps}
    phase = template.phases[0].id if template.phases else _PHASE["id"]
    filled = []
    for step in steps:
        told: dict[str, Any] = {"phase": phase}
        if step["id"] in known:
            told = {name: getattr(known[step["id"]], name) for name in Touchpoint.model_fields}
            told["emotions"] = type(told["emotions"])()  # the log knows customers, and not which persona each one is
            del step["name"]
        filled.append({**told, **step})
        phase = filled[-1]["phase"]
    return filled
