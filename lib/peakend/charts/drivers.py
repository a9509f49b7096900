"""Charts of what goes with a rating: key drivers, and what of an experience goes with how it is remembered."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from peakend.base.language import translate as _
from peakend.charts.labels import ROW_NAME_WIDTH, name_axis, wrap
from peakend.charts.results import describe, name_of, pick, require_result
from peakend.charts.style import BLUE, GREY, INK, ORANGE
from peakend.surveys.remembered import PREDICTOR_WORDS

ROW_HEIGHT = 48
WIDTH = 460


def plot_drivers(result: pd.DataFrame) -> alt.LayerChart:
    """Draw the importance of each driver with its interval, the most important first.

    The caption says what the numbers do not: going with the overall rating is not causing it.

    Parameters
    ----------
    result : pandas.DataFrame
        What `drivers` returns.

    Returns
    -------
    altair.LayerChart
        Percent of the overall rating's variance, from 0.

    Raises
    ------
    PeakendError
        If the table is not a result of `drivers`.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> import peakend as pe
    >>> random = np.random.default_rng(1)
    >>> ratings = pd.DataFrame(random.normal(size=(300, 2)), columns=["waiting", "staff"])
    >>> ratings["overall"] = 2 * ratings.staff + ratings.waiting + random.normal(size=300)
    >>> chart = pe.plot_drivers(pe.drivers(ratings, "overall", ["waiting", "staff"], bootstrap=0))
    >>> chart.to_dict()["description"].split(". ")[0]
    'Key drivers, percent of variance: staff 63.8; waiting 14.9'
    """
    needed = ["importance", "share", "ci_low", "ci_high", "rank", "r_squared", "n"]
    data = require_result(result, "drivers", ["driver", *needed], rows="importance", own=["driver"])
    data = data.sort_values("importance", ascending=False, kind="stable", ignore_index=True)
    names = [name_of(label) for label in data["driver"]]
    data = data.assign(
        driver=names,
        row=[wrap(name, ROW_NAME_WIDTH) for name in names],
        percent=100 * data["importance"],
        low=100 * data["ci_low"],
        high=100 * data["ci_high"],
    )
    data["label"] = [_number(value, low, high, 1) for value, low, high in data[["percent", "low", "high"]].to_numpy()]
    caption = [
        _(
            "All drivers together: {percent:.0f} % of the variance (n = {n:,}).",
            percent=100 * data["r_squared"].iloc[0],
            n=int(data["n"].iloc[0]),
        ),
        _("This shows what goes with the overall rating, not what causes it. Test before you invest."),
    ]
    top = float(np.nanmax([data["percent"].max(), data["high"].max()]))
    on_x: Any = {"domain": [0, max(top, 0.1) * 1.05], "nice": True}
    title = _("percent of the overall rating's variance, with its interval")
    fields = ["driver", "row", "percent", "low", "high", "share", "rank", "label"]
    base = alt.Chart().encode(_rows(data))
    layers = [
        base.mark_bar(height=18, color=BLUE, opacity=0.6).encode(
            alt.X("percent:Q", title=title).scale(**on_x),
            tooltip=[alt.Tooltip("driver:N"), alt.Tooltip("label:N", title=_("percent")), alt.Tooltip("rank:Q")],
        ),
        base.mark_rule(strokeWidth=3, color=INK).encode(alt.X("low:Q", title=title).scale(**on_x), alt.X2("high:Q")),
        base.mark_text(align="left", dy=-17).encode(alt.XDatum(0, title=title).scale(**on_x), alt.Text("label:N")),
    ]
    rows = [f"{name} {label}" for name, label in zip(names, data["label"], strict=True)]
    return alt.LayerChart(layer=layers, data=pick(data, fields)).properties(
        width=WIDTH,
        height=ROW_HEIGHT * len(data),
        title=alt.Title(_("Key drivers"), subtitle=caption, offset=16),
        description=". ".join([describe(_("Key drivers, percent of variance"), rows), *caption]),
    )


def plot_remembered(result: pd.DataFrame) -> alt.LayerChart:
    """Draw how strongly each feature of the experience goes with the rating given afterwards, beside published figures.

    Parameters
    ----------
    result : pandas.DataFrame
        What `remembered` returns.

    Returns
    -------
    altair.LayerChart
        Correlations from −1 to 1, in the order of the table: what predicts best comes first. What is published about a
        feature stands at the right, and where it is a number, as a diamond below one's own.

    Raises
    ------
    PeakendError
        If the table is not a result of `remembered`.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> moments = pd.DataFrame(
    ...     {
    ...         "visit": [1, 1, 1, 2, 2, 3, 3, 3, 4, 4],
    ...         "minute": [0, 4, 9, 0, 5, 0, 2, 3, 0, 8],
    ...         "emotion": [-1, 2, 2, 0, -2, 0, 1, 0, 0, 1],
    ...         "recalled": [70, 70, 70, 30, 30, 52, 52, 52, 65, 65],
    ...     }
    ... )
    >>> result = pe.remembered(moments, "recalled", journey="visit", order="minute", emotion="emotion")
    >>> pe.plot_remembered(result).to_dict()["description"].split("; ")[0]
    'Correlation with the recalled rating: peak and end 0.98 [0.40, 1.00], published 0.58 [0.49, 0.66]'
    """
    needed = ["r", "ci_low", "ci_high", "r2_cv", "published_r", "published_low", "published_high", "published"]
    table = require_result(result, "remembered", ["predictor", *needed], own=["predictor"])
    table = table.assign(
        row=[_(PREDICTOR_WORDS.get(name, str(name))) for name in table["predictor"]],
        published=[_("published: {finding}", finding=text) if text else "" for text in table["published"]],
    )
    kinds = {"own": _("your data"), "published": _("published")}
    own = table.assign(kind=kinds["own"], low=table["ci_low"], high=table["ci_high"], value=table["r"])
    own["label"] = [_number(*row) if np.isfinite(row[0]) else _("does not vary") for row in _values(own)]
    known = table[table["published_r"].notna()]
    known = known.assign(
        kind=kinds["published"], low=known["published_low"], high=known["published_high"], value=known["published_r"]
    )
    known["label"] = [_number(*row) for row in _values(known)]
    on_x: Any = {"domain": [-1, 1], "nice": False}
    title = _("correlation with the recalled rating, with its interval")
    colour = alt.Color("kind:N", title=None, sort=None).scale(domain=list(kinds.values()), range=[BLUE, ORANGE])
    shape = alt.Shape("kind:N", title=None, sort=None).scale(domain=list(kinds.values()), range=["circle", "diamond"])
    tooltip = [
        alt.Tooltip("row:N"),
        alt.Tooltip("kind:N"),
        alt.Tooltip("label:N", title="r"),
        alt.Tooltip("r2_cv:Q", format=".2f"),
        alt.Tooltip("n:Q"),
    ]
    layers: list[alt.Chart] = [
        alt.Chart(pd.DataFrame({"value": [0]}))
        .mark_rule(color=GREY)
        .encode(alt.X("value:Q", title=title).scale(**on_x))
    ]
    for kind, down in ((kinds["own"], -3), (kinds["published"], 15)):
        base = alt.Chart().transform_filter(alt.datum.kind == kind).encode(_rows(table), colour)
        layers += [
            base.mark_rule(strokeWidth=3, yOffset=down).encode(
                alt.X("low:Q", title=title).scale(**on_x), alt.X2("high:Q")
            ),
            base.mark_point(filled=True, size=120, opacity=1, yOffset=down).encode(
                alt.X("value:Q", title=title).scale(**on_x), shape, tooltip=tooltip
            ),
        ]
    labels = alt.Chart().transform_filter(alt.datum.kind == kinds["own"]).encode(_rows(table))
    layers += [
        labels.mark_text(dy=-18).encode(alt.X("place:Q", title=title).scale(**on_x), alt.Text("label:N")),
        labels.mark_text(align="left", dx=12).encode(alt.XDatum(1, title=title).scale(**on_x), alt.Text("published:N")),
    ]
    data = pd.concat([own, known]).assign(place=lambda both: both["value"].fillna(0).clip(-0.75, 0.75))
    fields = ["row", "kind", "value", "low", "high", "label", "place", "published", "r2_cv", "n"]
    published = known.set_index("predictor")["label"]
    rows = []
    for _i, row in own.iterrows():
        figure = f", {kinds['published']} {published[row['predictor']]}" if row["predictor"] in published else ""
        rows.append(f"{row['row']} {row['label']}{figure}")
    return alt.LayerChart(layer=layers, data=pick(data, fields)).properties(
        width=WIDTH - 60,  # with the published words beside it, it still fits a notebook
        height=(ROW_HEIGHT + 12) * len(table),
        description=describe(_("Correlation with the recalled rating"), rows),
    )


def _rows(data: pd.DataFrame) -> alt.Y:
    return alt.Y("row:N", sort=data["row"].tolist(), title=None).axis(**name_axis())


def _values(data: pd.DataFrame) -> Any:
    return data[["value", "low", "high"]].to_numpy(dtype="float64")


def _number(value: float, low: float, high: float, digits: int = 2) -> str:
    interval = f" [{low:z.{digits}f}, {high:z.{digits}f}]" if np.isfinite([low, high]).all() else ""
    return f"{value:z.{digits}f}{interval}".replace("-", "−")
