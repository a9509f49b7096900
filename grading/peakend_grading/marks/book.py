"""nbgrader's gradebook, the one truth about marks: written by one process, a transaction for each submission."""

import contextlib
import json
import logging
import re
import warnings
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType

from nbformat import NotebookNode
from nbgrader.api import BaseCell, Grade, Gradebook, InvalidEntry, MissingEntry, Notebook, app_log
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task
from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_grading.marks.grades import TaskGrade
from peakend_grading.marks.notes import Note, noted_table, read_notes, write_note
from peakend_grading.marks.standing_marks import (
    REMARKS,
    Cell,
    comments_in,
    graded_cells,
    judged_table,
    marks_in,
    merged_table,
    reasons_in,
)
from peakend_labs.nbgrader_course import COURSE_ID, no_database, prepare_database, refusal

MERGED = "merged"  # in the place of a digest: to be judged again
PATIENCE = 30  # seconds that a gradebook in use by somebody else is waited for

_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())


class Book:
    """A gradebook: SQLite's or PostgreSQL's, by its address."""

    def __init__(self, url: str) -> None:
        # SQLAlchemy would take the driver before this one.
        url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)
        prepare_database(url)
        try:
            self._book = Gradebook(url, COURSE_ID)
            judged_table.metadata.create_all(self._book.engine)
        except Exception as error:
            raise PeakendError(no_database(url, error)) from None
        self._db, self._url = self._book.db, url
        self._names: dict[str, str] = {}
        self._cells: dict[str, list[Cell]] | None = None

    def __enter__(self) -> "Book":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._book.close()

    def add_assignment(self, name: str, notebooks: Mapping[str, NotebookNode]) -> None:
        """Write an assignment's cells, as nbgrader's ``generate_assignment`` does.

        Raises
        ------
        PeakendError
            If submissions were graded on other cells.
        """
        with self._in_one_sentence():
            self._book.update_or_create_assignment(name)
            for notebook, cells in notebooks.items():
                place = {"assignment": name, "notebook": notebook, "db_url": self._url}
                try:
                    SaveCells().preprocess(cells, {"nbgrader": place})
                except RuntimeError:
                    raise PeakendError(
                        _(
                            "The graded cells of {assignment} are others than when its submissions were graded here. "
                            "Grade into a new folder.",
                            assignment=name,
                        )
                    ) from None
            found = self._db.execute(
                select(BaseCell.id, BaseCell.name).join(Notebook).where(Notebook.assignment.has(name=name))
            )
            self._names.update((number, cell) for number, cell in found)
            self._cells = None

    def judged(self) -> dict[tuple[str, str], str]:
        """Return the digest of each submission that has been graded, by trainee and assignment."""
        with self._in_one_sentence():
            rows = self._db.execute(
                select(judged_table.c.trainee, judged_table.c.assignment, judged_table.c.digest)
            ).all()
        return {(trainee, assignment): digest for trainee, assignment, digest in rows}

    def marks(self, trainee: str | None = None, lab: str | None = None) -> list[TaskGrade]:
        """Return every task's mark as it stands, a trainer's own marks with it, in order of lab and trainee.

        Parameters
        ----------
        trainee, lab : str, optional
            Whose alone, and for which lab alone.
        """
        with self._in_one_sentence():
            self._cells = self._cells or graded_cells(self._db)
            return marks_in(self._db, self._cells, trainee, lab)

    def problems(self) -> dict[tuple[str, str], str]:
        """Return why submissions could not be graded, by trainee and lab."""
        found = {key: said.get("", "") for key, said in self._reasons().items()}
        return {submission: reason for submission, reason in found.items() if reason}

    def remarks(self) -> dict[tuple[str, str], str]:
        """Return what is said of hand-ins as a whole, by trainee and lab."""
        found = {key: said.get(REMARKS, "") for key, said in self._reasons().items()}
        return {submission: remark for submission, remark in found.items() if remark}

    def comments(self) -> dict[tuple[str, str, str], str]:
        """Return what trainers wrote, by trainee, lab and cell."""
        with self._in_one_sentence():
            return comments_in(self._db)

    def notes(self) -> dict[tuple[str, str], Note]:
        """Return what is known of each submission besides its marks, by trainee and lab."""
        with self._in_one_sentence():
            return read_notes(self._db)

    def record(
        self,
        trainee: str,
        assignment: str,
        notebooks: Mapping[str, NotebookNode],
        digest: str,
        reasons: Mapping[str, str],
        submitted: datetime | None = None,
        note: Note | None = None,
    ) -> None:
        """Write one graded submission: all of it, or nothing. A trainer's own marks stay."""
        options = {"timestamp": submitted} if submitted else {}
        with self._in_one_sentence():
            self._book.update_or_create_student(trainee)
            submission = self._book.update_or_create_submission(assignment, trainee, **options)
            for part in submission.notebooks:
                cells = notebooks[part.notebook.name].cells if part.notebook.name in notebooks else []
                by_name = {cell.metadata["nbgrader"]["grade_id"]: cell for cell in cells if "nbgrader" in cell.metadata}
                for grade in part.grades:
                    _set_grade(grade, by_name.get(self._names[grade.cell_id]))
                for comment in part.comments:
                    comment.auto_comment = _comment(by_name.get(self._names[comment.cell_id]))
            self._mark_judged(trainee, assignment, digest, reasons)
            write_note(self._db, trainee, assignment, note)
            self._db.commit()

    def forget_unknown(self, trainees: Collection[str]) -> None:
        """Forget which folders of some trainees stood for no lab: they may be mended, or gone."""
        with self._in_one_sentence():
            unknown = (judged_table.c.digest == "") & judged_table.c.trainee.in_(trainees)
            self._db.execute(delete(judged_table).where(unknown))
            self._db.commit()

    def record_ungraded(self, trainee: str, assignment: str, digest: str, reason: str) -> None:
        """Write down why a submission could not be graded, and drop what an earlier version of it earned."""
        with self._in_one_sentence():
            self._remove_submission(trainee, assignment)
            self._mark_judged(trainee, assignment, digest, {"": reason})
            self._db.commit()

    def withdraw(self, trainee: str, assignment: str) -> None:
        """Forget a submission, its marks and what was said of it."""
        with self._in_one_sentence():
            self._remove_submission(trainee, assignment)
            self._db.execute(delete(judged_table).where(_of(trainee, assignment)))
            self._db.commit()
            if not self._book.student_submissions(trainee):
                with contextlib.suppress(MissingEntry):
                    self._book.remove_student(trainee)

    def merge(self, ghost: str, owner: str) -> None:
        """Make the submissions of one id another's, with the marks; they are judged once more, on the owner's data."""
        with self._in_one_sentence():
            self._book.update_or_create_student(owner)
            for submission in self._book.student_submissions(ghost):
                submission.student_id = owner
            moved = update(judged_table).where(judged_table.c.trainee == ghost)
            self._db.execute(moved.values(trainee=owner, digest=MERGED))
            self._db.execute(update(noted_table).where(noted_table.c.trainee == ghost).values(trainee=owner))
            self._db.execute(delete(merged_table).where(merged_table.c.ghost == ghost))
            self._db.execute(update(merged_table).where(merged_table.c.owner == ghost).values(owner=owner))
            self._db.execute(insert(merged_table).values(ghost=ghost, owner=owner))
            self._db.commit()
            self._db.expire_all()
            with contextlib.suppress(MissingEntry):
                self._book.remove_student(ghost)

    def merged(self) -> dict[str, str]:
        """Return whose the hand-ins of an id are, where that has been said."""
        with self._in_one_sentence():
            rows = self._db.execute(select(merged_table.c.ghost, merged_table.c.owner)).all()
        return {ghost: owner for ghost, owner in rows}

    def mark_by_hand(self, mark: TaskGrade, score: float, comment: str = "") -> None:
        """Give a task the trainer's own mark, and perhaps a comment, as formgrader does."""
        notebook, _slash, task = mark.task.rpartition("/")
        with self._in_one_sentence():
            grade = self._book.find_grade(task, notebook or self._only_notebook(mark.lab), mark.lab, mark.trainee)
            grade.manual_score, grade.needs_manual_grade = score, False
            if comment:
                place = grade.notebook.notebook.name
                self._book.find_comment(task, place, mark.lab, mark.trainee).manual_comment = comment
            self._db.commit()

    def _reasons(self) -> dict[tuple[str, str], dict[str, str]]:
        with self._in_one_sentence():
            return reasons_in(self._db)

    def _only_notebook(self, lab: str) -> str:
        (notebook,) = self._book.find_assignment(lab).notebooks
        return str(notebook.name)

    def _remove_submission(self, trainee: str, assignment: str) -> None:
        with contextlib.suppress(MissingEntry):
            self._book.remove_submission(assignment, trainee)
        write_note(self._db, trainee, assignment, None)

    def _mark_judged(self, trainee: str, assignment: str, digest: str, reasons: Mapping[str, str]) -> None:
        self._db.execute(delete(judged_table).where(_of(trainee, assignment)))
        row = {"trainee": trainee, "assignment": assignment, "digest": digest}
        self._db.execute(insert(judged_table).values(**row, reasons=json.dumps(dict(reasons), ensure_ascii=False)))

    @contextlib.contextmanager
    def _in_one_sentence(self) -> Iterator[None]:
        """Say what the database refused; what is written already stays, and this submission is not half-written."""
        try:
            with warnings.catch_warnings(), _nbgrader_silent():
                warnings.simplefilter("ignore", SAWarning)  # nbgrader's own session handling; nothing to act on
                yield
        except (SQLAlchemyError, InvalidEntry) as error:
            with contextlib.suppress(SQLAlchemyError):
                self._db.rollback()
            raise PeakendError(
                _(
                    "The gradebook {url} is in use elsewhere, or cannot be written: {reason}. Fix that and start "
                    "again; what is graded stays graded.",
                    url=self._url.rpartition("@")[2],
                    reason=refusal(error),
                )
            ) from None


