"""From a sheet's cells to rows by heading, with every heading known."""

from collections.abc import Callable, Sequence

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.language import get_language, join_words
from peakend.base.language import translate as _
from peakend.documents.columns import Cell, Column, Row, heading, known_headings


def read_rows(
    where: str,
    cells: Sequence[Sequence[Cell]],
    columns: Sequence[Column],
    required: Sequence[str],
    also: Callable[[str], str | None] = lambda _text: None,
) -> list[tuple[int, Row]]:
    """Return the filled rows under the headings of the first row, each with its number in the sheet.

    `also` returns the name of a heading that is none of the columns', or None.

    Raises
    ------
    PeakendError
        For an unknown heading, with the nearest known one; one that stands twice or is missing; cells without one.
    """
    if not cells:
        raise PeakendError(_("{where}: the sheet is empty. Its first row holds the headings.", where=where))
    names = _headings(where, cells[0], cells[1:], columns, also)
    missing = [name for name in required if not any(key in names for key in (name, f"{name}_zh", f"{name}_en"))]
    if missing:
        raise PeakendError(
            _(
                "{where}: the column {name!r} is missing. The columns are: {names}.",
                where=where,
                name=heading(missing[0], columns, get_language()),
                names=join_words(str(cell) for cell in cells[0] if not _is_blank(cell)),
            )
        )
    rows = []
    for number, line in enumerate(cells[1:], start=2):
        beyond = next((cell for cell in line[len(names) :] if not _is_blank(cell)), None)
        if beyond is not None:
            raise PeakendError(
                _(
                    "{where}, row {row}: {cell!r} is to the right of the last heading. Add a heading, or put text "
                    "with a comma in quotation marks.",
                    where=where,
                    row=number,
                    cell=beyond,
                )
            )
        row = {name: cell for name, cell in zip(names, line, strict=False) if name and not _is_blank(cell)}
        if row:
            rows.append((number, row))
    return rows


def _headings(
    where: str,
    first: Sequence[Cell],
    rest: Sequence[Sequence[Cell]],
    columns: Sequence[Column],
    also: Callable[[str], str | None],
) -> list[str]:
    known = known_headings(columns)
    folded = {text.casefold(): name for text, name in known.items()}
    names: list[str] = []
    for i, cell in enumerate(first):
        text = "" if cell is None else str(cell).strip()
        if not text and not any(i < len(line) and not _is_blank(line[i]) for line in rest):
            names.append("")
            continue
        name = folded.get(text.casefold()) or also(text)
        if name is None:
            raise PeakendError(
                _(
                    "{where}: column {number} has the heading {text!r}, which is none of: {names}.",
                    where=where,
                    number=i + 1,
                    text=text,
                    names=join_words(heading(column.name, columns, get_language()) for column in columns),
                )
                + did_you_mean(text, known)
            )
        if name in names:
            raise PeakendError(_("{where}: the column {name!r} appears twice. Keep one.", where=where, name=text))
        names.append(name)
    return names


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
