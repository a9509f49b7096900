"""All that `peakend check` looks at in the course's files before it executes the labs."""

from pathlib import Path

from peakend.base.brand import SHIPPED
from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_course.cards import check_cards
from peakend_course.check_commands import check_commands
from peakend_course.check_drawn import check_drawn, check_shown
from peakend_course.check_facts import check_facts
from peakend_course.check_files import check_files
from peakend_course.check_items import check_items
from peakend_course.check_notes import check_notes
from peakend_course.check_outline import check_outline
from peakend_course.check_pages import check_pages
from peakend_course.check_parsed import check_parsed
from peakend_course.check_quotes import check_quotes
from peakend_course.check_references import check_ids
from peakend_course.check_standing import check_sheets, check_standing, check_tables
from peakend_course.figures import check_figures
from peakend_course.glossary import check_glossary, check_terms, read_glossary
from peakend_course.names import public_names
from peakend_course.outline import read_outline
from peakend_course.pages import read_page
from peakend_course.problems import Problem
from peakend_course.sources import check_quoted, check_sources
from peakend_course.twins import check_twins
from peakend_labs.places import COURSE, datasets_folder, lab_names, labs_folder


def course_problems() -> list[Problem]:
    """Return what is wrong with the outline, the pages, their terms and their twins.

    Raises
    ------
    PeakendError
        If the outline or the glossary cannot be read at all.
    """
    labs = labs_folder()
    # What nobody can read, or quotes a fact that is not told, is said first, with its line.
    if unread := sorted(check_files([*_files(COURSE, labs, datasets_folder()), SHIPPED])):
        return unread
    outline = read_outline()
    texts = sorted([*COURSE.rglob("*.md"), *labs.rglob("*.md"), *labs.rglob("*.yml")])
    pages = [read_page(file) for file in sorted(COURSE.rglob("*.??.md"))]
    told = [*(text for text in texts if text.name != "README.md"), *sorted(COURSE.rglob("*.yml"))]
    if untold := sorted(check_facts(file for file in told if file.name != "facts.yml")):
        return untold
    problems = sorted(
        [
            *check_outline(outline, lab_names(), public_names()),
            *check_pages(COURSE, outline, public_names()),
            *check_standing(COURSE),
            *check_sheets(),
            *check_tables(datasets_folder()),
            *check_figures(COURSE / "figures"),
            *check_cards(outline),
            *check_items(outline),
            *check_ids(texts, outline),
            *check_drawn(COURSE, pages),
            *check_quotes(pages, sorted(COURSE.rglob("*.yml"))),
            *check_shown(COURSE, pages),
            *check_sources(pages),
            *check_quoted(pages),
            *check_commands(pages),
            *check_notes(pages, outline),
            *check_glossary(),
            *check_terms(texts, read_glossary()),
            *check_twins(),
        ]
    )
    return problems or sorted(check_parsed(COURSE))


def _files(*folders: Path) -> list[Path]:
    """Return the files of some folders, without those that a program makes."""
    found = (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())
    return [file for file in found if not any(part.startswith((".", "__")) for part in file.parts)]


def require_sound_course() -> None:
    """Raise `PeakendError` with one line for each thing that is wrong with the course's files."""
    problems = course_problems()
    if problems:
        lines = "\n".join(map(str, problems))
        raise PeakendError(_("Wrong in the course's files ({count}):", count=len(problems)) + "\n" + lines)
