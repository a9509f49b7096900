"""Pages to hand back: what was answered, what it earned, and why, without the hidden tests."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from peakend.base.files import whole_folder, write_text
from peakend.base.language import set_language
from peakend.base.language import translate as _
from peakend_grading.marks.book import open_book
from peakend_grading.marks.grades import TaskGrade, by_submission
from peakend_grading.results.misconceptions import misconceptions_behind
from peakend_grading.results.sections import Section, cut_sections, notebook_title, task_title
from peakend_grading.results.task_names import reading_for, titles_of, what_to_try
from peakend_grading.results.templates import render
from peakend_grading.untrusted.plain_json import visible_text

NO_SECTION = Section("", None, "")


@dataclass(frozen=True)
class Part:
    """A task on the page.

    Attributes
    ----------
    title : str
        What it is called.
    section : Section
        Its part of the notebook.
    mark : TaskGrade
        What it earned.
    comments : sequence of str
        What the trainer wrote.
    reading : sequence of str
        Where points are missing, the pages of the course to read.
    thoughts : sequence of str
        The known misconceptions that would earn the same words.
    next : str
        What to try then.
    """

    title: str
    section: Section
    mark: TaskGrade
    comments: Sequence[str]
    reading: Sequence[str] = ()
    thoughts: Sequence[str] = ()
    next: str = ""


def write_feedback(
    graded: Path,
    language: str,
    *,
    names: Mapping[str, str] | None = None,
    database: str = "",
    trainees: Collection[str] | None = None,
) -> Iterator[Path]:
    """Write ``feedback/<trainee>/<lab>/<lab>.html`` for everything graded, and yield each page.

    All pages come to their places together, after the last one.

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
    trainees : collection of str, optional
        Whose pages alone.

    Raises
    ------
    PeakendError
        If nothing was graded there.
    """
    set_language(language)
    with open_book(graded, database) as book:
        submissions, problems, comments = by_submission(book.marks()), book.problems(), book.comments()
        remarks = book.remarks()
    with whole_folder(graded / "feedback") as draft:
        for (trainee, lab), marks in submissions.items():
            if trainees is not None and trainee not in trainees:
                continue
            said = {cell: text for (who, what, cell), text in comments.items() if (who, what) == (trainee, lab)}
            files = sorted((graded / "autograded" / trainee / lab).glob("*.ipynb"))
            notebooks = [nbformat.read(file, as_version=4) for file in files]
            page = Path(trainee, lab, f"{lab}.html")
            name = (names or {}).get(trainee, visible_text(trainee))
            remark = remarks.get((trainee, lab), "")
            marks = [replace(mark, reason=mark.reason.removesuffix(remark).rstrip()) for mark in marks]
            told = problems.get((trainee, lab), "")
            write_text(draft / page, _page(notebooks, marks, said, name, told, remark, titles_of(lab, language)))
            yield graded / "feedback" / page


def _page(
    notebooks: Sequence[NotebookNode],
    marks: Sequence[TaskGrade],
    comments: Mapping[str, str],
    name: str,
    problem: str,
    remark: str,
    titles: tuple[str, Mapping[str, str]],
) -> str:
    lab, tasks = titles
    sections = {section.task: section for notebook in notebooks for section in cut_sections(notebook)}
    places = list(sections)
    in_order = sorted(marks, key=lambda mark: places.index(_id(mark)) if _id(mark) in sections else len(places))
    parts = [_part(mark, sections.get(_id(mark), NO_SECTION), comments, tasks) for mark in in_order]
    return render(
        "feedback.html",
        title=next(filter(None, map(notebook_title, notebooks)), lab),
        name=name,
        problem=problem,
        remark=remark,
        parts=parts,
        earned=sum(mark.score or 0 for mark in marks),
        most=sum(mark.max_score for mark in marks),
        waiting=sum(mark.max_score for mark in marks if mark.score is None),
    )


def _id(mark: TaskGrade) -> str:
    return mark.task.rpartition("/")[2]


def _part(mark: TaskGrade, section: Section, comments: Mapping[str, str], titles: Mapping[str, str]) -> Part:
    said = [comments[cell] for cell in section.cells if cell in comments]
    title = titles.get(mark.task) or task_title(mark.task, section.title)
    if mark.score is None or mark.score >= mark.max_score:
        return Part(title, section, mark, said)
    thoughts = misconceptions_behind(mark.lab, mark.task, mark.reason)
    by_hand = mark.reason == _("Marked by hand.")
    return Part(title, section, mark, said, reading_for(mark.lab, mark.task), thoughts, what_to_try(by_hand=by_hand))
