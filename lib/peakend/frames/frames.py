"""From any data frame to counts: the one place where Peakend meets pandas, Polars, DuckDB and the others.

A survey measure needs no rows, only how often each answer was given in each segment. That table is counted in the
frame's own engine, and is small; every statistic is computed from it.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.frames.counting import count_in_numpy, tell_truths, with_stand_ins

ROWS = "rows"
WEIGHT = "weight"
WEIGHT_SQUARED = "weight_squared"


def count_rows(
    frame: object, columns: Sequence[str], by: Sequence[str] = (), weights: str | None = None
) -> pd.DataFrame:
    """Count how often each combination of answers occurs in each segment.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    columns : sequence of str
        The answers to count.
    by : sequence of str
        The columns that make the segments.
    weights : str, optional
        A column of weights; their sums and sums of squares are returned too.

    Returns
    -------
    pandas.DataFrame
        The columns ``by_0…``, ``answer_0…`` in the order given, ``rows``, and with weights ``weight`` and
        ``weight_squared``. Missing answers are counted like any other.

    Raises
    ------
    PeakendError
        If the frame is none, or has no such column.
    """
    frame = table_of(frame, columns)
    lazy = read_frame(frame)
    names = [*by, *columns]
    require_columns(lazy, [*names, *([weights] if weights else [])])
    # Names of our own, so that a column called "rows" or one used twice does no harm.
    keys = [f"by_{i}" for i in range(len(by))] + [f"answer_{i}" for i in range(len(columns))]
    if weights:
        check_weights(lazy, weights)
    chosen = dict(zip(keys, names, strict=True))
    native = nw.to_native(frame, pass_through=True)
    if not isinstance(native, pd.DataFrame):
        return count_in_engine(lazy, chosen, weights)
    counted = count_in_numpy(native, chosen, weights, (ROWS, WEIGHT, WEIGHT_SQUARED))
    if counted is None:
        counted = count_in_engine(read_frame(with_stand_ins(native, names)), chosen, weights)
    return tell_truths(counted)


def count_in_engine(lazy: nw.LazyFrame[Any], columns: dict[str, str], weights: str | None) -> pd.DataFrame:
    """Count the combinations of some columns' values by the engine's own grouping; `columns` maps new names to old."""
    selected = [nw.col(name).alias(key) for key, name in columns.items()]
    totals = [nw.len().alias(ROWS)]
    if weights:
        # Small whole numbers would overflow when squared or summed in their own type.
        weight = nw.col(weights).cast(nw.Float64)
        selected += [weight.alias(WEIGHT), (weight * weight).alias(WEIGHT_SQUARED)]
        totals += [nw.col(WEIGHT).sum().alias(WEIGHT), nw.col(WEIGHT_SQUARED).sum().alias(WEIGHT_SQUARED)]
    return _to_pandas(lazy.select(*selected).group_by(*columns).agg(*totals))


def table_of(frame: object, answers: Sequence[str] = (), *, averaged: bool = False) -> object:
    """Return a frame as it is, and of a survey its table, with the answers in some columns as a measure takes them.

    A survey is whatever has a method ``measured``; it is looked for on the type, because a frame may have a column of
    that name. Of answers that are `averaged`, without a scale, it says which may be codes for "no answer".
    """
    if not hasattr(type(frame), "measured"):
        return frame
    return frame.measured(answers, averaged=averaged)  # type: ignore[attr-defined]


def known_scale(frame: object, column: str) -> tuple[int, int] | None:
    """Return the scale of a question where the frame is a survey that knows it."""
    return frame.scale_of(column) if hasattr(type(frame), "scale_of") else None  # type: ignore[attr-defined]


def known_direction(frame: object, column: str) -> str | None:
    """Return which end of a question's scores is good, ``"high"`` or ``"low"``, where a survey knows it."""
    return frame.direction_of(column) if hasattr(type(frame), "direction_of") else None  # type: ignore[attr-defined]


def direction_doubt(frame: object, column: str) -> str:
    """Return why a survey does not know which end of a question's scores is the good one; empty where nothing is so."""
    return frame.direction_doubt(column) if hasattr(type(frame), "direction_doubt") else ""  # type: ignore[attr-defined]


