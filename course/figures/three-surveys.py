"""Three surveys of the same simulated customers: alike in satisfaction, not in effort and recommendation."""

import altair as alt
import pandas as pd

import peakend as pe
from peakend.charts.style import BLUE, FONTS, INK

# Of each survey: the columns of its result, the title in both languages, and the part of its scale that is shown.
SURVEYS = (
    ("top_box", "ci_low", "ci_high", {"zh": "CSAT 满意占比（%）", "en": "CSAT: % satisfied"}, (60, 90), ".1f"),
    ("mean", "ci_low", "ci_high", {"zh": "CES 七点，高分省力", "en": "CES: 1–7, high is easy"}, (4, 6), ".2f"),
    ("nps", "ci_low", "ci_high", {"zh": "NPS", "en": "NPS"}, (0, 40), ".0f"),
)


def draw() -> alt.HConcatChart:
    """Draw CSAT, CES and NPS of the service-hall survey's three channels side by side, with 95 % intervals."""
    survey = pe.load("service-hall/survey")
    results = (
        pe.csat(survey, "satisfaction", by="channel", invalid="drop"),
        pe.ces(survey, "ease", by="channel", high_is="easy", invalid="drop"),
        pe.nps(survey, "recommend", by="channel", invalid="drop"),
    )
    panels = [_panel(table, *how, first=i == 0) for i, (table, how) in enumerate(zip(results, SURVEYS, strict=True))]
    chart = alt.hconcat(*panels, spacing=36).configure(font=FONTS).configure_view(stroke=None)
    return chart.configure_axis(labelFontSize=17, titleFontSize=17)


def _panel(
    table: pd.DataFrame,
    value: str,
    low: str,
    high: str,
    title: dict[str, str],
    domain: tuple[float, float],
    form: str,
    *,
    first: bool,
) -> alt.LayerChart:
    labels = [f"{number:{form}} (n = {n:,})" for number, n in zip(table[value], table["n"], strict=True)]
    rows = table.assign(channel=table["channel"].astype(str), label=labels)
    scale = alt.Scale(domain=domain, nice=False)
    axis = alt.Axis(labels=first, ticks=False, domain=False, labelPadding=12)
    base = alt.Chart(rows).encode(y=alt.Y("channel:N", sort=None, title=None, axis=axis))
    axis_below = alt.Axis(title=title[pe.get_language()], tickCount=4)
    line = base.mark_rule(strokeWidth=5, color=INK).encode(
        x=alt.X(f"{low}:Q", scale=scale, axis=axis_below), x2=f"{high}:Q"
    )
    point = base.mark_circle(size=260, color=BLUE, opacity=1).encode(x=f"{value}:Q")
    text = base.mark_text(dy=-22, fontSize=17).encode(x=f"{value}:Q", text="label:N")
    return (line + point + text).properties(width=250, height=250)
