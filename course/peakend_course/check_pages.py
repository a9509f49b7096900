"""Whether the pages hold together: with their twins, with the outline, the labs and the library."""

from collections.abc import Collection, Iterator
from pathlib import Path

from peakend.base.language import LANGUAGES, join_words
from peakend.base.language import translate as _
from peakend.documents.problems import nearest
from peakend_course.check_markdown import check_markdown
from peakend_course.check_parts import check_answers, check_parts
from peakend_course.check_references import check_references
from peakend_course.check_signs import check_signs
from peakend_course.check_tells import check_tells
from peakend_course.outline import Lecture, Outline, Section
from peakend_course.pages import BOXES, CASES, Page, read_page
from peakend_course.problems import Problem, shown
from peakend_course.slide import MOST_COUNT, width

PICTURES = "pictures/"
CARD_PARTS = 3  # what stands beside its kind
CARD = ":::{card} Diary | a week | 6–10 customers"
OTHER = dict(zip(LANGUAGES, reversed(LANGUAGES), strict=True))


def check_pages(course: Path, outline: Outline, functions: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the pages of the lectures, the cases and the trainer's guide.

    Parameters
    ----------
    course : Path
        The folder of the pages.
    outline : Outline
        Its spine.
    functions : collection of str
        The library's public names.
    """
    for lecture in outline.lectures:
        yield from _check_lecture(course, lecture, outline, functions)
    yield from _check_folder(course / "cases", outline.cases, outline.line("cases"))
    yield from _check_folder(course / "trainer", outline.guide, outline.line("guide"))
    every = [read_page(file) for file in sorted(course.rglob("*.??.md"))]
    yield from check_tells(every)
    folders = {course, course / "cases", course / "trainer", *(course / lecture.folder for lecture in outline.lectures)}
    for page in every:
        if page.file.parent not in folders:
            sentence = _("No lecture in course/outline.yml has this folder; add one, or delete the page.")
            yield Problem(shown(page.file), 1, sentence)
        yield from check_markdown(page)
        yield from _check_boxes(page)
        yield from _check_figures(page, course)
        yield from check_signs(page, course)
        yield from check_references(page, outline, functions)


def _check_folder(folder: Path, names: Collection[str], line: int) -> Iterator[Problem]:
    """The pages that the outline lists, and no other."""
    for name in names:
        if not (folder / f"{name}.{LANGUAGES[0]}.md").is_file():
            sentence = _(
                "{name} has no page; write {file} and its twin.", name=name, file=f"{folder.name}/{name}.zh.md"
            )
            yield Problem("course/outline.yml", line, sentence)
    for file in sorted(folder.glob("*.??.md")):
        page = read_page(file)
        yield from _check_twin(page)
        if page.id in names and folder.name == "cases" and len(page.of_kind("case")) != 1:
            sentence = _("A case tells its story in one box, {example}; write it.", example=":::{case} told")
            yield Problem(shown(file), 1, sentence)
        if page.id not in names:
            sentence = _("course/outline.yml does not list {name!r}; add it there, or delete the page.", name=page.id)
            yield Problem(shown(file), 1, sentence)


def _check_lecture(course: Path, lecture: Lecture, outline: Outline, functions: Collection[str]) -> Iterator[Problem]:
    sections = {section.id: section for section in lecture.sections}
    for name in sections:
        if not (course / lecture.folder / f"{name}.{LANGUAGES[0]}.md").is_file():
            sentence = _("{name} has no page; write {file} and its twin.", name=name, file=f"{name}.zh.md")
            yield Problem(f"course/{lecture.folder}", 1, sentence)
    for file in sorted((course / lecture.folder).glob("*.??.md")):
        page = read_page(file)
        if page.id not in sections:
            sentence = _(
                "Lecture {lecture} has no section {name!r} in course/outline.yml; add it there, or rename the page.",
                lecture=lecture.id,
                name=page.id,
            )
            yield Problem(shown(file), 1, sentence)
            continue
        yield from _check_twin(page)
        yield from _check_title(page, sections[page.id])
        yield from check_parts(page, _other(page))
        for name in sections[page.id].functions:
            if name not in page.functions:
                sentence = _("The outline says that pe.{name} serves this page; name it in the text.", name=name)
                yield Problem(shown(file), 1, sentence)


def _check_title(page: Page, section: Section) -> Iterator[Problem]:
    title = getattr(section.title, page.language)
    if page.title != title:
        sentence = _(
            "The page is called “{found}”, and in course/outline.yml “{title}”.", found=page.title, title=title
        )
        yield Problem(shown(page.file), 1, sentence + " " + _("Give both the same title."))


def _check_twin(page: Page) -> Iterator[Problem]:
    """The other language has the same headings, boxes and figures."""
    name, twin = _twin_name(page), _other(page)
    if twin is None:
        yield Problem(shown(page.file), 1, _("The page's twin {name} is missing; write it.", name=name))
        return
    if page.language == LANGUAGES[0]:
        mine, other = page.structure, twin.structure
        if mine != other:
            i = next(
                (i for i, (a, b) in enumerate(zip(mine, other, strict=False)) if a != b), min(len(mine), len(other))
            )
            sentence = _(
                "Part {number} is {found} here and {other} in {name}; give both the same headings, boxes and figures.",
                number=i + 1,
                found=mine[i] if i < len(mine) else _("missing"),
                other=other[i] if i < len(other) else _("missing"),
                name=name,
            )
            yield Problem(shown(page.file), 1, sentence)
        if names := sorted(page.named ^ twin.named):
            sentence = _("Only one of this page and {name} names {names}.", name=name, names=join_words(names))
            yield Problem(shown(page.file), 1, sentence)


def _twin_name(page: Page) -> str:
    return page.file.name.removesuffix(f"{page.language}.md") + f"{OTHER[page.language]}.md"


def _other(page: Page) -> Page | None:
    """Read the page in the other language, where there is one."""
    file = page.file.with_name(_twin_name(page))
    return read_page(file) if file.is_file() else None


def _check_boxes(page: Page) -> Iterator[Problem]:
    """Boxes are closed and of a kind that handbook and slides know; a case says where it is from."""
    for box in page.boxes:
        if box.kind not in BOXES:
            hint = nearest(box.kind, BOXES)
            names = join_words(BOXES)
            sentence = _("There is no box {name!r}{hint}. There are: {names}.", name=box.kind, hint=hint, names=names)
            yield Problem(shown(page.file), box.line, sentence)
        if box.kind == "case" and box.argument not in CASES:
            sentence = _(
                "Say where the case is from: {names}.", names=" | ".join(f":::{{case}} {name}" for name in CASES)
            )
            yield Problem(shown(page.file), box.line, sentence)
        if box.kind == "number" and not box.argument:
            sentence = _("A box shows its number beside its kind: :::{box} 682 patients. Write it.", box="{number}")
            yield Problem(shown(page.file), box.line, sentence)
        if box.kind == "number" and width(box.argument) > MOST_COUNT:
            sentence = _(
                "“{words}” is wider than a slide: {most} Chinese characters or {letters} letters fit; "
                "leave the number here, and write the rest below.",
                words=box.argument,
                most=MOST_COUNT,
                letters=2 * MOST_COUNT + 1,
            )
            yield Problem(shown(page.file), box.line, sentence)
        if box.kind == "card" and len(list(filter(str.strip, box.argument.split("|")))) != CARD_PARTS:
            sentence = _("A method's card says its name, its time and its people: {words}.", words=CARD)
            yield Problem(shown(page.file), box.line, sentence)
    for line in _left_open(page.text):
        yield Problem(shown(page.file), line, _("This box is not closed; write ::: on a line below its text."))
    yield from check_answers(page)


def _left_open(text: str) -> Iterator[int]:
    """Yield the line of each box after which another begins, or the page ends, before it is closed."""
    opened = 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(":::{"):
            if opened:
                yield opened
            opened = number
        elif line.strip() == ":::":
            opened = 0
    if opened:
        yield opened


def _check_figures(page: Page, course: Path) -> Iterator[Problem]:
    for figure in page.figures:
        drawn = course / figure.file
        if figure.file.startswith(PICTURES):  # of a screen, which a test makes
            drawn = page.file.parent / figure.file
            if not drawn.is_file():
                sentence = _("There is no figure {name}; draw it, or take it out.", name=figure.file)
                yield Problem(shown(page.file), figure.line, sentence)
        elif drawn.suffix != ".svg":
            sentence = _("Figure {name} is not a drawing; draw it as SVG, or write a program for it.", name=figure.file)
            yield Problem(shown(page.file), figure.line, sentence)
        elif not (drawn.is_file() or drawn.with_suffix(".py").is_file()):
            sentence = _("There is no figure {name}; draw it, or take it out.", name=figure.file)
            yield Problem(shown(page.file), figure.line, sentence)
        if not figure.alt:
            sentence = _("Figure {name} needs words for who cannot see it.", name=figure.file)
            yield Problem(shown(page.file), figure.line, sentence)
