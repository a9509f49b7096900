"""Worksheets as pages to take along: a workbook with one A4 sheet for each, tables as tables, room to write by hand."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peakend.base.brand import brand, tint
from peakend.base.workbooks import text_width
from peakend.forms.worksheet import Worksheet
from peakend.forms.worksheet_source import Field
from peakend.tables.harmless import disarm_text
from peakend.tables.write_table import sheet_name

# Letters that fit beside each other on A4, standing and on its side, and lines of an empty place to write in.
_STANDING, _LYING, _EMPTY = 84, 122, 4
_LINE = 15.5  # points
_MOST_LINES = 24
_PAGE = {"portrait": 730, "landscape": 480}  # points between the margins
_FILLED, _MOST_ROOM = 0.9, 5  # how much of a page rows may grow to take, and by how many lines each at most
_SHRUNK = 1.4  # what is at most so much higher than a page is made smaller, so that it stays one


def write_pages(sheets: Sequence[Worksheet], draft: Path) -> None:
    """Write worksheets into one workbook, a page each."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for worksheet in sheets:
        _write_page(book.create_sheet(sheet_name(worksheet.title, book.sheetnames)), worksheet)
    book.save(draft)


def _write_page(page: Any, worksheet: Worksheet) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    fields = worksheet.fields
    across = max([2, *(len(field.columns) + 1 for field in fields.values())])
    lies = across > 3
    room = _LYING if lies else _STANDING
    widths = [room // 4, *[(room - room // 4) // (across - 1)] * (across - 1)]
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    title = page.cell(1, 1, worksheet.title)
    title.font, title.data_type = Font("Calibri", 16, bold=True), "s"
    page.row_dimensions[1].height = 28
    row = 3
    for name, field in fields.items():
        if field.kind == "table":
            row = _write_table(page, field, worksheet[name], row, widths)
        else:
            row = _write_line(page, (field.label, field.show(worksheet[name])), row, widths)
    setup = page.page_setup
    setup.orientation, setup.paperSize = "landscape" if lies else "portrait", page.PAPERSIZE_A4
    high = sum(line.height or _LINE for line in (page.row_dimensions[number] for number in range(1, row)))
    _spread(page, row, _FILLED * _PAGE[setup.orientation] - high)
    setup.fitToWidth, setup.fitToHeight = 1, int(high <= _SHRUNK * _PAGE[setup.orientation])
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.5
    page.oddFooter.left.text, page.oddFooter.right.text = brand().name, "&P / &N"


def _spread(page: Any, end: int, spare: float) -> None:
    """Give the rows that hold answers what a page has left, so that a group can add to them by hand."""
    rows = [number for number in range(2, end) if page.cell(number, 2).border.left.style and not _is_head(page, number)]
    more = min(spare / max(1, len(rows)), _MOST_ROOM * _LINE)
    for number in rows if more > 0 else ():
        page.row_dimensions[number].height += more


def _is_head(page: Any, row: int) -> bool:
    return bool(page.cell(row, 2).font.bold)


def _write_line(page: Any, pair: tuple[str, str], row: int, widths: Sequence[int]) -> int:
    """Write a question and beside it the answer, and return the row after them."""
    question, answer = pair[0], _own(pair[1])
    _put(page.cell(row, 1), question, is_head=True)
    for column in range(2, len(widths) + 1):
        _put(page.cell(row, column), answer if column == 2 else "")
    if len(widths) > 2:
        page.merge_cells(start_row=row, end_row=row, start_column=2, end_column=len(widths))
    lines = max(_lines(question, widths[0]), _lines(answer, sum(widths[1:])), 1 if answer else _EMPTY)
    page.row_dimensions[row].height = _LINE * min(lines, _MOST_LINES) + 4
    return row + 1


def _write_table(page: Any, field: Field, value: object, top: int, widths: Sequence[int]) -> int:
    """Write a table with its heading, and return the row after it."""
    from openpyxl.styles import Font

    head = page.cell(top, 1, field.label)
    head.font, head.data_type = Font("Calibri", 12, bold=True), "s"
    lines = value if isinstance(value, dict) else {}
    rows = [("", [column.label for column in field.columns])]
    rows += [
        (label, [_own(column.show(lines.get(row, {}).get(column.id))) for column in field.columns])
        for row, label in field.rows.items()
    ]
    for number, (label, texts) in enumerate(rows, start=top + 1):
        is_first = number == top + 1
        for column, text in enumerate([label, *texts], start=1):
            _put(page.cell(number, column), text, is_head=is_first or column == 1)
        high = max(_lines(text, width) for text, width in zip([label, *texts], widths, strict=False))
        high = high if is_first or all(texts) else max(high, _EMPTY)
        page.row_dimensions[number].height = _LINE * min(high, _MOST_LINES) + 4
    return top + len(rows) + 2


def _put(cell: Any, text: str, *, is_head: bool = False) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    edge = Side("thin", color="B0B0B0")
    cell.value, cell.data_type = text, "s"
    cell.font, cell.border = Font("Calibri", 11, bold=is_head), Border(edge, edge, edge, edge)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_head:
        cell.fill = PatternFill("solid", fgColor=tint(brand().colours["main"], 0.12).lstrip("#"))


def _own(answer: str) -> str:
    """Return an answer; what is not filled in is left open to be written by hand."""
    return "" if answer == "–" else disarm_text(answer)


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes in a column, as words break before its edge."""
    return sum(max(1, math.ceil(text_width(part) / max(width - 4, 1))) for part in text.split("\n"))
