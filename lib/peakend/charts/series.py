"""NPS over time, drawn so that a month with few answers looks as uncertain as it is."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from peakend.base.arguments import check_count
from peakend.base.language import translate as _
from peakend.charts.results import (
    by_segment,
    describe,
    names_of_rows,
    pick,
    require_result,
    segment_names,
    with_answers,
)
from peakend.charts.style import BLUE, ORANGE

WIDTH, WIDEST = 620, 900
PERIOD_WIDTH = 27
# Part of the range below the lowest interval, for the number that stands there.
ROOM_BELOW = 0.08


def plot_nps_series(result: pd.DataFrame, *, few: int = 30) -> alt.LayerChart | alt.FacetChart:
    """Draw NPS over time with its interval; periods with few answers are hollow and say how few.

    A line from month to month invites stories about every bend. The band says which of them may be noise: where the
    bands of two months overlap widely, nothing has been shown to change.

    Parameters
    ----------
    result : pandas.DataFrame
        What `nps_series` returns.
    few : int, default 30
        Periods with fewer answers are drawn as uncertain.

    Returns
    -------
    altair.LayerChart or altair.FacetChart
        One panel a segment, under each other; points from −100 to 100, on a range that fits the intervals. Where nobody
        answered, line and band are interrupted. Answers without a date are left out; the subtitle counts them.

    Raises
    ------
    PeakendError
        If the table is not a result of `nps_series`, or no period has answers.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"date": ["2025-01-07"] * 40 + ["2025-02-02"] * 8, "recommend": [9, 8, 10, 2] * 12})
    >>> chart = pe.plot_nps_series(pe.nps_series(answers, "recommend", time="date"))
    >>> chart.to_dict()["description"]
    'NPS over time: 2025-01 25.0 [−1.4, 47.9]; 2025-02 25.0 [−29.4, 65.8], n = 8'
    """
    check_count("few", few)
    table = require_result(result, "nps_series", ["period", "nps", "ci_low", "ci_high"], own=["period"])
    segments = names_of_rows(table)
    segments = [name for name in segments if name != "period"]
    table = table.assign(segment=segment_names(table[segments]))
    undated = int(table.loc[table["period"].isna(), "n"].sum())
    table = table[table["period"].notna()]
    drawn = with_answers(table, ["nps", "ci_low", "ci_high"])
    kinds = {True: _("fewer than {few} answers (the number)", few=few), False: _("{few} answers or more", few=few)}
    data = table.assign(
        answers=[kinds[bool(n < few)] for n in table["n"]],
        label=[f"{n:,}" if 0 < n < few else "" for n in table["n"]],
        stretch=_stretches(table),
    )
    left_out = [_("{n} answers without a date are not drawn.", n=f"{undated:,}")] if undated else []
    rows = []
    for _i, row in drawn.iterrows():
        name = f"{row['segment']} – {row['period']}" if segments else row["period"]
        count = f", n = {row['n']}" if row["n"] < few else ""
        said = f"{row['nps']:z.1f} [{row['ci_low']:z.1f}, {row['ci_high']:z.1f}]".replace("-", "−")
        rows.append(f"{name} {said}{count}")
    title = _("NPS over time")
    chart = by_segment(_panel(data, kinds, few), data, columns=1, description=describe(title, rows + left_out))
    return chart.properties(title=alt.Title(title, subtitle=left_out)) if left_out else chart


def _panel(data: pd.DataFrame, kinds: dict[bool, str], few: int) -> alt.LayerChart:
    periods = data["period"].drop_duplicates().tolist()
    lowest, highest = data["ci_low"].min(), data["ci_high"].max()
    low = 10 * np.floor((lowest - ROOM_BELOW * (highest - lowest)) / 10)
    high = 10 * np.ceil(highest / 10)
    on_y: Any = {"domain": [float(low), float(high)], "nice": False, "zero": False}
    title = _("NPS, points, with its interval")
    base = alt.Chart().encode(alt.X("period:O", sort=periods, title=None).axis(**_period_axis(periods)))
    y = alt.Y("nps:Q", title=title).scale(**on_y)
    from_low = alt.Y("ci_low:Q", title=title).scale(**on_y)
    tooltip = [
        alt.Tooltip("segment:N"),
        alt.Tooltip("period:O"),
        *(alt.Tooltip(f"{name}:Q", format=".1f") for name in ("nps", "ci_low", "ci_high")),
    ]
    order = [kinds[False], kinds[True]]
    colour = alt.Stroke("answers:N", title=None, sort=None).scale(domain=order, range=[BLUE, ORANGE])
    fill = alt.Fill("answers:N", title=None, sort=None).scale(domain=order, range=[BLUE, "white"])
    is_few = alt.datum.n < few
    layers = [
        base.mark_area(opacity=0.18, color=BLUE).encode(from_low, alt.Y2("ci_high:Q"), alt.Detail("stretch:N")),
        base.mark_line(color=BLUE, strokeWidth=2).encode(y, alt.Detail("stretch:N")),
        base.mark_rule(strokeWidth=2).encode(
            from_low,
            alt.Y2("ci_high:Q"),
            colour,
            strokeDash=alt.condition(is_few, alt.value([4, 3]), alt.value([1, 0])),
        ),
        base.mark_point(size=90, opacity=1, strokeWidth=2).encode(
            y, colour, fill, tooltip=[*tooltip, alt.Tooltip("n:Q")]
        ),
        base.mark_text(dy=12, baseline="top", fontSize=12).encode(
            alt.Y("ci_low:Q", title=title).scale(**on_y), alt.Text("label:N")
        ),
    ]
    fields = ["segment", "period", "nps", "ci_low", "ci_high", "n", "answers", "label", "stretch"]
    return alt.LayerChart(layer=layers, data=pick(data, fields)).properties(
        width=min(max(WIDTH, PERIOD_WIDTH * len(periods)), WIDEST), height=300
    )


def _stretches(table: pd.DataFrame) -> list[str]:
    """Number the runs of periods with answers, so that no line is drawn across a gap."""
    gap = table["nps"].isna()
    run = gap.groupby(table["segment"], sort=False).cumsum()
    return [f"{segment} {number}" for segment, number in zip(table["segment"], run, strict=True)]


def _period_axis(periods: list[str]) -> dict[str, Any]:
    """Return an axis that names the year only where it begins, because all names in full would not fit."""
    if all(len(period) == 4 for period in periods):
        return {"labelAngle": 0}
    rest = "slice(datum.label, 5)"
    is_new = f"(datum.index == 0 || {rest} == '01' || {rest} == 'Q1')"
    return {
        "labelAngle": 0,
        "labelExpr": f"[{rest}, {is_new} ? slice(datum.label, 0, 4) : '']",
        "labelOverlap": False,
    }
