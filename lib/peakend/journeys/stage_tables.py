"""A journey read as theatre and as standards: the service script 服务剧本, and the matrix of service standards."""

from itertools import product
from typing import get_args

import pandas as pd

from peakend.base.language import get_language, message
from peakend.base.language import translate as _
from peakend.documents.texts import show_text
from peakend.journeys.columns import LABELS
from peakend.journeys.map_tables import PERIODS
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import Aspect, Period, Quality, Touchpoint
from peakend.tables.about import describe

STAGES = ("audience", "front", "back")
_STAGE_OF = {"frontstage": "front", "backstage": "back", "support": "back"}
_SCRIPT = ("position", "scene", "touchpoint", "setting", "stage", "actor", "line", "thought", "fail_point")
_SCRIPT_HEADINGS = {
    "position": message("no."),
    "scene": message("scene"),
    "touchpoint": message("id of the touchpoint"),
    "setting": message("setting"),
    "stage": message("stage"),
    "actor": message("actor"),
    "line": message("line"),
    "thought": message("thought"),
    "fail_point": message("fail point"),
}
_STAGES = {"audience": message("audience"), "front": message("front stage"), "back": message("back stage")}
_STANDARD_HEADINGS = {
    "period": message("period"),
    "aspect": message("aspect"),
    "quality": message("quality"),
    "cell": message("cell of the matrix"),
    "touchpoint": message("id of the touchpoint"),
    "standard": message("standard"),
    "empty": message("empty"),
}
_STANDARD_WORDS = {
    "period": PERIODS,
    "aspect": {"time_limit": message("time limit"), "effect": message("effect"), "feedback": message("feedback")},
    "quality": {"quick": message("quick"), "convenient": message("convenient"), "caring": message("caring")},
}


def script_table(journey_map: MapValue) -> pd.DataFrame:
    """Return the script: scene by scene what the audience does, and what is played on and behind the stage."""
    scenes = {phase.id: show_text(phase.name) for phase in journey_map.phases}
    audience = show_text(journey_map.persona.name) if journey_map.persona else _("Customer")
    rows = []
    for position, step in enumerate(journey_map.steps, start=1):
        head = {"position": position, "scene": scenes[step.phase], "touchpoint": step.id, "setting": _setting(step)}
        seen = {"actor": audience, "line": show_text(step.name), "thought": show_text(step.thought), "fail_point": ""}
        rows.append({**head, "stage": "audience", **seen})
        played = [item for layer in _STAGE_OF for item in step.blueprint if item.layer == layer]
        for item in played:
            told = {"actor": show_text(item.owner), "line": show_text(item.item), "thought": ""}
            rows.append({**head, "stage": _STAGE_OF[item.layer], **told, "fail_point": show_text(item.fail_point)})
    table = pd.DataFrame(rows, columns=list(_SCRIPT))
    table["stage"] = pd.Categorical(table["stage"], categories=list(STAGES), ordered=True)
    return describe(table, "script", _SCRIPT_HEADINGS, words={"stage": _STAGES})


def standards_table(journey_map: MapValue) -> pd.DataFrame:
    """Return all 27 cells of the matrix, a row a standard, or an empty one where a cell has none."""
    periods = {phase.id: phase.period for phase in journey_map.phases}
    kept: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for step in journey_map.steps:
        for item in step.standards:
            cell = kept.setdefault((periods[step.phase], item.aspect, item.quality), [])
            cell.append((step.id, show_text(item.standard)))
    axes = {"period": get_args(Period), "aspect": get_args(Aspect), "quality": get_args(Quality)}
    rows = [
        {
            **dict(zip(axes, cell, strict=True)),
            "cell": " · ".join(_label(value) for value in cell),
            "touchpoint": touchpoint,
            "standard": standard,
            "empty": touchpoint is None,
        }
        for cell in product(*axes.values())
        for touchpoint, standard in kept.get(cell, [(None, "")])
    ]
    table = pd.DataFrame(rows)
    for name, values in axes.items():
        table[name] = pd.Categorical(table[name], categories=list(values), ordered=True)
    return describe(table, "standards", _STANDARD_HEADINGS, words=_STANDARD_WORDS)


def _setting(step: Touchpoint) -> str:
    """Say where a scene plays, and what can be seen there."""
    seen = [show_text(item.item) for item in step.blueprint if item.layer == "physical_evidence"]
    return _("; ").join(filter(None, [show_text(step.channel), *seen]))


def _label(value: str) -> str:
    return LABELS[value] if get_language() == "zh" else value.replace("_", " ")
