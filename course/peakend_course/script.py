"""The session script: for each block of an agenda what to say, show, ask and collect, from the pages and the cards."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from peakend.base.language import get_language, join_words
from peakend.base.language import translate as _
from peakend_course.cards import group_cards
from peakend_course.front_desk import Click, front_desk
from peakend_course.outline import Block, Outline, read_outline
from peakend_course.pages import Page, markdown, read_page
from peakend_course.references import in_words, task_number
from peakend_course.runsheet import runsheet
from peakend_course.runsheet_row import Row
from peakend_labs.facts import quoted
from peakend_labs.lab import read_lab
from peakend_labs.places import COURSE, lab_names


@dataclass(frozen=True)
class Scene:
    """One block of the script: its line of the run-sheet, what is said, shown, asked, collected, minded and clicked."""

    row: Row
    say: tuple[Markup, ...] = ()
    show: tuple[str, ...] = ()
    ask: tuple[Markup, ...] = ()
    collect: tuple[str, ...] = ()
    notes: tuple[Markup, ...] = ()
    clicks: tuple[Click, ...] = ()


def session_script(agenda: str, start: str) -> list[Scene]:
    """Return the script of an agenda in the language in use, block by block.

    Parameters
    ----------
    agenda : str
        Its id in ``course/outline.yml``.
    start : str
        When each day begins, as ``"09:00"``.
    """
    outline = read_outline()
    held = outline.agenda(agenda)
    blocks, rows = [block for day in held.days for block in day.blocks], runsheet(agenda, start)
    clicks = [()] * len(rows) if held.alone else front_desk(blocks, rows)
    return [_scene(outline, *one) for one in zip(blocks, rows, clicks, strict=True)]


def _scene(outline: Outline, block: Block, row: Row, clicks: tuple[Click, ...]) -> Scene:
    pages = [*_pages(outline, block)]
    cards = group_cards(outline)
    wanted = [*block.sections, *([block.stages] if block.stages else [])]
    collect = [str(cards[name].output) for name in wanted if name in cards]
    if block.lab in lab_names():
        numbers = join_words(task_number(task) for task in block.tasks or _tasks(block.lab))
        collect += [_("a ✓ at tasks {numbers}", numbers=numbers)]
    return Scene(
        row=row,
        say=tuple(_html(box.text) for page in pages for box in page.of_kind("keypoints")),
        show=tuple(figure.alt for page in pages for figure in page.figures),
        ask=tuple(_html(box.text) for page in pages for box in page.of_kind("question")),
        collect=tuple(collect),
        notes=tuple(_html(box.text) for page in pages for box in page.of_kind("facilitator")),
        clicks=clicks,
    )


def _pages(outline: Outline, block: Block) -> Iterator[Page]:
    """Yield the pages of a block's sections that are written in the language in use."""
    for lecture in outline.lectures:
        for section in lecture.sections:
            file = COURSE / lecture.folder / f"{section.id}.{get_language()}.md"
            if section.id in block.sections and file.is_file():
                yield read_page(file)


def _tasks(lab: str | None) -> list[str]:
    return [task.id for task in read_lab(lab).tasks] if lab else []


def _html(text: str) -> Markup:
    # The pages are the course's own, and the parser lets no HTML through.
    return Markup(markdown().render(in_words(quoted(text, get_language()))))
