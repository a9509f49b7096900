"""The run-sheet as a workbook: who moves one block or changes its minutes sees all later times follow."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from peakend.base.files import whole_file
from peakend.base.language import translate as _
from peakend.base.workbooks import shape
from peakend_course.runsheet_row import Row

_MINUTES_A_DAY = 1440  # a spreadsheet counts time in days


def write_workbook(rows: Sequence[Row], headings: Mapping[str, str], file: Path) -> None:
    """Write rows with real times: each day's first is a time, all others are formulas of the minutes before them.

    Parameters
    ----------
    rows : sequence of Row
        What `runsheet` returned.
    headings : mapping of str to str
        Each column's heading by its name, in order.
    file : Path
        The workbook.
    """
    import openpyxl

    names = list(headings)
    start, end, minutes = ("ABCDEFGHI"[names.index(name)] for name in ("start", "end", "minutes"))
    book = openpyxl.Workbook()
    book.calculation.fullCalcOnLoad = True
    sheet = book.active
    sheet.title = _("run-sheet")
    sheet.append(list(headings.values()))
    for number, row in enumerate(rows, start=2):
        for column, name in enumerate(names, start=1):
            cell = sheet.cell(number, column, getattr(row, name))
            if isinstance(cell.value, str):
                cell.data_type = "s"  # also where a text begins as a formula does
        is_first = number == 2 or rows[number - 3].day != row.day
        sheet[f"{start}{number}"] = datetime.time.fromisoformat(row.start) if is_first else f"={end}{number - 1}"
        sheet[f"{end}{number}"] = f"={start}{number}+{minutes}{number}/{_MINUTES_A_DAY}"
        for letter in (start, end):
            sheet[f"{letter}{number}"].number_format = "hh:mm"
    shape(sheet, frozen_columns=names.index("end") + 1)
    with whole_file(file) as draft:
        book.save(draft)
