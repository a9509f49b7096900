"""Charts of survey results: what `nps`, `csat` and `ces` return, drawn with their intervals."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.base.numbers import show_percent
from peakend.charts.results import describe, inline, names_of_rows, pick, require_result, segment_names
from peakend.charts.style import BLUE, GREY, INK, ORANGE, prepare
from peakend.frames.frames import ROWS, count_rows
from peakend.surveys.tally import By, Scale, check_scale, missing, numbers, on_scale, segment_columns, segments_of

ROW_HEIGHT = 64


def plot_nps(result: pd.DataFrame) -> alt.LayerChart:
    """Draw NPS by segment: promoters to the right, detractors to the left, the score with its interval between.

    Parameters
    ----------
    result : pandas.DataFrame
        What `nps` returns.

    Returns
    -------
    altair.LayerChart
        Points from −100 to 100.

    Raises
    ------
    PeakendError
        If the table is not a result of `nps`.

    Examples
    --------
    >>> import peakend as pe
    >>> survey = pe.load("service-hall/survey")
    >>> chart = pe.plot_nps(pe.nps(survey, "recommend", by="channel", invalid="drop"))
    >>> chart.to_dict()["description"].split(";")[0]
    'NPS by segment: Hotline 10086 6.5 [2.5, 10.5]'
    """
    data = _labelled(result, "nps", ["promoters", "detractors", "n"])
    total = data["promoters"] + data["passives"] + data["detractors"]
    names = {"promoters": _("promoters (9–10)"), "detractors": _("detractors (0–6)")}
    bars = pd.concat(
        [
            data.assign(group=names["detractors"], share=-100 * data["detractors"] / total),
            data.assign(group=names["promoters"], share=100 * data["promoters"] / total),
        ]
    )
    colour = alt.Color("group:N", title=None, sort=None).scale(
        domain=[names["detractors"], names["promoters"]], range=[ORANGE, BLUE]
    )
    shares = (
        alt.Chart(inline(pick(bars, ["segment", "share", "group"])))
        .mark_bar(opacity=0.35, height=22)
        .encode(
            alt.X("share:Q"),
            _rows(data),
            colour,
            tooltip=[alt.Tooltip("share:Q", format=".1f"), alt.Tooltip("group:N")],
        )
    )
    return _interval_chart(
        data,
        value="nps",
        domain=(-100, 100),
        digits=1,
        axis=_("NPS, points, with its interval"),
        under=[shares],
        description=_("NPS by segment"),
    )


def plot_csat(result: pd.DataFrame) -> alt.LayerChart:
    """Draw the share of satisfied customers by segment, with its interval.

    Parameters
    ----------
    result : pandas.DataFrame
        What `csat` returns.

    Returns
    -------
    altair.LayerChart
        Percent, from 0 to 100.

    Raises
    ------
    PeakendError
        If the table is not a result of `csat`.

    Examples
    --------
    >>> import peakend as pe
    >>> survey = pe.load("service-hall/survey")
    >>> chart = pe.plot_csat(pe.csat(survey, "satisfaction", invalid="drop"))
    >>> chart.to_dict()["description"]
    'CSAT by segment: all 76.0 [74.5, 77.5]'
    """
    data = _labelled(result, "csat", ["top_box", "n"])
    return _interval_chart(
        data,
        value="top_box",
        domain=(0, 100),
        digits=1,
        axis=_("CSAT, percent satisfied, with its interval"),
        description=_("CSAT by segment"),
    )


def plot_ces(result: pd.DataFrame, *, scale: Scale = (1, 7)) -> alt.LayerChart:
    """Draw the mean effort score by segment, with its interval.

    Parameters
    ----------
    result : pandas.DataFrame
        What `ces` returns.
    scale : tuple of int, default (1, 7)
        Lowest and highest point of the question.

    Returns
    -------
    altair.LayerChart
        Points of the scale.

    Raises
    ------
    PeakendError
        If the table is not a result of `ces`, or the scale is impossible.

    Examples
    --------
    >>> import peakend as pe
    >>> survey = pe.load("service-hall/survey")
    >>> chart = pe.plot_ces(pe.ces(survey, "ease", high_is="easy", invalid="drop"))
    >>> chart.to_dict()["description"]
    'CES by segment: all 4.94 [4.88, 4.99]'
    """
    data = _labelled(result, "ces", ["mean", "percent_easy", "n"])
    return _interval_chart(
        data,
        value="mean",
        domain=check_scale(scale),
        digits=2,
        axis=_("CES, mean answer, with its interval"),
        description=_("CES by segment"),
    )


def plot_answers(frame: object, column: str, *, scale: Scale, by: By = None) -> alt.Chart | alt.FacetChart:
    """Draw how often each answer was given, by segment, and with it what is missing or off the scale.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        The answers to draw.
    scale : tuple of int
        Lowest and highest point.
    by : str or sequence of str, optional
        Columns that make the segments.

    Returns
    -------
    altair.Chart or altair.FacetChart
        One panel a segment; percent of its respondents.

    Raises
    ------
    PeakendError
        If a column is missing, or the scale is impossible.

    Examples
    --------
    >>> import peakend as pe
    >>> chart = pe.plot_answers(pe.load("service-hall/survey"), "recommend", scale=(0, 10), by="channel")
    >>> type(chart).__name__
    'FacetChart'
    """
    prepare()
    low, high = check_scale(scale)
    segments = segment_columns(by)
    answers = count_rows(frame, [column], segments)
    groups, code = segments_of(answers, segments)
    score = numbers(answers["answer_0"])
    kinds = {"valid": _("on the scale"), "invalid": _("off the scale"), "missing": _("no answer")}
    is_missing = missing(answers["answer_0"])
    kind = pd.Series(kinds["invalid"], index=answers.index)
    kind[on_scale(score, low, high)] = kinds["valid"]
    kind[is_missing] = kinds["missing"]
    data = pd.DataFrame(
        {
            "segment": [segment_names(groups)[number] for number in code],
            "answer": np.where(is_missing, "–", [f"{value:g}" for value in score]),
            "kind": kind,
            "rows": answers[ROWS].astype("int64"),
        }
    )
    data["percent"] = 100 * data["rows"] / data.groupby("segment")["rows"].transform("sum")
    on = [str(point) for point in range(low, high + 1)]
    off = sorted({answer for answer in data["answer"] if answer not in on}, key=lambda text: (text == "–", text))
    colour = alt.Color("kind:N", title=None, sort=None).scale(domain=list(kinds.values()), range=[BLUE, ORANGE, GREY])
    chart = (
        alt.Chart(data)
        .mark_bar()
        .encode(
            alt.X("answer:O", sort=on + off, title=_("answer")).axis(labelAngle=0, labelFontSize=11),
            alt.Y("percent:Q", title=_("percent")),
            colour,
            tooltip=[
                alt.Tooltip("segment:N"),
                alt.Tooltip("answer:O"),
                alt.Tooltip("kind:N"),
                alt.Tooltip("rows:Q"),
                alt.Tooltip("percent:Q", format=".1f"),
            ],
        )
        .properties(height=150)
    )
    data["said"] = [
        f"{answer} {show_percent(percent)}" for answer, percent in zip(data["answer"], data["percent"], strict=True)
    ]
    given = [f"{name} " + join_words(part["said"]) for name, part in data.groupby("segment", sort=False)]
    data = data.drop(columns="said")
    description = describe(_("How often each answer was given to {column!r}", column=column), given)
    if len(groups) > 1:
        facet = alt.Facet("segment:N", title=None, sort=segment_names(groups))
        return chart.properties(width=230).facet(facet, columns=3).properties(description=description)
    return chart.properties(description=description)


def _interval_chart(
    data: pd.DataFrame,
    *,
    value: str,
    domain: tuple[float, float],
    digits: int,
    axis: str,
    description: str,
    under: Sequence[alt.Chart] = (),
) -> alt.LayerChart:
    # One row a segment, the score in its middle with the interval as a line and both as text above it.
    number = f"z.{digits}f"
    texts = [
        f"{row[value]:{number}} [{row['ci_low']:{number}}, {row['ci_high']:{number}}]".replace("-", "−")
        for _i, row in data.iterrows()
    ]
    shown = pick(data.assign(label=texts), ["segment", value, "ci_low", "ci_high", "n", "label"])
    base = alt.Chart(inline(shown)).encode(_rows(data))
    on_axis: Any = {"domain": domain, "nice": False, "zero": False}
    x = alt.X(f"{value}:Q", title=axis).scale(**on_axis)
    # Channels, not their names as text: Altair would search all of its classes for each name, five milliseconds.
    tooltip = [alt.Tooltip("segment:N"), alt.Tooltip("label:N", title=value), alt.Tooltip("n:Q")]
    layers: list[alt.Chart] = [
        *under,
        base.mark_rule(strokeWidth=3, color=INK).encode(
            alt.X("ci_low:Q", title=axis).scale(**on_axis), alt.X2("ci_high:Q"), tooltip=tooltip
        ),
        base.mark_point(filled=True, size=110, color=INK).encode(x, tooltip=tooltip),
        base.mark_text(dy=-22).encode(x, alt.Text("label:N")),
    ]
    return alt.LayerChart(layer=layers).properties(
        width=520,
        height=ROW_HEIGHT * len(data),
        description=describe(description, [" ".join(row) for row in zip(data["name"], texts, strict=True)]),
    )


def _rows(data: pd.DataFrame) -> alt.Y:
    return alt.Y("segment:N", sort=data["segment"].tolist(), title=None)


def _labelled(result: pd.DataFrame, measure: str, needed: Sequence[str]) -> pd.DataFrame:
    """Return the result with a label for each segment, its name and its number of answers."""
    data = require_result(result, measure, ["ci_low", "ci_high", *needed])
    names = segment_names(data[names_of_rows(data)])
    counts = [f"n = {int(n):,}" for n in data["n"]]
    return data.assign(name=names, segment=[f"{name} ({count})" for name, count in zip(names, counts, strict=True)])
