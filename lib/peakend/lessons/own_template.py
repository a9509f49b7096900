"""The empty table for a team's own data: headings, one row as an example, and what may stand in each column."""

import functools
import tempfile
from pathlib import Path

import pandas as pd

from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.lessons.own_tables import own_table
from peakend.tables.write_table import write_sheets

FEATURES = {("免费停车", "free parking"): (1, 4), ("叫得出名字", "being known by name"): (1, 3)}
PAIR = {"zh": ("有：{}", "没有：{}"), "en": ("With: {}", "Without: {}")}


def template_name() -> str:
    """Return what the empty table's file is called in the language in use."""
    return _("empty-table.xlsx")


def make_template(kind: str) -> bytes:
    """Return the empty table of a kind as a workbook in the language in use.

    The first sheet holds the headings and one example; the second says what each column takes.

    Examples
    --------
    >>> make_template("survey")[:2]
    b'PK'
    """
    return _workbook(kind, get_language())


@functools.cache
def _workbook(kind: str, language: str) -> bytes:
    table = own_table(kind)
    columns = [(column.title, column, column.example[language]) for column in table.columns]
    if table.has_pairs:  # two columns a feature, as a questionnaire asks
        columns = [column for column in columns if column[1].kind != "kano" and column[1].id != "feature"]
        for feature, answers in FEATURES.items():
            halves = zip(PAIR[language], ("functional", "dysfunctional"), answers, strict=True)
            columns += [(half.format(feature[language == "en"]), table.wanted(name), one) for half, name, one in halves]
    example = pd.DataFrame([{title: value for title, _column, value in columns}])
    meaning = pd.DataFrame(
        [
            (title, column.allowed, _("may be left out") if column.is_optional else _("needed"))
            for title, column, _value in columns
        ],
        columns=[_("Column"), _("What it may contain"), _("Needed?")],
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "table.xlsx"
        write_sheets([(_("Your answers"), example), (_("What to write"), meaning)], file)
        return file.read_bytes()
