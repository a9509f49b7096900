"""Where each trainee stands: points over all labs, against the pass mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_grading.marks.grades import TaskGrade
from peakend_grading.untrusted.plain_json import visible_text


@dataclass(frozen=True)
class Standing:
    """One trainee's points.

    Attributes
    ----------
    trainee, name : str
        The id, and the name where it is known; else the id again.
    earned, waiting, most : float
        Points so far, points that wait for the trainer, and points to be had in all labs of the class.
    result : {"passed", "waiting", "failed"}
        Waiting is who can still pass by what the trainer has yet to mark.
    missing : sequence of str
        The labs not handed in.
    """

    trainee: str
    name: str
    earned: float
    waiting: float
    most: float
    result: Literal["passed", "waiting", "failed"]
    missing: Sequence[str]

    @property
    def label(self) -> str:
        """The id, as a page can show it."""
        return visible_text(self.trainee)

    @property
    def percent(self) -> float:
        """Points so far of all points, in percent."""
        return 100 * self.earned / self.most if self.most else 0.0


def standings(marks: Sequence[TaskGrade], names: Mapping[str, str], pass_mark: float) -> list[Standing]:
    """Return every trainee's standing, in order of their ids. A lab not handed in has earned nothing.

    Raises
    ------
    PeakendError
        If the pass mark is no percentage.
    """
    if not 0 < pass_mark <= 100:
        raise PeakendError(
            _("The pass mark {mark:g} is not a percentage. Choose one above 0, up to 100.", mark=pass_mark)
        )
    points = lab_points(marks)
    return [
        _standing(
            trainee,
            names.get(trainee, visible_text(trainee)),
            [mark for mark in marks if mark.trainee == trainee],
            points,
            pass_mark,
        )
        for trainee in sorted({mark.trainee for mark in marks})
    ]


def lab_points(marks: Sequence[TaskGrade]) -> dict[str, float]:
    """Return the points to be had in each lab; labs that do not exist have none and are left out."""
    most = {(mark.lab, mark.task): mark.max_score for mark in marks}
    labs = sorted({lab for lab, _task in most})
    points = {lab: sum(value for (name, _task), value in most.items() if name == lab) for lab in labs}
    return {lab: value for lab, value in points.items() if value}


def _standing(
    trainee: str, name: str, marks: Sequence[TaskGrade], points: Mapping[str, float], pass_mark: float
) -> Standing:
    earned = sum(mark.score or 0 for mark in marks)
    waiting = sum(mark.max_score for mark in marks if mark.score is None)
    most = sum(points.values())
    needed = pass_mark / 100 * most - 1e-9  # 60 % of 20 points are 12, whatever the machine's arithmetic says
    result: Literal["passed", "waiting", "failed"] = "failed"
    if most and earned >= needed:
        result = "passed"
    elif most and earned + waiting >= needed:
        result = "waiting"
    handed_in = {mark.lab for mark in marks}
    return Standing(trainee, name, earned, waiting, most, result, [lab for lab in points if lab not in handed_in])
