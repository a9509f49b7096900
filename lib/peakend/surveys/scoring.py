"""What an answer is worth: from words and option numbers to the scores that a measure counts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import join_words, quote
from peakend.base.language import translate as _
from peakend.surveys.question import Direction, Question

Scores = Mapping[str, float | None]


def measured_answers(
    table: pd.DataFrame, questions: Sequence[Question], columns: Sequence[str], *, averaged: bool = False
) -> pd.DataFrame:
    """Return a survey's table with the answers in some columns as scores, wherever their scores are known."""
    known = {question.name: question for question in questions}
    scored = {}
    for column in columns:
        question = known.get(column)
        if question is None or column not in table:
            continue
        require_no_doubt(question, averaged=averaged)
        if question.scores:
            scored[column] = apply_scores(table[column], question.scores)
    return table.assign(**scored) if scored else table


def require_no_doubt(question: Question, *, averaged: bool) -> None:
    """Raise `PeakendError` where a question's answers may not be counted, or averaged, as they stand."""
    doubt = question.doubt or (question.code_doubt if averaged else "")
    if doubt:
        raise PeakendError(doubt)


def apply_scores(answers: pd.Series, scores: Scores) -> pd.Series:
    """Put each answer's score in its place; missing where it is none."""
    code, found = pd.factorize(answers)
    is_whole = all(score is None or score == int(score) for score in scores.values())
    worth = pd.Series([scores.get(answer_text(value)) for value in found], dtype="Int64" if is_whole else "Float64")
    return pd.Series(worth.array.take(code, allow_fill=True, fill_value=pd.NA), index=answers.index)


def answer_text(value: object) -> str:
    """Return an answer as the text under which its score is kept: 4.0 is ``"4"``."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def found_answers(answers: pd.Series) -> list[Any]:
    """Return the different answers of a column in order."""
    values = answers.dropna().unique().tolist()
    return sorted(values) if not any(isinstance(value, str) for value in values) else values


def score_question(
    question: Question,
    answers: pd.Series,
    scores: Mapping[Any, float | None] | None,
    scale: tuple[int, int] | None,
    direction: Direction,
    missing: Sequence[object],
) -> Question:
    """Return a question whose answers have scores, as `Survey.score` takes them."""
    scale = scale or question.scale
    none = {answer_text(value) for value in missing}
    if scores is None and question.scores:
        scores = _turned(question.scores, scale, direction)
    found = [value for value in found_answers(answers) if answer_text(value) not in none]
    given = _as_numbers(question, found, scale, direction) if scores is None else _as_given(question, found, scores)
    return replace(
        question,
        scores=given | dict.fromkeys(none),
        scale=scale,
        direction="high",
        doubt="",
        code_doubt="",
        direction_doubt="",
        kind="score" if scale == (0, 10) else question.kind if question.kind == "matrix" else "rating",
    )


def _turned(scores: Scores, scale: tuple[int, int] | None, direction: Direction) -> Scores:
    """Return known scores, turned around on their scale where the low ones are the good ones."""
    if direction == "high" or scale is None:
        return scores
    return {text: None if score is None else sum(scale) - score for text, score in scores.items()}


def _as_given(question: Question, found: list[Any], scores: Mapping[Any, float | None]) -> dict[str, float | None]:
    by_text = {answer_text(key): score for key, score in scores.items()}
    # An option may be named by its number, where the table holds its text.
    by_label = {text: by_text[code] for code, text in question.labels.items() if code in by_text}
    worth = by_label | by_text
    lacking = [value for value in found if answer_text(value) not in worth]
    if lacking:
        raise PeakendError(
            _(
                "Column {column!r} has answers without a score: {answers}. Give each of them a score, or None if "
                "it is not an answer.",
                column=question.name,
                answers=join_words(map(quote, lacking), most=8),
            )
        )
    return {key: None if score is None else float(score) for key, score in worth.items()}


def _as_numbers(
    question: Question, found: list[Any], scale: tuple[int, int] | None, direction: Direction
) -> dict[str, float | None]:
    numbers = pd.to_numeric(pd.Series(found, dtype=object), errors="coerce")
    if numbers.isna().any():
        raise PeakendError(
            _(
                "Column {column!r} holds words, such as {value!r}. Say what each is worth, for instance "
                "s.score({column!r}, {{{value!r}: 5, …}}).",
                column=question.name,
                value=found[numbers.isna().to_list().index(True)],
            )
        )
    if direction == "high":
        return {answer_text(value): float(number) for value, number in zip(found, numbers, strict=True)}
    if scale is None:
        raise PeakendError(
            _("To turn column {column!r} around, give its scale, for instance scale=(1, 5).", column=question.name)
        )
    return {answer_text(value): float(sum(scale) - number) for value, number in zip(found, numbers, strict=True)}
