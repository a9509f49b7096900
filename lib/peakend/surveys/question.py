"""A question of a survey: what its file says about one column of answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, SupportsIndex, overload

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.frames import missing_column_message

Kind = Literal["score", "rating", "choice", "several", "matrix", "ranking", "open", "time", "meta"]
Direction = Literal["high", "low"]


@dataclass(frozen=True)
class Question:
    """What is known about one column of a survey.

    Attributes
    ----------
    name : str
        The column's name in the table.
    text : str
        What the file calls it: the question, or the question and its row or option.
    kind : str
        ``"score"`` (0–10), ``"rating"`` (a shorter scale), ``"choice"`` (one option), ``"several"`` (an option of many:
        1 chosen, 0 not), ``"matrix"`` (a row of a matrix), ``"ranking"`` (an option's place), ``"open"`` (written
        freely), ``"time"`` or ``"meta"`` (written by the platform).
    scale : tuple of int, optional
        Lowest and highest score, where the file or the caller says so.
    direction : {"high", "low"}, optional
        Which end of the scores is the good one; None where nobody has said.
    labels : mapping of str to str
        The text of each option number, where both are known.
    scores : mapping of str to float or None
        The score of each answer in the table, where answers are words; None for one that is no answer.
    missing_codes : mapping of str to int
        Codes for "no answer" that were blanked out, and how often each occurred.
    group : str, optional
        The question that the rows of a matrix, or the options of one question, belong to.
    doubt : str
        Why no measure may take the answers as they stand; empty where they may.
    code_doubt : str
        Why the answers may not be averaged as they stand: some numbers may be codes for "no answer". A measure with a
        scale counts those as off the scale.
    direction_doubt : str
        Why it is not known which end of the scores is the good one, where the scale's ends have words; a measure of
        good answers then asks. Empty where it is known, or nothing is said of it.
    """

    name: str
    text: str
    kind: Kind
    scale: tuple[int, int] | None = None
    direction: Direction | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, float | None] = field(default_factory=dict)
    missing_codes: Mapping[str, int] = field(default_factory=dict)
    group: str | None = None
    doubt: str = ""
    code_doubt: str = ""
    direction_doubt: str = ""

    def to_plain(self) -> dict[str, Any]:
        """Return the question as plain data."""
        return asdict(self) | {"scale": None if self.scale is None else list(self.scale)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Question":
        """Return the question that `to_plain` wrote."""
        scale = plain["scale"]
        return cls(**{**plain, "scale": None if scale is None else (scale[0], scale[1])})


class Questions(tuple[Question, ...]):
    """The questions of a survey in the order of the table; one is had by its column's name or by its place."""

    @overload
    def __getitem__(self, key: SupportsIndex | str) -> Question: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Question, ...]: ...
    def __getitem__(self, key: SupportsIndex | str | slice) -> Question | tuple[Question, ...]:
        """Return a question by its column's name or by its place."""
        if not isinstance(key, str):
            return super().__getitem__(key)
        for question in self:
            if question.name == key:
                return question
        raise PeakendError(missing_column_message(key, [question.name for question in self]))

    def replace(self, *changed: Question) -> "Questions":
        """Return the questions with some of them in a new state, told by their names."""
        by_name = {question.name: question for question in changed}
        return Questions(by_name.get(question.name, question) for question in self)

    def table(self) -> pd.DataFrame:
        """Return the questions as a table, one row a column of the survey."""
        rows = [(question.name, question.text, kind_name(question.kind), describe(question)) for question in self]
        return pd.DataFrame(rows, columns=["column", "title", "kind", "description"])

    def _repr_html_(self) -> str:
        return str(self.table().to_html(index=False))


def describe(question: Question) -> str:
    """Say in words what is known about a question beside its kind."""
    return "; ".join(_said(question))


def _said(question: Question) -> Iterator[str]:
    if question.scale is not None:
        yield f"{question.scale[0]}–{question.scale[1]}"
    if question.direction is not None:
        yield _("high is good") if question.direction == "high" else _("low is good")
    yield from _pairs(question.labels.items())
    if question.scores:
        known = [(text, _("no answer") if score is None else f"{score:g}") for text, score in question.scores.items()]
        yield ", ".join(_pairs(known))
    if question.missing_codes:
        codes = ", ".join(f"{code} × {count}" for code, count in question.missing_codes.items())
        yield _("no answer: {codes}", codes=codes)
    yield from filter(None, (question.doubt, question.code_doubt, question.direction_doubt))


def _pairs(items: Iterable[tuple[str, str]]) -> Iterator[str]:
    shown = ", ".join(f"{left} = {right}" for left, right in items)
    if shown:
        yield shown


def kind_name(kind: Kind) -> str:
    """Return a kind of question in the language in use."""
    return {
        "score": _("score of 0–10"),
        "rating": _("rating"),
        "choice": _("one option"),
        "several": _("one option of a multiple choice: 1 chosen, 0 not"),
        "matrix": _("one row of a matrix question"),
        "ranking": _("place of one option in a ranking, 1 = first"),
        "open": _("written freely"),
        "time": _("time"),
        "meta": _("written by the platform"),
    }[kind]
