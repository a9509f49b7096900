"""Certificates for those who pass: one page of A4 on its side, as PDF, with its fonts in it."""

import datetime
import io
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from peakend.base.errors import PeakendError
from peakend.base.files import write_bytes
from peakend.base.language import get_language, join_words
from peakend.base.language import translate as _
from peakend_grading.results.standings import Standing
from peakend_grading.results.templates import render

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject

SHIPPED_FONT = "NotoSansSC"
# The system's own names of months would be in the system's language.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WIDTH = 600  # points that a line of the page may fill
_LARGEST_NAME, _LARGEST_TITLE = 46.0, 27.0


@dataclass(frozen=True)
class Certificate:
    """A certificate, or why there is none.

    Attributes
    ----------
    name : str
        Whose.
    file : Path or None
        The PDF; None where no font can write the name.
    note : str
        What the trainer should know: a character that no font has, or a font of this machine that had to help.
    """

    name: str
    file: Path | None
    note: str = ""


def write_certificates(
    standing: Sequence[Standing], names: Mapping[str, str], title: str, date: datetime.date, out: Path
) -> Iterator[Certificate]:
    """Write ``<trainee>.pdf`` for everybody who passed, and yield each.

    Parameters
    ----------
    standing : sequence of Standing
        What `standings` returned.
    names : mapping of str to str
        The trainees' names by their ids.
    title : str
        The course's title.
    date : datetime.date
        The day on the certificate.
    out : Path
        The folder.

    Raises
    ------
    PeakendError
        If somebody who passed has no name in the list, or the title cannot be written.
    """
    passed = [one for one in standing if one.result == "passed"]
    nameless = [one.trainee for one in passed if one.trainee not in names]
    if nameless:
        raise PeakendError(
            _("The list of names does not have {trainees}. Add a line for each.", trainees=join_words(nameless))
        )
    if strange := unknown_characters(title):
        raise PeakendError(_no_font(title, strange))
    for one in passed:
        name = unicodedata.normalize("NFC", names[one.trainee])
        if strange := unknown_characters(name):
            yield Certificate(name, None, _no_font(name, strange))
            continue
        content = certificate_pdf(name, title, date)
        file = out / f"{one.trainee}.pdf"
        write_bytes(file, content)
        helpers = [font for font in fonts_in(content) if SHIPPED_FONT not in font]
        note = _("{name}: drawn with {fonts} of this machine.", name=name, fonts=join_words(helpers)) if helpers else ""
        yield Certificate(name, file, note)


def left_over(out: Path, written: Iterable[Certificate], merged: Collection[str]) -> list[str]:
    """Return the other certificates in a folder, by their files' names, and remove those of ids that are another's now.

    Parameters
    ----------
    out : Path
        The folder.
    written : iterable of Certificate
        What was written to it.
    merged : collection of str
        Ids for which somebody else's counts.
    """
    own = {one.file.name for one in written if one.file}
    for ghost in merged:
        if f"{ghost}.pdf" not in own:
            (out / f"{ghost}.pdf").unlink(missing_ok=True)
    return sorted(file.name for file in out.glob("*.pdf") if file.name not in own)


def certificate_pdf(name: str, title: str, date: datetime.date) -> bytes:
    """Return a certificate in the language in use."""
    import pypdf
    import vl_convert
    from pypdf.generic import NameObject, TextStringObject

    from peakend.charts.style import FONTS, prepare

    prepare()
    picture = render(
        "certificate.svg",
        fonts=FONTS,
        name=name,
        title=title,
        date=_spell(date),
        size=_fitting(name, _LARGEST_NAME),
        title_size=_fitting(title, _LARGEST_TITLE),
    )
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(vl_convert.svg_to_pdf(picture)))
    writer.add_metadata({"/Title": f"{name} · {title}"})
    writer.root_object[NameObject("/Lang")] = TextStringObject("zh-CN" if get_language() == "zh" else "en")
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def fonts_in(pdf: bytes) -> list[str]:
    """Return the names of the fonts that a PDF holds."""
    import pypdf

    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    fonts = _fonts_of(cast("DictionaryObject", page["/Resources"].get_object()))
    return sorted({str(font["/BaseFont"]).lstrip("/").partition("+")[2] for font in fonts})


def unknown_characters(text: str) -> str:
    """Return the characters of a text that neither the shipped font nor one of this machine can draw."""
    from peakend.charts.characters import can_draw

    return "".join(dict.fromkeys(sign for sign in text if not sign.isspace() and not can_draw(sign)))


def _fonts_of(resources: "DictionaryObject") -> "list[DictionaryObject]":
    """Return the fonts of a page, and of the drawings in it."""
    fonts = [font.get_object() for font in resources.get("/Font", {}).values()]
    for drawing in resources.get("/XObject", {}).values():
        inner = drawing.get_object().get("/Resources")
        fonts += _fonts_of(inner.get_object()) if inner else []
    return fonts


def _no_font(text: str, signs: str) -> str:
    return _(
        "No font of this machine has {signs} in {text!r}. Install one with rare characters, for instance "
        "Noto Sans CJK, and write the certificates again.",
        signs=" ".join(signs),
        text=text,
    )


def _fitting(text: str, largest: float) -> str:
    """Return the size of type at which a text fits into its line."""
    ems = sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.6 for sign in text)
    return f"{min(largest, _WIDTH / max(ems, 1.0)):.1f}"


def _spell(date: datetime.date) -> str:
    if get_language() == "zh":
        return f"{date.year}年{date.month}月{date.day}日"
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
