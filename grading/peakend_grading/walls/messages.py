"""What passes the walls, as JSON with a type: orders and jobs inwards, what a judge found outwards.

What the trainee's own process says is no such message: it is read with suspicion, line by line, by the judge.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from peakend_grading.walls.limits import Limits

RUN, JUDGE, DRAW = "run", "judge", "draw"
PREPARE = "prepare"  # no submission's: what the trainer gave with a lab
LEFT_OUT = "\n… more output left out\n"  # stands where a cell said too much


@dataclass(frozen=True)
class Order:
    """What the zygote is to start: which part, in which slot, within which limits."""

    part: str
    slot: int
    limits: Limits

    def to_bytes(self) -> bytes:
        """Return the order as it is sent."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Order":
        """Read an order."""
        data = json.loads(content)
        return cls(data["part"], data["slot"], Limits(**data["limits"]))


@dataclass(frozen=True)
class Step:
    """One code cell of a notebook: to be run, or the place of a test, for which names are handed over.

    Attributes
    ----------
    cell : int
        The cell's number in the notebook.
    source : str
        The code to run.
    test : str
        The test's ``grade_id``; empty where a cell is run.
    answers : tuple of str
        The names that the test looks at.
    is_given : bool
        Whether the code is the trainer's own, word by word.
    """

    cell: int
    source: str = ""
    test: str = ""
    answers: tuple[str, ...] = ()
    is_given: bool = False


@dataclass(frozen=True)
class JudgedTest:
    """A test as the judge needs it: its code, the trainer's statements before it, and the names of the answers."""

    source: str
    given: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class RunJob:
    """Cells to run among files, by path and in base64."""

    steps: tuple[Step, ...]
    files: dict[str, str]
    environment: dict[str, str]

    def to_bytes(self) -> bytes:
        """Return the job as it is sent."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "RunJob":
        """Read a job."""
        data = json.loads(content)
        return cls(_steps(data), data["files"], data["environment"])


@dataclass(frozen=True)
class JudgeJob:
    """Tests to run on what was handed over: by ``grade_id``, in the order of the steps."""

    steps: tuple[Step, ...]
    tests: dict[str, JudgedTest]
    files: dict[str, str]
    environment: dict[str, str]
    language: str

    def to_bytes(self) -> bytes:
        """Return the job as it is sent: one line, after which follows what was handed over."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "JudgeJob":
        """Read a job."""
        data = json.loads(content)
        tests = {name: JudgedTest(**test) for name, test in data["tests"].items()}
        return cls(_steps(data), tests, data["files"], data["environment"], data["language"])


@dataclass(frozen=True)
class CellFound:
    """What came of one cell: its outputs made harmless, and for a test whether the run came that far."""

    cell: int
    outputs: list[dict[str, Any]]
    count: int | None
    reached: bool = True


@dataclass
class Verdict:
    """All that a judge found, as far as it came.

    Attributes
    ----------
    cells : dict
        By their number.
    charts : dict
        Those whose places the cells hold.
    own_data : str
        The trainee's own file, by which a test judged in the place of the case's data; or nothing.
    """

    cells: dict[int, CellFound] = field(default_factory=dict)
    charts: dict[str, dict[str, Any]] = field(default_factory=dict)
    own_data: str = ""

    @classmethod
    def from_bytes(cls, content: bytes) -> "Verdict":
        """Read a judge's lines; one that was cut short is left out."""
        lines = [json.loads(line) for line in content.split(b"\n") if line.endswith(b"}")]
        cells = [CellFound(**line) for line in lines if "cell" in line]
        charts: dict[str, Any] = next((line["charts"] for line in lines if "charts" in line), {})
        own = next((line["own_data"] for line in lines if "own_data" in line), "")
        return cls({found.cell: found for found in cells}, charts, own)


def _steps(data: dict[str, Any]) -> tuple[Step, ...]:
    return tuple(Step(**step) for step in data["steps"])
