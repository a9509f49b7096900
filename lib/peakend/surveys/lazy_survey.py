"""A survey whose answers are too many for memory: they stay in a file, and DuckDB counts them there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import narwhals.stable.v2 as nw
import pandas as pd

from peakend.base.arguments import as_list
from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.frames import missing_column_message
from peakend.surveys.question import Direction, Question
from peakend.surveys.scoring import apply_scores, require_no_doubt, score_question
from peakend.surveys.survey import Survey

MEMORY = "1GB"  # that DuckDB may take; what is more goes to the disk, beside the answers
MOST_ANSWERS = 10_000  # different ones, of a question that is to be scored


def open_parquet(path: Path) -> Any:
    """Return a Parquet file as a DuckDB relation that keeps within its memory."""
    import duckdb

    settings: dict[str, Any] = {"memory_limit": MEMORY, "temp_directory": str(path.parent)}
    return duckdb.connect(config=settings).read_parquet(str(path))


@dataclass(frozen=True, eq=False, repr=False)
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
        asked = [question for question in self.questions if question.name in columns]
        for question in asked:
            require_no_doubt(question, averaged=averaged)
        return self.answered(
            {question.name: partial(apply_scores, scores=question.scores) for question in asked if question.scores}
        )

    def answered(self, reads: Mapping[str, Callable[[pd.Series], pd.Series]]) -> Any:
        """Return the relation with the answers of some columns read otherwise, each by what it is alone."""
        if not reads:
            return self.table
        lazy = nw.from_native(self.table).lazy()
        return lazy.with_columns(*[_put(name, self._different(name), read) for name, read in reads.items()]).to_native()

    def _different(self, column: str) -> pd.Series:
        """Return the different answers of a question, or say that they are no options."""
        lazy = nw.from_native(self.table).lazy().select(column).unique().filter(~nw.col(column).is_null())
        found = in_memory(lazy.head(MOST_ANSWERS + 1))[column]
        if len(found) > MOST_ANSWERS:
            raise PeakendError(
                _(
                    "Column {column!r} has more than {most} different answers and cannot be scored.",
                    column=column,
                    most=MOST_ANSWERS,
                )
            )
        return found.sort_values(ignore_index=True)

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
        scored = score_question(question, self._different(column), scores, scale, direction, missing)
        return replace(self, questions=self.questions.replace(scored))

    def weigh(self, *_margins: Any, **_options: Any) -> NoReturn:
        """Say that weights are made in memory."""
        raise self._whole("weigh")

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


def _put(name: str, answers: pd.Series, read: Callable[[pd.Series], pd.Series]) -> nw.Expr:
    """Put what each answer is read as in its place, in the engine."""
    worth = read(answers)
    is_number = pd.api.types.is_numeric_dtype(worth)
    known = {
        answer: float(value) if is_number else str(value)
        for answer, value in zip(answers.tolist(), worth.tolist(), strict=True)
        if not pd.isna(value)
    }
    kind = nw.Float64 if is_number else nw.String
    return (nw.col(name).replace_strict(known, default=None, return_dtype=kind) if known else nw.lit(None, kind)).alias(
        name
    )


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
