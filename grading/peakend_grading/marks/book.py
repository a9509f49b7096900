"""nbgrader's gradebook, written by one process, in one transaction for each submission."""

import contextlib
import json
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode
from nbgrader import dbutil
from nbgrader.api import BaseCell, Grade, Gradebook, MissingEntry, Notebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task
from sqlalchemy import Column, MetaData, String, Table, Text, create_engine, delete, insert, inspect, select, text
from sqlalchemy.exc import SAWarning

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_grading.host.assignments import Assignment
from peakend_labs.nbgrader_course import COURSE_ID

_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())

# What a run that was cut short needs to go on, beside nbgrader's own tables and in the same transaction.
_judged = Table(
    "peakend_judged",
    MetaData(),
    Column("trainee", String(128), primary_key=True),
    Column("assignment", String(128), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("reasons", Text, nullable=False),
)


@dataclass(frozen=True)
class Score:
    """What one trainee has in one task.

    Attributes
    ----------
    notebook, task : str
        For what.
    score : float
        Points so far.
    waits, by_hand : bool
        Whether a trainer has yet to mark it, or has marked it.
    """

    notebook: str
    task: str
    score: float
    waits: bool
    by_hand: bool


class Book:
    """A gradebook: SQLite's or PostgreSQL's, by its address."""

    def __init__(self, url: str) -> None:
        # SQLAlchemy would take the driver before this one.
        url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)
        prepare_database(url)
        try:
            self._book = Gradebook(url, COURSE_ID)
        except Exception as error:
            raise PeakendError(_no_database(url, error)) from None
        self._db, self._url = self._book.db, url
        _judged.create(self._book.engine, checkfirst=True)
        self._names: dict[str, str] = {}

    def close(self) -> None:
        """Let go of the database."""
        self._book.close()

    def add_assignment(self, assignment: Assignment) -> None:
        """Write an assignment's cells, as nbgrader's ``generate_assignment`` does.

        Raises
        ------
        PeakendError
            If graded cells came or went while there are submissions.
        """
        self._book.update_or_create_assignment(assignment.name)
        for name, notebook in assignment.cleared.items():
            place = {"assignment": assignment.name, "notebook": name, "db_url": self._url}
            try:
                SaveCells().preprocess(notebook, {"nbgrader": place})
            except RuntimeError:
                raise PeakendError(
                    _(
                        "The graded cells of {assignment} are others than when its submissions were graded here. "
                        "Grade into a new folder.",
                        assignment=assignment.name,
                    )
                ) from None
        cells = self._db.execute(
            select(BaseCell.id, BaseCell.name).join(Notebook).where(Notebook.assignment.has(name=assignment.name))
        )
        self._names.update((number, name) for number, name in cells)

    def judged(self) -> dict[tuple[str, str], str]:
        """Return the digest of each submission that has been graded, by trainee and assignment."""
        rows = self._db.execute(select(_judged.c.trainee, _judged.c.assignment, _judged.c.digest))
        return {(trainee, assignment): digest for trainee, assignment, digest in rows}

    def reasons(self, trainee: str, assignment: str) -> dict[str, str]:
        """Return what was said of a submission: by task, and under no name why it could not be graded."""
        mine = (_judged.c.trainee == trainee) & (_judged.c.assignment == assignment)
        found = self._db.execute(select(_judged.c.reasons).where(mine)).scalar()
        return json.loads(found) if found else {}

    def record(
        self,
        trainee: str,
        assignment: str,
        notebooks: Mapping[str, NotebookNode],
        digest: str,
        reasons: Mapping[str, str],
        submitted: datetime | None = None,
    ) -> None:
        """Write one graded submission: all of it, or nothing. A trainer's own marks stay."""
        self._book.update_or_create_student(trainee)
        options = {"timestamp": submitted} if submitted else {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # nbgrader's own session handling; nothing to act on
            submission = self._book.update_or_create_submission(assignment, trainee, **options)
        for part in submission.notebooks:
            cells = notebooks[part.notebook.name].cells if part.notebook.name in notebooks else []
            by_name = {cell.metadata["nbgrader"]["grade_id"]: cell for cell in cells if "nbgrader" in cell.metadata}
            for grade in part.grades:
                _set_grade(grade, by_name.get(self._names[grade.cell_id]))
            for comment in part.comments:
                comment.auto_comment = _comment(by_name.get(self._names[comment.cell_id]))
        self._mark_judged(trainee, assignment, digest, reasons)
        self._db.commit()

    def record_ungraded(self, trainee: str, assignment: str, digest: str, reason: str) -> None:
        """Write down why a submission could not be graded, and drop what an earlier version of it earned."""
        with contextlib.suppress(MissingEntry):
            self._book.remove_submission(assignment, trainee)
        self._mark_judged(trainee, assignment, digest, {"": reason})
        self._db.commit()

    def scores(self, trainee: str, assignment: str) -> Iterator[Score]:
        """Yield what a trainee has in each task of an assignment."""
        rows = self._db.execute(
            select(Notebook.name, Grade.cell_id, Grade.score, Grade.needs_manual_grade, Grade.manual_score)
            .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
            .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
            .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .where(SubmittedAssignment.student_id == trainee, SubmittedAssignment.assignment.has(name=assignment))
        )
        for notebook, cell, score, waits, by_hand in rows:
            yield Score(notebook, self._names[cell], score, waits, by_hand is not None)

    def _mark_judged(self, trainee: str, assignment: str, digest: str, reasons: Mapping[str, str]) -> None:
        mine = (_judged.c.trainee == trainee) & (_judged.c.assignment == assignment)
        self._db.execute(delete(_judged).where(mine))
        row = {"trainee": trainee, "assignment": assignment, "digest": digest}
        self._db.execute(insert(_judged).values(**row, reasons=json.dumps(dict(reasons), ensure_ascii=False)))


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


def prepare_database(url: str) -> None:
    """Tell a new database its version, for which nbgrader would start a program of its own."""
    try:
        engine = create_engine(url)
        with engine.begin() as connection:
            if not inspect(connection).get_table_names():
                connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
                connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": _newest_version()})
        engine.dispose()
    except Exception as error:
        raise PeakendError(_no_database(url, error)) from None


def _newest_version() -> str:
    """Return the version of nbgrader's tables: of its steps from version to version the one that no other follows."""
    steps = [file.read_text(encoding="utf-8") for file in Path(dbutil.ALEMBIC_DIR, "versions").glob("*.py")]
    versions = {found[1] for step in steps if (found := re.search(r"^revision = ['\"](\w+)", step, re.MULTILINE))}
    earlier = {found[1] for step in steps if (found := re.search(r"^down_revision = ['\"](\w+)", step, re.MULTILINE))}
    (newest,) = versions - earlier
    return newest


def _no_database(url: str, error: Exception) -> str:
    reason = (str(error).strip() or type(error).__name__).splitlines()[0]
    return _("The gradebook {url} cannot be opened: {reason}", url=url.rpartition("@")[2], reason=reason)
