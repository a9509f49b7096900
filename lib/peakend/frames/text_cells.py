"""From text to cells: which separator, what is quoted, and whether every line has as many cells as it should."""

import collections
import csv
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _

SEPARATORS = (",", "\t", ";", "|", "^", "~", "¦", "\x1f")
LAST_RESORT = ":"  # it stands within times and remarks, too
CLOCK = re.compile(r"\s*\d{1,2}(?::\d{2}){1,2}\s*")
SEPARATOR_LINE = re.compile(r'^\s*"?sep=(.)"?\s*?(?:\r\n|\r|\n)', re.IGNORECASE)  # Excel's own first line
NO_TABLE = re.compile(
    r"<(?:!|\?|/?(?:html|head|body|title|meta|link|style|script|table|tr|td|div|svg|rss|feed|[a-z]\w*\s*>\s*<))|\{|"
    r"\[\s*[\[{]|\[\s*$|%pdf|\{\\rtf|begin:v(?:card|calendar)",
    re.MULTILINE,
)  # pages, JSON, PDF, RTF, cards
LOOKED_AT = 500  # rows: enough to know the separator
LONGEST_CELL = 10_000_000  # characters; csv's own limit is lower than some open answers


@dataclass(frozen=True)
class Row:
    """The cells of one row, and the line on which it begins, from 1."""

    line: int
    cells: list[str]


def split_cells(file: str, text: str) -> list[Row]:
    """Split a text into rows of equally many cells; empty rows are left out.

    Raises
    ------
    PeakendError
        If the text is no table, a quotation is not closed, or a line has more cells than the others: the line is named.
    """
    require_table(file, text)
    text, separator, skipped = find_separator(text)
    rows = [row for row in _rows(file, text, separator, skipped) if any(cell.strip() for cell in row.cells)]
    width = _usual_width(rows)
    for row in rows:
        cut(file, row, width)
    check_headings(file, rows, width)
    _check_short(file, rows, width)
    for row in rows:
        row.cells.extend([""] * (width - len(row.cells)))
    return rows


def require_table(file: str, text: str) -> None:
    """Raise `PeakendError` for a text that begins as no table does."""
    start = text[:10_000].lstrip("\ufeff \t\r\n").lower()
    if "\x00" in text[:10_000] or NO_TABLE.match(start):
        raise PeakendError(_("{file!r} cannot be read as a table. Export it as .csv or .xlsx.", file=file))


def find_separator(text: str) -> tuple[str, str, int]:
    """Return the text without Excel's line about the separator, the separator, and how many lines that took."""
    text = text.removeprefix("\ufeff")
    said = SEPARATOR_LINE.match(text)
    rest = text[said.end() :] if said else text
    best = max(SEPARATORS, key=lambda separator: _fitness(rest, separator))
    if not _fitness(rest, best)[0] and _is_parted_by_colons(rest):
        best = LAST_RESORT
    if said and (_fitness(rest, said.group(1))[0] or not _fitness(rest, best)[0]):
        best = said.group(1)  # unless the line is wrong, and does not part anything
    return rest, best, int(said is not None)


def _is_parted_by_colons(text: str) -> bool:
    """Tell a table parted by colons from times, and from lines such as "Name: Ann"."""
    lines = [line for line in itertools.islice(io.StringIO(text), LOOKED_AT) if line.strip()]
    if len(lines) < 2 or not _fitness(text, LAST_RESORT)[0] or any(f"{LAST_RESORT} " in line for line in lines):
        return False
    return all(LAST_RESORT in line for line in lines) and not all(map(CLOCK.fullmatch, lines[1:]))


def _fitness(text: str, separator: str) -> tuple[bool, int, float]:
    """Say how well a separator fits: whether nearly all rows are equally wide, how wide, and how nearly all."""
    reader = csv.reader(io.StringIO(text[:2_000_000], newline=""), delimiter=separator)
    try:
        widths = [len(row) for row in itertools.islice(reader, LOOKED_AT) if row]
    except csv.Error:
        return False, 0, 0.0
    if not widths:
        return False, 0, 0.0
    width, count = collections.Counter(widths).most_common(1)[0]
    share = count / len(widths)
    return width > 1 and share >= 0.6, width, share


