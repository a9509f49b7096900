"""From a file to sheets of cells: text in any usual encoding, workbooks, and either of them in a ZIP file."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from peakend.base.arguments import near
from peakend.base.errors import PeakendError
from peakend.base.files import as_path
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.frames.encodings import decode
from peakend.frames.plain_cell import plain_cell
from peakend.frames.text_cells import split_cells
from peakend.frames.workbooks import Grid, read_grids

TEXT_ENDINGS = (".csv", ".tsv", ".tab", ".txt")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # old .xls files, and .xlsx files with a password
PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"RIFF",
    b"\x1f\x8b",
    b"MZ",
    b"\x7fELF",
    b"SQLite",
)  # and programs
LARGEST = 500_000_000  # bytes unpacked from a ZIP file
LARGEST_WHOLE = 1_000_000_000  # bytes of a file that is read whole


@dataclass(frozen=True)
class Sheet:
    """The cells of a file, or of one sheet of a workbook.

    Attributes
    ----------
    file : str
        The file's name.
    cells : pandas.DataFrame
        All rows that hold anything, header rows included; an empty cell is missing.
    encoding : str
        How the text was encoded; ``"xlsx"`` for a workbook.
    name : str
        The sheet's name; empty for a text file.
    lines : tuple of int
        The line of the file, or the row of the sheet, of each row of `cells`, from 1.
    merged : tuple of tuples
        The merged cells of a workbook: first and last row, first and last column, from 0.
    hidden : int
        How many of its rows a workbook's sheet does not show.
    """

    file: str
    cells: pd.DataFrame
    encoding: str
    name: str = ""
    lines: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: int = 0

    def header(self, row: int) -> list[str]:
        """Return a row's cells as text, an empty cell as empty text."""
        if row >= len(self.cells):
            return [""] * self.cells.shape[1]
        return ["" if pd.isna(cell) else str(cell).strip() for cell in self.cells.iloc[row]]


def read_sheet(path: str | Path, encoding: str | None = None, sheet: str | int | None = None) -> Sheet:
    """Read the cells of a text file, or of one sheet of a workbook: the first if none is named.

    Parameters
    ----------
    path : str or pathlib.Path
        The file.
    encoding : str, optional
        Of a text file; found out if not given.
    sheet : str or int, optional
        Of a workbook: a sheet's name or its position from 0.

    Returns
    -------
    Sheet

    Raises
    ------
    PeakendError
        If the file is missing, locked, empty, damaged, encoded otherwise, or no table.
    """
    return read_sheets(path, encoding, sheet)[0]


def read_sheets(path: str | Path, encoding: str | None = None, sheet: str | int | None = None) -> list[Sheet]:
    """Read the cells of a text file, or of all sheets of a workbook that hold anything; see `read_sheet`."""
    file = as_path(path)
    _require_size(file)
    content = read_bytes(file)
    if zipfile.is_zipfile(io.BytesIO(content)) and file.suffix.lower() != ".xlsx":
        file, content = _unpack(file, content)
    if content.startswith(OLD_OFFICE):
        raise PeakendError(
            _(
                "{file!r} is an old Excel file (.xls) or has a password. "
                "Open it in Excel and save it as .xlsx without a password.",
                file=file.name,
            )
        )
    if content.startswith(PICTURES):
        raise PeakendError(_("{file!r} cannot be read as a table. Export it as .csv or .xlsx.", file=file.name))
    if zipfile.is_zipfile(io.BytesIO(content)) or (file.suffix.lower() == ".xlsx" and not _is_text(content)):
        sheets = [_of_workbook(file, grid) for grid in read_grids(file, content, sheet)]
    elif file.suffix.lower() in TEXT_ENDINGS or (file.suffix.lower() in (".xlsx", ".xls") and _is_text(content)):
        sheets = [_of_text(file, *decode(file, content, encoding))]
    else:
        raise PeakendError(_("{file!r} cannot be read as a table. Export it as .csv or .xlsx.", file=file.name))
    sheets = [found for found in sheets if len(found.cells)]
    if not sheets:
        raise PeakendError(_("{file!r} is empty. Export it again, with the answers.", file=file.name))
    return sheets


