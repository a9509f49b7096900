"""The course's own questions, to be asked by a click: each lab's guesses, and what the pages ask the room."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.design.concept import criteria
from peakend.forms.worksheet_source import Field, read_worksheet
from peakend_class.day import Block
from peakend_class.polls import MOST_OPTIONS, Question
from peakend_course.outline import read_outline
from peakend_course.pages import read_page
from peakend_labs.lab import read_lab
from peakend_labs.lab_source import DEFAULT_CASE
from peakend_labs.places import course_folder

GUESSES = "guess"
_KINDS = {"choice": "one", "choices": "several", "rank": "ranking"}
_MARKS = re.compile(r"[*`_]|\{\w+\}")


def course_questions(labs: Sequence[str]) -> list[dict[str, Any]]:
    """Return the questions in the course's order, each with where it stands, in the language in use."""
    return [*_measures(), *_guesses(labs), *_of_pages()]


def _measures() -> Iterator[dict[str, Any]]:
    """Yield by what the day measures itself: the feeling at a block's end, and the three questions at the close."""
    feeling = _("How did the last block feel?")
    ends = (_("very bad"), _("very good"))
    yield _asked("★", Question(kind="scale", question=feeling, options=ends, low=-2, high=2, purpose="feeling"))
    satisfied = _("How satisfied are you with this workshop?")
    ends = (_("very dissatisfied"), _("very satisfied"))
    yield _asked("★", Question(kind="scale", question=satisfied, options=ends, low=1, high=5, purpose="csat"))
    easy = _("The workshop made it easy to learn what I came for.")
    ends = (_("strongly disagree"), _("strongly agree"))
    yield _asked("★", Question(kind="scale", question=easy, options=ends, low=1, high=7, purpose="ces"))
    likely = _("How likely are you to recommend this workshop to a colleague?")
    ends = (_("not at all likely"), _("extremely likely"))
    yield _asked("★", Question(kind="scale", question=likely, options=ends, low=0, high=10, purpose="nps"))
    pitch = _("Roadshow: how is this team's plan? (Write the team's name here.)")
    asked = tuple(_("{name}: {help}", name=field.title, help=field.help) for field in criteria())
    yield _asked("★", Question(kind="ratings", question=pitch, options=asked, low=1, high=5, purpose="roadshow"))
    moments = (_("before coming"), _("arriving"), _("waiting"), _("being served"), _("leaving"), _("afterwards"))
    drawn = _("Think of the last service you used. Draw how you felt.")
    yield _asked("★", Question(kind="curve", question=drawn, options=moments, low=-2, high=2))


def later_questions(blocks: Sequence[Block]) -> list[Question]:
    """Return what is asked a week later: what is remembered of the day as a whole, and which block comes to mind."""
    whole = _("Looking back now: how was the day as a whole?")
    ends = (_("very bad"), _("very good"))
    asked = [Question(kind="scale", question=whole, options=ends, low=-2, high=2, purpose="remembered")]
    names = tuple(dict.fromkeys(block.what for block in blocks if not block.is_break))[:MOST_OPTIONS]
    if len(names) > 1:
        first = _("Which part comes to mind first?")
        asked.append(Question(kind="one", question=first, options=names, purpose="first thought"))
    return asked


def _guesses(labs: Sequence[str]) -> Iterator[dict[str, Any]]:
    for name in labs:
        lab = read_lab(name)
        case = lab.case_for(DEFAULT_CASE)
        if file := lab.forms(case).get(GUESSES):
            _title, fields = read_worksheet(file.parent, GUESSES, {"case": case})
            yield from (_asked(name, question) for field in fields if (question := _question(field)))


def _question(field: Field) -> Question | None:
    if field.kind not in _KINDS or not 2 <= len(field.options) <= 20:
        return None
    return Question(kind=_KINDS[field.kind], question=field.label, options=tuple(field.options.values()))  # type: ignore[arg-type]


def _of_pages() -> Iterator[dict[str, Any]]:
    for lecture in read_outline().lectures:
        for section in lecture.sections:
            file = course_folder() / lecture.folder / f"{section.id}.{get_language()}.md"
            for box in read_page(file).of_kind("question") if file.is_file() else ():
                text = " ".join(_MARKS.sub("", box.text).split())
                if 0 < len(text) <= 300:
                    yield _asked(section.id, Question(kind="word", question=text))


def _asked(place: str, question: Question) -> dict[str, Any]:
    return {"place": place, **question.model_dump()}
