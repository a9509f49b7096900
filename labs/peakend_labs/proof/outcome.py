"""What is executed to prove a lab, and what came of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """A lab in one language on one case: its versions are executed one after the other."""

    lab: str
    language: str
    case: str


@dataclass(frozen=True)
class Outcome:
    """What came of executing one version of a lab in one language on one case.

    Attributes
    ----------
    lab, language, case, version : str
        What was executed: version ``solution``, ``blank``, ``own-file`` or the name of a misconception.
    score, max_score : float
        Points of the tasks that are graded by program.
    expected : float
        What the score must be: all points for the solution, none for the blank notebook, what the file says for a
        misconception.
    manual_points : float
        Points of the tasks that a trainer marks.
    seconds, slowest : float
        How long it took, and its slowest cell.
    error : str
        Why the notebook did not run to its end, or which hint was missing; empty if nothing was wrong.
    """

    lab: str
    language: str
    case: str
    version: str
    score: float
    max_score: float
    expected: float
    manual_points: float
    seconds: float
    slowest: float
    error: str = ""

    @property
    def passed(self) -> bool:
        """Whether the notebook ran, scored what it must, and said what it must."""
        return not self.error and self.score == self.expected and self.max_score > 0