def _require_size(file: Path) -> None:
    """Refuse a file that would fill the memory, before it is read."""
    if file.is_file() and file.stat().st_size > LARGEST_WHOLE:
        raise PeakendError(
            _(
                "{file!r} has {size} MB, too much to be read whole. Unpack it or export it as .csv, which is read in "
                "parts unless lazy=False asks for the whole.",
                file=file.name,
                size=f"{file.stat().st_size / 1e6:,.0f}",
            )
        )


def read_bytes(file: Path) -> bytes:
    """Return a file's content, or say why it cannot be read."""
    return read_start(file, -1)


def read_start(file: Path, most: int = 1) -> bytes:
    """Return the first bytes of a file, or say why it cannot be read."""
    try:
        with file.open("rb") as content:
            return content.read(most)
    except FileNotFoundError:
        likely = near(file.name, _names_beside(file))
        hint = _(" Did you mean {near!r}?", near=likely) if likely else ""
        raise PeakendError(
            _(
                "There is no file {file!r}. Check its name, its ending and its folder.",
                file=str(file),
            )
            + hint
        ) from None
    except IsADirectoryError:
        raise PeakendError(_("{file!r} is a folder. Name the file in it.", file=str(file))) from None
    except PermissionError:
        raise PeakendError(
            _("{file!r} may not be read. Close it in other programs, or ask for the right to read it.", file=str(file))
        ) from None


def _is_text(content: bytes) -> bool:
    """Tell whether a file named as a workbook is text: some programs write a table of text under that name."""
    start = content[:4000]
    return bool(start.strip()) and not start.startswith(b"PK") and not any(byte < 9 for byte in start)


def _names_beside(file: Path) -> list[str]:
    return [path.name for path in file.parent.iterdir()] if file.parent.is_dir() else []


def _unpack(file: Path, content: bytes) -> tuple[Path, bytes]:
    """Return the only table of a ZIP file; a workbook is a ZIP file itself and stays as it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if "xl/workbook.xml" in parts.namelist():
            return file, content
        tables = [
            entry
            for entry in parts.infolist()
            if Path(entry.filename).suffix.lower() in (*TEXT_ENDINGS, ".xlsx")
            and not Path(entry.filename).name.startswith((".", "~$"))
            and "__MACOSX" not in entry.filename
        ]
        if len(tables) != 1:
            names = join_words(entry.filename for entry in tables)
            raise PeakendError(
                _(
                    "{file!r} holds {count} tables, and one is needed: {names}. Unpack it, and name the file that "
                    "holds the answers.",
                    file=file.name,
                    count=len(tables),
                    names=names,
                )
            )
        if tables[0].flag_bits & 1 or tables[0].file_size > LARGEST:
            raise PeakendError(
                _("{file!r} has a password or is too large to unpack here. Unpack it first.", file=file.name)
            )
        return Path(tables[0].filename), parts.read(tables[0])


def _of_workbook(file: Path, grid: Grid) -> Sheet:
    cells = pd.DataFrame(grid.rows, dtype=object)
    cells = cells.set_axis(range(cells.shape[1]), axis=1)
    kept = cells.notna().any(axis=1)
    lines = tuple(i + 1 for i, is_kept in enumerate(kept) if is_kept)
    return Sheet(file.name, cells[kept].reset_index(drop=True), "xlsx", grid.name, lines, grid.merged, grid.hidden)


def _of_text(file: Path, text: str, encoding: str) -> Sheet:
    rows = split_cells(file.name, text)
    cells = [[plain_cell(cell) for cell in row.cells] for row in rows]
    table = pd.DataFrame([[cell if cell.strip() else None for cell in row] for row in cells], dtype=object)
    return Sheet(file.name, table, encoding, lines=tuple(row.line for row in rows))
