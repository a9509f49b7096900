"""A measure period by period: what every series shares."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal, get_args

import narwhals.stable.v2 as nw
import pandas as pd

from peakend.base.arguments import check_option
from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.frames.frames import read_frame, require_columns, table_of
from peakend.surveys.tally import By, segment_columns
from peakend.tables.about import about, describe

Every = Literal["month", "quarter", "year"]
Measure = Callable[[object, list[str]], pd.DataFrame]

MONTHS = {"month": 1, "quarter": 3, "year": 12}
KEY = "peakend_period"
COUNTS = ["n", "n_missing", "n_invalid", "promoters", "passives", "detractors"]


def by_period(
    frame: object,
    columns: Sequence[str],
    measure: Measure,
    *,
    time: str,
    every: Every,
    by: By,
    weights: str | None,
) -> pd.DataFrame:
    """Return a measure's table by segment and period; `measure` is given a frame and the columns that make segments.

    Between the first and the last period of the frame every period has its row, also where nobody answered; answers
    without a date come last.
    """
    check_option("every", every, get_args(Every))
    segments = segment_columns(by)
    for name in {"period", KEY}.intersection(segments):
        raise PeakendError(
            _("The segment column {name!r} has the name of a result column. Rename it in your data.", name=name)
        )
    length = MONTHS[every]
    lazy = read_frame(table_of(frame, columns))
    wanted = dict.fromkeys([*segments, time, *columns, *([weights] if weights else [])])
    require_columns(lazy, wanted)
    month = _month_number(lazy, time)
    table = measure(lazy.select(*wanted, ((month / length).floor() * length).alias(KEY)), [*segments, KEY])
    known = about(table)
    result = _fill_gaps(table, segments, length)
    names = [None if pd.isna(month) else _name(int(month), every) for month in result.pop(KEY)]
    result.insert(len(segments), "period", pd.Series(names, dtype=object))
    made_by, headings, units = (known.measure, known.headings, known.units) if known else ("", {}, {})
    headings = {"period": message("month or period"), **headings}
    return describe(result, f"{made_by}_series", headings, segments=segments, units=units)


def _month_number(lazy: nw.LazyFrame[Any], time: str) -> nw.Expr:
    """Return an expression that numbers the months of all years."""
    dtype = lazy.collect_schema()[time]
    if dtype in (nw.Date, nw.Datetime):
        year, month = nw.col(time).dt.year(), nw.col(time).dt.month()
        # Floating-point numbers, because some engines have no whole ones with gaps.
        return year.cast(nw.Float64) * 12 + month.cast(nw.Float64) - 1
    if dtype not in (nw.String, nw.Categorical, nw.Enum):
        shown = lazy.select(nw.col(time).alias(KEY)).head(1).collect().to_pandas()[KEY]
        raise PeakendError(_not_dates(time, ", ".join(map(str, shown)) or dtype))
    text = nw.col(time).cast(nw.String)
    starts = lazy.select(text.str.slice(0, 7).alias(KEY)).unique().collect().to_pandas()[KEY].dropna()
    for start in sorted(starts):
        if start and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", start):
            raise PeakendError(_not_dates(time, repr(start)))
    known = nw.when(text != "").then(text)
    return known.str.slice(0, 4).cast(nw.Float64) * 12 + known.str.slice(5, 2).cast(nw.Float64) - 1


def _not_dates(time: str, found: object) -> str:
    return _(
        "Column {column!r} does not hold dates but {found}. Give dates (in pandas by pd.to_datetime), or text "
        "that begins with year and month, for instance 2025-03 or 2025-03-14.",
        column=time,
        found=found,
    )


def _fill_gaps(table: pd.DataFrame, segments: list[str], length: int) -> pd.DataFrame:
    """Give every segment a row for every period, and its undated answers the last one."""
    known = table[KEY].dropna().astype("int64")
    periods = range(known.min(), known.max() + 1, length) if len(known) else range(0)
    parts = []
    for __, part in table.groupby(segments, dropna=False, observed=True) if segments else [("", table)]:
        dated = part[part[KEY].notna()]
        filled = dated.set_index(dated[KEY].astype("int64")).reindex(pd.Index(periods, dtype="int64"))
        filled[KEY] = filled.index
        for name in segments:
            filled[name] = part[name].array.take([0] * len(filled))
        parts += [filled, part[part[KEY].isna()]]
    counts = [name for name in COUNTS if name in table]
    result = pd.concat(parts, ignore_index=True).fillna(dict.fromkeys(counts, 0))
    return result.astype({name: table[name].dtype for name in counts})


def _name(month: int, every: str) -> str:
    year, rest = divmod(month, 12)
    return {"month": f"{year:04}-{rest + 1:02}", "quarter": f"{year:04}-Q{rest // 3 + 1}", "year": f"{year:04}"}[every]
