"""Write a table that opens well, and safely, in a spreadsheet."""

import itertools
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.files import as_path, whole_file
from peakend.base.language import translate as _
from peakend.base.workbooks import shape
from peakend.frames.frames import read_frame
from peakend.tables.about import DATA, about, in_words
from peakend.tables.harmless import harmless

MOST_ROWS = 1_048_575  # of a worksheet, besides its header
MOST_COLUMNS = 16_384
LONGEST_NAME = 31  # characters of a sheet's name
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
FORMATS = {"p": "0.000", "percent": "0.0", "points": "0.0", "minutes": "0.0", "share": "0.0%"}  # by a column's unit
FORMATS["emotion"] = "+0.0#;-0.0#;0.0#"
PLAIN_FORMAT = "0.0#"  # of other numbers with decimals


def write_table(table: object, path: str | Path, *, title: str = "") -> Path:
    """Write a table as CSV or XLSX, so that Excel shows Chinese rightly and takes no answer for a formula.

    Text that starts with ``= + - @`` (also full-width), a tab or a line break gets an apostrophe before it; numbers are
    numbers and stay as they are. Line breaks become line feeds; control characters and halves of characters go. CSV is
    UTF-8 with a byte-order mark. The file is written beside its place and then moved there, so that a failure leaves
    the old file whole.

    CSV is for programs: columns and keys as they are. A worksheet is for people: a result has its headings, its
    choices in words, and as many decimals as its units deserve, as `show` shows it; tables of data stay as they are.

    Parameters
    ----------
    table : any frame that Narwhals reads
        What to write; the row index of a pandas frame is left out.
    path : str or pathlib.Path
        Where to: a name that ends in ``.csv`` or ``.xlsx``.
    title : str, default ""
        What the table is about: the name of its worksheet, and the line above it on paper. CSV has no place for it.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    PeakendError
        If the ending is another one, the folder is missing, the file is a folder or open elsewhere, or
        a worksheet cannot hold the table.

    References
    ----------
    OWASP, "CSV Injection".

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"comment": ["=1+1", "fine"], "score": [-2, 9]})
    >>> file = pe.write_table(answers, pathlib.Path(tempfile.mkdtemp()) / "answers.csv")
    >>> print(file.read_text(encoding="utf-8-sig"))
    comment,score
    '=1+1,-2
    fine,9
    <BLANKLINE>
    """
    rows = table if isinstance(table, pd.DataFrame) else read_frame(table).collect().to_pandas()
    target = as_path(path)
    write_xlsx = partial(_write_xlsx, title=title)
    writers: dict[str, Callable[[pd.DataFrame, Path], None]] = {".csv": _write_csv, ".xlsx": write_xlsx}
    if target.suffix.lower() not in writers:
        raise PeakendError(_("{file!r} has no ending that can be written. Choose .csv or .xlsx.", file=target.name))
    if target.is_dir():
        raise PeakendError(_("{file!r} is a folder. Name the file in it.", file=str(target)))
    if not target.parent.is_dir():
        raise PeakendError(_("There is no folder {folder!r}. Create it first.", folder=str(target.parent)))
    with whole_file(target) as draft:
        writers[target.suffix.lower()](rows, draft)
    return target


def _write_csv(table: pd.DataFrame, draft: Path) -> None:
    disarm(table).to_csv(draft, index=False, encoding="utf-8-sig", lineterminator="\n")


def _write_xlsx(table: pd.DataFrame, draft: Path, title: str) -> None:
    write_sheets([(title or "Sheet1", table)], draft, titled=bool(title))