def _rows(file: str, text: str, separator: str, skipped: int) -> list[Row]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        return list(_read(text, separator, skipped, strict=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise PeakendError(
                _(
                    "A quotation mark in {file!r} is opened on line {line} and never closed. Close it, or export "
                    "the file again.",
                    file=file,
                    line=_last_line(text, separator, skipped),
                )
            ) from None
    try:
        # Some programs do not double the quotation marks within a quotation.
        return list(_read(text, separator, skipped, strict=False))
    except csv.Error as error:
        raise PeakendError(
            _(
                "{file!r} cannot be split into columns ({reason}). Open it in a spreadsheet and save it again.",
                file=file,
                reason=str(error),
            )
        ) from None


def _read(text: str, separator: str, skipped: int, *, strict: bool) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    line = skipped + 1
    for cells in reader:
        yield Row(line, cells)
        line = skipped + reader.line_num + 1


def _last_line(text: str, separator: str, skipped: int) -> int:
    return max((row.line for row in _read(text, separator, skipped, strict=False)), default=1)


def _usual_width(rows: list[Row]) -> int:
    widths = collections.Counter(len(row.cells) for row in rows)
    filled = {width: 0 for width in widths}
    for row in rows:
        last = max((i for i, cell in enumerate(row.cells, 1) if cell.strip()), default=0)
        filled[len(row.cells)] = max(filled[len(row.cells)], last)
    # Of widths that occur equally often: that of the table rather than of its title or of separators at the end.
    return max(widths, key=lambda width: (widths[width], filled[width], -width), default=0)


def cut(file: str, row: Row, width: int) -> None:
    """Cut empty cells beyond the table's width; refuse a row that holds something there."""
    if any(cell.strip() for cell in row.cells[width:]):
        raise PeakendError(
            _(
                "Line {line} of {file!r} has {found} cells, and the others have {width}: {cells}. An answer with "
                "a separator in it must be in quotation marks; correct the line, or export the file again.",
                line=row.line,
                file=file,
                found=len(row.cells),
                width=width,
                cells=" | ".join(row.cells)[:80],
            )
        )
    del row.cells[width:]


def check_headings(file: str, rows: list[Row], width: int) -> None:
    """Refuse headings that are fewer than the answers below: nobody can tell which answer is which heading's."""
    first = next((i for i, row in enumerate(rows) if len(row.cells) == width), 0)
    if first == 0:
        return
    heads = rows[first - 1]
    filled = sum(bool(cell.strip()) for cell in heads.cells)
    # What fills less, or is a sentence with commas, is a title; what is empty below is a separator at each line's end.
    is_prose = any(cell.startswith(" ") for cell in heads.cells[1:])
    reaches = any(cell.strip() for row in rows[first:] for cell in row.cells[len(heads.cells) :])
    if filled >= max(2, 0.6 * width) and reaches and not is_prose:
        raise PeakendError(
            _(
                "Line {line} of {file!r} has {found} headings, and the rows below have {width} cells: {cells}. "
                "An answer with a separator in it, such as 4,5, must be in quotation marks; or a heading is "
                "missing.",
                line=heads.line,
                file=file,
                found=len(heads.cells),
                width=width,
                cells=" | ".join(rows[first].cells)[:80],
            )
        )


def _check_short(file: str, rows: list[Row], width: int) -> None:
    """Refuse a short row amid whole ones, unless the program that wrote the file leaves out empty cells at the end."""
    whole = [i for i, row in enumerate(rows) if len(row.cells) == width]
    leaves_out = not any(rows[i].cells[-1] == "" for i in whole)
    for i in range(whole[0], whole[-1]) if whole else ():
        found = len(rows[i].cells)
        if found < width and (not leaves_out or found == 1):
            raise too_short(file, rows[i], width)


def too_short(file: str, row: Row, width: int) -> PeakendError:
    """Return what is said of a short row amid whole ones."""
    return PeakendError(
        _(
            "Line {line} of {file!r} has {found} cells, and the others have {width}: {cells}. It may go on "
            "from the line before; correct the line, or export the file again.",
            line=row.line,
            file=file,
            found=len(row.cells),
            width=width,
            cells=" | ".join(row.cells)[:80],
        )
    )
