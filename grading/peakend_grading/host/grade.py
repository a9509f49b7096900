"""Grade a class into nbgrader's gradebook: many submissions at a time, none in another's way, none twice."""

import base64
import os
import shutil
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from peakend.base.errors import PeakendError
from peakend.base.files import write_bytes, write_text
from peakend_grading.host.assignments import Assignment, read_assignment
from peakend_grading.host.grade_notebook import Job, Judged, grade_notebook
from peakend_grading.host.kept_work import is_kept, keep_work, without_collisions
from peakend_grading.host.left_out import leave_out
from peakend_grading.host.only_grader import only_grader
from peakend_grading.host.outcome import fill_in, reasons_of
from peakend_grading.host.remarks import another_lab, drawn_for, note_of, remarks_on
from peakend_grading.host.restore import judged_tests, plan_steps, restore
from peakend_grading.host.unsandboxed import autograde
from peakend_grading.host.waiting_charts import draw_waiting, note_charts
from peakend_grading.host.zygote_client import stop_zygote
from peakend_grading.intake.reader import Reader
from peakend_grading.intake.submissions import Content, Submission
from peakend_grading.marks.book import Book, gradebook_address
from peakend_grading.marks.grades import TaskGrade
from peakend_grading.marks.standing_marks import REMARKS
from peakend_grading.walls.limits import Limits
from peakend_labs.lab_source import DEFAULT_CASE
from peakend_labs.nbgrader_course import open_course, prepare_course
from peakend_labs.places import lab_names
from peakend_labs.test_plan import require_data

AHEAD = 2  # how many submissions wait for each that runs; more would only fill the memory


@dataclass(frozen=True)
class Grading:
    """How a class is graded.

    Attributes
    ----------
    out : Path
        nbgrader's course folder: gradebook, copies of the submissions, autograded notebooks.
    language : {"zh", "en"}
        Language of the labs' text in feedback and formgrader.
    case : str
        The case of the kit that was released; labs that do not run on it keep their own.
    jobs : int
        How many submissions are graded at a time.
    database : str
        The gradebook's address; a file in the course folder where there is none.
    limits : Limits
        What each submission may use.
    in_kernel : bool
        Run the tests, hidden ones too, among the trainee's code, as nbgrader does: for tests that need functions.
    again : bool
        Grade what is graded already.
    """

    out: Path
    language: str
    case: str = DEFAULT_CASE
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    database: str = ""
    limits: Limits = field(default_factory=Limits)
    in_kernel: bool = False
    again: bool = False
    sandbox: bool = True


@dataclass(frozen=True)
class _Work:
    """A submission on its way: what was read of it, and its notebooks put in order."""

    submission: Submission
    assignment: Assignment
    content: Content
    notebooks: dict[str, NotebookNode]
    jobs: dict[str, Job]
    shortened: dict[str, dict[int, str]]


def grade(
    submissions: Sequence[Submission],
    grading: Grading,
    executor: Executor | None = None,
    reader: Reader | None = None,
) -> Iterator[list[TaskGrade]]:
    """Grade submissions and yield each one's tasks as they are done.

    Each runs in a sandbox, its tests in another. What cannot be graded gets no points and one sentence that says why.
    What was graded before, and has not changed since, is not graded again. Charts get their pictures
    after the last grade, and so do those that a run which was cut short left without.

    Parameters
    ----------
    submissions : sequence of Submission
        What `find_submissions` found.
    grading : Grading
        How.
    executor : Executor, optional
        What does the jobs; threads of this process, each with a sandbox, where there is none.
    reader : Reader, optional
        What reads the submissions, and is closed at the end; one of its own where there is none.
    """
    prepare_course(grading.out)
    with only_grader(grading.out), reader or Reader() as ready:
        yield from _grade(submissions, grading, executor, ready)


def _grade(
    submissions: Sequence[Submission], grading: Grading, executor: Executor | None, reader: Reader
) -> Iterator[list[TaskGrade]]:
    book = Book(gradebook_address(grading.out, grading.database))
    with executor or ThreadPoolExecutor(grading.jobs) as pool:
        try:
            yield from _Class(book, grading, pool, reader).grade(submissions)
            if grading.sandbox:
                draw_waiting(grading.out, pool, grading.limits, grading.jobs)
        finally:
            stop_zygote()  # first, so that nothing that still runs is waited for
            book.close()


