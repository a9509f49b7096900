"""A class of attackers, each followed by an honest trainee: handed in, graded and handed back, amid decoys."""

import contextlib
import copy
import ctypes
import json
import os
import socket
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest.mock import patch

import jupytext
import nbformat
import psutil
from nbformat import NotebookNode

from attack_folders import TAMPER
from peakend_grading.host.grade import Grading, grade
from peakend_grading.host.zygote_client import Done, Zygote
from peakend_grading.intake.search import find_submissions
from peakend_grading.marks.grades import TaskGrade
from peakend_grading.results.feedback import write_feedback
from peakend_grading.walls.limits import MEGABYTE, Limits
from peakend_grading.walls.messages import JUDGE
from peakend_labs.nbgrader_course import open_course

ATTACKS = Path(__file__).with_name("attacks")
NAME = "shop"
TASKS = ("test-total", "test-table", "test-last")
POINTS = (3.0, 2.0, 1.0)
HONEST = ".honest"  # after an attacker's name: the trainee who comes next
BREACH = "peakend-breach"
LIMITS = Limits(
    cell_seconds=4,
    seconds=16,
    memory=500 * MEGABYTE,
    processes=48,
    disk=32 * MEGABYTE,
    files=500,
    answers=8 * MEGABYTE,
    output=100_000,
)
# Who meets another limit than the clock's, or none, has time for it on a busy machine too.
PATIENT = replace(LIMITS, cell_seconds=60, seconds=150)
_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER


@dataclass
class Graded:
    """What came of a class, and what the decoys saw."""

    course: Path
    decoys: Path
    tasks: dict[str, list[TaskGrade]]
    calls: list[object] = field(default_factory=list)
    decoy_lives: bool = False
    left: list[str] = field(default_factory=list)
    canaries: tuple[str, str] = ("", "")

    def points(self, trainee: str) -> tuple[float, ...]:
        """What a trainee has in each of `TASKS`."""
        scores = {task.task: task.score for task in self.tasks[trainee]}
        return tuple(scores[task] or 0.0 for task in TASKS)

    def reasons(self, trainee: str) -> list[str]:
        """What is said of each of `TASKS` that lost points."""
        return [task.reason for task in self.tasks[trainee] if task.task in TASKS and task.score != task.max_score]

    def notebook(self, trainee: str) -> Path:
        """The graded notebook."""
        return self.course / "autograded" / trainee / NAME / f"{NAME}.ipynb"

    def page(self, trainee: str) -> Path:
        """The feedback page."""
        return self.course / "feedback" / trainee / NAME / f"{NAME}.html"


def read_attacks() -> dict[str, NotebookNode]:
    """Every attack's notebook, by name; what its header says stands in the notebook's metadata."""
    files = [file for file in sorted(ATTACKS.glob("*.md")) if file.stem not in ("README", "assignment")]
    return {file.stem: jupytext.read(file, fmt="md:myst") for file in files}


def grade_class(folder: Path, names: list[str], *, in_kernel: bool = False, honest: bool = True) -> Graded:
    """Hand in some attacks, each followed by an honest trainee, grade them all, and hand them back."""
    canaries = f"HIDDEN-CANARY-{uuid.uuid4().hex}", f"SECRET-CANARY-{uuid.uuid4().hex}"
    course, decoys = folder / "course", folder / "decoys"
    solved = _write_source(course, canaries[0])
    with _decoys(decoys, canaries[1]) as (facts, graded):
        neighbour = Path("0-neighbour", NAME, f"{NAME}.ipynb")
        facts |= {"gradebook": str(course / "gradebook.db"), "source": str(course / "source" / NAME / f"{NAME}.ipynb")}
        facts |= {"neighbour": str(folder / "submitted" / neighbour), "grader": os.getpid()}
        facts |= {"graded": str(course / "autograded" / neighbour), "release": str(course / "release")}
        submitted = folder / "submitted"
        _submit(solved, submitted / "0-neighbour")
        attacks = read_attacks()
        for name in names:
            _submit(_attack(attacks[name], solved, facts), submitted / name, attacks[name], decoys / "secret.txt")
            if honest:
                _submit(solved, submitted / f"{name}{HONEST}")
        graded.course, graded.canaries = course, canaries
        with _orphans_of_ours() as left, _environment(canaries[1]):
            for tasks in _grade(submitted, Grading(course, "en", jobs=2, in_kernel=in_kernel), attacks):
                graded.tasks[tasks[0].trainee] = tasks
        graded.left = left
        # Pages take long, and only the attackers' own could hold something of theirs.
        list(write_feedback(course, "en", trainees=names))
    return graded


def _grade(submitted: Path, grading: Grading, attacks: dict[str, NotebookNode]) -> Iterator[list[TaskGrade]]:
    """Grade those whom only the clock can stop, and then all the others, who are never to meet it."""
    endless = {name for name, attack in attacks.items() if attack.metadata.get("endless")}
    of_judge = {name for name in endless if attacks[name].metadata["target"] == "the judge's time"}
    found = find_submissions(submitted, [NAME])
    yield from grade([one for one in found if one.trainee in of_judge], replace(grading, limits=LIMITS))
    with _patient_judge():
        yield from grade([one for one in found if one.trainee in endless - of_judge], replace(grading, limits=LIMITS))
    yield from grade([one for one in found if one.trainee not in endless], replace(grading, limits=PATIENT))


@contextlib.contextmanager
def _patient_judge() -> Iterator[None]:
    """Let the clock stop a run, and not what then looks at its answers, which a busy machine may do late."""
    do = Zygote.do

    def patient(self: Zygote, part: str, slot: int, job: list[bytes], limits: Limits) -> Done:
        return do(self, part, slot, job, PATIENT if part == JUDGE else limits)

    with patch.object(Zygote, "do", patient):
        yield


