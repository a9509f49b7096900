"""A report as a page, a workbook, slides, or a document, whole or not at all."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from peakend.base.brand import brand
from peakend.base.errors import PeakendError
from peakend.base.files import whole_file, write_bytes, write_text
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.base.templates import render
from peakend.charts.style import prepare, said_by, to_svg
from peakend.report.document import share_widths, write_document
from peakend.report.section import Section
from peakend.slides.deck import (
    MARGIN,
    WIDTH,
    Box,
    add_box,
    add_slide,
    add_table,
    add_title_slide,
    describe,
    new_deck,
    to_bytes,
)
from peakend.tables.about import in_words
from peakend.tables.show import show
from peakend.tables.write_table import write_sheets

LINES, MOST_ROWS = 7, 11  # that a slide holds
FEW_ROWS = 7  # that have room for larger letters
LETTER, CELL_MARGINS = 0.0073, 0.25  # inches: a letter's width for each point of its size, and a cell's margins
TEMPLATES = Path(__file__).parent / "templates"


def write_report(sections: Sequence[Section], title: str, file: Path) -> None:
    """Write a report, in the kind that the file's name asks for.

    Parameters
    ----------
    sections : sequence of Section
        What `make_sections` yields.
    title : str
        Its title.
    file : Path
        A name that ends in ``.html``, ``.xlsx``, ``.pptx``, or, with the extra ``report``, ``.docx``.

    Raises
    ------
    PeakendError
        If the ending is another one, or the file cannot be written.
    """
    writers: dict[str, Callable[[Sequence[Section], str, Path], None]] = {
        ".html": _write_page,
        ".xlsx": _write_workbook,
        ".pptx": _write_slides,
        ".docx": write_document,
    }
    write = writers.get(file.suffix.lower())
    if write is None:
        raise PeakendError(
            _(
                "{file!r} has no ending that can be written. Choose {endings}.",
                file=file.name,
                endings=join_words(writers),
            )
        )
    prepare()
    write(sections, title, file)


def _write_page(sections: Sequence[Section], title: str, file: Path) -> None:
    parts = [
        {
            "title": section.title,
            "lines": section.lines,
            "chart": "" if section.chart is None else to_svg(section.chart),
            "table": "" if section.table is None else show(section.table, digits=_digits(section.table)).to_html(),
        }
        for section in sections
    ]
    write_text(file, render(TEMPLATES, "report.html", title=title, parts=parts))


def _digits(table: pd.DataFrame) -> int:
    """Return how many decimals a table needs: two where a column has nothing but parts of one."""
    return 2 if (table.select_dtypes("float").abs().max() < 1).any() else 1


def _write_workbook(sections: Sequence[Section], title: str, file: Path) -> None:
    words = [(section.title, line) for section in sections for line in section.lines]
    overview = pd.DataFrame(words, columns=[_("part"), title])
    tables = [(section.title, section.table) for section in sections if section.table is not None]
    with whole_file(file) as draft:
        write_sheets([(_("overview"), overview), *tables], draft)


def _write_slides(sections: Sequence[Section], title: str, file: Path) -> None:
    deck = new_deck()
    add_title_slide(deck, title, [brand().both])
    for section in sections:
        if section.chart is None and section.table is None:
            for start in range(0, max(len(section.lines), 1), LINES):
                slide = add_slide(deck, section.title)
                room = Box(MARGIN, 1.1, WIDTH - 2 * MARGIN, 5.8)
                add_box(slide, room, "\n\n".join(section.lines[start : start + LINES]), size=16)
            continue
        slide = add_slide(deck, section.title)
        add_box(slide, Box(MARGIN, 1.05, WIDTH - 2 * MARGIN, 0.9), "\n".join(section.lines[:3]), size=16)
        if section.chart is not None:
            _add_picture(slide, section.chart)
        elif section.table is not None:
            _add_rows(slide, section.table, section.title)
    write_bytes(file, to_bytes(deck, title))


def _add_rows(slide: Any, table: pd.DataFrame, title: str) -> None:
    """Add a table that can be edited: its first rows, its columns as wide as their texts."""
    rows, heads = in_words(table.head(MOST_ROWS))
    texts = [[str(head) for head in heads], *([_short(cell) for cell in row] for row in rows.itertuples(index=False))]
    if len(table) > MOST_ROWS:
        texts.append(["…", *[""] * (len(heads) - 1)])
    fills = [brand().colours["main-tint"], *["#FFFFFF"] * (len(texts) - 1)]
    size, height = (16.0, 0.5) if len(texts) <= FEW_ROWS else (12.0, 0.36)
    room = WIDTH - 2 * MARGIN
    widths = share_widths(texts, room, LETTER * size, CELL_MARGINS, 0.6 * room)
    add_table(slide, (MARGIN, 2.0), texts, widths, [height] * len(texts), fills=fills, size=size, alt=title)


def _add_picture(slide: Any, chart: Any) -> None:
    """Add a chart as a picture, as large as there is room."""
    import vl_convert
    from pptx.util import Inches

    picture = slide.shapes.add_picture(io.BytesIO(vl_convert.svg_to_png(to_svg(chart), scale=2)), 0, 0)
    room = Box(MARGIN, 2.2, WIDTH - 2 * MARGIN, 4.9)
    ratio = min(Inches(room.width) / picture.width, Inches(room.height) / picture.height)
    picture.width, picture.height = int(picture.width * ratio), int(picture.height * ratio)
    describe(picture, said_by(chart))
    picture.left = int(Inches(room.left) + (Inches(room.width) - picture.width) / 2)
    picture.top = Inches(room.top)


def _short(value: object) -> str:
    if isinstance(value, float):
        return "–" if pd.isna(value) else f"{value:z.1f}"
    return "–" if value is None or value is pd.NA else str(value)


def report_title(file: str, before: str | None = None) -> str:
    """Return what a report on a file is called, and on what it is compared with."""
    if before:
        return _("Survey report: {file}, compared with {before}", file=file, before=before)
    return _("Survey report: {file}", file=file)
