"""Pictures on sheets of paper: PDF pages that a printer takes as they are."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import vl_convert

from peakend.base.errors import PeakendError
from peakend.base.files import as_path, write_bytes
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.charts.style import said_by, to_svg

if TYPE_CHECKING:
    import altair as alt


class Paper(NamedTuple):
    """A sheet on its side, in points, and the widths in pixels that may fill it: the widest still sets 8 points."""

    width: float
    height: float
    widths: tuple[int, ...]
    margin: float = 28.0

    @property
    def room(self) -> tuple[float, float]:
        """Width and height between the margins."""
        return self.width - 2 * self.margin, self.height - 2 * self.margin


A3 = Paper(1190.55, 841.89, (1200, 1400, 1600, 1800))
A4 = Paper(841.89, 595.28, (860, 1000, 1140, 1260))


def write_chart(path: str | Path, chart: "alt.TopLevelMixin", *, title: str = "") -> Path:
    """Write a chart to take along: a PDF of one A4 page on its side, which any printer takes as it is.

    Parameters
    ----------
    path : str or pathlib.Path
        Where to: a name that ends in ``.pdf``.
    chart : altair chart
        What a ``plot_`` function returned.
    title : str, optional
        What stands above it.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    PeakendError
        If the name ends otherwise, or the file cannot be written.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.write_chart("kano.docx", pe.plot_nps(pe.nps(pe.load("service-hall/survey"), "recommend", invalid="drop")))
    Traceback (most recent call last):
    peakend.base.errors.PeakendError: 'kano.docx' has no ending that can be written. Choose .pdf.
    """
    target = as_path(path)
    if target.suffix.lower() != ".pdf":
        sentence = _("{file!r} has no ending that can be written. Choose {endings}.", file=str(path), endings=".pdf")
        raise PeakendError(sentence)
    said = said_by(chart)
    titled = chart.properties(title=title) if title else chart
    write_bytes(target, print_pages([to_svg(titled)], A4, title, said))
    return target


def print_pages(pictures: Iterable[str], paper: Paper, title: str, said: str) -> bytes:
    """Return SVG pictures as the pages of a PDF, each as large as its page allows, with what it says in words."""
    import pypdf
    from pypdf.generic import NameObject, TextStringObject

    writer = pypdf.PdfWriter()
    width, height = paper.room
    for picture in pictures:
        content = pypdf.PdfReader(io.BytesIO(vl_convert.svg_to_pdf(picture))).pages[0]
        scale = min(width / float(content.mediabox.width), height / float(content.mediabox.height))
        top = paper.height - paper.margin - scale * float(content.mediabox.height)
        page = writer.add_blank_page(paper.width, paper.height)
        page.merge_transformed_page(content, pypdf.Transformation().scale(scale).translate(paper.margin, top))
    writer.add_metadata({"/Title": title, "/Subject": said})
    writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN" if get_language() == "zh" else "en")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