def _write_source(course: Path, canary: str) -> NotebookNode:
    """Write the assignment with its hidden tests, and return an honest trainee's notebook."""
    source = jupytext.read(ATTACKS / "assignment.md")
    for cell in source.cells:
        cell.source = cell.source.replace("HIDDEN-CANARY", canary)
    folder = course / "source" / NAME
    folder.mkdir(parents=True)
    nbformat.write(source, folder / f"{NAME}.ipynb")
    api = open_course(course, "en")
    assert api.generate_assignment(NAME, force=True, create=True)["success"]
    (course / "gradebook.db").unlink()
    solved = nbformat.read(course / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    solutions = {_id(cell): cell.source for cell in source.cells if _id(cell)}
    for cell in solved.cells:
        if "SOLUTION" in solutions.get(_id(cell), ""):
            cell.source = "\n".join(line for line in solutions[_id(cell)].splitlines() if not line.startswith("###"))
    return solved


def _attack(attack: NotebookNode, solved: NotebookNode, facts: dict[str, object]) -> NotebookNode:
    """Put an attack's cells into an honest notebook, where they belong or else behind the cell before them."""
    notebook = copy.deepcopy(solved)
    notebook.metadata |= {key: attack.metadata[key] for key in _PASSED_ON if key in attack.metadata}
    knowledge = f"FACTS = {facts!r}\n{(ATTACKS / 'insider.py').read_text(encoding='utf-8')}"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(knowledge))
    place = 0
    for cell in copy.deepcopy(attack.cells):
        there = [number for number, other in enumerate(notebook.cells) if _id(other) and _id(other) == _id(cell)]
        cell["id"] = f"attack-{len(notebook.cells)}-{place}"
        place = there[0] if there else place + 1
        if there:
            cell.metadata.nbgrader = {**notebook.cells[place].metadata.nbgrader, **cell.metadata.nbgrader}
            notebook.cells[place] = cell
        else:
            notebook.cells.insert(place, cell)
    return notebook


_PASSED_ON = ("title", "language_info", "nbgrader", "kernelspec", "widgets")


def _submit(notebook: NotebookNode, trainee: Path, attack: NotebookNode | None = None, secret: Path = Path()) -> None:
    folder = trainee / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    if attack is not None and "tamper" in attack.metadata:
        TAMPER[attack.metadata["tamper"]](folder, secret)


@contextlib.contextmanager
def _decoys(folder: Path, canary: str) -> Iterator[tuple[dict[str, object], Graded]]:
    """Set up what an attacker would like to reach, and look afterwards at what became of it."""
    home, outside = folder / "home", folder / "outside"
    for place in (home, outside):
        place.mkdir(parents=True)
        place.chmod(0o777)
    (folder / "secret.txt").write_text(canary, encoding="utf-8")
    (home / "key").write_text(canary, encoding="utf-8")
    local = Path(f"/tmp/{BREACH[:7]}-decoy-{uuid.uuid4().hex[:8]}")
    decoy = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(900)  # decoy"])
    priority = os.getpriority(os.PRIO_PROCESS, decoy.pid)
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket(socket.AF_UNIX) as by_path:
        by_path.bind(str(local))
        by_path.listen()
        for end in (listener, by_path):
            threading.Thread(target=_listen, args=(end, calls), daemon=True).start()
        facts = {"port": listener.getsockname()[1], "socket": str(local), "decoy": decoy.pid}
        facts |= {"secret": str(folder / "secret.txt"), "home": str(home), "outside": str(outside)}
        graded = Graded(folder, folder, {}, calls)
        try:
            yield facts, graded
            graded.decoy_lives = decoy.poll() is None and os.getpriority(os.PRIO_PROCESS, decoy.pid) == priority
        finally:
            decoy.kill()
            decoy.wait()
            local.unlink()


def _listen(listener: socket.socket, calls: list[object]) -> None:
    with contextlib.suppress(OSError):
        while True:
            end, caller = listener.accept()
            calls.append(caller)
            end.close()


@contextlib.contextmanager
def _environment(canary: str) -> Iterator[None]:
    names = ("DECOY_PASSWORD", "AWS_SECRET_ACCESS_KEY")
    os.environ.update(dict.fromkeys(names, canary))
    try:
        yield
    finally:
        for name in names:
            del os.environ[name]


@contextlib.contextmanager
def _orphans_of_ours() -> Iterator[list[str]]:
    """Adopt whatever our processes leave behind, so that none of it escapes; list it, and end it."""
    libc = ctypes.CDLL(None)
    before = set(psutil.Process().children())
    libc.prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
    left: list[str] = []
    try:
        yield left
    finally:
        for child in set(psutil.Process().children()) - before:
            with contextlib.suppress(psutil.Error):  # it ends while it is looked at
                if child.status() != psutil.STATUS_ZOMBIE:
                    left.append(" ".join(child.cmdline()))
                    child.kill()
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child.pid, 0)
        libc.prctl(_ADOPT_ORPHANS, 0, 0, 0, 0)


def _id(cell: NotebookNode) -> str:
    marks = cell.metadata.get("nbgrader", {})
    return marks.get("grade_id", "") if isinstance(marks, dict) else ""


def breaches(folder: Path) -> list[str]:
    """Files that an attacker wrote where only the trainer writes."""
    places = [folder, Path("/tmp"), Path("/var/tmp"), Path("/dev"), Path("/etc"), Path("/"), Path.home(), Path.cwd()]
    found = [str(path) for place in places for path in place.glob(f"{BREACH}*")]
    return found + [str(path) for path in folder.rglob(f"*{BREACH}*")]
