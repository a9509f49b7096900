"""Common wrong answers, and which of the lab's known misconceptions stand behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from peakend.base.language import translate as _
from peakend.documents.texts import show_text
from peakend_grading.marks.grades import TaskGrade
from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names
from peakend_labs.wrong_answers import WrongAnswer


@dataclass(frozen=True)
class Misconception:
    """A misconception that was found in the class: what is misunderstood, in which tasks it shows, and by whom."""

    title: str
    tasks: Sequence[str]
    trainees: Sequence[str]


@dataclass(frozen=True)
class WrongAnswers:
    """What a check said to several trainees, and the misconceptions that would earn the same words."""

    task: str
    reason: str
    trainees: Sequence[str]
    misconceptions: Sequence[str]


def find_misconceptions(lab: str, submissions: Sequence[Sequence[TaskGrade]]) -> list[Misconception]:
    """Return the lab's misconceptions that were found, the most common first.

    A trainee has one where every task in which it shows lost points with its hint.
    """
    found = []
    for wrong in known_misconceptions(lab):
        trainees = [marks[0].trainee for marks in submissions if _shows(wrong, marks)]
        if trainees:
            found.append(Misconception(show_text(wrong.title), list(wrong.hints), trainees))
    return sorted(found, key=lambda one: -len(one.trainees))


def common_wrong_answers(lab: str, submissions: Sequence[Sequence[TaskGrade]]) -> list[WrongAnswers]:
    """Return what checks said to at least two trainees, the most common first."""
    who: dict[tuple[str, str], list[str]] = {}
    for mark in (mark for marks in submissions for mark in marks if _has_lost(mark)):
        if mark.reason == _("Marked by hand."):
            continue
        who.setdefault((mark.task, mark.reason), []).append(mark.trainee)
    return [
        WrongAnswers(
            task,
            reason,
            trainees,
            misconceptions_behind(lab, task, reason),
        )
        for (task, reason), trainees in sorted(who.items(), key=lambda item: -len(item[1]))
        if len(trainees) > 1
    ]


def known_misconceptions(lab: str) -> list[WrongAnswer]:
    """Return a lab's misconceptions; none for an assignment from elsewhere."""
    return list(read_lab(lab).wrong_answers.values()) if lab in lab_names() else []


def misconceptions_behind(lab: str, task: str, reason: str) -> list[str]:
    """Return the titles of a lab's misconceptions that would earn these words in a task."""
    return [show_text(wrong.title) for wrong in known_misconceptions(lab) if _earns_hint(wrong, task, reason)]


def _shows(wrong: WrongAnswer, marks: Sequence[TaskGrade]) -> bool:
    reasons = {mark.task: mark.reason for mark in marks if _has_lost(mark)}
    return bool(wrong.hints) and all(_earns_hint(wrong, task, reasons.get(task, "")) for task in wrong.hints)


def _earns_hint(wrong: WrongAnswer, task: str, reason: str) -> bool:
    hint = wrong.hints.get(task)
    return hint is not None and (hint.zh in reason or hint.en in reason)


def _has_lost(mark: TaskGrade) -> bool:
    return mark.score is not None and mark.score < mark.max_score
