"""The charts of the class report, as SVG that stands in the page: no script, no network."""

import math
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from peakend.base.language import translate as _
from peakend.charts.results import describe
from peakend.charts.style import BLUE, GREY, INK, LETTERS, ORANGE, prepare, to_svg

_STEP = 10  # percent a bar
_ROW = 30  # pixels a task


def score_chart(percents: Sequence[float], pass_mark: float) -> str:
    """Draw how many trainees earned how much, with the pass mark."""
    prepare()
    starts = range(0, 100, _STEP)
    counts = {start: 0 for start in starts}
    for percent in percents:
        counts[min(int(percent // _STEP) * _STEP, starts[-1])] += 1
    data = pd.DataFrame({"start": counts.keys(), "trainees": counts.values()}).assign(end=lambda t: t["start"] + _STEP)
    across = alt.X(
        "start:Q", title=_("points earned, percent"), axis=alt.Axis(values=list(range(0, 101, _STEP)), grid=False)
    )
    most = max(counts.values())
    ticks = list(range(0, most + 1, math.ceil(most / 6)))
    up = alt.Y("trainees:Q", title=_("trainees"), axis=alt.Axis(values=ticks, format="d"))
    bars = (
        alt.Chart(data)
        .mark_bar(color=BLUE, stroke="white", strokeWidth=2)
        .encode(across.scale(domain=(0, 100)), alt.X2("end:Q"), up, y2=alt.datum(0))
    )
    numbers = (
        alt.Chart(data[data["trainees"] > 0].assign(middle=lambda t: t["start"] + _STEP / 2))
        .mark_text(dy=-9, fontSize=13, color=INK)
        .encode(alt.X("middle:Q"), alt.Y("trainees:Q"), alt.Text("trainees:Q"))
    )
    mark = pd.DataFrame({"mark": [pass_mark], "text": [_("pass mark {mark:g} %", mark=pass_mark)]})
    rule = alt.Chart(mark).mark_rule(color=ORANGE, strokeDash=[5, 4], strokeWidth=2).encode(alt.X("mark:Q"))
    label = (
        alt.Chart(mark)
        .mark_text(align="right" if pass_mark > 50 else "left", dx=-6 if pass_mark > 50 else 6, dy=-8, color=LETTERS)
        .encode(alt.X("mark:Q"), alt.Text("text:N"), y=alt.value(0))
    )
    rows = [
        _("{low} to {high} percent: {count} trainees", low=start, high=start + _STEP, count=count)
        for start, count in counts.items()
        if count
    ]
    said = describe(_("Points earned, {mark}", mark=mark["text"][0]), rows)
    return to_svg(alt.layer(bars, rule, numbers, label).properties(width=860, height=200, description=said))


def task_chart(items: pd.DataFrame, titles: Sequence[str]) -> str:
    """Draw each task's difficulty beside its discrimination, with its interval."""
    prepare()
    data = items.assign(title=list(titles))
    rows: dict[str, Any] = {"sort": list(titles), "title": None}
    names = alt.Y("title:N", **rows, axis=alt.Axis(labelLimit=300))
    height = _ROW * len(data)
    share = alt.Chart(data.dropna(subset="difficulty")).encode(names)
    easy = share.mark_bar(color=BLUE, height=14).encode(
        alt.X(
            "difficulty:Q",
            title=_("points earned, percent"),
            scale=alt.Scale(domain=(0, 100)),
            axis=alt.Axis(tickCount=5),
        )
    )
    numbers = share.mark_text(align="left", dx=4).encode(alt.X("difficulty:Q"), alt.Text("difficulty:Q", format=".0f"))
    left = alt.layer(easy, numbers).properties(width=290, height=height)

    known = data.dropna(subset="discrimination")
    said = describe(_("Points earned and discrimination by task"), [_said(row) for row in data.itertuples()])
    if known.empty:
        return to_svg(left.properties(description=said))
    told = alt.Chart(known).encode(
        alt.Y("title:N", **rows, scale=alt.Scale(domain=list(titles)), axis=alt.Axis(labels=False, ticks=False))
    )
    scale = alt.Scale(domain=(-1, 1))
    line = told.mark_rule(color=INK).encode(
        alt.X(
            "ci_low:Q",
            title=_("discrimination r, with its 95 % interval"),
            scale=scale,
            axis=alt.Axis(values=[-1, -0.5, 0, 0.5, 1]),
        ),
        alt.X2("ci_high:Q"),
    )
    dot = told.mark_point(filled=True, size=70, opacity=1, color=BLUE).encode(alt.X("discrimination:Q", scale=scale))
    zero = alt.Chart(pd.DataFrame({"zero": [0.0]})).mark_rule(color=GREY, strokeDash=[3, 3]).encode(alt.X("zero:Q"))
    right = alt.layer(zero, line, dot).properties(width=290, height=height)
    return to_svg(alt.hconcat(left, right, spacing=24).properties(description=said))


def _said(row: Any) -> str:
    """Return what the chart shows of a task."""
    earned = _("nothing judged") if pd.isna(row.difficulty) else _("{share:.0f} percent", share=row.difficulty)
    if pd.isna(row.discrimination):
        return f"{row.title} {earned}"
    return f"{row.title} {earned}, r {row.discrimination:.2f} [{row.ci_low:.2f}, {row.ci_high:.2f}]"
