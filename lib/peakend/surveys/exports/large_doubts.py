"""What only a whole file can tell, counted by DuckDB: duplicates, speeders, straight lines, and how often a code is."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from peakend.surveys.exports.columns import ID, Column
from peakend.surveys.exports.doubts import (
    FAST,
    FEWEST,
    FEWEST_PEOPLE,
    LONGEST_BATTERY,
    MOST_QUESTIONS,
    QUESTION_HEAD,
    imported,
    marked,
    may_import,
    may_mark,
    repeated,
    rows_of_questions,
    same_rows,
    speeders,
    straight_liners,
)
from peakend.surveys.exports.problem import Problem

NEARLY = 0.8  # of a number that is only estimated: below, it need not be counted


class Counted:
    """A Parquet file of answers, as a DuckDB relation, and what its rows say together."""

    def __init__(self, table: Any, columns: Sequence[Column]) -> None:
        self.table, self.columns = table, columns
        self.rows = int(self._one("count(*)")[0])

    def doubts(self) -> list[Problem]:
        """Return what should be looked at, as `doubtful_rows` does for a small file."""
        return [
            *self._duplicates(),
            *self._speeders(),
            *self._straight_liners(),
            *self._rows_of_questions(),
            *(said for column in self.columns if may_mark(column) for said in marked(column.name, self._marks(column))),
            *(said for column in self.columns if may_import(column) for said in imported(self._marks(column))),
        ]

    def _marks(self, column: Column) -> pd.Series:
        """Return how often each mark occurs, where a column has so few that they may be marks."""
        return self.counts(column.name) if self._different(column.name) <= MOST_QUESTIONS else pd.Series(dtype="int64")

    def repeats(self, column: str) -> int:
        """Return how many rows hold what another row of a column holds already."""
        known, different = self._one(f"count({name(column)}), count(distinct {name(column)})")
        return int(known - different)

    def counts(self, column: str) -> pd.Series:
        """Return how often each answer of a column of numbers occurs."""
        rows = self.table.aggregate(f"{name(column)} as answer, count(*) as n", name(column)).fetchall()
        known = {answer: n for answer, n in rows if answer is not None}
        return pd.Series(known, dtype="int64").sort_index()

    def _one(self, what: str) -> Any:
        return self.table.aggregate(what).fetchall()[0]

    def _different(self, column: str, fewest: float = 0) -> int:
        """Return how many different answers a column holds; 0 where they are surely fewer than asked for."""
        if fewest and self._one(f"approx_count_distinct({name(column)})")[0] < NEARLY * fewest:
            return 0
        return int(self._one(f"count(distinct {name(column)})")[0])

    def _duplicates(self) -> list[Problem]:
        for column in self.columns:
            if (column.name == "respondent" and column.kind == "meta") or ID.fullmatch(column.title.strip()):
                count = self.repeats(column.name)
                if 0 < count < 0.5 * self.rows:
                    return [repeated(column.name, count)]
        names = [column.name for column in self.columns if column.name != "respondent"]
        telling = [name(column) for column in names if self._different(column, 0.5 * self.rows) > 0.5 * self.rows]
        if not telling:
            return []
        some = self.table.filter(" or ".join(f"{column} is not null" for column in telling))
        cells = ", ".join(map(name, names))
        # Two numbers of 64 bits stand for a row: that two rows share both by chance does not happen.
        key = f"hash({cells}), hash({cells}, 1)"
        count = int(some.aggregate(f"count(*) - count(distinct ({key}))").fetchall()[0][0])
        return [same_rows(count)] if count else []

    def _speeders(self) -> list[Problem]:
        for column in self.columns:
            if column.name == "duration_s" and pd.api.types.is_numeric_dtype(column.values):
                times, median = self._one("count(duration_s), median(duration_s)")
                limit = float(median) * FAST if times >= FEWEST else 0.0
                count = int(self._one(f"count(*) filter (duration_s < {limit!r})")[0])
                return [speeders(column.name, count, limit)] if count else []
        return []

    def _straight_liners(self) -> list[Problem]:
        groups: dict[str | None, list[str]] = {}
        for column in self.columns:
            if column.kind == "matrix":
                groups.setdefault(column.group, []).append(name(column.name))
        found = []
        for group, names in groups.items():
            if len(names) < LONGEST_BATTERY:
                continue
            same = " and ".join(f"{names[0]} = {other}" for other in names[1:])
            count = int(self._one(f"count(*) filter ({same})")[0])
            found += [straight_liners(str(group), len(names), count)] if count else []
        return found

    def _rows_of_questions(self) -> list[Problem]:
        for asked, who, people in self._who_was_asked_what():
            pairs = self._one(f"count(distinct ({name(who)}, {name(asked)}))")[0]
            if pairs == self.rows:
                return [rows_of_questions(asked, people, self.rows)]
        return []

    def _who_was_asked_what(self) -> Iterator[tuple[str, str, int]]:
        for asked in self.columns:
            if asked.values.dtype != "string" or not QUESTION_HEAD.search(asked.title):
                continue
            questions = self._different(asked.name)
            if not 2 <= questions <= MOST_QUESTIONS:
                continue
            for who in self.columns:
                people = self._different(who.name)
                if who is not asked and people >= FEWEST_PEOPLE and self.rows >= 0.8 * people * questions:
                    yield asked.name, who.name, people


def name(column: str) -> str:
    """Return a column's name as SQL quotes it."""
    return '"' + column.replace('"', '""') + '"'
