"""A redesign drawn: the emotion curve as it is, and as a plan would make it."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from peakend.base.language import translate as _
from peakend.charts.labels import wrap
from peakend.charts.results import describe
from peakend.charts.style import BLUE, GREY, LETTERS, prepare
from peakend.documents.texts import show_text
from peakend.journeys.map_value import SomeMap
from peakend.journeys.parts import MOST_EMOTION
from peakend.journeys.readings import score_text, signed_exactly
from peakend.journeys.redesign import RedesignValue
from peakend.journeys.score_map import score_map

WIDTH, STEP_WIDTH = 620, 70
HEIGHT = 230
UPRIGHT = 14  # touchpoints whose names still stand upright under the curve


def plot_redesign(redesign: RedesignValue[SomeMap], plan: str | Sequence[str]) -> alt.LayerChart:
    """Draw the emotion of each touchpoint before and after a plan; peak and end after it are named."""
    prepare()
    after = redesign.map(plan)
    row = redesign.describe(plan)
    score = score_map(after, redesign.end_window).iloc[0]
    names = [wrap(f"{place}. {show_text(step.name)}", STEP_WIDTH) for place, step in enumerate(after.steps, start=1)]
    said = {score["peak_high_at"]: [_("peak, tied") if score["peak_tied"] else _("peak")]}
    if score["peak_tied"]:
        said.setdefault(score["peak_at"], []).append(_("trough, tied"))
    said.setdefault(score["end_at"], []).append(_("end"))
    curves = [(_("now"), redesign.journey), (_("after"), after)]
    data = pd.DataFrame(
        [
            {"touchpoint": name, "when": when, "emotion": step.emotion, "marked": ""}
            for when, journey in curves
            for name, step in zip(names, journey.steps, strict=True)
        ]
    )
    last = data["when"] == curves[1][0]
    data.loc[last, "marked"] = [" / ".join(said.get(step.id, [])) for step in after.steps]
    title = _(
        "{plan}: {before} → {after}",
        plan=row["title"],
        before=score_text(row, "_before"),
        after=score_text(row, "_after"),
    )
    moved = [
        f"{show_text(new.name)} {_said(old.emotion)} → {_said(new.emotion)}"
        for old, new in zip(redesign.journey.steps, after.steps, strict=True)
        if old.emotion != new.emotion
    ]
    description = describe(_("Emotion by touchpoint, now and after. {title}", title=title), moved or [_("no change")])
    return _draw(data, names).properties(
        width=max(WIDTH, STEP_WIDTH * len(names)), height=HEIGHT, title=title, description=description
    )


def _said(emotion: float | None) -> str:
    return _("unknown") if emotion is None else signed_exactly(emotion)


def _draw(data: pd.DataFrame, names: list[str]) -> alt.LayerChart:
    upright = len(names) <= UPRIGHT
    axis: Any = {"labelExpr": "split(datum.label, '\\n')", "labelLimit": 200, "labelOverlap": False}
    x = alt.X("touchpoint:N", sort=names, title=None).axis(**axis, labelAngle=0 if upright else -60)
    y = alt.Y("emotion:Q", title=_("emotion")).scale(domain=[-MOST_EMOTION - 0.3, MOST_EMOTION + 0.3], nice=False)
    signed: Any = {"labelExpr": "datum.value ? format(datum.value, '+d') : '0'"}
    y = y.axis(values=[-2, -1, 0, 1, 2], **signed)
    whens = list(dict.fromkeys(data["when"]))
    colour = alt.Color("when:N", sort=None, title=None).scale(domain=whens, range=[GREY, BLUE])
    dash = alt.StrokeDash("when:N", sort=None, title=None).scale(domain=whens, range=[[4, 3], [1, 0]])
    known = alt.Chart(data[data["emotion"].notna()])
    tooltip = [alt.Tooltip("touchpoint:N"), alt.Tooltip("when:N"), alt.Tooltip("emotion:Q", format="+.2f")]
    layers = [
        alt.Chart(pd.DataFrame({"emotion": [0]})).mark_rule(color=GREY, strokeWidth=1).encode(y),
        known.mark_line(strokeWidth=2.5).encode(x, y, colour, dash),
        known.mark_point(size=70, filled=True, opacity=1).encode(x, y, colour, tooltip=tooltip),
    ]
    # On the side where no line runs: above a high point, below a low one.
    for side, away in ((data["emotion"] >= 0, -14), (data["emotion"] < 0, 18)):
        text = alt.Chart(data[side]).mark_text(dy=away, color=LETTERS, fontWeight="bold")
        layers.append(text.encode(x, y, alt.Text("marked:N")))
    return alt.LayerChart(layer=layers)
