"""The run-sheet as a workbook: who moves one block or changes its minutes sees all later times follow."""

import datetime
import math
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from peakend.base.brand import brand
from peakend.base.files import whole_file
from peakend.base.language import translate as _
from peakend.base.workbooks import shape, text_width
from peakend_course.runsheet_row import Row

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS_LYING = 40  # of a run-sheet on a page that lies; a longer one stands
WIDEST = 30
LINE = 15  # points
NARROW = 7  # letters of a column that holds a day, a time or minutes
_MINUTES_A_DAY = 1440  # a spreadsheet counts time in days
_FORMULA = re.compile(r'(?P<formula><c r="(?P<place>[A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v ?/?>(?:</v>)?</c>')


def write_workbook(rows: Sequence[Row], headings: Mapping[str, str], file: Path) -> None:
    """Write rows with real times: each day's first is a time, all others are formulas of the minutes before them.

    What a formula comes to is stored beside it, for readers that do not calculate. It prints on one page.

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
    from openpyxl.worksheet.page import PageMargins

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
    shape(sheet, frozen_columns=names.index("end") + 1, widest=WIDEST)
    for name in ("day", "start", "end", "minutes"):
        sheet.column_dimensions["ABCDEFGHI"[names.index(name)]].width = NARROW
    for number, row in enumerate(rows, start=2):
        lines = max(math.ceil(text_width(text) / WIDEST) for text in (row.what, row.materials, row.cut))
        sheet.row_dimensions[number].height = LINE * max(lines, 1) + 4
    _style(sheet, rows, names)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 1
    if len(rows) > MOST_ROWS_LYING:
        sheet.page_setup.orientation = "portrait"
    sheet.page_margins = PageMargins(left=0.3, right=0.3, top=0.6, bottom=0.5, header=0.3, footer=0.2)
    times = {f"{letter}{n}": time for n, row in enumerate(rows, start=2) for letter, time in _times(row, start, end)}
    with whole_file(file) as draft:
        book.save(draft)
        _store_values(draft, times)


def _style(sheet: "Worksheet", rows: Sequence[Row], names: Sequence[str]) -> None:
    """Rule the rows, begin each day with a thick line, shade the breaks, and set all of a row at one height."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    colours = {name: brand().colours[name].removeprefix("#") for name in ("main", "main-tint", "grey")}
    for number, row in enumerate(rows, start=2):
        begins = number > 2 and rows[number - 3].day != row.day
        above = Side("medium", colours["main"]) if begins else None
        for name, cell in zip(names, sheet[number], strict=True):
            cell.border = Border(top=above, bottom=Side("hair", colours["grey"]))
            place = "center" if name in ("day", "start", "end", "minutes") else "left"
            cell.alignment = Alignment(horizontal=place, vertical="center", wrap_text=True)
            if row.is_break:
                cell.fill = PatternFill("solid", colours["main-tint"])
            elif name == "what":
                cell.font = Font(name=cell.font.name, size=cell.font.size, bold=True)
    sheet.oddHeader.left.text = f"{brand().both} · {_('Service experience management')}"


def _times(row: Row, start: str, end: str) -> list[tuple[str, str]]:
    return [(start, row.start), (end, row.end)]


def _store_values(file: Path, times: Mapping[str, str]) -> None:
    """Put beside each formula what it comes to: openpyxl writes formulas alone."""

    def with_value(found: re.Match[str]) -> str:
        hours, minutes = times[found["place"]].split(":")
        value = (int(hours) * 60 + int(minutes)) / _MINUTES_A_DAY
        return f"{found['formula']}<v>{value!r}</v></c>"

    with zipfile.ZipFile(file) as book:
        parts = [(entry, book.read(entry)) for entry in book.infolist()]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for entry, content in parts:
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = _FORMULA.sub(with_value, content.decode("utf-8")).encode("utf-8")
            book.writestr(entry, content)
