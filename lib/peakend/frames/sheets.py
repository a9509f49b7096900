"""From a file to a sheet of cells: encodings, separators, workbooks, and what can be wrong with each."""

import csv
import io
import itertools
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.files import as_path
from peakend.base.language import translate as _

TEXT_ENDINGS = (".csv", ".tsv", ".txt")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # old .xls files, and .xlsx files with a password
SEPARATORS = (",", "\t", ";")


@dataclass(frozen=True)
class Sheet:
    """The cells of a file.

    Attributes
    ----------
    file : str
        The file's name.
    cells : pandas.DataFrame
        All rows, header rows included; an empty cell is missing.
    encoding : str
        How the text was encoded; ``"xlsx"`` for a workbook.
    """

    file: str
    cells: pd.DataFrame
    encoding: str

    def header(self, row: int) -> list[str]:
        """Return a row's cells as text, an empty cell as empty text."""
        if row >= len(self.cells):
            return [""] * self.cells.shape[1]
        return ["" if pd.isna(cell) else str(cell).strip() for cell in self.cells.iloc[row]]


def read_sheet(path: str | Path, encoding: str | None = None, sheet: str | int | None = None) -> Sheet:
    """Read the cells of a CSV file or of one sheet of a workbook.

    Parameters
    ----------
    path : str or pathlib.Path
        The file.
    encoding : str, optional
        Of a text file; found out if not given.
    sheet : str or int, optional
        Of a workbook: a sheet's name or its position from 0; the first if not given.

    Returns
    -------
    Sheet

    Raises
    ------
    PeakendError
        If the file is missing, locked, empty, damaged, encoded otherwise, or no table.
    """
    file = as_path(path)
    content = read_bytes(file)
    if content.startswith(OLD_OFFICE):
        raise PeakendError(
            _(
                "{file!r} is an old Excel file (.xls) or has a password. "
                "Open it in Excel and save it as .xlsx without a password.",
                file=file.name,
            )
        )
    if zipfile.is_zipfile(io.BytesIO(content)) or file.suffix.lower() == ".xlsx":
        cells, encoding = _read_workbook(file, content, sheet), "xlsx"
    elif file.suffix.lower() in TEXT_ENDINGS:
        text, encoding = decode(file, content, encoding)
        cells = _split(file, text)
    else:
        raise PeakendError(_("{file!r} is no table that can be read here. Export it as .csv or .xlsx.", file=file.name))
    cells = cells.dropna(how="all", ignore_index=True)
    if cells.empty:
        raise PeakendError(_("{file!r} is empty. Export it again, with the answers.", file=file.name))
    return Sheet(file.name, cells, encoding)


def read_bytes(file: Path) -> bytes:
    """Return a file's content, or say why it cannot be read."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        hint = did_you_mean(file.name, _names_beside(file))
        raise PeakendError(_("There is no file {file!r}.", file=str(file)) + hint) from None
    except IsADirectoryError:
        raise PeakendError(_("{file!r} is a folder. Name the file in it.", file=str(file))) from None
    except PermissionError:
        raise PeakendError(
            _("{file!r} may not be read. Close it in other programs, or ask for the right to read it.", file=str(file))
        ) from None


def _names_beside(file: Path) -> list[str]:
    return [path.name for path in file.parent.iterdir()] if file.parent.is_dir() else []


def _read_workbook(file: Path, content: bytes, sheet: str | int | None) -> pd.DataFrame:
    try:
        book = pd.ExcelFile(io.BytesIO(content), engine="openpyxl")
    except Exception:  # openpyxl raises whatever its XML and ZIP readers do
        raise PeakendError(
            _("{file!r} is damaged or no Excel workbook. Export it again, or save it as .csv.", file=file.name)
        ) from None
    with book:
        names = [str(name) for name in book.sheet_names]
        wanted = 0 if sheet is None else sheet
        is_there = wanted in names if isinstance(wanted, str) else 0 <= wanted < len(names)
        if not is_there:
            raise PeakendError(
                _(
                    "{file!r} has no sheet {sheet!r}. Its sheets are: {names}.",
                    file=file.name,
                    sheet=wanted,
                    names=", ".join(names),
                )
            )
        cells = pd.read_excel(book, sheet_name=wanted, header=None, dtype=object, keep_default_na=False, na_values=[""])
    return cells.set_axis(range(cells.shape[1]), axis=1)


def decode(file: Path, content: bytes, encoding: str | None) -> tuple[str, str]:
    """Return a file's text and its encoding, found out if not given."""
    for name in [encoding] if encoding else _likely_encodings(content):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        except LookupError:
            raise PeakendError(
                _("There is no encoding {encoding!r}. Try 'utf-8-sig' or 'gb18030'.", encoding=name)
            ) from None
        if encoding or name != "gb18030" or _is_chinese(text):
            return text, name
    raise PeakendError(
        _(
            "The text of {file!r} is not encoded as {encoding}. "
            "Save it as UTF-8, or name its encoding, for instance encoding='gb18030'.",
            file=file.name,
            encoding=encoding or "UTF-8 / GB18030 / Windows-1252",
        )
    )


def _likely_encodings(content: bytes) -> list[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    return ["utf-8-sig", "gb18030", "cp1252"]


def _is_chinese(text: str) -> bool:
    # GB18030 makes something of almost any bytes; real Chinese is nearly all in its oldest part, GB 2312.
    foreign = [character for character in text[:100_000] if ord(character) > 127]
    common = sum(bool(character.encode("gb2312", "ignore")) for character in foreign)
    return common >= 0.8 * len(foreign)


def _split(file: Path, text: str) -> pd.DataFrame:
    if "\x00" in text[:10_000] or text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        raise PeakendError(_("{file!r} is no table that can be read here. Export it as .csv or .xlsx.", file=file.name))
    head = text[:200_000].lstrip().splitlines(keepends=True)
    separator = max(SEPARATORS, key=lambda name: len(next(csv.reader(head, delimiter=name), [])))
    width = max((len(row) for row in itertools.islice(csv.reader(head, delimiter=separator), 5)), default=0)
    try:
        return pd.read_csv(
            io.StringIO(text),
            sep=separator,
            header=None,
            names=range(width),
            index_col=False,
            dtype=str,
            keep_default_na=False,
            na_values=[""],
            on_bad_lines="error",
        )
    except pd.errors.EmptyDataError:
        return pd.DataFrame()
    except (pd.errors.ParserError, csv.Error) as error:
        raise PeakendError(
            _(
                "{file!r} cannot be split into columns ({reason}). Open it in a spreadsheet and save it anew.",
                file=file.name,
                reason=str(error).strip().split("\n")[0],
            )
        ) from None
