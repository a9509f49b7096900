"""Two exports of one survey, numbers of options and their texts: each number gets its text."""

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.surveys.exports.columns import Column, as_text, to_numbers


def add_labels(columns: list[Column], texts: list[Column]) -> None:
    """Put the texts of the other export in the place of option numbers, respondent by respondent."""
    others = {column.name: column for column in texts}
    order = _matching_rows(columns, texts)
    for column in columns:
        other = others.get(column.name)
        if column.kind not in ("question", "matrix") or other is None:
            continue
        said = other.values.iloc[order].set_axis(column.values.index)
        pairs = pd.DataFrame({"code": column.values, "text": said}).dropna().drop_duplicates()
        if (pairs["code"].astype(str) == pairs["text"].astype(str)).all():
            column.doubt = ""  # the numbers are what was to be read on the questionnaire
            continue
        if not pairs["code"].is_unique:
            code = pairs["code"][pairs["code"].duplicated()].iloc[0]
            raise PeakendError(
                _(
                    "The two exports do not belong together: in column {column!r}, {code} stands for {texts}. "
                    "Export both at the same time.",
                    column=column.name,
                    code=as_text(code),
                    texts=join_words(map(str, pairs["text"][pairs["code"] == code])),
                )
            )
        ordered = pairs.sort_values("code")
        column.labels = {
            as_text(code): as_text(text) for code, text in zip(ordered["code"], ordered["text"], strict=True)
        }
        named = column.values.map(lambda value, known=column.labels: known.get(as_text(value)), na_action="ignore")
        column.values, column.doubt = to_numbers(named.astype("string")), ""


def _matching_rows(columns: list[Column], texts: list[Column]) -> list[int]:
    """Return, for each row of the one export, the place of its respondent in the other."""
    ids, others = _respondents(columns), _respondents(texts)
    count, other_count = len(columns[0].values), len(texts[0].values)
    if count != other_count or (ids is not None and others is not None and set(ids) != set(others)):
        raise PeakendError(
            _(
                "The two exports do not belong together: one has {first} answers, the other {second}. "
                "Export both at the same time.",
                first=count,
                second=other_count,
            )
        )
    if ids is None or others is None or len(set(others)) < len(others):
        return list(range(count))
    places = {respondent: place for place, respondent in enumerate(others)}
    return [places[respondent] for respondent in ids]


def _respondents(columns: list[Column]) -> list[str] | None:
    found = [column.values for column in columns if column.name == "respondent"]
    return [as_text(value) for value in found[0]] if found else None