def write_sheets(tables: Sequence[tuple[str, pd.DataFrame]], draft: Path, *, titled: bool = False) -> None:
    """Write tables into one workbook, a sheet each, for reading and printing, as `write_table` writes one.

    Parameters
    ----------
    tables : sequence of (str, pandas.DataFrame)
        Each sheet's name, which is cut and numbered where Excel wants it so, and its table.
    draft : Path
        The file.
    titled : bool, default False
        Whether each sheet's name stands above it on paper, too.
    """
    for _name, table in tables:
        _require_room(table)
    names: list[str] = []
    with pd.ExcelWriter(draft, engine="openpyxl") as writer:
        for name, table in tables:
            names.append(sheet_name(name, names))
            _write_sheet(writer, names[-1], table)
            if titled:
                writer.sheets[names[-1]].oddHeader.left.text = name.replace("&", "&&")  # & begins a code there


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """Return a name that Excel takes for a sheet, cut and numbered where others are called the same."""
    plain = _NOT_IN_NAMES.sub(" ", wanted).strip(" '")[:LONGEST_NAME] or "–"
    lower = {name.lower() for name in taken}
    numbers = (f"{plain[: LONGEST_NAME - len(str(i)) - 1]} {i}" for i in itertools.count(2))
    return plain if plain.lower() not in lower else next(name for name in numbers if name.lower() not in lower)


def _require_room(table: pd.DataFrame) -> None:
    if len(table) > MOST_ROWS:
        raise PeakendError(
            _(
                "{rows} rows are more than a worksheet holds ({most}). Write them as .csv.",
                rows=len(table),
                most=MOST_ROWS,
            )
        )
    if table.shape[1] > MOST_COLUMNS:
        raise PeakendError(
            _(
                "{columns} columns are more than a worksheet holds ({most}). Write them as .csv.",
                columns=table.shape[1],
                most=MOST_COLUMNS,
            )
        )
    if table.columns.nlevels > 1:
        raise PeakendError(
            _("The table has {levels} rows of column names. Give each column one name.", levels=table.columns.nlevels)
        )


def _write_sheet(writer: pd.ExcelWriter[Any], name: str, table: pd.DataFrame) -> None:
    known = about(table)
    formats = [""] * table.shape[1]
    rows = table
    if known and known.measure != DATA:
        formats = [_number_format(table[name], known.units.get(str(name), "")) for name in table]
        rows, heads = in_words(table)
        rows = rows.set_axis(heads, axis=1)
    rows = disarm(rows)
    rows.to_excel(writer, sheet_name=name, index=False)
    _format_numbers(writer.sheets[name], formats)
    shape(writer.sheets[name])


def _number_format(column: "pd.Series[Any]", unit: str) -> str:
    return FORMATS.get(unit, PLAIN_FORMAT if pd.api.types.is_float_dtype(column) else "")


def _format_numbers(sheet: Any, formats: list[str]) -> None:
    for i, number_format in enumerate(formats, 1):
        if number_format:
            for (cell,) in sheet.iter_rows(min_row=2, min_col=i, max_col=i):
                cell.number_format = _unsigned(number_format) if _rounds_to_zero(cell, number_format) else number_format


def _rounds_to_zero(cell: Any, number_format: str) -> bool:
    """Tell whether a number below 0 is shown as 0, which a spreadsheet writes "-0.0"."""
    if not isinstance(cell.value, float) or not cell.value < 0:
        return False
    digits = len(number_format.partition(";")[0].partition(".")[2].strip("%"))
    return not float(f"{cell.value * (100 if '%' in number_format else 1):.{digits}f}")


def _unsigned(number_format: str) -> str:
    shown = number_format.rpartition(";")[2]
    return f"{shown};{shown}"


def disarm(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before text that would be a formula, in cells, categories and column names."""
    safe = table.rename(columns=harmless)
    for i, dtype in enumerate(table.dtypes):
        is_number = pd.api.types.is_numeric_dtype(dtype) and not isinstance(dtype, pd.CategoricalDtype)
        if not (is_number or dtype.kind in "mM") or isinstance(dtype, pd.DatetimeTZDtype):
            safe.isetitem(i, table.iloc[:, i].astype(object).map(harmless).array)
    return safe
