"""From a sheet's columns to answers: the steps that all files go through, whole or in parts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from peakend.surveys.exports.columns import Column, as_text, unique
from peakend.surveys.exports.left_out import left_out
from peakend.surveys.exports.problem import Problem
from peakend.surveys.exports.times import read_times

Missing = Sequence[object] | Mapping[str, Sequence[object]]


@dataclass(frozen=True)
class Wishes:
    """What the caller of `read_survey` says about a file's answers."""

    dayfirst: bool | None = None
    missing: Missing = ()
    keep: Collection[str] = ()


@dataclass(frozen=True)
class Reading:
    """Columns with the answers that stay, what was left out, and what is said of times."""

    columns: list[Column]
    cut: list[Problem]
    times: list[Problem]


def read_columns(columns: list[Column], wishes: Wishes) -> Reading:
    """Blank out what is no answer, leave out who is no customer, and read the times."""
    for column, name in zip(columns, unique([column.name for column in columns]), strict=True):
        column.name = name
    blank_codes(columns, wishes.missing)
    stays, cut = left_out(columns, wishes.keep)
    for column in columns:
        column.values = column.values[stays]
    times = read_times(columns, wishes.dayfirst)
    return Reading(columns, cut, times)


def blank_codes(columns: list[Column], missing: Missing) -> None:
    """Blank out, and count, what the user says is no answer."""
    for column in columns:
        codes = missing.get(column.name, ()) if isinstance(missing, Mapping) else missing
        wanted = {as_text(code) for code in codes}
        if not wanted or column.kind not in ("question", "matrix", "rank"):
            continue
        is_code = column.values.map(as_text, na_action="ignore").isin(wanted)
        for code, count in column.values[is_code].map(as_text).value_counts().items():
            column.missing[str(code)] = column.missing.get(str(code), 0) + int(count)
        column.values = column.values.mask(is_code)
