"""Whether a lecture's page has all that a reader needs, and its checks answers that fit."""

import re
from collections.abc import Iterator

from peakend.base.language import translate as _
from peakend_course.pages import Box, Page
from peakend_course.problems import Problem, shown
from peakend_course.slide import MOST_TABLE, long_tables

NEEDED = ("objective", "keypoints", "check", "answer", "question", "monday", "facilitator")
SOURCES = {"zh": "出处", "en": "Sources"}
MISCONCEPTION = {"zh": "**误解：**", "en": "**Misconception:**"}
LETTERS = "ABCDEFGH"
_OPTION = re.compile(r"^- ([A-Z])\. ", re.MULTILINE)
_CHOSEN = re.compile(r"\*\*([A-Z])[.。]\*\*")


def check_parts(page: Page, twin: Page | None = None) -> Iterator[Problem]:
    """Yield each part that the page of a section lacks, or that would stay empty.

    Parameters
    ----------
    page : Page
        The page of a section.
    twin : Page, optional
        The same in the other language.
    """
    for kind in NEEDED:
        boxes = page.of_kind(kind)
        if not boxes:
            yield Problem(shown(page.file), 1, _("The page has no box {name!r}; add one.", name=kind))
        for box in boxes:
            if not box.text.strip():
                yield Problem(shown(page.file), box.line, _("The box {name!r} is empty; write it.", name=kind))
    for box in page.of_kind("keypoints"):
        if box.text.strip() and len(re.findall(r"^- ", box.text, re.MULTILINE)) < 2:
            sentence = _("Key points are a list on the slide; begin each with “- ”, and write two or more.")
            yield Problem(shown(page.file), box.line, sentence)
    last = page.headings[-1].text if page.headings else ""
    if last != SOURCES[page.language]:
        sentence = _("A page ends with “## {heading}”; add it.", heading=SOURCES[page.language])
        yield Problem(shown(page.file), page.headings[-1].line if page.headings else 1, sentence)
    for line, width in long_tables(page):
        sentence = _(
            "Slides leave this table out: it is {width} wide, and {most} fit; shorten it, or write it below ###.",
            width=width,
            most=MOST_TABLE,
        )
        yield Problem(shown(page.file), line, sentence)
    yield from _check_chosen(page, twin)


def check_answers(page: Page) -> Iterator[Problem]:
    """Yield each check that no answer follows, and each answer that stands alone."""
    kinds = [box.kind for box in page.boxes]
    for number, box in enumerate(page.boxes):
        if box.kind == "check" and kinds[number + 1 : number + 2] != ["answer"]:
            sentence = _("A check is followed by its answer, :::{box}; write it.", box="{answer}")
            yield Problem(shown(page.file), box.line, sentence)
        if box.kind == "answer" and kinds[max(number - 1, 0)] != "check":
            sentence = _("An answer follows a check, :::{box}; write the question.", box="{check}")
            yield Problem(shown(page.file), box.line, sentence)


def _check_chosen(page: Page, twin: Page | None) -> Iterator[Problem]:
    """An answer names the misconception and, where there are options, one of them, the same in both languages."""
    others = twin.of_kind("answer") if twin else []
    for number, (check, answer) in enumerate(zip(page.of_kind("check"), page.of_kind("answer"), strict=False)):
        if MISCONCEPTION[page.language] not in answer.text:
            sentence = _("The answer names no misconception; write it: {words}", words=MISCONCEPTION[page.language])
            yield Problem(shown(page.file), answer.line, sentence)
        options, chosen = _OPTION.findall(check.text), chosen_letter(answer)
        wanted = list(LETTERS[: len(options)])
        if options != wanted:
            sentence = _("Options are called {letters}, each once; write them so.", letters=", ".join(wanted))
            yield Problem(shown(page.file), check.line, sentence)
        if options and chosen not in options:
            letters = " | ".join(f"**{letter}{'。' if page.language == 'zh' else '.'}**" for letter in options)
            sentence = _("The answer begins with the letter of an option: {letters}.", letters=letters)
            yield Problem(shown(page.file), answer.line, sentence)
        elif options and number < len(others) and (other := chosen_letter(others[number])) != chosen:
            sentence = _(
                "The answer is {chosen} here and {other} in the other language; correct one of them.",
                chosen=chosen,
                other=other or "?",
            )
            yield Problem(shown(page.file), answer.line, sentence)


def chosen_letter(answer: Box) -> str:
    """Return the letter with which an answer begins, or nothing."""
    found = _CHOSEN.match(answer.text.strip())
    return found[1] if found else ""
