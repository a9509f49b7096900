"""Answers that should be looked at and are kept: given twice, very fast, or the same throughout."""

import pandas as pd

from peakend.base.language import translate as _
from peakend.surveys.exports.columns import Column
from peakend.surveys.exports.problem import Problem

FEWEST = 10  # respondents, below which "fast" means nothing
FAST = 1 / 3  # of the median time
LONGEST_BATTERY = 5  # questions with the same answer make a straight line


def doubtful_rows(columns: list[Column]) -> list[Problem]:
    """Return what should be looked at in the rows of a survey."""
    return [*_duplicates(columns), *_speeders(columns), *_straight_liners(columns)]


def _duplicates(columns: list[Column]) -> list[Problem]:
    for column in columns:
        if column.name == "respondent" and column.kind == "meta":
            count = int(column.values.dropna().duplicated().sum())
            if count:
                message = _(
                    "{count} respondents occur more than once by column {column!r}; all rows are kept.",
                    count=count,
                    column=column.name,
                )
                return [Problem("duplicates", column.name, count, message)]
    return []


def _speeders(columns: list[Column]) -> list[Problem]:
    for column in columns:
        if column.name == "duration_s" and pd.api.types.is_numeric_dtype(column.values):
            times = column.values.dropna()
            limit = float(times.median()) * FAST if len(times) >= FEWEST else 0.0
            count = int((times < limit).sum())
            if count:
                message = _(
                    "{count} respondents took less than a third of the median time ({limit} seconds); they are kept.",
                    count=count,
                    limit=round(limit),
                )
                return [Problem("speeders", column.name, count, message)]
    return []


def _straight_liners(columns: list[Column]) -> list[Problem]:
    groups: dict[str | None, list[pd.Series]] = {}
    for column in columns:
        if column.kind == "matrix":
            groups.setdefault(column.group, []).append(column.values)
    found = []
    for name, group in groups.items():
        if len(group) < LONGEST_BATTERY:
            continue
        rows = pd.concat(group, axis=1)
        count = int(((rows.nunique(axis=1) == 1) & rows.notna().all(axis=1)).sum())
        if count:
            message = _(
                "{count} respondents gave the same answer to all {rows} rows of {group!r}; they are kept.",
                count=count,
                rows=len(group),
                group=name,
            )
            found.append(Problem("straight-liners", str(name), count, message))
    return found
