"""Columns of one question that heads do not tell apart: rows of a matrix, options, places in a ranking."""

import pandas as pd

from peakend.surveys.exports.columns import Column

FEWEST = 6  # respondents who all give different places, before a matrix is taken for a ranking


def mark_groups(columns: list[Column]) -> None:
    """Mark the columns of a question that are options, 1 or 0, and those that are places in a ranking."""
    groups: dict[str | None, list[Column]] = {}
    for column in columns:
        if column.kind == "matrix":
            groups.setdefault(column.group, []).append(column)
    for group in groups.values():
        found = {value for column in group for value in column.values.dropna().unique()}
        if found <= {0, 1} and 0 in found:
            _mark(group, "option")
        elif len(group) > 1 and found == set(range(1, len(group) + 1)) and _are_places(group):
            _mark(group, "rank")


def _mark(group: list[Column], kind: str) -> None:
    for column in group:
        column.kind = kind  # type: ignore[assignment]
        column.guessed = True


def _are_places(group: list[Column]) -> bool:
    """Tell whether nobody gave two options the same place, with enough respondents that this is no chance."""
    rows = pd.concat([column.values for column in group], axis=1).dropna()
    return len(rows) >= FEWEST and bool((rows.nunique(axis=1) == len(group)).all())