class _Class:
    """One run over a class: this process reads and records, the executor's workers run and judge."""

    def __init__(self, book: Book, grading: Grading, pool: Executor, reader: Reader) -> None:
        self._book, self._grading, self._pool, self._reader = book, grading, pool, reader
        self._judged = {} if grading.again else book.judged()
        self._problems = book.problems()
        self._noted = set(book.notes())
        self._assignments: dict[str, Assignment] = {}
        self._translated: dict[tuple[str, str], Assignment] = {}
        self._digests: dict[str, str] = {}

    def grade(self, submissions: Sequence[Submission]) -> Iterator[list[TaskGrade]]:
        self._book.forget_unknown({submission.trainee for submission in submissions})
        left = deque(submissions)
        judging: dict[Future[dict[str, Judged]], _Work] = {}
        try:
            while left or judging:
                while left and len(judging) < AHEAD * self._grading.jobs:
                    submission = left.popleft()
                    work = self._begin(submission)
                    if work and not self._grading.sandbox:
                        self._autograde(work)
                        yield self._grades(submission)
                    elif work:
                        judging[self._pool.submit(grade_submission, work.jobs, self._grading.jobs)] = work
                    else:
                        yield self._grades(submission)
                for judged in wait(judging, return_when=FIRST_COMPLETED).done:
                    work = judging.pop(judged)
                    self._record(work, judged.result())
                    yield self._grades(work.submission)
        finally:
            for judged in judging:
                judged.cancel()

    def _begin(self, submission: Submission) -> _Work | None:
        """Return what there is to do for a submission; None if it is done, or cannot be done."""
        name = submission.lab
        if not submission.known:
            self._book.record_ungraded(submission.trainee, name, "", submission.problem)
            return None
        if name not in self._assignments:
            self._add_assignment(name)
        assignment = self._assignments[name]
        judged, copy = self._was_judged(submission), self._folder("submitted", submission)
        content = self._reader.read(submission, assignment.ids, self._digests[name], judged, copy)
        if content.digest and content.digest == judged:
            return None
        own = set().union(*assignment.ids.values())
        problem = another_lab(name, own, content, self._ids_of) or content.problem
        if problem:
            shutil.rmtree(self._folder("autograded", submission), ignore_errors=True)
            self._book.record_ungraded(submission.trainee, name, content.digest, problem)
            return None
        assignment = self._in_language_of(content, assignment)
        notebooks = {key: restore(found, assignment.cleared[key]) for key, found in content.notebooks.items()}
        shortened = {key: self._shortened(found, assignment.cleared[key], content) for key, found in notebooks.items()}
        jobs = {
            key: self._job(submission, assignment, key, found, content, shortened[key])
            for key, found in notebooks.items()
        }
        return _Work(submission, assignment, content, notebooks, jobs, shortened)

    def _shortened(self, notebook: NotebookNode, source: NotebookNode, content: Content) -> dict[int, str]:
        is_judged = self._grading.sandbox and not self._grading.in_kernel
        return leave_out(notebook, source, content.files) if is_judged else {}

    def _was_judged(self, submission: Submission) -> str:
        """Return the digest that was judged, if what was made of it is still there, and what was noted of it."""
        key = (submission.trainee, submission.lab)
        is_whole = key in self._noted and is_kept(self._folder("autograded", submission))
        return self._judged.get(key, "") if is_whole or key in self._problems else ""

    def _ids_of(self, lab: str) -> set[str]:
        assignment = read_assignment(lab, self._grading.language, self._grading.out, self._grading.case)
        return set().union(*assignment.ids.values())

    def _in_language_of(self, content: Content, assignment: Assignment) -> Assignment:
        """Return the lab in a notebook's language: in another one its tables have other labels, and are not right."""
        language = content.language or assignment.language
        key = assignment.name, language
        if language == assignment.language or assignment.name not in lab_names():
            return assignment
        if key not in self._translated:
            self._translated[key] = read_assignment(assignment.name, language, self._grading.out, self._grading.case)
        return self._translated[key]

    def _add_assignment(self, name: str) -> None:
        assignment = read_assignment(name, self._grading.language, self._grading.out, self._grading.case)
        if self._grading.sandbox and not self._grading.in_kernel:
            for key, notebook in assignment.notebooks.items():
                require_data(key, notebook)
        _write_source(assignment, self._grading.out / "source" / name)
        self._book.add_assignment(name, assignment.cleared)
        self._assignments[name] = assignment
        options = (self._grading.in_kernel, self._grading.sandbox, asdict(self._grading.limits))
        self._digests[name] = f"{assignment.digest()}{options}"

    def _job(
        self,
        submission: Submission,
        assignment: Assignment,
        name: str,
        notebook: NotebookNode,
        content: Content,
        shortened: dict[int, str],
    ) -> Job:
        tests = assignment.tests[name]
        own, drawn = submission.team or submission.trainee, drawn_for(submission, content)
        return Job(
            trainee=submission.trainee if drawn == own else drawn,
            team=submission.team if drawn == own else "",
            language=assignment.language,
            steps=plan_steps(notebook, tests, self._grading.in_kernel, shortened, assignment.given[name]),
            tests={} if self._grading.in_kernel else judged_tests(tests),
            files=without_collisions(content.files, assignment.side_files),
            side_files=assignment.side_files,
            limits=self._grading.limits,
        )

    def _record(self, work: _Work, judged: dict[str, Judged]) -> None:
        """Write the notebooks first and the gradebook last: what stands there is whole."""
        submission = work.submission
        charts = {key: spec for found in judged.values() for key, spec in found.verdict.charts.items()}
        note_charts(self._grading.out, submission.trainee, submission.lab, charts)
        for name, notebook in work.notebooks.items():
            fill_in(notebook, judged[name], self._grading.limits, work.shortened[name])
        texts = {name: nbformat.writes(notebook) for name, notebook in work.notebooks.items()}
        keep_work(self._folder("autograded", submission), texts, work.content.files)
        own = next(filter(None, (found.verdict.own_data for found in judged.values())), "")
        self._write_down(work, work.notebooks, own)

    def _autograde(self, work: _Work) -> None:
        submission = work.submission
        course = open_course(self._grading.out, self._grading.language, self._grading.database)
        try:
            notebooks = autograde(course, submission)
        except PeakendError as error:
            self._book.record_ungraded(submission.trainee, submission.lab, work.content.digest, str(error))
            return
        self._write_down(work, notebooks)

    def _write_down(self, work: _Work, notebooks: dict[str, NotebookNode], own_data: str = "") -> None:
        submission, content = work.submission, work.content
        found = [reasons_of(work.assignment, name, notebook) for name, notebook in notebooks.items()]
        remarks = remarks_on(submission, work.assignment, content)
        reasons = {task: reason for said in found for task, reason in said.items()}
        if remarks:
            reasons[REMARKS] = remarks
        note = note_of(submission, work.assignment, content, own_data)
        self._book.record(
            submission.trainee, submission.lab, notebooks, content.digest, reasons, content.handed_in, note
        )

    def _grades(self, submission: Submission) -> list[TaskGrade]:
        return self._book.marks(submission.trainee, submission.lab)

    def _folder(self, part: str, submission: Submission) -> Path:
        return self._grading.out / part / submission.trainee / submission.lab


def grade_submission(jobs: dict[str, Job], slots: int) -> dict[str, Judged]:
    """Do the jobs of one submission, a notebook each: what an executor's worker is given."""
    return {name: grade_notebook(job, slots) for name, job in jobs.items()}


def _write_source(assignment: Assignment, folder: Path) -> None:
    """Put the source where formgrader looks for it."""
    if assignment.name in lab_names():
        for name, notebook in assignment.notebooks.items():
            write_text(folder / f"{name}.ipynb", nbformat.writes(notebook))
        for name, content in assignment.side_files.items():
            write_bytes(folder / name, base64.b64decode(content))