def read_frame(frame: object, answers: Sequence[str] = ()) -> nw.LazyFrame[Any]:
    """Wrap any frame, or a survey's table, lazily, or say that it is none; `answers` are columns to be averaged."""
    if isinstance(frame, str | Path):
        raise PeakendError(
            _(
                "A table is needed here, not the name of a file. Read the file first: pe.read_survey({name!r}).",
                name=str(frame),
            )
        )
    frame = nw.to_native(table_of(frame, answers, averaged=True), pass_through=True)
    if nw.dependencies.is_pyarrow_table(frame):
        # Chunks may number the same labels differently, which PyArrow cannot group.
        frame = frame.unify_dictionaries()
    try:
        return nw.from_native(frame).lazy()  # type: ignore[call-overload]
    except nw.exceptions.DuplicateError:
        columns: Any = getattr(frame, "column_names" if nw.dependencies.is_pyarrow_table(frame) else "columns")
        names = [str(name) for name in columns]
        raise PeakendError(
            _(
                "There is more than one column {column!r}. Rename one of them, or drop it.",
                column=next((name for name in names if names.count(name) > 1), ""),
            )
        ) from None
    except (TypeError, AttributeError):
        raise PeakendError(
            _(
                "A table is needed here (pandas, Polars, PyArrow, DuckDB, …), but this is a {kind}. "
                "Give a data frame, for instance pe.load('service-hall/survey').",
                kind=type(frame).__name__,
            )
        ) from None


def require_columns(lazy: nw.LazyFrame[Any], names: Iterable[str]) -> None:
    """Raise `PeakendError` for the first column that the frame does not have, or that holds lists."""
    schema = lazy.collect_schema()
    for name in names:
        if name not in schema.names():
            raise PeakendError(missing_column_message(str(name), schema.names()))
        dtype = schema[name]
        # In pandas, lists hide among objects; only there is it cheap to look.
        if dtype.is_nested() or (dtype == nw.Object and lazy.implementation.is_pandas()):
            _check_single_values(lazy, name)


def _check_single_values(lazy: nw.LazyFrame[Any], name: str) -> None:
    column = lazy.select(nw.col(name).alias("value"))
    values = (column if lazy.implementation.is_pandas() else column.head(1)).collect().to_pandas()["value"]
    is_list = values.map(lambda value: isinstance(value, list | tuple | dict | set | np.ndarray))
    for value in values[is_list.astype(bool)]:
        raise PeakendError(
            _(
                "Column {column!r} holds several values in one cell, such as {value!r}. "
                "Give every value a row or a column of its own.",
                column=name,
                value=value.tolist() if isinstance(value, np.ndarray) else value,
            )
        )


def missing_column_message(name: str, have: Sequence[str]) -> str:
    """Say which column is missing, which are there, and which was probably meant."""
    message = _(
        "There is no column {name!r}. The columns are: {columns}.",
        name=name,
        columns=join_words(map(str, have)),
    )
    return message + did_you_mean(name, have)


def _to_pandas(lazy: nw.LazyFrame[Any]) -> pd.DataFrame:
    counted = lazy.collect()
    if counted.implementation.is_polars():
        # Only Polars' Enum declares an order; its Categorical numbers labels as they happen to come.
        drifting = [name for name, dtype in counted.schema.items() if dtype == nw.Categorical]
        counted = counted.with_columns(nw.col(name).cast(nw.String) for name in drifting)
    return counted.to_pandas()


def _are_weights(values: pd.Series) -> bool:
    """Tell whether plain numbers are all weights, by their two ends: one that is none makes a minimum that is none."""
    if not isinstance(values.dtype, np.dtype) or values.empty:
        return False
    plain = values.to_numpy()
    return bool(plain.min() >= 0 and plain.max() < np.inf)


def check_weights(lazy: nw.LazyFrame[Any], name: str) -> None:
    """Raise `PeakendError` unless a column holds numbers from 0 upwards, all of them finite."""
    if not lazy.collect_schema()[name].is_numeric():
        raise PeakendError(_("The weights in column {column!r} are not numbers. Give a numeric column.", column=name))
    if lazy.implementation.is_pandas() and _are_weights(nw.to_native(lazy)[name]):
        return
    weight = nw.col(name)
    bad = lazy.filter(weight.is_null() | ~(weight >= 0) | ~(weight < float("inf")))
    count = bad.select(nw.len()).collect().item()
    if count:
        raise PeakendError(
            _(
                "{count} weights in column {column!r} are negative, missing or infinite. Weights must be numbers "
                "from 0 upwards; correct or drop those rows.",
                count=count,
                column=name,
            )
        )