@contextlib.contextmanager
def _nbgrader_silent() -> Iterator[None]:
    """Let nbgrader not print the traceback of what is said in a sentence."""
    before, app_log.disabled = app_log.disabled, True
    try:
        yield
    finally:
        app_log.disabled = before


def gradebook_address(graded: Path, database: str = "") -> str:
    """Return the address of a folder's gradebook: the one named, or else the file in it."""
    file = (graded.resolve() / "gradebook.db").as_posix()
    return database or f"sqlite:///{file}?timeout={PATIENCE}"


def open_book(graded: Path, database: str = "") -> Book:
    """Return the gradebook of a folder that was graded.

    Parameters
    ----------
    graded : Path
        The folder that grading wrote.
    database : str, optional
        The gradebook's address; the file in the folder where there is none.

    Raises
    ------
    PeakendError
        If nothing was graded there.
    """
    if not database and not (graded / "gradebook.db").is_file():
        raise PeakendError(_("{folder} holds no gradebook. Give the folder that peakend grade wrote.", folder=graded))
    return Book(gradebook_address(graded, database))


def _of(trainee: str, assignment: str) -> ColumnElement[bool]:
    return (judged_table.c.trainee == trainee) & (judged_table.c.assignment == assignment)


def _set_grade(grade: Grade, cell: NotebookNode | None) -> None:
    """Follow nbgrader's rule; what is not in the notebook has earned nothing."""
    if cell is None:
        grade.auto_score, grade.needs_manual_grade = 0.0, False
    elif is_grade(cell):
        grade.auto_score, _most = determine_grade(cell, _log)
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


def _comment(cell: NotebookNode | None) -> str | None:
    if cell is None or is_task(cell) or not is_solution(cell):
        return None
    return "No response." if cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) else None
