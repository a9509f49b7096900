"""A survey whose answers are too many for memory: they stay in a file, and DuckDB counts them there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

import narwhals.stable.v2 as nw
import pandas as pd

from peakend.base.arguments import as_list
from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.frames import missing_column_message
from peakend.surveys.question import Direction, Question
from peakend.surveys.scoring import Scores, require_no_doubt, score_question
from peakend.surveys.survey import Survey

MEMORY = "1GB"  # that DuckDB may take; what is more goes to the disk, beside the answers
MOST_ANSWERS = 10_000  # different ones, of a question that is to be scored


def open_parquet(path: Path) -> Any:
    """Return a Parquet file as a DuckDB relation that keeps within its memory."""
    import duckdb

    settings: dict[str, Any] = {"memory_limit": MEMORY, "temp_directory": str(path.parent)}
    return duckdb.connect(config=settings).read_parquet(str(path))


@dataclass(frozen=True, eq=False)
class LazySurvey(Survey):
    """A survey whose ``table`` is a DuckDB relation over a Parquet file; see `Survey`.

    Every measure takes it. ``survey.collect(["Q1", "channel"])`` is a survey of some columns in memory, for what is
    done with rows; ``survey.table`` can be filtered, written and asked by SQL as DuckDB does.
    """

    table: Any

    def __getitem__(self, key: Any) -> Any:
        """Return a column, or several, as a table in memory."""
        found = self.collect(as_list(key)).table
        return found[key]

    def __len__(self) -> int:
        """Return the number of respondents."""
        return int(self.table.aggregate("count(*)").fetchall()[0][0])

    def __contains__(self, column: object) -> bool:
        """Tell whether the table has a column."""
        return column in self.table.columns

    def collect(self, columns: Sequence[str] | None = None) -> Survey:
        """Bring some columns, or all, into memory.

        Parameters
        ----------
        columns : sequence of str, optional
            Their names; all if not given.

        Returns
        -------
        Survey

        Raises
        ------
        PeakendError
            If there is no such column.
        """
        names = list(self.table.columns) if columns is None else list(columns)
        for name in names:
            if name not in self.table.columns:
                raise PeakendError(missing_column_message(str(name), self.table.columns))
        table = in_memory(nw.from_native(self.table).lazy().select(*names))
        questions = type(self.questions)(self.questions[name] for name in names)
        return Survey(table, questions, self.problems, self.source)

    def measured(self, columns: Sequence[str], *, averaged: bool = False) -> Any:
        """Return the relation with the answers in these columns as a measure takes them; see `Survey.measured`."""
        scored = {}
        for question in self.questions:
            if question.name in columns:
                require_no_doubt(question, averaged=averaged)
                if question.scores:
                    scored[question.name] = question.scores
        if not scored:
            return self.table
        lazy = nw.from_native(self.table).lazy()
        schema = lazy.collect_schema()
        return lazy.with_columns(*[_scored(name, worth, schema[name]) for name, worth in scored.items()]).to_native()

    def score(
        self,
        column: str,
        scores: Mapping[Any, float | None] | None = None,
        *,
        scale: tuple[int, int] | None = None,
        direction: Direction = "high",
        missing: Sequence[object] = (),
    ) -> "LazySurvey":
        """Say what the answers of a question are worth; see `Survey.score`."""
        question: Question = self.questions[column]
        found = in_memory(nw.from_native(self.table).lazy().select(column).unique().head(MOST_ANSWERS + 1))
        if len(found) > MOST_ANSWERS:
            raise PeakendError(
                _(
                    "Column {column!r} has more than {most} different answers and cannot be scored.",
                    column=column,
                    most=MOST_ANSWERS,
                )
            )
        answers = found[column].sort_values()
        scored = score_question(question, answers, scores, scale, direction, missing)
        return replace(self, questions=self.questions.replace(scored))

    def weigh(self, *_margins: Any, **_options: Any) -> NoReturn:
        """Say that weights are made in memory."""
        raise self._whole("weigh")

    def melt_kano(self, *_pairs: Any, **_options: Any) -> NoReturn:
        """Say that a table is reshaped in memory."""
        raise self._whole("melt_kano")

    def to_plain(self) -> NoReturn:
        """Say that plain data are made of what is in memory."""
        raise self._whole("to_plain")

    def _whole(self, method: str) -> PeakendError:
        return PeakendError(
            _(
                "The answers of {file!r} are too many for memory, and {method} needs them there. Bring the columns "
                "that it needs into memory first: s.collect([…]).{method}(…).",
                file=self.source.get("file", ""),
                method=method,
            )
        )

    def __repr__(self) -> str:
        return _(
            "Survey {file!r}: {rows} respondents, {columns} columns, {problems} things to look at.",
            file=self.source.get("file", ""),
            rows=len(self),
            columns=len(self.questions),
            problems=len(self.problems),
        )


def _scored(name: str, scores: Scores, dtype: Any) -> nw.Expr:
    """Put each answer's score in its place, in the engine; answers are kept as the text that names them."""
    keys = {key if dtype == nw.String else float(key): worth for key, worth in scores.items() if _fits(key, dtype)}
    column = nw.col(name) if dtype == nw.String else nw.col(name).cast(nw.Float64)
    return column.replace_strict(keys, default=None, return_dtype=nw.Float64).alias(name)


def _fits(key: str, dtype: Any) -> bool:
    """Tell whether an answer can occur in a column: words stand in no column of numbers."""
    return dtype == nw.String or key.lstrip("+-").replace(".", "", 1).isdigit()


def in_memory(lazy: nw.LazyFrame[Any]) -> pd.DataFrame:
    """Return answers with the types that `read_survey` gives them in memory."""
    table: pd.DataFrame = lazy.collect().to_arrow().to_pandas(types_mapper=_in_pandas)
    times = table.select_dtypes("datetime").columns
    return table.astype(dict.fromkeys(times, "datetime64[s]"))


def _in_pandas(kind: Any) -> Any:
    import pyarrow as pa

    if pa.types.is_integer(kind):
        return pd.Int64Dtype()
    if pa.types.is_floating(kind):
        return pd.Float64Dtype()
    return pd.StringDtype() if pa.types.is_string(kind) or pa.types.is_large_string(kind) else None
