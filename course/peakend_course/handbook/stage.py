"""The handbook's sources in one language: the course's files, put where Sphinx expects them."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from peakend.base.files import write_text
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend_course.cards import GroupCard, group_cards
from peakend_course.figures import write_figures
from peakend_course.glossary import read_glossary
from peakend_course.handbook.lab_pages import lab_list, write_lab_pages
from peakend_course.handbook.parts import bold, bullets, page, section, table, toctree
from peakend_course.handbook.reference import REFERENCE, write_codebooks, write_reference
from peakend_course.outline import Lecture, Outline, read_outline
from peakend_course.problems import read_text
from peakend_course.sources import with_references
from peakend_labs.facts import quoted
from peakend_labs.places import COURSE, lab_names

_NOTES = re.compile(r"^:::\{facilitator\}\n.*?^:::\n\n?", re.MULTILINE | re.DOTALL)
_KEYPOINTS = re.compile(r"^:::\{keypoints\}\n.*?^:::\n\n?", re.MULTILINE | re.DOTALL)
_NOTES_BEGIN = "\n:::{facilitator}"
_A_MINUTE = {"zh": 300, "en": 200}  # characters or words that a reader takes in who learns from them
_FOR_TRAINERS = re.compile(r"^.*\]\((?:trainer/|/figures/ways-in\.svg)[^\n]*\n", re.MULTILINE)
_FOR_TRAINEES = re.compile(r"^.*\]\(/figures/ways-in-trainee\.svg\)\n", re.MULTILINE)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def stage(target: Path, trainee: bool = False) -> dict[str, str]:
    """Write the sources of the handbook in the language in use, for a trainee or all of it; return the labs' titles."""
    outline = read_outline()
    write_figures(COURSE / "figures", target / "figures")
    titles = write_lab_pages(lab_names(), get_language(), target / "labs")
    write_text(target / "labs" / "index.md", lab_list(list(titles)))
    parts = [_lecture(outline, lecture, target, trainee) for lecture in outline.lectures]
    parts.append(_folder("cases", outline.cases, _("Cases"), target, trainee))
    parts.append("labs/index")
    parts += _cards(outline, target)
    parts += _numbers(target)
    write_codebooks(target / "data")
    write_reference(target / "library")
    parts += [f"{folder}/index" for folder in REFERENCE]
    if not trainee:
        parts.append(_folder("trainer", outline.guide, _("The trainer's guide"), target, trainee))
        shutil.copytree(COURSE / "trainer" / "pictures", target / "trainer" / "pictures")
    write_text(target / "glossary.md", _glossary())
    parts.append("glossary")
    write_text(target / "index.md", _index(outline, parts, trainee))
    return titles


def _index(outline: Outline, parts: Sequence[str], trainee: bool) -> str:
    """Return the cover: for whom, what it gives, what one will be able to do, and the ways in."""
    cover = for_sphinx(read_text(COURSE / f"cover.{get_language()}.md"))
    cover = (_FOR_TRAINERS if trainee else _FOR_TRAINEES).sub("", cover)
    objectives = bullets(f"**{name}** {text}" for name, text in outline.objectives.items())
    words = _("A journey map editor in one file")
    editor = f'<a href="../editor.html?lang={get_language()}">{words}</a>'
    about = _("{editor}, which needs nothing but a browser.", editor=editor)
    # Headings of no section: in the printed book the lectures would stand one level below the last of them.
    cover = _HEADING.sub("```{rubric} \\1\n:heading-level: 2\n```", cover)
    parts_of_it = [cover.replace("(objectives)", objectives).rstrip(), about, toctree(parts)]
    return "\n\n".join(parts_of_it) + "\n"


