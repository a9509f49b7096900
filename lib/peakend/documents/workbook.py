"""Workbooks that a person can fill in: headings, drop-downs, notes; a formula in a cell stays text."""

import datetime
import io
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from peakend.base.brand import brand
from peakend.base.errors import PeakendError
from peakend.base.language import get_language, join_words
from peakend.base.language import translate as _
from peakend.base.workbooks import emphasise, fit_page
from peakend.documents.columns import Cell, Column, Row, shown_cell

ROOM = 500  # rows that drop-downs reach down to


class Head(NamedTuple):
    """A column as a sheet shows it: its key in a row, its heading, what it holds, and a note."""

    name: str
    heading: str
    column: Column
    note: str | None = None


def open_book(file: Path, content: bytes) -> Any:
    """Open a workbook; a formula is read as its text."""
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(content))
    except Exception:  # openpyxl raises whatever its XML and ZIP readers do
        raise PeakendError(
            _("{file!r} is damaged or no Excel workbook. Export it again, or save it as .csv.", file=file.name)
        ) from None


def find_sheet(file: Path, book: Any, english: str, zh: str, *, is_needed: bool = True) -> Any:
    """Return the sheet of that name in either language, or None if it need not be there."""
    names = (english.casefold(), zh)
    sheet = next((sheet for sheet in book.worksheets if sheet.title.strip().casefold() in names), None)
    if sheet is None and is_needed:
        raise _no_sheet(file, book, english, zh)
    return sheet


def require_known_sheets(file: Path, book: Any, known: Sequence[tuple[str, str]]) -> None:
    """Refuse a sheet of another name while a known one is missing: its rows would be lost without a word."""
    titles = {sheet.title.strip().casefold() for sheet in book.worksheets}
    names = [{english.casefold(), zh} for english, zh in known]
    missing = [pair for pair, name in zip(known, names, strict=True) if not name & titles]
    if missing and titles - set().union(*names):
        raise _no_sheet(file, book, *missing[0])


def _no_sheet(file: Path, book: Any, english: str, zh: str) -> PeakendError:
    return PeakendError(
        _(
            "{file!r} has no sheet {sheet!r}. Its sheets are: {names}. Give the sheet its name back, or add it empty.",
            file=file.name,
            sheet=zh if get_language() == "zh" else english,
            names=join_words(book.sheetnames),
        )
    )


def read_cells(where: str, sheet: Any) -> list[list[Cell]]:
    """Return a sheet's cells, line by line."""
    if sheet.merged_cells.ranges:
        raise PeakendError(
            _(
                "{where}: the cells {cells} are merged. Unmerge them, and fill in each.",
                where=where,
                cells=min(str(cells) for cells in sheet.merged_cells.ranges),
            )
        )
    return [[_cell(cell) for cell in line] for line in sheet.iter_rows()]


def named_columns(columns: Sequence[Column], filled: Collection[str]) -> list[tuple[str, Column]]:
    """Return the names under which columns are shown: each plain one, and those of a language that are filled."""
    return [(name, column) for column in columns for name in column.names if name in filled or name == column.name]


def fill_sheet(sheet: Any, rows: Sequence[Row], heads: Sequence[Head]) -> None:
    """Write headings and rows, with what helps to fill in more."""
    from openpyxl.utils import get_column_letter

    for i, head in enumerate(heads, start=1):
        letter = get_column_letter(i)
        write_heading(sheet.cell(1, i), head)
        sheet.column_dimensions[letter].width = 28 if head.column.kind in ("text", "texts") else 14
        if listed := choice_list(head.column):
            offer(sheet, letter, listed)
        for number, row in enumerate(rows, start=2):
            write_cell(sheet.cell(number, i), row.get(head.name), head.column)
    sheet.freeze_panes = "B2"
    fit_page(sheet)


def write_heading(cell: Any, head: Head) -> None:
    """Write a heading with its note."""
    from openpyxl.comments import Comment

    cell.value = head.heading
    emphasise(cell)
    if head.note:
        cell.comment = Comment(head.note, brand().name, width=280, height=90)


def write_cell(cell: Any, value: Cell, column: Column) -> None:
    """Write a value as a person reads it; a text that begins with = is no formula."""
    from openpyxl.styles import Alignment

    cell.value = shown = shown_cell(value, column)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(shown, str):
        cell.data_type, cell.quotePrefix = "s", True


def choice_list(column: Column) -> str | None:
    """Return what a drop-down of the column offers, in the language in use, or None."""
    if column.kind == "flag":
        return _listed([_("yes"), _("no")])
    return _listed([*column.words(get_language()).values()]) if column.kind == "choice" else None


def offer(sheet: Any, cells: str, formula: str) -> None:
    """Offer a drop-down in a column, by its letter, or in a cell."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
    offered.add(f"{cells}2:{cells}{ROOM}" if cells.isalpha() else cells)
    sheet.add_data_validation(offered)


def _listed(choices: Sequence[str]) -> str:
    return '"' + ",".join(choices) + '"'


def _cell(cell: Any) -> Cell:
    value = cell.value
    if isinstance(value, float) and str(cell.number_format).endswith("%"):
        return round(value * 100, 10)  # 75% is kept as 0.75, but 75 was typed
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(getattr(value, "text", None) or value)  # a formula over many cells, or a date
