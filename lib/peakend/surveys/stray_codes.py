"""Numbers that may be codes for "no answer" among answers whose scale nobody has said: 99 beside 1–5."""

import warnings
from collections.abc import Collection, Sequence
from typing import Literal

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from peakend.base.arrays import Floats
from peakend.base.language import join_sentences, join_words
from peakend.base.language import translate as _
from peakend.frames.cross_products import numeric_columns
from peakend.frames.frames import ROWS, count_rows, read_frame
from peakend.surveys.tally import numbers

Way = Literal["scale", "words", "empty"]  # out of the doubt, as far as a measure has one

# What survey people write where there is no answer. Only a platform or the user can say so: here it is asked.
NEGATIVE_CODES = (-1, -2, -3, -7, -8, -9, -77, -88, -97, -98, -99, -999)
SMALL_CODES = (8, 9)
LARGE_CODES = (77, 88, 97, 98, 99, 777, 888, 997, 998, 999, 9999)
FEW_POINTS, GAP = 4, 3
REACH = 3  # of scales on both sides of 0
HIGHEST_POINT = 11  # beyond, answers are amounts, among which 99 is a number like others


def suspects(points: Collection[float], scale: tuple[int, int] | None, symmetrical: int) -> list[float]:
    """Return the numbers that may be codes for "no answer": far from the others, and points of no known scale.

    Examples
    --------
    >>> suspects([1, 2, 4, 5, 99], None, 0)
    [99]
    """
    found = set(points)
    low = scale[0] if scale else -symmetrical
    negative = [code for code in NEGATIVE_CODES if code in found and code < low]
    rest = found - set(negative)
    is_whole = all(point % 1 == 0 for point in found)
    highest = max((point for point in rest if point not in LARGE_CODES), default=0)
    most = max(highest, scale[1] if scale else 0)
    large: list[float] = [code for code in LARGE_CODES if code in found and most <= HIGHEST_POINT and code > most]
    # Four or five points and nothing between them and 9: a code of one digit, as statistics programs have them.
    small = found.intersection(SMALL_CODES)
    below = rest - small - set(large)
    if small and not scale and is_whole and len(below) >= FEW_POINTS and max(below) <= min(small) - GAP:
        large += sorted(small)
    return sorted([*negative, *large]) if rest - set(large) else []


def is_plain(frame: object) -> bool:
    """Tell whether nobody has asked yet about codes in a frame: it is no survey, whose reader does."""
    return not hasattr(type(frame), "measured")


def warn_of_codes(frame: object, columns: Sequence[str], way: Way) -> None:
    """Warn the caller of a measure of numbers in its frame's columns that may be codes for "no answer"."""
    if not is_plain(frame):
        return
    schema = read_frame(frame).collect_schema()
    columns = [column for column in columns if column in schema and schema[column].is_numeric()]
    if not columns:
        return
    numeric = numeric_columns(frame, columns)
    keys = [f"x{i}" for i in range(len(columns))]
    # Most columns are told from their ends alone; only of the others are the answers counted.
    finite = [nw.when((nw.col(key) > float("-inf")) & (nw.col(key) < float("inf"))).then(nw.col(key)) for key in keys]
    values = [nw.col(key) for key in keys] if numeric.implementation.is_pandas() else finite
    ends = [value.min().alias(f"low_{key}") for key, value in zip(keys, values, strict=True)]
    ends += [value.max().alias(f"high_{key}") for key, value in zip(keys, values, strict=True)]
    reach = numeric.select(*ends).collect().to_pandas().iloc[0].dropna().to_dict()
    for key, column in zip(keys, columns, strict=True):
        warn_of_ends(frame, column, reach.get(f"low_{key}"), reach.get(f"high_{key}"), way, stacklevel=5)


def warn_of_ends(
    frame: object, column: str, low: float | None, high: float | None, way: Way, *, stacklevel: int = 4
) -> None:
    """Warn as `warn_of_codes` does, where a column's ends are known already."""
    if low is None or high is None or not is_plain(frame) or -REACH <= low <= high <= REACH:
        return
    if low in NEGATIVE_CODES or high in (*SMALL_CODES, *LARGE_CODES):
        answers = count_rows(frame, [column])
        warn_of_counted(column, numbers(answers["answer_0"]), answers[ROWS], way, stacklevel=stacklevel)


def warn_of_counted(column: str, score: Floats, counts: Floats | pd.Series, way: Way, *, stacklevel: int = 3) -> None:
    """Warn of numbers that may be codes, given the different answers and how often each occurs."""
    finite = np.isfinite(score)
    rows = pd.Series(np.asarray(counts)[finite]).groupby(score[finite]).sum()
    codes = _unasked(set(rows.index))
    if not codes:
        return
    rest = rows.index[~rows.index.isin(codes)]
    found = _(
        "Column {column!r} holds {codes} beside answers from {low} to {high}, and they were counted as answers.",
        column=column,
        codes=join_words(f"{code:g} × {int(rows[code])}" for code in codes),
        low=f"{rest.min():g}",
        high=f"{rest.max():g}",
    )
    way_out = _way_out(way, [int(code) for code in codes])
    warnings.warn(join_sentences([found, way_out]), UserWarning, stacklevel=stacklevel)


def _way_out(way: Way, codes: list[int]) -> str:
    if way == "scale":
        return _(
            "If they are codes for “no answer”, pass missing={codes}; if not, give the scale: scale=….", codes=codes
        )
    if way == "words":
        return _("If they are codes for “no answer”, pass missing={codes}; if not, pass missing=[].", codes=codes)
    return _("If they are codes for “no answer”, leave those cells empty.")


def _unasked(points: set[float]) -> list[float]:
    """Return the suspects where nothing but the numbers is known: points of −3…3, and amounts, are none."""
    highest = max((point for point in points if point not in LARGE_CODES), default=0)
    if highest > HIGHEST_POINT:
        return []
    negative = {point for point in points if point < 0}
    small = {point for point in negative if point >= -REACH}
    if not negative <= set(NEGATIVE_CODES) or any(point % 1 for point in points):
        small = negative
    elif highest >= FEW_POINTS:
        small = set()
    return suspects(points, None, int(-min(small, default=0)))
