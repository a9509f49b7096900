"""Importance–performance analysis: what to improve first, by how much it matters and how well it is done."""

from typing import Literal, get_args

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from peakend.base.arguments import as_list, check_option, is_number
from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.frames.frames import read_frame, require_columns
from peakend.surveys.tally import result_table
from peakend.tables.about import describe

Split = Literal["mean", "median"]

HEADINGS = {
    "importance": message("importance"),
    "performance": message("performance"),
    "quadrant": message("quadrant's key"),
    "importance_split": message("importance, dividing line"),
    "performance_split": message("performance, dividing line"),
    "label": message("quadrant"),
}


def importance_performance(
    frame: object,
    *,
    item: str,
    importance: str,
    performance: str,
    split: Split | tuple[float, float] = "mean",
) -> pd.DataFrame:
    """Sort items into the four quadrants of importance and performance.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row an item, with what it matters and how well it is done: ratings, shares of `drivers`, perceptions of
        `servqual`, top boxes of `csat`.
    item : str
        Column with the item's name.
    importance, performance : str
        Columns of numbers; high is important, high is well done.
    split : {"mean", "median"} or tuple of two float
        Where the quadrants divide: at the means or medians of the items, or at an importance and a performance of
        your own, for instance the middle of the scales. A value on the line belongs to the upper side.

    Returns
    -------
    pandas.DataFrame
        One row an item, in the order given: `item`, ``importance, performance``, ``quadrant`` (``"concentrate here"``:
        important, not done well; ``"keep up"``: important and done well; ``"low priority"``; ``"possible overkill"``:
        done well, not important), ``importance_split, performance_split``, and ``label``, the quadrant in the language
        in use. An item with a missing or infinite value has no quadrant (None) and does not move the lines.

    Raises
    ------
    PeakendError
        For a missing column, a column that is not numeric, an item that stands twice, or an impossible split.

    References
    ----------
    Martilla & James (1977), Journal of Marketing 41(1), 77–79.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> items = pd.DataFrame(
    ...     {
    ...         "item": ["queue", "staff", "seats", "leaflets"],
    ...         "weight": [0.4, 0.3, 0.1, 0.2],
    ...         "rated": [2.9, 4.4, 3.1, 4.6],
    ...     }
    ... )
    >>> pe.importance_performance(items, item="item", importance="weight", performance="rated")[["item", "quadrant"]]
           item           quadrant
    0     queue   concentrate here
    1     staff            keep up
    2     seats       low priority
    3  leaflets  possible overkill
    """
    lazy = read_frame(frame, [importance, performance])
    require_columns(lazy, [item, importance, performance])
    for column in (importance, performance):
        if not lazy.collect_schema()[column].is_numeric():
            raise PeakendError(
                _("Column {column!r} does not hold numbers. Name a column of numbers for each axis.", column=column)
            )
    picked = {"item": item, "importance": importance, "performance": performance}
    table = lazy.select(*(nw.col(name).alias(key) for key, name in picked.items())).collect().to_pandas()
    table = table.reset_index(drop=True)
    twice = table["item"][table["item"].duplicated()]
    if len(twice):
        raise PeakendError(
            _(
                "Item {item!r} appears more than once in column {column!r}. Keep one row an item.",
                item=twice.iloc[0],
                column=item,
            )
        )
    axes = table[["importance", "performance"]].astype("float64")
    complete = pd.Series(np.isfinite(axes).all(axis=1))
    lines = _lines(axes[complete], split)
    high = axes >= lines
    quadrant = np.select(
        [
            ~complete,
            high["importance"] & ~high["performance"],
            high["importance"] & high["performance"],
            ~high["importance"] & ~high["performance"],
        ],
        ["", "concentrate here", "keep up", "low priority"],
        "possible overkill",
    ).astype(object)
    words = {
        "concentrate here": _("concentrate here"),
        "keep up": _("keep up"),
        "low priority": _("low priority"),
        "possible overkill": _("possible overkill"),
    }
    result = result_table(
        table[["item"]].set_axis([item], axis=1),
        {
            "importance": axes["importance"].to_numpy(),
            "performance": axes["performance"].to_numpy(),
            "quadrant": np.array([name or None for name in quadrant], dtype=object),
            "importance_split": np.full(len(table), lines["importance"]),
            "performance_split": np.full(len(table), lines["performance"]),
            "label": np.array([words.get(name) for name in quadrant], dtype=object),
        },
    )
    return describe(result, "importance_performance", HEADINGS, segments=[item])


def _lines(axes: pd.DataFrame, split: Split | tuple[float, float]) -> pd.Series:
    if isinstance(split, str):
        check_option("split", split, get_args(Split))
        return axes.mean() if split == "mean" else axes.median()
    values = as_list(split)
    if len(values) != 2 or not all(is_number(value) for value in values):
        raise PeakendError(
            _(
                "split={split!r} does not work. Give 'mean', 'median', or an importance and a performance.",
                split=split,
            )
        )
    return pd.Series(values, dtype="float64", index=["importance", "performance"])