def _lecture(outline: Outline, lecture: Lecture, target: Path, trainee: bool) -> str:
    """Write a lecture's pages and the page that lists them."""
    pages = [
        part.id
        for part in lecture.sections
        if _copy_page(lecture.folder, part.id, target, trainee, _next_practice(outline, part.id))
    ]
    title = _("Lecture {number} · {title}", number=lecture.id.removeprefix("L"), title=lecture.title)
    objectives = bullets(f"**{name}** {outline.objectives[name]}" for name in lecture.objectives)
    labs = bullets(_("{{lab}}`{lab}`: {minutes} minutes", lab=lab.id, minutes=lab.minutes) for lab in lecture.labs)
    # No headings here: in the printed book the pages would stand one level below the last of them.
    parts = [bold(_("Objectives")), objectives, bold(_("Labs")), labs, toctree(pages)]
    write_text(target / lecture.folder / "index.md", page(title, *parts))
    return f"{lecture.folder}/index"


def _next_practice(outline: Outline, section: str) -> str:
    """Return a box with the labs' tasks in which a section is practised; nothing where there is none."""
    tasks = [
        f"{{task}}`{lab.id}#{task}`"
        for lab in outline.labs.values()
        for task, practised in lab.tasks.items()
        if section in practised
    ]
    if not tasks:
        return ""
    title = _("Next practice")
    lines = ["", f":::{{admonition}} {title}", ":class: page-box next", "", bullets(tasks), ":::", ""]
    return "\n".join(lines)


def _copy_page(folder: str, name: str, target: Path, trainee: bool, end: str = "") -> bool:
    """Copy one page of the language in use, if it is written, with something at its end; a trainee's has no notes."""
    source = COURSE / folder / f"{name}.{get_language()}.md"
    if source.is_file():
        text = _to_read(with_references(read_text(source)))
        text = _NOTES.sub("", text) if trainee else text
        write_text(target / folder / f"{name}.md", for_sphinx(text + end))
    return source.is_file()


def _to_read(text: str) -> str:
    """Say under a lecture page's title how long it takes; the key points, which begin its slides, close the page."""
    points = _KEYPOINTS.search(text)
    body, notes, rest = text.partition(_NOTES_BEGIN)
    if not points or not notes:
        return text
    title, _line, told = body.replace(points[0], "", 1).partition("\n")
    counted = re.findall(r"[一-鿿]" if get_language() == "zh" else r"[\w’'-]+", told)
    minutes = max(1, round(len(counted) / _A_MINUTE[get_language()]))
    about = _(
        "Reading: about {minutes} min · Check yourself: {checks}", minutes=minutes, checks=told.count(":::{check}")
    )
    return f"{title}\n\n*{about}*\n{told}\n{points[0].rstrip()}\n{notes}{rest}"


def for_sphinx(text: str) -> str:
    """Quote facts, and point figures to the course's folder."""
    return quoted(text, get_language()).replace("](figures/", "](/figures/")


def _folder(name: str, pages: Sequence[str], title: str, target: Path, trainee: bool) -> str:
    """Write the pages of a folder behind a page that lists them."""
    written = [each for each in pages if _copy_page(name, each, target, trainee)]
    write_text(target / name / "index.md", page(title, toctree(written)))
    return f"{name}/index"


def _numbers(target: Path) -> list[str]:
    source = COURSE / f"which-number-when.{get_language()}.md"
    write_text(target / "which-number-when.md", for_sphinx(read_text(source)))
    return ["which-number-when"]


def _cards(outline: Outline, target: Path) -> list[str]:
    cards = [_card(name, card) for name, card in group_cards(outline).items()]
    write_text(target / "cards.md", page(_("Group cards"), *cards))
    return ["cards"]


def _card(name: str, card: GroupCard) -> str:
    minutes = _("{n} minutes", n=card.minutes)
    goal, output = bold(_("Goal")), bold(_("Output"))
    return section(
        f"{name} {card.title}",
        f"{goal} {card.goal} ({minutes})",
        bullets(card.steps, "1. "),
        f"{output} {card.output}",
        bold(_("Pitfalls")),
        bullets(card.pitfalls),
    )


def _glossary() -> str:
    terms = sorted(read_glossary().terms, key=lambda term: term.en.casefold())
    rows = [(f"**{term.zh}**", term.en, term.definition) for term in terms]
    return page(_("Glossary"), table([_("Chinese"), _("English"), _("Meaning")], rows))
