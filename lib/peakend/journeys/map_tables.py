"""A journey map as tables: its touchpoints, and the blueprint under them."""

from typing import get_args

import pandas as pd

from peakend.base.language import message
from peakend.documents.texts import show_text, show_texts
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import Layer
from peakend.tables.about import describe
from peakend.tables.headings import INTERVAL

CUSTOMER_ACTIONS = "customer_actions"
_EVIDENCE_LANE, *_SERVICE_LANES = get_args(Layer)
LANES = (_EVIDENCE_LANE, CUSTOMER_ACTIONS, *_SERVICE_LANES)
# The lines follow from the lanes, and are never stored.
LINES = {CUSTOMER_ACTIONS: "interaction", "frontstage": "visibility", "backstage": "internal_interaction"}

_COLUMNS = (
    *("position", "touchpoint", "phase", "period", "name", "type", "channel", "initiator", "receiver", "thought"),
    *("emotion", "duration_min", "wait_min", "pain_points", "opportunities", "moment_of_truth"),
    *("evidence", "source", "n", "ci_low", "ci_high"),
)

HEADINGS = {
    "position": message("no."),
    "touchpoint": message("id of the touchpoint"),
    "phase": message("phase"),
    "period": message("period"),
    "name": message("name"),
    "type": message("type"),
    "channel": message("channel"),
    "initiator": message("initiator"),
    "receiver": message("receiver"),
    "thought": message("thought"),
    "emotion": message("emotion"),
    "duration_min": message("duration, minutes"),
    "wait_min": message("wait, minutes"),
    "pain_points": message("pain points"),
    "opportunities": message("opportunities"),
    "moment_of_truth": message("moment of truth"),
    "evidence": message("evidence"),
    "source": message("source"),
    "n": message("answers"),
    **INTERVAL,
}
UNITS = {"emotion": "emotion", "duration_min": "minutes", "wait_min": "minutes"}
PERIODS = {"before": message("before service"), "during": message("during service"), "after": message("after service")}
WORDS = {
    "period": PERIODS,
    "type": {"interaction": message("interaction"), "action": message("action"), "wait": message("a wait")},
    "evidence": {
        "observed": message("observed"),
        "assumed": message("assumed"),
        "proposed": message("proposed"),
    },
}
BLUEPRINT = {
    "lane": message("lane"),
    "line_below": message("line below"),
    "item": message("item"),
    "owner": message("owner"),
    "fail_point": message("fail point"),
}
BLUEPRINT_WORDS = {
    "lane": {
        "physical_evidence": message("physical evidence"),
        CUSTOMER_ACTIONS: message("customer actions"),
        "frontstage": message("frontstage"),
        "backstage": message("backstage"),
        "support": message("support processes"),
    },
    "line_below": {
        "interaction": message("line of interaction"),
        "visibility": message("line of visibility"),
        "internal_interaction": message("line of internal interaction"),
    },
}


def touchpoint_table(journey_map: MapValue) -> pd.DataFrame:
    """Return one row a touchpoint; texts in the language in use."""
    periods = {phase.id: phase.period for phase in journey_map.phases}
    rows = [
        {
            "position": position,
            "touchpoint": step.id,
            "phase": step.phase,
            "period": periods[step.phase],
            "type": step.type,
            **{
                name: show_text(getattr(step, name)) for name in ("name", "channel", "initiator", "receiver", "thought")
            },
            "emotion": step.emotion,
            "duration_min": step.duration_min,
            "wait_min": step.wait_min,
            "pain_points": show_texts(step.pain_points),
            "opportunities": show_texts(step.opportunities),
            "moment_of_truth": step.moment_of_truth,
            "evidence": step.evidence.status,
            "source": show_text(step.evidence.source),
            "n": step.evidence.n,
            "ci_low": step.evidence.ci_low,
            "ci_high": step.evidence.ci_high,
        }
        for position, step in enumerate(journey_map.steps, start=1)
    ]
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    numbers = ("emotion", "duration_min", "wait_min", "ci_low", "ci_high")
    table = table.astype(dict.fromkeys(numbers, "float64") | {"n": "Int64"})
    metrics = [dict(step.metrics) for step in journey_map.steps]
    for name in sorted({name for values in metrics for name in values}):
        column = name if name not in _COLUMNS else f"metrics.{name}"
        table[column] = [values.get(name, float("nan")) for values in metrics]
    return describe(table, "touchpoints", HEADINGS, units=UNITS, words=WORDS)


def blueprint_table(journey_map: MapValue) -> pd.DataFrame:
    """Return one row an item of the five lanes, lane by lane."""
    rows = []
    for position, step in enumerate(journey_map.steps, start=1):
        at = {"position": position, "touchpoint": step.id}
        action = {"item": show_text(step.name), "owner": "", "fail_point": "", "wait_min": step.wait_min}
        rows.append({"lane": CUSTOMER_ACTIONS, **at, **action, "emotion": step.emotion})
        for item in step.blueprint:
            texts = {name: show_text(getattr(item, name)) for name in ("item", "owner", "fail_point")}
            rows.append({"lane": item.layer, **at, **texts, "emotion": item.emotion})
    names = ["lane", "line_below", "position", "touchpoint", "item", "owner", "fail_point", "wait_min", "emotion"]
    table = pd.DataFrame(rows, columns=names)
    table["lane"] = pd.Categorical(table["lane"], categories=list(LANES), ordered=True)
    table["line_below"] = [LINES.get(str(lane), "") for lane in table["lane"]]
    table = table.astype({"wait_min": "float64", "emotion": "float64"})
    table = table.sort_values("lane", kind="stable", ignore_index=True)
    return describe(table, "blueprint", {**HEADINGS, **BLUEPRINT}, units=UNITS, words=BLUEPRINT_WORDS)
