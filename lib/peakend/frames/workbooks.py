"""From a workbook to cells: which sheet, what merged cells mean, and formulas that were never calculated."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.frames.plain_cell import plain_cell

FORMULA = (b"<f>", b"<f ", b"<f/")
LARGEST = 400_000_000  # bytes unpacked: some ten million cells
ERRORS = ("#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DIV/0!")


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet.

    Attributes
    ----------
    name : str
        The sheet's name.
    rows : list of lists
        All cells; what stands in a merged cell stands in each of its parts, unless it is a title alone in its row.
    merged : tuple of tuples
        The merged cells: first and last row, first and last column, from 0.
    hidden : int
        How many rows that hold anything the sheet does not show.
    """

    name: str
    rows: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...]
    hidden: int = 0


def read_grids(file: Path, content: bytes, sheet: str | int | None = None) -> list[Grid]:
    """Return the sheets of a workbook that hold anything, or the one that is named.

    Raises
    ------
    PeakendError
        If the workbook is damaged, has no such sheet, or holds formulas without their values.
    """
    import openpyxl

    _require_size(file, content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except Exception:  # openpyxl raises whatever its XML and ZIP readers do
        raise PeakendError(
            _("{file!r} is damaged or no Excel workbook. Export it again, or save it as .csv.", file=file.name)
        ) from None
    sheets = [page for page in book.worksheets if page.sheet_state == "visible"] or book.worksheets
    if sheet is not None:
        sheets = [_find(file, book.worksheets, sheet)]
    grids = [_grid(page) for page in sheets]
    _require_values(file, content, grids)
    return [grid for grid in grids if grid.rows] if sheet is None else grids


def _require_size(file: Path, content: bytes) -> None:
    """Refuse a workbook that takes up far more room unpacked than its file does."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        return  # what it is, is told when it is opened
    if size > LARGEST:
        raise PeakendError(
            _(
                "{file!r} has {size} MB unpacked, too much to be opened as a workbook. Save the sheet with the answers "
                "as .csv.",
                file=file.name,
                size=f"{size / 1e6:,.0f}",
            )
        )


def _find(file: Path, sheets: list[Any], wanted: str | int) -> Any:
    names = [page.title for page in sheets]
    if isinstance(wanted, str) and wanted in names:
        return sheets[names.index(wanted)]
    if isinstance(wanted, int) and 0 <= wanted < len(names):
        return sheets[wanted]
    raise PeakendError(
        _(
            "{file!r} has no sheet {sheet!r}. Its sheets are: {names}.",
            file=file.name,
            sheet=wanted,
            names=join_words(names),
        )
    )


def _grid(page: Any) -> Grid:
    rows = [[_value(cell) for cell in row] for row in page.iter_rows(values_only=True)]
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    merged = tuple(
        (area.min_row - 1, area.max_row - 1, area.min_col - 1, area.max_col - 1) for area in page.merged_cells.ranges
    )
    for first, last, left, right in merged:
        # A title that stands alone in its row is no heading of each of its columns.
        if first < len(rows) and (
            last > first or any(v is not None for v in rows[first][:left] + rows[first][right + 1 :])
        ):
            for row in rows[first : last + 1]:
                row[left : right + 1] = [rows[first][left]] * (right + 1 - left)
    unseen = {number - 1 for number, row in page.row_dimensions.items() if row.hidden}
    hidden = sum(i in unseen and any(value is not None for value in row) for i, row in enumerate(rows))
    return Grid(page.title, rows, merged, hidden)


def _value(cell: Any) -> Any:
    if isinstance(cell, str) and (not cell.strip() or cell in ERRORS):
        return None
    if isinstance(cell, str):
        return plain_cell(cell) or None
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _require_values(file: Path, content: bytes, grids: list[Grid]) -> None:
    """A program that writes formulas without calculating them leaves answers that look like none."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        if not any(mark in parts.read(name) for name in names for mark in FORMULA):
            return
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    for grid in grids:
        formulas = [cell for row in book[grid.name].iter_rows() for cell in row if cell.data_type == "f"]
        if formulas and all(_value_at(grid, cell.row - 1, cell.column - 1) is None for cell in formulas):
            raise PeakendError(
                _(
                    "Cell {cell} of sheet {sheet!r} in {file!r} holds a formula that was never calculated. "
                    "Open the file in a spreadsheet, save it, and read it again.",
                    cell=formulas[0].coordinate,
                    sheet=grid.name,
                    file=file.name,
                )
            )


def _value_at(grid: Grid, row: int, column: int) -> Any:
    return grid.rows[row][column] if row < len(grid.rows) and column < len(grid.rows[row]) else None
