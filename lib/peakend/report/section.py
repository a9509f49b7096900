"""What a report is made of."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from peakend.surveys.survey import Survey


class Section(NamedTuple):
    """One part of a report.

    Attributes
    ----------
    title : str
        Its heading.
    lines : tuple of str
        What is said about it.
    table : pandas.DataFrame, optional
        Its figures.
    chart : altair chart, optional
        Its picture.
    """

    title: str
    lines: tuple[str, ...] = ()
    table: pd.DataFrame | None = None
    chart: Any = None


def by_titles(survey: Survey, names: Mapping[str, str]) -> Survey:
    """Return a survey in which some columns are called by what people read, where that is no other column's name."""
    new = {name: text for name, text in names.items() if text != name and text not in survey.table}
    questions = [replace(question, name=new.get(question.name, question.name)) for question in survey.questions]
    return replace(survey, table=survey.table.rename(columns=new), questions=type(survey.questions)(questions))


def with_minus(number: str) -> str:
    """Return a number as people write it, with a minus and no hyphen."""
    return number.replace("-", "−")
