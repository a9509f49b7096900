"""Net Promoter Score over time, with an interval for every period."""

import re
from typing import Any, Literal, get_args

import narwhals.stable.v2 as nw
import pandas as pd

from peakend.base.arguments import check_option
from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.frames.frames import read_frame, require_columns, table_of
from peakend.surveys.nps import HEADINGS, UNITS, Method, nps
from peakend.surveys.tally import By, Invalid, segment_columns
from peakend.tables.about import describe
from peakend.tables.headings import COUNTED

Every = Literal["month", "quarter", "year"]

MONTHS = {"month": 1, "quarter": 3, "year": 12}
KEY = "peakend_period"
COUNTS = ["n", "n_missing", "n_invalid", "promoters", "passives", "detractors"]


def nps_series(
    frame: object,
    column: str,
    *,
    time: str,
    every: Every = "month",
    by: By = None,
    weights: str | None = None,
    method: Method = "adjusted_wald",
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    """Net Promoter Score by month, quarter or year, by segment.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    column : str
        Answers from 0 to 10.
    time : str
        Column of dates, times, or text that begins with year and month, ``"2025-03"`` or ``"2025-03-14"``. Times with
        a zone count by its calendar; DuckDB takes that of its session.
    every : {"month", "quarter", "year"}
        Length of a period.
    by, weights, method, conf, invalid
        As for `nps`.

    Returns
    -------
    pandas.DataFrame
        One row a segment and period, in order of time: the columns of `by`, ``period`` (text such as ``"2025-03"``,
        ``"2025-Q1"`` or ``"2025"``), then all columns of `nps`. Between the first and the last period of the frame
        every period has its row, with n = 0 and no score where nobody answered. Answers without a date come last, as
        the period None.

    Raises
    ------
    PeakendError
        As for `nps`, and if `time` holds neither dates nor text that begins with year and month.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"date": ["2025-01-07"] * 40 + ["2025-03-02"] * 40, "recommend": [9, 8, 10, 2] * 20})
    >>> pe.nps_series(answers, "recommend", time="date")[["period", "n", "nps", "ci_low", "ci_high"]].round(1)
        period   n   nps  ci_low  ci_high
    0  2025-01  40  25.0    -1.4     47.9
    1  2025-02   0   NaN     NaN      NaN
    2  2025-03  40  25.0    -1.4     47.9
    """
    check_option("every", every, get_args(Every))
    segments = segment_columns(by)
    for name in {"period", KEY}.intersection(segments):
        raise PeakendError(
            _("The segment column {name!r} has the name of a result column. Rename it in your data.", name=name)
        )
    length = MONTHS[every]
    lazy = read_frame(table_of(frame, [column]))
    wanted = dict.fromkeys([*segments, time, column, *([weights] if weights else [])])
    require_columns(lazy, wanted)
    month = _month_number(lazy, time)
    dated = lazy.select(*wanted, ((month / length).floor() * length).alias(KEY))
    table = nps(dated, column, by=[*segments, KEY], weights=weights, method=method, conf=conf, invalid=invalid)
    result = _fill_gaps(table, segments, length)
    names = [None if pd.isna(month) else _name(int(month), every) for month in result.pop(KEY)]
    result.insert(len(segments), "period", pd.Series(names, dtype=object))
    headings = {"period": message("month or period"), **COUNTED, **HEADINGS}
    return describe(result, "nps_series", headings, segments=segments, units=UNITS)


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
    result = pd.concat(parts, ignore_index=True).fillna(dict.fromkeys(COUNTS, 0))
    return result.astype({name: table[name].dtype for name in COUNTS})


def _name(month: int, every: str) -> str:
    year, rest = divmod(month, 12)
    return {"month": f"{year:04}-{rest + 1:02}", "quarter": f"{year:04}-Q{rest // 3 + 1}", "year": f"{year:04}"}[every]
