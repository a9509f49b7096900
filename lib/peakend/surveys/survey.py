"""A survey that knows its questions: what `read_survey` returns and every measure takes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.surveys.kano_wide import melt_kano
from peakend.surveys.question import Direction, Question, Questions
from peakend.surveys.raking import rake
from peakend.surveys.scoring import measured_answers, score_question
from peakend.surveys.survey_plain import from_columns, to_columns

PROBLEM = ["kind", "column", "rows", "message", "remedy"]


def no_problems() -> pd.DataFrame:
    """Return a table of problems without a row."""
    return pd.DataFrame(columns=PROBLEM)


@dataclass(frozen=True, eq=False)
class Survey:
    """A survey as read: its table, its questions, and what was doubted or left out.

    Every measure takes a survey where it takes a frame; it then uses what is known of the questions. ``survey["Q1"]``,
    ``"Q1" in survey`` and ``len(survey)`` are those of its table.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a respondent, one column a question or an option. It holds what was answered: the text of an option
        rather than its number wherever both are known.
    questions : Questions
        A `Question` for each column; ``survey.questions["Q1"]`` is that of one.
    problems : pandas.DataFrame
        ``kind, column, rows, message``: what was left out, and what should be looked at.
    source : mapping
        ``file, profile, title, encoding`` and ``signs``, by which the profile was recognised.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"Q1": ["satisfied"] * 3 + ["very satisfied", "neutral"]})
    >>> survey = Survey(answers, Questions([Question("Q1", "How was it?", "choice")]))
    >>> survey = survey.score("Q1", {"neutral": 3, "satisfied": 4, "very satisfied": 5})
    >>> pe.csat(survey, "Q1")[["n", "top_box"]]
       n  top_box
    0  5     80.0
    """

    table: pd.DataFrame
    questions: Questions
    problems: pd.DataFrame = field(default_factory=no_problems)
    source: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, key: Any) -> Any:
        """Return a column, or several, of the table."""
        return self.table[key]

    def __len__(self) -> int:
        """Return the number of respondents."""
        return len(self.table)

    def __contains__(self, column: object) -> bool:
        """Tell whether the table has a column."""
        return column in self.table

    def measured(self, columns: Sequence[str], *, averaged: bool = False) -> pd.DataFrame:
        """Return the table with the answers in these columns as a measure takes them.

        Parameters
        ----------
        columns : sequence of str
            The columns whose answers are to be counted or averaged.
        averaged : bool, default False
            Whether they are averaged without a scale, so that a code such as 99 would be taken for a number.

        Returns
        -------
        pandas.DataFrame

        Raises
        ------
        PeakendError
            If an answer's score is in doubt: the sentence says what was found and what to pass.
        """
        return measured_answers(self.table, self.questions, columns, averaged=averaged)

    def answered(self, reads: Mapping[str, Callable[[pd.Series], pd.Series]]) -> Any:
        """Return the table with the answers of some columns read otherwise, each by what it is alone."""
        return self.table.assign(**{name: read(self.table[name]) for name, read in reads.items()})

    def scale_of(self, column: str) -> tuple[int, int] | None:
        """Return the lowest and the highest score of a question, where the file or the caller says so."""
        return next((question.scale for question in self.questions if question.name == column), None)

    def direction_of(self, column: str) -> Direction | None:
        """Return which end of a question's scores is the good one, where the file or the caller says so."""
        return next((question.direction for question in self.questions if question.name == column), None)

    def direction_doubt(self, column: str) -> str:
        """Return why it is not known which end of a question's scores is the good one; empty where nothing is so."""
        return next((question.direction_doubt for question in self.questions if question.name == column), "")

    def score(
        self,
        column: str,
        scores: Mapping[Any, float | None] | None = None,
        *,
        scale: tuple[int, int] | None = None,
        direction: Direction = "high",
        missing: Sequence[object] = (),
    ) -> "Survey":
        """Say what the answers of a question are worth.

        Parameters
        ----------
        column : str
            The question.
        scores : mapping, optional
            The score of each answer; None for one that is no answer, such as "I do not know". Left out, the numbers
            in the column are the scores, or those that its words are known to have.
        scale : tuple of int, optional
            The lowest and the highest score there is; that of the file where it is known, if not given.
        direction : {"high", "low"}
            Which end of the numbers is the good one; with ``"low"`` the numbers are turned around on `scale`, so that
            high is good.
        missing : sequence
            Answers that are none, such as 99.

        Returns
        -------
        Survey

        Raises
        ------
        PeakendError
            If there is no such column, an answer has no score, or the scale does not fit.
        """
        question = score_question(self.questions[column], self.table[column], scores, scale, direction, missing)
        return replace(self, questions=self.questions.replace(question))

    def weigh(
        self,
        by: Mapping[str, Mapping[object, float]],
        *,
        weights: str | None = None,
        lower: float = 0.0,
        upper: float = inf,
        name: str = "weight",
    ) -> "Survey":
        """Weigh the respondents so that several margins are as they are known; see `rake` for what it does.

        Parameters
        ----------
        by : mapping
            For each column its groups' shares or numbers in the population.
        weights : str, optional
            Column of weights to begin with.
        lower, upper : float
            Least and largest weight, where 1 is the average.
        name : str, default "weight"
            The column of weights that is added, for ``weights=`` of every measure.

        Returns
        -------
        Survey
            With the column, and a line in ``problems`` that says what the weights cost.

        Raises
        ------
        PeakendError
            As for `rake`, and if there is such a column already.

        Examples
        --------
        >>> import pandas as pd
        >>> import peakend as pe
        >>> table = pd.DataFrame({"age": ["young"] * 6 + ["old"] * 4, "recommend": [9] * 6 + [3] * 4})
        >>> survey = Survey(table, Questions([Question("age", "Age", "choice")]))
        >>> weighted = survey.weigh({"age": {"young": 40, "old": 60}})
        >>> pe.nps(weighted, "recommend", weights="weight")["nps"].round(1).tolist()
        [-20.0]
        """
        if name in self.table:
            raise PeakendError(_("There is a column {name!r} already. Choose another name=….", name=name))
        raking = rake(self.table, by, weights=weights, lower=lower, upper=upper)
        said = pd.DataFrame([["weights", name, None, raking.cost, ""]], columns=PROBLEM, dtype=object)
        return replace(
            self,
            table=self.table.assign(**{name: raking.weights}),
            questions=Questions([*self.questions, Question(name, _("weight"), "meta")]),
            problems=pd.concat([self.problems, said], ignore_index=True) if len(self.problems) else said,
        )

    def melt_kano(self, pairs: Mapping[str, tuple[str, str]], *, keep: str | Sequence[str] = ()) -> pd.DataFrame:
        """Make of two columns a feature the long table that `kano` takes; see `peakend.melt_kano`.

        Parameters
        ----------
        pairs : mapping of str to two str
            For each feature the column of answers to having it, then that to lacking it.
        keep : str or sequence of str, optional
            Further columns to carry along.

        Returns
        -------
        pandas.DataFrame
            The columns of `keep`, ``feature, functional, dysfunctional``.

        Raises
        ------
        PeakendError
            If a column is missing, or a feature has not two columns.
        """
        return melt_kano(self, pairs, keep=keep)

    def to_plain(self) -> dict[str, Any]:
        """Return the survey as plain data, which JSON can hold and `from_plain` reads."""
        return {
            "columns": to_columns(self.table),
            "questions": [question.to_plain() for question in self.questions],
            "problems": to_columns(self.problems),
            "source": dict(self.source),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Survey":
        """Return the survey that `to_plain` wrote."""
        questions = Questions(Question.from_plain(entry) for entry in plain["questions"])
        return cls(from_columns(plain["columns"]), questions, from_columns(plain["problems"]), dict(plain["source"]))

    def __repr__(self) -> str:
        rows, columns, problems = len(self), len(self.questions), len(self.problems)
        return _(
            "Survey {file!r}: {rows}, {columns}, {problems}.",
            file=self.source.get("file", ""),
            rows=_("1 respondent") if rows == 1 else _("{n} respondents", n=rows),
            columns=_("1 column") if columns == 1 else _("{n} columns", n=columns),
            problems=_("1 thing to look at") if problems == 1 else _("{n} things to look at", n=problems),
        )

    def _repr_html_(self) -> str:
        parts = [f"<p>{self!r}</p>", self.questions._repr_html_()]
        if len(self.problems):
            parts.append(self.problems[["column", "rows", "message"]].to_html(index=False, na_rep=""))
        return "".join(parts)
