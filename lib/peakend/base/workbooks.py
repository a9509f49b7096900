"""Worksheets as people read and print them: bold heads that stay, columns that fit, one page wide, dates as dates."""

import datetime
import unicodedata
from typing import Any

from peakend.base.brand import brand

LOOKED_AT = 1_000  # rows: enough to know how wide a column is
WIDEST = 60
WIDEST_HEADING = 24  # letters, above narrow numbers
WRAP_LOSS = 3  # letters of a line that a word may leave empty
LINE_POINTS, MOST_LINES = 15, 27  # Excel has no rows higher than 409 points
PORTRAIT = 90  # letters that fit beside each other on a page that stands


def shape(sheet: Any, frozen_columns: int = 0, widest: int = WIDEST) -> None:
    """Shape a filled sheet whose first row holds the headings.

    Parameters
    ----------
    sheet : openpyxl worksheet
        It holds its cells already.
    frozen_columns : int, default 0
        How many columns stay in sight, with the headings.
    widest : int, default 60
        Letters of a column, beyond which its texts are wrapped.
    """
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    for i, (head, *cells) in enumerate(sheet.iter_cols(), start=1):
        emphasise(head)
        for cell in cells:
            if isinstance(cell.value, datetime.date | datetime.time):
                cell.number_format = _date_format(cell.value)
        looked_at = cells[:LOOKED_AT]
        width = max([_heading_width(head.value), *(text_width(_shown(cell)) for cell in looked_at)]) + 2
        sheet.column_dimensions[get_column_letter(i)].width = min(max(width, 8), widest)
        _grow(sheet.row_dimensions[1], str(head.value or ""), min(max(width, 8), widest) + WRAP_LOSS - 1)
        if width > widest:
            for cell in looked_at:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                _grow(sheet.row_dimensions[cell.row], _shown(cell), widest)
    _begin_at_the_top(sheet)
    sheet.freeze_panes = sheet.cell(2, frozen_columns + 1)
    fit_page(sheet)


def _begin_at_the_top(sheet: Any) -> None:
    """Let all cells of a row begin where its wrapped text does."""
    from openpyxl.styles import Alignment

    for row in [number for number, row in sheet.row_dimensions.items() if row.height and number > 1]:
        for cell in sheet[row]:
            if not cell.alignment.wrap_text:
                cell.alignment = Alignment(vertical="top")


def _heading_width(heading: object) -> int:
    """Return how wide a heading wants to be: on two lines or so, and no wider than the longest of its words asks."""
    return max(longest_word(heading), min(text_width(str(heading or "")) // 2 + 2, WIDEST_HEADING))


def _grow(row: Any, text: str, width: int) -> None:
    """Make a row high enough for a wrapped text: not every program does so by itself."""
    lines = sum(-(-text_width(line) // (width - WRAP_LOSS)) or 1 for line in text.split("\n"))
    if lines > 1:
        row.height = max(row.height or 0, min(lines, MOST_LINES) * LINE_POINTS)


def emphasise(head: Any) -> None:
    """Make a heading stand out."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill
    from openpyxl.styles.fonts import DEFAULT_FONT

    # A font without a name is another one in some programs.
    head.font = Font(name=DEFAULT_FONT.name, size=DEFAULT_FONT.size, bold=True)
    head.fill = PatternFill("solid", fgColor=brand().colours["main-tint"].lstrip("#"))
    head.border = Border()
    head.alignment = Alignment(wrap_text=True, vertical="top")


def fit_page(sheet: Any) -> None:
    """Print a sheet one page wide on A4, lying if it is wide, with its headings on each page."""
    total = sum(column.width for column in sheet.column_dimensions.values())
    sheet.page_setup.orientation = "landscape" if total > PORTRAIT else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.center.text = "&P / &N"


def text_width(text: str) -> int:
    """Return how wide the longest line of a text is, in letters; a Chinese character is two."""
    return max(sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in line) for line in text.split("\n"))


def longest_word(heading: object) -> int:
    """Return how narrow a heading may be: it breaks between words, and anywhere in Chinese."""
    return min(max(map(text_width, str(heading or "").split() or [""])), 16)


def _shown(cell: Any) -> str:
    value = cell.value
    if isinstance(value, datetime.date | datetime.time):
        return str(cell.number_format)
    if isinstance(value, float):
        return f"{value:.2f}"
    return "" if value is None or cell.data_type == "f" else str(value)


def _date_format(value: datetime.date | datetime.time) -> str:
    """Return the form in which a date or time is shown; midnight is a day alone."""
    if isinstance(value, datetime.datetime):
        return "yyyy-mm-dd" if value.time() == datetime.time() else "yyyy-mm-dd hh:mm"
    return "yyyy-mm-dd" if isinstance(value, datetime.date) else "hh:mm"
