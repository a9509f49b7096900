"""Whether what bears a fixed name is there and can be made: pages outside lectures, printables, tables of data."""

import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from peakend.base.language import LANGUAGES, get_language, set_language
from peakend.base.language import translate as _
from peakend.datasets.catalogue import CODEBOOK, described_tables, undescribed
from peakend_course.outline import read_outline
from peakend_course.problems import Problem, read_text, shown
from peakend_course.references import references
from peakend_course.sheets import SHEETS, sheet_html
from peakend_course.templates import FOLDER

PAGES = ("cases", "cover", "kit", "welcome", "which-number-when")
COPIED = ("kit", "welcome")  # into kits and workspaces
OBJECTIVES = "(objectives)"  # where the cover lists what the outline says one will be able to do


def check_standing(course: Path) -> Iterator[Problem]:
    """Yield each page of the handbook, the kit and the workspace that is missing, and a cover without its objectives.

    Parameters
    ----------
    course : Path
        The course's folder.
    """
    for name in PAGES:
        for language in LANGUAGES:
            file = course / f"{name}.{language}.md"
            if not file.is_file():
                yield Problem(shown(file), 1, _("This page is missing, and is needed by its name; write it."))
            elif name == "cover" and OBJECTIVES not in read_text(file):
                sentence = _("The cover has no place for what one will be able to do; write {words}.", words=OBJECTIVES)
                yield Problem(shown(file), 1, sentence)
            elif name == "welcome":
                yield from _check_times(file)
            if name in COPIED and file.is_file():
                yield from _check_copied(file)


def _check_copied(file: Path) -> Iterator[Problem]:
    """Yield what only handbook and slides put into words."""
    for found in references(read_text(file)):
        role = f"{{{found.role}}}`{found.target}`"
        sentence = _("Trainees get this page as it is written; here {role} would be seen. Write the words.", role=role)
        yield Problem(shown(file), found.line, sentence)


def _check_times(file: Path) -> Iterator[Problem]:
    """Yield each lab that the first page does not list with the minutes that the outline books."""
    lines = read_text(file).splitlines()
    for lab in read_outline().labs.values():
        line = next((at for at, each in enumerate(lines, 1) if f"labs/{lab.id}/" in each), 0)
        if not line or not re.search(rf"\b{lab.minutes}\b[^|]*\|\s*$", lines[line - 1]):
            sentence = _("Lab {lab} takes {minutes} minutes; say so in its row here.", lab=lab.id, minutes=lab.minutes)
            yield Problem(shown(file), line or 1, sentence)


def check_sheets() -> Iterator[Problem]:
    """Yield each printable that cannot be filled in, with its line; the language in use first, which tells it."""
    speaking = get_language()
    try:
        for language in sorted(LANGUAGES, key=lambda each: each != speaking):
            set_language(language)
            for name in SHEETS:
                try:
                    sheet_html(name)
                except TemplateError as error:
                    file, line = _place(error)
                    sentence = _("This template cannot be filled in: {problem}. Correct it.", problem=error)
                    yield Problem(shown(file), line, sentence)
    finally:
        set_language(speaking)


def check_tables(folder: Path) -> Iterator[Problem]:
    """Yield each table that no codebook describes, so that no kit takes it along, and each description of none."""
    described = {file.resolve(): name for name, file in described_tables().items()}
    for file in sorted(folder.glob("*/*.csv")):
        if file.resolve() not in described:
            yield Problem(shown(file), 1, undescribed(f"{file.parent.name}/{file.stem}"))
    for file, name in described.items():
        if not file.is_file():
            lines = read_text(file.parent / CODEBOOK).splitlines()
            line = next((at for at, each in enumerate(lines, 1) if f'"path": "{file.name}"' in each), 1)
            sentence = _("{name} is described, and its file {file} is missing.", name=name, file=file.name)
            yield Problem(shown(file.parent / CODEBOOK), line, sentence + " " + _("Add it, or take the words out."))


def _place(error: TemplateError) -> tuple[Path, int]:
    """Return the template's file and the line at which it failed."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return Path(error.filename), error.lineno
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    return (Path(frames[-1].filename), frames[-1].lineno or 1) if frames else (FOLDER, 1)
