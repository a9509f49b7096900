"""A lecture's slides, from the same pages: key points, figures, cases, questions; the trainer's notes beside them."""

import math
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from peakend.base.errors import PeakendError
from peakend.base.extras import require
from peakend.base.files import write_text
from peakend.base.language import get_language, message
from peakend.base.language import translate as _
from peakend_course.figures import write_figures
from peakend_course.outline import read_outline
from peakend_course.pages import CASES, Page, markdown, read_page
from peakend_course.references import in_words
from peakend_course.templates import render
from peakend_labs.facts import quoted
from peakend_labs.places import course_folder

# What of reveal.js is shown offline: the program, its base style, and the window with the speaker's notes.
REVEAL = ("dist/reveal.js", "dist/reveal.css", "dist/reset.css", "plugin/notes")
MOST_ROOM = 240  # of a case on one slide, in Chinese characters
POINT_WIDTH = 27  # of a row of key points, in Chinese characters
MOST_ROWS = 7
LEAST_LINE = 32

_ASKED = {
    "question": message("A question for you"),
    "check": message("Check yourself"),
    "answer": message("The answer"),
}


@dataclass(frozen=True)
class Slide:
    """One slide: its kind, what stands on it, and what the trainer reads beside it."""

    kind: str
    title: str
    body: Markup
    notes: str = ""


def write_slides(number: int, out: Path) -> Path:
    """Write one lecture's slides in the language in use into a folder, and return the file to open.

    Parameters
    ----------
    number : int
        The lecture, from 1.
    out : Path
        The folder; slides of other lectures in it stay.

    Returns
    -------
    Path
        ``lecture-1.zh.html`` or the like; it opens in a browser without a network.

    Raises
    ------
    PeakendError
        If there is no such lecture, none of its pages is written, or reveal.js is not installed.
    """
    course = course_folder()
    lecture = read_outline().lecture(number)
    language = get_language()
    files = [course / lecture.folder / f"{section.id}.{language}.md" for section in lecture.sections]
    pages = [read_page(file) for file in files if file.is_file()]
    if not pages:
        raise PeakendError(
            _(
                "No page of lecture {number} is written yet in {folder}.",
                number=number,
                folder=f"course/{lecture.folder}",
            )
        )
    _copy_reveal(out / "reveal")
    write_figures(course / "figures", out / f"figures-{language}")
    file = out / f"lecture-{number}.{language}.html"
    title = _("Lecture {number} · {title}", number=number, title=lecture.title)
    slides = [slide for page in pages for slide in slides_of(page)]
    write_text(file, render("slides.html", title=title, course=read_outline().title, slides=slides, number=number))
    return file


def lectures_to_show() -> list[int]:
    """Return the numbers of the lectures."""
    return [lecture.number for lecture in read_outline().lectures]


def slides_of(page: Page) -> list[Slide]:
    """Return a page's slides: the key points first, with the trainer's notes, then figures, cases and questions."""
    notes = Markup("<hr>").join(_html(box.text) for box in page.of_kind("facilitator"))
    points = page.of_kind("keypoints")
    slides = [Slide(f"keypoints{_density(box.text)}", page.title, _html(box.text), notes) for box in points]
    for figure in page.figures:
        source = figure.file.replace("figures/", f"figures-{page.language}/", 1)
        picture = Markup('<img src="{}" alt="{}">').format(source, figure.alt)
        slides.append(Slide("figure", page.title, picture, Markup("<p>{}</p>").format(figure.alt)))
    for box in page.boxes:
        if box.kind == "case":
            title = _("Case · simulated data") if box.argument == CASES[1] else _("Case · as told")
            parts = _parts(box.text)
            for i, part in enumerate(parts, 1):
                slides.append(Slide("case", f"{title} {i}/{len(parts)}" if len(parts) > 1 else title, _html(part)))
        elif box.kind in _ASKED:
            slides.append(Slide("question", _(_ASKED[box.kind]), _html(box.text), notes))
    return slides


def _parts(text: str) -> list[str]:
    """Split a long text into slides, paragraph by paragraph."""
    parts = [""]
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        if parts[-1] and _room(parts[-1] + paragraph) > MOST_ROOM:
            parts.append("")
        parts[-1] += paragraph + "\n\n"
    return parts


def _density(text: str) -> str:
    """Say when key points need smaller letters to fit."""
    rows = sum(math.ceil(_width(line) / POINT_WIDTH) for line in text.splitlines())
    return " dense" if rows > MOST_ROWS else ""


def _room(text: str) -> int:
    """Count a text's room on a slide; a line takes its room, however short it is."""
    return sum(max(_width(line), LEAST_LINE) for line in text.splitlines() if line)


def _width(line: str) -> int:
    """Count a line's width in Chinese characters, which are twice as wide as Latin ones."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in line) // 2


def _html(text: str) -> Markup:
    # The pages are the course's own, and the parser lets no HTML through.
    return Markup(markdown().render(in_words(quoted(text, get_language()))))


def _copy_reveal(target: Path) -> None:
    package = require("sphinx_revealjs")
    source = Path(str(package.origin)).parent / "_static" / "revealjs"
    for name in REVEAL:
        copy = shutil.copytree if (source / name).is_dir() else shutil.copyfile
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if not (target / name).exists():
            copy(source / name, target / name)
