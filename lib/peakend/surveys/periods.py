"""A measure period by period: what every series shares."""

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any, Literal, get_args

import narwhals.stable.v2 as nw
import pandas as pd

from peakend.base.arguments import check_option
from peakend.base.errors import PeakendError
from peakend.base.language import join_words, message
from peakend.base.language import translate as _
from peakend.frames.frames import read_frame, require_columns, table_of
from peakend.surveys.tally import By, segment_columns
from peakend.tables.about import about, describe

Every = Literal["day", "week", "month", "quarter", "year"]
Measure = Callable[[object, list[str]], pd.DataFrame]

MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS = {"day": 1, "week": 7}
MONDAY = 3  # days from a Monday to 1970-01-01
KEY = "peakend_period"
COUNTS = ["n", "n_missing", "n_invalid", "promoters", "passives", "detractors"]
MOST_PERIODS = 5_000
SHAPES = {"month": r"\d{4}-(0[1-9]|1[0-2])", "date": r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"}


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
    lazy = read_frame(table_of(frame, columns))
    wanted = dict.fromkeys([*segments, time, *columns, *([weights] if weights else [])])
    require_columns(lazy, wanted)
    table = measure(lazy.select(*wanted, _period(lazy, time, every).alias(KEY)), [*segments, KEY])
    known = about(table)
    result = _fill_gaps(table, segments, every)
    names = [None if pd.isna(period) else _name(int(period), every) for period in result.pop(KEY)]
    result.insert(len(segments), "period", pd.Series(names, dtype=object))
    made_by, headings, units = (known.measure, known.headings, known.units) if known else ("", {}, {})
    headings = {"period": message("month or period"), **headings}
    return describe(result, f"{made_by}_series", headings, segments=segments, units=units)


def _period(lazy: nw.LazyFrame[Any], time: str, every: Every) -> nw.Expr:
    """Return an expression that numbers the periods of all years; whole numbers as floats, which may have gaps."""
    year, month, day = _calendar(lazy, time, "date" if every in DAYS else "month")
    if every in MONTHS:
        return ((year * 12 + month - 1) / MONTHS[every]).floor()
    # Days since 1970-01-01, of years that begin in March, so that the leap day is the last one.
    place = month + 9 - ((month + 9) / 12).floor() * 12
    march_year = year - (place >= 10).cast(nw.Float64)
    leap_days = (march_year / 4).floor() - (march_year / 100).floor() + (march_year / 400).floor()
    days = march_year * 365 + leap_days + ((place * 153 + 2) / 5).floor() + day - 719_469
    return days if every == "day" else ((days + MONDAY) / DAYS["week"]).floor()


def _calendar(lazy: nw.LazyFrame[Any], time: str, needed: Literal["date", "month"]) -> tuple[nw.Expr, nw.Expr, nw.Expr]:
    """Return expressions for year, month and day of a column of dates, or of text that begins with one."""
    dtype = lazy.collect_schema()[time]
    if dtype in (nw.Date, nw.Datetime):
        date = nw.col(time).dt
        # Floating-point numbers, because some engines have no whole ones with gaps.
        return date.year().cast(nw.Float64), date.month().cast(nw.Float64), date.day().cast(nw.Float64)
    if dtype not in (nw.String, nw.Categorical, nw.Enum):
        shown = lazy.select(nw.col(time).alias(KEY)).head(1).collect().to_pandas()[KEY]
        raise PeakendError(_not_dates(time, join_words(shown) if len(shown) else dtype))
    text = nw.col(time).cast(nw.String)
    length, shape = (10, SHAPES["date"]) if needed == "date" else (7, SHAPES["month"])
    starts = lazy.select(text.str.slice(0, length).alias(KEY)).unique().collect().to_pandas()[KEY].dropna()
    for start in sorted(starts):
        if start and not re.fullmatch(shape, start):
            whole = lazy.select(text.alias(KEY)).filter(nw.col(KEY).str.slice(0, length) == start)
            example = str(whole.head(1).collect().to_pandas()[KEY].iloc[0])
            raise PeakendError(_not_dates(time, repr(example), needed))
    known = nw.when(text != "").then(text)
    parts = [known.str.slice(0, 4), known.str.slice(5, 2), known.str.slice(8, 2) if needed == "date" else nw.lit("1")]
    year, month, day = (part.cast(nw.Float64) for part in parts)
    return year, month, day


def _not_dates(time: str, found: object, needed: Literal["date", "month"] = "month") -> str:
    return _(
        "Column {column!r} does not hold dates but {found}. Give dates (in pandas by pd.to_datetime; in a file that "
        "pe.read_survey reads, by its dayfirst=True or dayfirst=False), or text that begins with {start}.",
        column=time,
        found=found,
        start=_("a date, for instance 2025-03-14")
        if needed == "date"
        else _("year and month, for instance 2025-03 or 2025-03-14"),
    )


def _fill_gaps(table: pd.DataFrame, segments: list[str], every: Every) -> pd.DataFrame:
    """Give every segment a row for every period, and its undated answers the last one."""
    known = table[KEY].dropna().astype("int64")
    periods = range(known.min(), known.max() + 1) if len(known) else range(0)
    if len(periods) > MOST_PERIODS:
        raise PeakendError(
            _(
                "From {first} to {last} there are {count} periods, more than the {most} that a series may have. A date "
                "may be wrong; if not, take longer periods by every=….",
                first=_name(periods[0], every),
                last=_name(periods[-1], every),
                count=len(periods),
                most=MOST_PERIODS,
            )
        )
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


def _name(period: int, every: Every) -> str:
    if every in DAYS:
        date = datetime.date(1970, 1, 1) + datetime.timedelta(days=period if every == "day" else period * 7 - MONDAY)
        return f"{date:%Y-%m-%d}" if every == "day" else "{:04}-W{:02}".format(*date.isocalendar()[:2])
    year, rest = divmod(period * MONTHS[every], 12)
    return {"month": f"{year:04}-{rest + 1:02}", "quarter": f"{year:04}-Q{rest // 3 + 1}", "year": f"{year:04}"}[every]
