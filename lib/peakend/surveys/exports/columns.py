"""A survey as read: its table, and for each column what the file says about it."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.sheets import Sheet

NUMBER = re.compile(r"[+-]?(0|[1-9]\d{0,14})(\.\d+)?")
FULL_WIDTH = str.maketrans("０１２３４５６７８９．－", "0123456789.-")


@dataclass
class Column:
    """One column of a survey.

    Attributes
    ----------
    name : str
        Its name in the table.
    title : str
        What the file calls it: the question, or the question and the row or option.
    kind : str
        ``"meta"``, ``"question"``, ``"matrix"``, ``"option"`` (of a multiple choice: 1 chosen, 0 not), ``"rank"``
        (an option's place) or ``"text"`` (what was written beside an option).
    values : pandas.Series
        The answers; missing where there is none.
    missing : dict
        How often each of the platform's codes for "no answer" occurs.
    labels : dict
        The text of each answer code.
    group : str, optional
        The question that the rows of a matrix, or the options of one question, belong to.
    """

    name: str
    title: str
    kind: str
    values: pd.Series
    missing: dict[str, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    group: str | None = None


def require_shape(is_right: bool, sheet: Sheet, profile: str) -> None:
    """Raise `PeakendError` for a file that a profile cannot read."""
    if not is_right:
        raise PeakendError(
            _(
                "{file!r} does not look like an export of profile {profile!r}. "
                "Leave the profile out to have it guessed, or pass profile='plain'.",
                file=sheet.file,
                profile=profile,
            )
        )


def unique(names: list[str]) -> list[str]:
    """Number names that occur again: ``Q1, Q1`` become ``Q1, Q1_2``."""
    used: set[str] = set()
    for i, name in enumerate(names):
        number = 1
        while names[i] in used:
            number += 1
            names[i] = f"{name}_{number}"
        used.add(names[i])
    return names


def clean(values: pd.Series, missing_codes: tuple[str, ...] = ()) -> tuple[pd.Series, dict[str, int]]:
    """Strip text, blank out the codes for "no answer", count them, and turn a column of numbers into numbers."""
    # Most answers occur many times: each is looked at once.
    code, found = pd.factorize(values)
    if len(found) and all(isinstance(value, datetime.date) for value in found):
        return pd.to_datetime(values), {}
    text = [_as_text(value).strip() for value in found]
    absent: dict[str, int] = {}
    for value, count in zip(text, np.bincount(code[code >= 0], minlength=len(text)), strict=True):
        if value in missing_codes:
            absent[value] = absent.get(value, 0) + int(count)
    known = pd.Series([value if value and value not in missing_codes else None for value in text], dtype="string")
    answers = to_numbers(known).array.take(code, allow_fill=True, fill_value=pd.NA)
    return pd.Series(answers, index=values.index), absent


def _as_text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def to_numbers(text: pd.Series) -> pd.Series:
    """Turn text into numbers if every answer is one; codes with leading zeros and long ids stay text."""
    plain = text.str.translate(FULL_WIDTH)
    known = plain.dropna()
    if known.empty or not known.str.fullmatch(NUMBER).all():
        return text
    numbers = pd.to_numeric(plain)
    return numbers.astype("Float64" if known.str.contains(".", regex=False).any() else "Int64")


def to_times(values: pd.Series) -> pd.Series:
    """Turn text into times; if any answer is none, all stay text."""
    try:
        return pd.to_datetime(values.astype(object), format="mixed")
    except (ValueError, TypeError):
        return values


def to_seconds(values: pd.Series) -> pd.Series:
    """Turn ``125``, ``125秒``, ``2分5秒`` and ``1小时2分5秒`` into whole seconds."""
    parts = values.astype("string").str.extract(r"^(?:(\d+)小时)?(?:(\d+)分钟?)?(?:(\d+)秒?)?$")
    seconds = parts.astype("Int64").fillna(0)
    total = seconds[0] * 3600 + seconds[1] * 60 + seconds[2]
    return total.mask(parts.isna().all(axis=1))


def read_meta(name: str, title: str, values: pd.Series, missing_codes: tuple[str, ...] = ()) -> Column:
    """Read a column that the platform itself writes."""
    values, absent = clean(values, missing_codes)
    if name in ("started", "submitted", "recorded"):
        values = to_times(values)
    elif name == "duration_s":
        values = to_seconds(values)
    return Column(name, title, "meta", values, absent)


def split_choices(name: str, title: str, values: pd.Series, separator: str, absent: dict[str, int]) -> list[Column]:
    """Make one column an option of a cell that lists the options chosen, or ranks them."""
    is_ranking = separator == "→"
    code, cells = pd.factorize(values)
    # Plain lists: pandas would turn a column of dicts into records in which every option is present.
    lists = [[part.strip() for part in cell.split(separator)] for cell in cells]
    places = [{option(part): place for place, part in enumerate(parts, 1)} for parts in lists]
    notes = [{option(part): note(part) for part in parts} for parts in lists]
    options = list(dict.fromkeys(key for found in places for key in found))
    if all(NUMBER.fullmatch(key) for key in options):
        options.sort(key=float)

    def spread(found: list[Any], dtype: str) -> pd.Series:
        distinct = pd.Series(found, dtype=dtype).array
        return pd.Series(distinct.take(code, allow_fill=True, fill_value=pd.NA), index=values.index)

    columns = []
    for i, key in enumerate(options, 1):
        chosen = spread([found.get(key) if is_ranking else int(key in found) for found in places], "Int64")
        written = spread([found.get(key) for found in notes], "string")
        label = f"{title} — {key}"
        columns.append(Column(f"{name}_{i}", label, "rank" if is_ranking else "option", chosen, dict(absent)))
        if written.notna().any():
            columns.append(Column(f"{name}_{i}_text", label, "text", written))
    return columns


def option(part: str) -> str:
    """Return an option without what was written beside it: ``其他〖排队〗`` is ``其他``."""
    return re.sub(r"〖.*?〗", "", part).strip()


def note(part: str) -> str | None:
    """Return what was written beside an option."""
    found = re.search(r"〖(.*?)〗", part)
    return found.group(1) if found else None


def to_table(columns: list[Column]) -> pd.DataFrame:
    """Put the columns side by side, under names that occur once."""
    for column, name in zip(columns, unique([column.name for column in columns]), strict=True):
        column.name = name
    return pd.DataFrame({column.name: column.values for column in columns}).reset_index(drop=True)
