"""Concept screening: each concept's score while one criterion's weight goes from nothing to all."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from peakend.base.language import translate as _
from peakend.charts.labels import distinct, text_width
from peakend.charts.results import describe
from peakend.charts.style import AMBER, BLUE, GREEN, GREY, INK, ORANGE, PURPLE, SKY, prepare
from peakend.design.concept import CRITERIA, criteria, require_scored
from peakend.design.screening import ScreeningValue
from peakend.documents.texts import show_text

PALETTE = (BLUE, ORANGE, GREEN, PURPLE, SKY, AMBER)
DASHES = ([1, 0], [8, 3], [2, 2], [8, 3, 2, 3], [4, 4], [12, 3])
SIZE = (220, 300)
BAND = "#EDEDED"
LEGEND = 330  # pixels that a name may take where two stand beside each other


def plot_screening(screening: ScreeningValue) -> alt.HConcatChart:
    """Draw a panel for each criterion; the best concepts in colour, the others grey."""
    require_scored(screening.concepts, screening.id)
    prepare()
    ranking = screening.ranking().dropna(subset=["score"])
    names = distinct(list(ranking["name"]), list(ranking["concept"]))
    places = zip(ranking["rank"], names, ranking["score"], strict=True)
    labels = [f"{rank} {name} {score:.2f}" for rank, name, score in places]
    ranking = ranking.assign(label=labels)
    best = dict(zip(labels, zip(PALETTE, DASHES, strict=True), strict=False))
    panels = [_panel(screening, ranking, best, i) for i in range(len(CRITERIA))]
    caption = [
        _("The line marks the weight now, the band how far the first place holds; the others keep their ratio."),
    ]
    if len(labels) > len(best):
        caption.append(_("Grey: places {first} and lower.", first=len(best) + 1))
    return alt.HConcatChart(hconcat=panels).properties(
        title=alt.Title(show_text(screening.title), subtitle=caption, color=INK, offset=12),
        description=describe(_("Concept screening"), labels),
    )


def _panel(screening: ScreeningValue, ranking: pd.DataFrame, best: dict[str, Any], i: int) -> alt.LayerChart:
    weights = np.array(list(screening.weights.values()))
    others = np.delete(weights, i)
    mix = others / others.sum() if others.sum() > 0 else np.full(2, 0.5)
    scores = ranking[list(CRITERIA)].to_numpy()
    ends = {0.0: np.delete(scores, i, axis=1) @ mix, 100.0: scores[:, i]}
    lines = pd.concat(
        [ranking[["label"]].assign(weight=weight, score=score) for weight, score in ends.items()], ignore_index=True
    )
    lines["is_best"] = lines["label"].isin(list(best))
    title = _("weight: {criterion}, %", criterion=criteria()[i].title)
    on_x = alt.X("weight:Q", title=title).scale(domain=[0, 100]).axis(grid=False, values=[0, 25, 50, 75, 100])
    on_y = alt.Y("score:Q", title=_("score") if i == 0 else None).scale(domain=[1, 5]).axis(tickCount=5)
    now = alt.Chart(pd.DataFrame({"weight": [100 * weights[i] / weights.sum()]}))
    table = screening.sensitivity()
    first = table[(table["concept"] == ranking["concept"].iloc[0]) & (table["criterion"] == CRITERIA[i])]
    band = alt.Chart(first[["low", "high"]].reset_index(drop=True))
    colour = alt.Color("label:N", title=None, sort=None).scale(
        domain=list(best), range=[look[0] for look in best.values()]
    )
    dash = alt.StrokeDash("label:N", title=None, sort=None).scale(
        domain=list(best), range=[look[1] for look in best.values()]
    )
    columns = 2 if max(map(text_width, best)) < LEGEND else 1
    legend: Any = {"columns": columns, "labelLimit": 2 * LEGEND, "symbolSize": 400, "symbolStrokeWidth": 3}
    rest = alt.Chart(lines[~lines["is_best"]].drop(columns="is_best"))
    front = alt.Chart(lines[lines["is_best"]].drop(columns="is_best"))
    return alt.LayerChart(
        layer=[
            band.mark_rect(color=BAND).encode(
                alt.X("low:Q", title=title), alt.X2("high:Q"), y=alt.value(0), y2=alt.value(SIZE[1])
            ),
            rest.mark_line(strokeWidth=1.5, color=GREY, opacity=0.6).encode(
                on_x, on_y, detail=alt.Detail("label:N"), tooltip=alt.Tooltip("label:N")
            ),
            front.mark_line(strokeWidth=3).encode(
                on_x, on_y, colour.legend(**legend), dash.legend(**legend), tooltip=[alt.Tooltip("label:N")]
            ),
            now.mark_rule(color=INK, strokeWidth=1.5).encode(on_x),
        ]
    ).properties(width=SIZE[0], height=SIZE[1])
