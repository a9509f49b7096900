"""Pages to hand back: what was answered, what it earned, and why, without the hidden tests."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from peakend.base.files import write_text
from peakend.base.language import set_language
from peakend_grading.marks.grades import TaskGrade
from peakend_grading.marks.marks import by_submission, notebooks_of, read_comments, read_marks, ungraded_reason
from peakend_grading.results.sections import Section, cut_sections, notebook_title, task_title
from peakend_grading.results.templates import render

NO_SECTION = Section("", None, "")


@dataclass(frozen=True)
class Part:
    """A task on the page: its section of the notebook, its mark, and what the trainer wrote."""

    title: str
    section: Section
    mark: TaskGrade
    comments: Sequence[str]


def write_feedback(
    graded: Path, language: str, *, names: Mapping[str, str] | None = None, database: str = ""
) -> Iterator[Path]:
    """Write ``feedback/<trainee>/<lab>/<lab>.html`` for everything graded, and yield each page.

    Parameters
    ----------
    graded : Path
        The folder that grading wrote.
    language : {"zh", "en"}
        Language of the pages.
    names : mapping of str to str, optional
        The trainees' names by their ids.
    database : str, optional
        The gradebook's address; the file in the folder where there is none.

    Raises
    ------
    PeakendError
        If nothing was graded there.
    """
    set_language(language)
    submissions = by_submission(read_marks(graded, database))
    comments = read_comments(graded, database)
    for (trainee, lab), marks in submissions.items():
        said = {cell: text for (who, what, cell), text in comments.items() if (who, what) == (trainee, lab)}
        page = graded / "feedback" / trainee / lab / f"{lab}.html"
        write_text(page, _page(graded, marks, said, (names or {}).get(trainee, trainee)))
        yield page


def _page(graded: Path, marks: Sequence[TaskGrade], comments: Mapping[str, str], name: str) -> str:
    notebooks = [nbformat.read(file, as_version=4) for file in notebooks_of(graded, marks[0].trainee, marks[0].lab)]
    sections = {section.task: section for notebook in notebooks for section in cut_sections(notebook)}
    parts = [_part(mark, sections.get(mark.task.rpartition("/")[2], NO_SECTION), comments) for mark in marks]
    return render(
        "feedback.html",
        title=next(filter(None, map(notebook_title, notebooks)), marks[0].lab),
        name=name,
        problem=ungraded_reason(graded, marks),
        parts=parts,
        earned=sum(mark.score or 0 for mark in marks),
        most=sum(mark.max_score for mark in marks),
        waiting=sum(mark.max_score for mark in marks if mark.score is None),
    )


def _part(mark: TaskGrade, section: Section, comments: Mapping[str, str]) -> Part:
    said = [comments[cell] for cell in section.cells if cell in comments]
    return Part(task_title(mark.task, section.title), section, mark, said)
