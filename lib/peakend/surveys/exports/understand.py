"""From columns as a file has them to questions: kind, scale, labels, and what is in doubt."""

import pandas as pd

from peakend.surveys.exports.columns import Column
from peakend.surveys.question import Kind, Question

KINDS: dict[str, Kind] = {"meta": "meta", "matrix": "matrix", "option": "several", "rank": "ranking", "text": "open"}
MOST_OPTIONS = 20


def understand(column: Column) -> Question:
    """Return what is known of a column as a question."""
    return Question(
        column.name,
        column.title,
        _kind(column),
        labels=dict(column.labels),
        missing_codes=dict(column.missing),
        group=column.group,
    )


def _kind(column: Column) -> Kind:
    if pd.api.types.is_datetime64_any_dtype(column.values):
        return "time"
    if column.kind in KINDS:
        return KINDS[column.kind]
    answers = column.values.dropna()
    if pd.api.types.is_numeric_dtype(column.values):
        return "score" if len(answers) and answers.max() > 7 else "rating"
    return "choice" if answers.nunique() <= min(MOST_OPTIONS, max(2, len(answers) // 2)) else "open"
