"""A lecture's slides, from the same pages: key points, figures, cases, questions; the trainer's notes beside them."""

import shutil
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.extras import require
from peakend.base.files import copy_file, write_text
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend_course.drawn import STATIC, style
from peakend_course.figures import write_figures
from peakend_course.outline import read_outline
from peakend_course.pages import read_page
from peakend_course.slide import slides_of
from peakend_course.templates import render
from peakend_labs.places import course_folder

# What of reveal.js is shown offline: the program, its base style, the window with the speaker's notes, and
# what enlarges the place that is clicked with Alt held down.
REVEAL = ("dist/reveal.js", "dist/reveal.css", "dist/reset.css", "plugin/notes", "plugin/zoom")


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
    copy_file(STATIC / "course.js", out / "course.js")
    write_figures(course / "figures", out / f"figures-{language}")
    file = out / f"lecture-{number}.{language}.html"
    title = _("Lecture {number} · {title}", number=number, title=lecture.title)
    slides = [slide for page in pages for slide in slides_of(page)]
    # A title as large as this one does not end a line at a hyphen.
    words = {"course": read_outline().title, "name": str(lecture.title).replace("-", "\u2011"), "style": style()}
    write_text(file, render("slides.html", title=title, slides=slides, number=number, **words))
    return file


def lectures_to_show() -> list[int]:
    """Return the numbers of the lectures."""
    return [lecture.number for lecture in read_outline().lectures]


def _copy_reveal(target: Path) -> None:
    package = require("sphinx_revealjs")
    source = Path(str(package.origin)).parent / "_static" / "revealjs"
    for name in REVEAL:
        copy = shutil.copytree if (source / name).is_dir() else shutil.copyfile
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if not (target / name).exists():
            copy(source / name, target / name)
