"""Open answers as one workbook, question by question: marked in Excel, and taken back row by row."""

import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from bs4 import BeautifulSoup
from nbgrader.utils import is_task

from peakend.base.language import translate as _
from peakend_grading.intake.prints import TEXT
from peakend_grading.marks.book import Book
from peakend_grading.marks.grades import TaskGrade
from peakend_grading.marks.notes import Note
from peakend_grading.results.hide_tests import MARK_SCHEME
from peakend_grading.results.sections import cut_sections
from peakend_grading.results.task_names import titles_of
from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names

LONGEST = 32_000  # letters of an answer that a cell can hold
LIKE = 0.5  # share of the same sentences from which on two answers are in one group
_EDGES = re.compile(r"^=== (BEGIN|END) MARK SCHEME ===\s*$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """An open answer, without its author's name.

    Attributes
    ----------
    code : str
        What stands for author and question.
    mark : TaskGrade
        The mark as it stands.
    text : str
        What was answered.
    comment : str
        What the trainer wrote.
    group : str
        A number that answers share which are like each other; or nothing.
    """

    code: str
    mark: TaskGrade
    text: str
    comment: str
    group: str


@dataclass(frozen=True)
class Question:
    """An open question with its rubric, and all answers to it."""

    lab: str
    task: str
    title: str
    text: str
    rubric: str
    most: float
    answers: Sequence[Answer]


def code_of(mark: TaskGrade) -> str:
    """Return what stands for author and question of a mark in the workbook."""
    return hashlib.sha256(f"{mark.trainee}\n{mark.lab}\n{mark.task}".encode()).hexdigest()[:10]


def open_marks(book: Book) -> list[TaskGrade]:
    """Return the marks of what a trainer marks, marked already or not."""
    by_hand = {(lab, task.id) for lab in set(lab_names()) & _labs(book) for task in read_lab(lab).tasks if task.manual}
    problems = book.problems()
    return [
        mark
        for mark in book.marks()
        if (mark.trainee, mark.lab) not in problems and (mark.score is None or (mark.lab, mark.task) in by_hand)
    ]


def questions(book: Book, graded: Path, language: str) -> Iterator[Question]:
    """Yield the open questions of a graded class in their order."""
    found: dict[tuple[str, str], list[TaskGrade]] = defaultdict(list)
    for mark in open_marks(book):
        found[mark.lab, mark.task].append(mark)
    comments, notes = book.comments(), book.notes()
    texts = {
        key: _texts(graded, *key) for key in {(mark.trainee, mark.lab) for marks in found.values() for mark in marks}
    }
    for (lab, task), marks in found.items():
        text, rubric = _asked(lab, task, language)
        groups = _groups(task, marks, notes)
        answers = [
            Answer(
                code_of(mark),
                mark,
                texts[mark.trainee, lab].get(task.rpartition("/")[2], "")[:LONGEST],
                comments.get((mark.trainee, lab, task.rpartition("/")[2]), ""),
                groups.get(mark.trainee, ""),
            )
            for mark in marks
        ]
        in_order = sorted(answers, key=lambda one: (one.group == "", one.group, one.code))
        title = titles_of(lab, language)[1].get(task, task)
        yield Question(lab, task, title, text, rubric, marks[0].max_score, in_order)


def _labs(book: Book) -> set[str]:
    return {mark.lab for mark in book.marks()}


def _texts(graded: Path, trainee: str, lab: str) -> dict[str, str]:
    """Return what one submission answered, by task, as plain text."""
    texts = {}
    for file in sorted((graded / "autograded" / trainee / lab).glob("*.ipynb")):
        for section in cut_sections(nbformat.read(file, as_version=4)):
            if section.task:
                texts[section.task] = "\n".join(filter(None, map(_plain, section.answers)))
    return texts


def _plain(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for picture in soup.find_all(["svg", "img", "style"]):
        picture.replace_with(_("(a picture: see the feedback page)"))
    for table in soup.find_all("table"):
        rows, caption = table.find_all("tr"), table.find("caption")
        if caption and len(rows) == 1 and (answer := rows[0].find("td")):  # a form's only field: its question is known
            table.replace_with(answer.get_text(" ", strip=True).removeprefix("–") + "\n")
        elif caption:
            caption.append("\n")
    for row in soup.find_all("tr"):
        row.replace_with(" | ".join(cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])) + "\n")
    return re.sub(r"\n\s*\n+", "\n", soup.get_text()).strip()


def _asked(lab: str, task: str, language: str) -> tuple[str, str]:
    """Return a question and its rubric."""
    if lab not in lab_names():
        return "", ""
    name = task.rpartition("/")[2]
    for cell in read_lab(lab).read(language).cells:
        if is_task(cell) and cell.metadata.nbgrader["grade_id"] == name:
            rubric = MARK_SCHEME.search(cell.source)
            text = _HEADING.sub("", MARK_SCHEME.sub("", cell.source))
            return _unmarked(text), _unmarked(_EDGES.sub("", rubric[0])) if rubric else ""
    return "", ""


def _unmarked(text: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", text.replace("**", "")).strip()


def _groups(task: str, marks: Sequence[TaskGrade], notes: Mapping[tuple[str, str], Note]) -> dict[str, str]:
    """Return a number for each trainee whose answer is like another's."""
    sentences = {}
    for mark in marks:
        prints = notes.get((mark.trainee, mark.lab), Note()).prints.get(task, ())
        sentences[mark.trainee] = {one for one in prints if one.startswith(TEXT)}
    groups: list[list[str]] = []
    for trainee, own in sentences.items():
        alike = [group for group in groups if any(_like(own, sentences[other]) for other in group)]
        joined = [trainee, *itertools.chain.from_iterable(alike)]
        groups = [*(group for group in groups if group not in alike), joined]
    several = [group for group in groups if len(group) > 1]
    return {trainee: str(number) for number, group in enumerate(several, start=1) for trainee in group}


def _like(one: set[str], other: set[str]) -> bool:
    return bool(one & other) and len(one & other) >= LIKE * min(len(one), len(other))


def level_of(value: Any) -> float | None:
    """Return a level as somebody entered it, or None for what is no number."""
    try:
        return float(str(value).strip()) if not isinstance(value, bool) else None
    except ValueError:
        return None
