"""Times as the platforms write them: one reading for the whole of a file, and none where it is open."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.surveys.exports.columns import Column
from peakend.surveys.exports.eras import (
    BUDDHIST,
    BUDDHIST_BEGAN,
    BUDDHIST_YEARS,
    DOTTED,
    REPUBLIC,
    added_to_compact,
    date_of_era,
    looks_dated,
    thai_in_numbers,
)
from peakend.surveys.exports.problem import Problem

PLATFORM_TIMES = ("started", "submitted", "recorded", "changed")
HEAD = re.compile(
    r"date|time|timestamp|日期|时间|時間|日時|datum|zeit|fecha|hora|дата|время|submitted|날짜|วันที่|เวลา", re.IGNORECASE
)
LENGTH = re.compile(
    r"spent|taken|duration|elapsed|seconds|minutes|\b(?:ms|sec|min)\b|\(s\)|用时|用時|时长|時長|耗时|秒|分钟|dauer|durée|duración|"
    r"wait|等候|等待",
    re.IGNORECASE,
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen янв", "feb fév fev фев", "mar mär mrz maa мар", "apr avr abr апр", "may mai mag mei май мая",
            "juni juin giu июн jun", "juli juil lug июл jul", "aug aoû ago авг", "sep set сен", "oct okt out ott окт",
            "nov ноя", "dec dez déc dic дек",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
BEFORE_NOON = {"am", "a.m.", "a. m.", "上午", "凌晨", "早上", "오전", "午前"}
AFTER_NOON = {"pm", "p.m.", "p. m.", "下午", "晚上", "中午", "傍晚", "오후", "午後"}
HALF = "|".join(re.escape(word) for word in sorted(BEFORE_NOON | AFTER_NOON, key=len, reverse=True))
CLOCK = re.compile(
    rf"(?P<before>{HALF})?\s*(?P<hour>\d{{1,2}})\s*(?:[:：时時.h]|시)\s*(?P<minute>\d{{2}})(?:\s*[:：分.]\s*(?P<second>\d{{2}})"
    rf"(?:[.,]\d+)?秒?)?分?\s*(?P<after>{HALF})?",
    re.IGNORECASE,
)
ZONE = re.compile(r"\s*(?P<zone>Z|(?:UTC|GMT)?\s*[+-]\d{1,2}(?::?\d{2})?|UTC|GMT|[A-Z]{3,4})\s*$")
YEAR_FIRST = re.compile(r"(?P<a>\d{4})\s*(?P<sep>[-/.年])\s*(?P<b>\d{1,2})\s*[-/.月]\s*(?P<c>\d{1,2})\s*日?")
YEAR_LAST = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})[-/.](?P<c>\d{4}|\d{2})(?!\d)")
NAMED = re.compile(
    r"(?P<a>\d{1,2})[\s.-]+(?:de\s+)?(?P<month>[^\W\d_]{3,10})\.?[\s,.-]+(?:de\s+)?(?P<c>\d{4}|\d{2})(?!\d)"
    r"|(?P<month2>[^\W\d_]{3,10})\.?\s+(?P<a2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<c2>\d{4})"
)
WEEKDAY = re.compile(
    r"^[(（]?(?:周|星期|週|(?=[月火水木金土日월화수목금토일][)）]))[一二三四五六日天月火水木金土월화수목금토일][)）]?|"
    r"^(?:at|à|a las|um|om|alle|,)\s*",
    re.IGNORECASE,
)
DAY_NAME = re.compile(r"^[^\W\d_]{2,10}\.?,?\s+(?=\d{1,2}[\s./-]|[^\W\d_]{3,10}\.?\s+\d{1,2},)")
FIRST_SERIAL, LAST_SERIAL = 30_000, 70_000  # days since 1899-12-30: 1982 to 2091
LONGEST_SURVEY = 40 * 365  # days between the first and the last serial number of days
SECONDS, MILLISECONDS = (5e8, 4e9), (5e11, 4e12)  # since 1970: 1985 to 2096
FIRST_YEAR, LAST_YEAR = 1902, 2100  # of birthdays and of answers
EMPTY_DATES = {datetime.date(1970, 1, 1)}  # which programs write where there is none


@dataclass(frozen=True)
class Written:
    """A time as written: its numbers, whether day or month comes first is open, its clock and zone."""

    first: int
    second: int
    year: int
    is_open: bool
    seconds: int
    zone: str
    is_short: bool = False  # a year of two digits
    era: str = ""  # from which its year was counted


def read_times(columns: list[Column], dayfirst: bool | None) -> list[Problem]:
    """Turn the columns of times into times, in place; say which cannot be read in one way."""
    problems: list[Problem] = []
    written: list[tuple[Column, pd.Series, list[Written]]] = []
    for column in columns:
        heads = f"{column.name} {column.title}"
        expected = column.name in PLATFORM_TIMES or bool(HEAD.search(heads) and not LENGTH.search(heads))
        if column.kind not in ("meta", "question") or pd.api.types.is_datetime64_any_dtype(column.values):
            continue
        if expected and pd.api.types.is_numeric_dtype(column.values):
            problems.extend(_read_counted(column))
            continue
        places, found = pd.factorize(column.values)
        if not expected and len(found) and not _may_be_time(str(found[0])):
            continue  # all of them or none: what people write need not be looked through
        texts = _parse(found.tolist(), is_republic=REPUBLIC.search(heads) is not None)
        known = [text for text in texts if text is not None]
        if len(known) == len(texts) > 0:
            written.append((column, pd.Series(places, index=column.values.index), known))
        elif len(found) and (column.name in PLATFORM_TIMES or (expected and len(known) > 0.5 * len(texts))):
            problems.append(
                _unreadable(column, [value for value, text in zip(found, texts, strict=True) if text is None])
            )
        elif 2 * (
            len(known) + len(dated := [value for value in map(str, found) if looks_dated(value, is_said=expected)])
        ) > len(found):
            problems.append(_unknown(column, dated))
    order = _order([text for _column, _code, known in written for text in known], dayfirst)
    for column, code, known in written:
        own = _order(known, dayfirst)
        problems.extend(_apply(column, code, known, order if own is None else own, dayfirst))
    return problems


def _may_be_time(text: str) -> bool:
    written = parse_time(text)
    if written is not None and not written.era:
        return True
    if DOTTED.match(text):  # versions are written so, too
        return False
    return looks_dated(text) if written is None else _date(written, dayfirst=False) is not None


def _parse(found: Sequence[object], *, is_republic: bool) -> list[Written | None]:
    """Read the different texts of a column; where one counts the years of 民國, those of two digits do, too."""
    texts = [parse_time(str(value), is_republic=is_republic) for value in found]
    if not is_republic and any(text is not None and REPUBLIC.search(text.era) for text in texts):
        return [parse_time(str(value), is_republic=True) for value in found]
    known = [text for text in texts if text is not None]
    if known and all(text.year in BUDDHIST_YEARS for text in known):
        return [text and replace(text, year=text.year + BUDDHIST_BEGAN, era=BUDDHIST) for text in texts]
    return texts


def parse_time(text: str, *, is_republic: bool = False) -> Written | None:
    """Read one text as a date with or without a clock; None if it is none."""
    text = text.strip().replace("\u202f", " ").replace("\xa0", " ")
    if (counted := date_of_era(text, is_republic=is_republic)) is not None:
        year, month, day, era, end = counted
        return _with_clock(text[end:], (month, day, year, False), era=era)
    text = thai_in_numbers(text)
    text = DAY_NAME.sub("", text) if not text[:1].isdigit() else text
    date = YEAR_FIRST.match(text) or YEAR_LAST.match(text) or NAMED.match(text)
    numbers = _numbers(date) if date else None
    if date is None or numbers is None:
        return None
    return _with_clock(text[date.end() :], numbers, is_short=date.re is YEAR_LAST and len(date["c"]) == 2)


def _with_clock(
    rest: str, numbers: tuple[int, int, int, bool], *, is_short: bool = False, era: str = ""
) -> Written | None:
    """Read what stands behind a date: a clock and a zone, or nothing; None for anything else."""
    rest = rest.strip().removeprefix("T").removeprefix(",").strip()
    rest = WEEKDAY.sub("", rest).strip()
    clock = CLOCK.match(rest)
    seconds = _seconds(clock) if clock else 0
    tail = rest[clock.end() :] if clock else rest
    zone = ZONE.fullmatch(" " + tail) if tail.strip() else None
    if seconds is None or (tail.strip() and zone is None):
        return None
    return Written(*numbers, seconds, zone["zone"].strip() if zone else "", is_short, era)


def _numbers(date: re.Match[str]) -> tuple[int, int, int, bool] | None:
    """Return the two numbers beside the year, month first where that is known, the year, and whether it is open."""
    parts = date.groupdict()
    if "month" in parts:
        word = (parts["month"] or parts["month2"]).casefold()
        month = MONTHS.get(word[:4]) or MONTHS.get(word[:3])
        day, year = parts["a"] or parts["a2"], parts["c"] or parts["c2"]
        return None if month is None else (month, int(day), _full_year(year), False)
    a, b, c = int(parts["a"]), int(parts["b"]), int(parts["c"])
    if date.re is YEAR_FIRST:
        return (b, c, a, False)
    if parts["sep"] == ".":  # with dots, the day is first wherever dates are written so
        return (b, a, _full_year(parts["c"]), False)
    return (a, b, _full_year(parts["c"]), True)


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _seconds(clock: re.Match[str]) -> int | None:
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    half = (clock["before"] or clock["after"] or "").casefold()
    if half in AFTER_NOON and hour < 12:
        hour += 12
    elif half in BEFORE_NOON and hour == 12:
        hour = 0
    return hour * 3600 + minute * 60 + second if hour < 24 and minute < 60 and second < 60 else None


def _order(written: Sequence[Written], dayfirst: bool | None) -> bool | None:
    """Tell whether the day comes first, from dates of one column, or of the file; None where nothing tells."""
    if dayfirst is not None:
        return dayfirst
    dates = [date for date in written if date.is_open]
    day_first, month_first = any(date.first > 12 for date in dates), any(date.second > 12 for date in dates)
    return day_first if day_first != month_first else None


def _apply(
    column: Column, code: pd.Series, known: list[Written], dayfirst: bool | None, dayfirst_said: bool | None
) -> Iterable[Problem]:
    is_open = any(date.is_open for date in known)
    if dayfirst_said is None and _may_begin_with_the_year(known):
        yield _year_first(column, known)
        return
    if is_open and dayfirst is None:
        yield _open(column, known)
        return
    days = [day for date in known if (day := _date(date, bool(dayfirst))) is not None]
    if len(days) < len(known):
        impossible = [date for date in known if _date(date, bool(dayfirst)) is None]
        shown = [f"{date.year}-{date.first}-{date.second}" for date in impossible]
        yield _open(column, known) if is_open else _unreadable(column, shown)
        return
    stamps = pd.Series(pd.to_datetime(days).as_unit("s"))
    column.values = pd.Series(stamps.array.take(code.to_numpy(), allow_fill=True, fill_value=pd.NaT), index=code.index)
    yield from _far_off(column, days)
    zones = sorted({date.zone for date in known if date.zone})
    if zones:
        said = _(
            "The times in column {column!r} are as written, in {zones}.",
            column=column.name,
            zones=join_words(zones[:4]),
        )
        yield Problem("dates", column.name, 0, said)
    eras = list(dict.fromkeys(date.era for date in known if date.era))
    if eras:
        said = _(
            "The dates in column {column!r} were read as years of {eras}, for instance {example}.",
            column=column.name,
            eras=join_words(eras),
            example=next(f"{date.year}-{date.first:02d}-{date.second:02d}" for date in known if date.era),
        )
        yield Problem("dates", column.name, 0, said)
    if is_open:
        how = _("day first") if dayfirst else _("month first")
        said = _("The dates in column {column!r} were read {how}.", column=column.name, how=how)
        yield Problem("dates", column.name, 0, said)


def _may_begin_with_the_year(known: Sequence[Written]) -> bool:
    """Tell whether two digits that were taken for years differ more than those in front: 25-03-01, 25-03-02."""
    in_front = {date.first if date.is_open else date.second for date in known}
    months = {date.second if date.is_open else date.first for date in known}
    behind = {date.year % 100 for date in known}
    can_be_days = max(months) <= 12 and min(behind) >= 1 and max(behind) <= 31
    return all(date.is_short for date in known) and can_be_days and len(behind) > len(in_front)


def _year_first(column: Column, known: Sequence[Written]) -> Problem:
    date = known[0]
    front, middle = (date.first, date.second) if date.is_open else (date.second, date.first)
    said = _(
        "The dates in column {column!r}, such as {example}, may begin or end with the year; they stay text. Write the "
        "year with four digits; or, if it stands at the end, read the file with dayfirst=True or dayfirst=False.",
        column=column.name,
        example=f"{front:02d}-{middle:02d}-{date.year % 100:02d}",
    )
    return Problem("dates", column.name, len(column.values), said, "dayfirst")


def _far_off(column: Column, days: Sequence[datetime.datetime]) -> Iterable[Problem]:
    """Say that a column holds dates on which nobody can have answered."""
    odd = [day for day in days if not FIRST_YEAR <= day.year <= LAST_YEAR or day.date() in EMPTY_DATES]
    if odd:
        said = _(
            "Column {column!r} holds dates that lie far off, such as {example}: a slip, another calendar, or a date "
            "that stands for none? Correct them before you count by time.",
            column=column.name,
            example=f"{min(odd):%Y-%m-%d}",
        )
        yield Problem("dates", column.name, 0, said)


def _date(date: Written, dayfirst: bool) -> datetime.datetime | None:
    month, day = (date.second, date.first) if date.is_open and dayfirst else (date.first, date.second)
    try:
        return datetime.datetime(date.year, month, day) + datetime.timedelta(seconds=date.seconds)
    except ValueError:
        return None


def _open(column: Column, known: list[Written]) -> Problem:
    example = next((f"{date.first}/{date.second}/{date.year}" for date in known if date.is_open), "")
    said = _(
        "The dates in column {column!r}, such as {example}, may be day first or month first, and nothing in the file "
        "tells; they stay text. Read the file with dayfirst=True or dayfirst=False.",
        column=column.name,
        example=example,
    )
    return Problem("dates", column.name, len(column.values), said, "dayfirst")


def _unreadable(column: Column, wrong: Sequence[object]) -> Problem:
    said = _(
        "Column {column!r} holds values that are not times, such as {value!r} ({count} in all); it stays text.",
        column=column.name,
        count=len(wrong),
        value=wrong[0],
    )
    return Problem("dates", column.name, len(wrong), said)


def _unknown(column: Column, dates: Sequence[str]) -> Problem:
    said = _(
        "The dates in column {column!r}, such as {example}, are written in a way that is not read here; they stay "
        "text. Write them as 2025-03-01.",
        column=column.name,
        example=dates[0],
    )
    return Problem("dates", column.name, len(column.values), said)


def _read_counted(column: Column) -> Iterable[Problem]:
    """Turn numbers into times: Excel's days, seconds or milliseconds since 1970, or dates such as 20250314."""
    known = column.values.dropna().astype("float64")
    numbers = column.values.astype("Float64").astype("float64")
    if known.empty:
        return
    if known.between(FIRST_SERIAL, LAST_SERIAL).all() and known.max() - known.min() <= LONGEST_SURVEY:
        times = pd.to_datetime((numbers * 86_400).round(), unit="s", origin="1899-12-30")
        how = _("Excel's numbers of days")
    elif known.between(*SECONDS).all() or known.between(*MILLISECONDS).all():
        times = pd.to_datetime(numbers, unit="s" if known.max() < SECONDS[1] else "ms").dt.floor("s")
        how = _("seconds or milliseconds since 1970, in UTC")
    elif (added := added_to_compact(known)) is not None:
        written = (numbers + added).map("{:.0f}".format, na_action="ignore")
        times = pd.to_datetime(written, format="%Y%m%d", errors="coerce")
        if times.notna().sum() < len(known):
            yield _unreadable(column, list(known.astype("int64")))
            return
        how = _("dates without separators, in years of 民國") if added else _("dates without separators")
    else:
        return
    column.values = pd.Series(times.dt.as_unit("s").array, index=column.values.index)
    said = _("The numbers in column {column!r} were read as {how}.", column=column.name, how=how)
    yield Problem("dates", column.name, 0, said)
