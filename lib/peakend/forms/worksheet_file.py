"""What was filled into worksheets, as a file to take along."""

from pathlib import Path

import pandas as pd

from peakend.base.files import as_path, whole_file
from peakend.base.language import translate as _
from peakend.forms.answer_sheets import write_pages
from peakend.forms.worksheet import Worksheet
from peakend.forms.worksheet_source import Field
from peakend.tables.write_table import write_table


def write_answers(path: str | Path, *sheets: Worksheet) -> Path:
    """Write worksheets to take along: XLSX has an A4 page for each, CSV a row for each question or cell of a table.

    What is not filled in is left open on the page, to be written by hand.

    Parameters
    ----------
    path : str or pathlib.Path
        Where to: a name that ends in ``.csv`` or ``.xlsx``. Text stays text, as in `write_table`.
    *sheets : Worksheet
        What `worksheet` returned.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    PeakendError
        As for `write_table`.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.write_answers("my-team.txt")
    Traceback (most recent call last):
    ...
    peakend.base.errors.PeakendError: 'my-team.txt' has no ending that can be written. Choose .csv or .xlsx.
    """
    target = as_path(path)
    if sheets and target.suffix.lower() == ".xlsx" and target.parent.is_dir() and not target.is_dir():
        with whole_file(target) as draft:
            write_pages(sheets, draft)
        return target
    rows = [
        (sheet.title, question, answer)
        for sheet in sheets
        for name, field in sheet.fields.items()
        for question, answer in _rows(field, sheet[name])
    ]
    return write_table(pd.DataFrame(rows, columns=[_("worksheet"), _("question"), _("answer")]), path)


def _rows(field: Field, value: object) -> list[tuple[str, str]]:
    if field.kind != "table":
        return [(field.label, field.show(value))]
    lines = value if isinstance(value, dict) else {}
    return [
        (f"{label} · {column.label}", column.show(lines.get(row, {}).get(column.id)))
        for row, label in field.rows.items()
        for column in field.columns
    ]
