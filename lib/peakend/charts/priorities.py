"""The importance–performance matrix, which says what to improve first."""

import altair as alt
import pandas as pd

from peakend.base.language import translate as _
from peakend.charts.quadrants import Axis, Corners, padded, quadrant_chart
from peakend.charts.results import by_segment, describe, name_of, names_of_rows, require_result, with_answers
from peakend.charts.style import BLUE, GREEN, GREY, ORANGE

COLOURS = {"concentrate here": ORANGE, "keep up": BLUE, "low priority": GREY, "possible overkill": GREEN}


def plot_importance_performance(result: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw importance over performance: what matters and is not done well stands at the top left.

    Items that lack one of the two values have no place and are left out; the alternative text names them.

    Parameters
    ----------
    result : pandas.DataFrame
        What `importance_performance` returns.

    Returns
    -------
    altair.LayerChart
        Importance upwards, performance to the right, divided where the result says.

    Raises
    ------
    PeakendError
        If the table is not a result of `importance_performance`, or no item has both values.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> items = pd.DataFrame({"item": ["queue", "staff"], "weight": [0.4, 0.3], "rated": [2.9, 4.4]})
    >>> result = pe.importance_performance(items, item="item", importance="weight", performance="rated")
    >>> pe.plot_importance_performance(result).to_dict()["description"]
    'Importance and performance: queue concentrate here (0.4, 2.9); staff possible overkill (0.3, 4.4)'
    """
    needed = ["performance", "quadrant", "importance_split", "performance_split"]
    table = require_result(result, "importance_performance", ["importance", *needed], rows="importance")
    names = names_of_rows(table, "importance")
    table = table.assign(feature=[name_of(label) for label in table[names[-1]]], segment=_("all"))
    words = _quadrant_words()
    data = with_answers(table, ["importance", "performance"])
    data = data.assign(category=data["quadrant"].map(words))
    panel = quadrant_chart(
        data,
        Axis("performance", _("performance"), *_range(data, "performance")),
        Axis("importance", _("importance"), *_range(data, "importance")),
        name="feature",
        colours={word: COLOURS[quadrant] for quadrant, word in words.items()},
        corners=_corners(words),
        tooltip={"feature": "", "category": "", "importance": ".3~g", "performance": ".3~g"},
        legend=False,
    )
    rows = [
        f"{row['feature']} {row['category']} ({row['importance']:.3g}, {row['performance']:.3g})"
        for _i, row in data.iterrows()
    ]
    rows += [_("{name} has no place", name=name) for name in table["feature"].drop(data.index)]
    return by_segment(panel, data, columns=1, description=describe(_("Importance and performance"), rows))


def _quadrant_words() -> dict[str, str]:
    return {
        "concentrate here": _("concentrate here"),
        "keep up": _("keep up"),
        "low priority": _("low priority"),
        "possible overkill": _("possible overkill"),
    }


def _corners(words: dict[str, str]) -> Corners:
    places = {
        "top left": "concentrate here",
        "top right": "keep up",
        "bottom left": "low priority",
        "bottom right": "possible overkill",
    }
    return {corner: (words[quadrant], COLOURS[quadrant]) for corner, quadrant in places.items()}


def _range(data: pd.DataFrame, column: str) -> tuple[tuple[float, float], float]:
    split = float(data[f"{column}_split"].iloc[0])
    return padded(data[column], split), split
