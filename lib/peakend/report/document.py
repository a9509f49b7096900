"""A report as a Word document: headings, sentences, pictures and tables that can be edited."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from peakend.base.brand import brand
from peakend.base.extras import require
from peakend.base.files import write_bytes
from peakend.base.language import get_language
from peakend.base.workbooks import longest_word, text_width
from peakend.charts.style import said_by, to_svg
from peakend.report.section import Section
from peakend.tables.about import in_words

MOST_ROWS = 60
PICTURE_CM, TALLEST_CM = 16.0, 11.0
MOST_TOGETHER = 12  # rows that a page break does not part
TABLE_POINTS = 9
LETTER_CM, MARGINS_CM, WIDEST_CM = (
    0.19,
    0.45,
    7.0,
)  # of a column: a letter in bold, both sides, before all share the page
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EAST_ASIA = f"{WORD}eastAsia"


def write_document(sections: Sequence[Section], title: str, file: Path) -> None:
    """Write a report as ``.docx``.

    Raises
    ------
    PeakendError
        If python-docx is not installed, or the file cannot be written.
    """
    require("docx")
    from docx import Document

    document = Document()
    _set_fonts(document)
    document.core_properties.title = title
    document.core_properties.author = brand().both
    document.add_heading(title, 0)
    for section in sections:
        document.add_heading(section.title, 1)
        for line in section.lines:
            said = document.add_paragraph(line)
            said.paragraph_format.keep_with_next = section.chart is not None or section.table is not None
        if section.chart is not None:
            _add_picture(document, section)
        if section.table is not None:
            _add_table(document, section.table)
    content = io.BytesIO()
    document.save(content)
    write_bytes(file, content.getvalue())


def _set_fonts(document: Any) -> None:
    """Name a Chinese font too, and the language: without them, Word takes whatever it finds."""
    for name in ("Normal", "Title", "Heading 1"):
        style = document.styles[name]
        style.font.name = "Arial"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(EAST_ASIA, "Microsoft YaHei")
    # Without it, Chinese signs may have their Japanese shapes, and words are marked as misspelt.
    for spoken in document.styles.element.iter(f"{WORD}lang"):
        spoken.set(EAST_ASIA, "zh-CN")
        spoken.set(f"{WORD}val", "zh-CN" if get_language() == "zh" else "en-GB")


def _add_picture(document: Any, section: Section) -> None:
    import vl_convert
    from docx.shared import Cm

    content = io.BytesIO(vl_convert.svg_to_png(to_svg(section.chart), scale=2))
    picture = document.add_picture(content, width=Cm(PICTURE_CM))
    if picture.height > Cm(TALLEST_CM):
        picture.width, picture.height = int(picture.width * Cm(TALLEST_CM) / picture.height), Cm(TALLEST_CM)
    picture._inline.docPr.set("descr", said_by(section.chart) or section.title)


def _add_table(document: Any, table: pd.DataFrame) -> None:
    from docx.shared import Cm, Pt

    rows, heads = in_words(table.head(MOST_ROWS))
    texts = [[str(head) for head in heads], *([_shown(cell) for cell in row] for row in rows.itertuples(index=False))]
    grid = document.add_table(rows=len(texts), cols=len(heads), style="Light Grid Accent 1")
    grid.style.font.size = Pt(TABLE_POINTS)
    if len(heads) == 1:
        look = grid._tbl.tblPr.find(f"{WORD}tblLook")  # bold is for names, and not for long answers
        look.set(f"{WORD}firstColumn", "0")
        look.set(f"{WORD}val", "0420")
    grid.autofit = False  # Word would give all columns the same width
    widths = share_widths(texts, PICTURE_CM, LETTER_CM, MARGINS_CM, WIDEST_CM)
    for column, width, cells in zip(grid.columns, map(Cm, widths), zip(*texts, strict=True), strict=True):
        column.width = width
        for cell, text in zip(column.cells, cells, strict=True):
            cell.width, cell.text = width, text
    if len(texts) <= MOST_TOGETHER:
        for paragraph in (cell.paragraphs[0] for row in grid.rows[:-1] for cell in row.cells):
            paragraph.paragraph_format.keep_with_next = True
    if len(table) > MOST_ROWS:
        document.add_paragraph("…")


def share_widths(texts: list[list[str]], room: float, letter: float, margins: float, widest: float) -> list[float]:
    """Give each column room for its longest word, and share the rest of the width by the longest texts."""
    columns = list(zip(*texts, strict=True))
    least = [letter * max(map(longest_word, column)) + margins for column in columns]
    wanted = [min(letter * max(map(text_width, column)) + margins, widest) for column in columns]
    rest = max(room - sum(least), 0.0)
    more = [max(wide - narrow, 0.01) for narrow, wide in zip(least, wanted, strict=True)]
    return [narrow + rest * part / sum(more) for narrow, part in zip(least, more, strict=True)]


def _shown(value: object) -> str:
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:z.2f}" if abs(value) < 1 else f"{value:.1f}"
    return "" if value is None or value is pd.NA else str(value)
