"""How like two hand-ins are in what honest work does not share by chance: a reason to look, never a verdict."""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from peakend_grading.intake.prints import CODE, FILE, SHORT, TEXT
from peakend_grading.marks.grades import TaskGrade
from peakend_grading.marks.notes import Note

FEWEST = 3  # like answers, below which nothing is said
LIKE = 0.5  # the likeness from which on a pair is shown
WRONG = 2.0  # how much more a wrong answer weighs: right ones are like each other anyway
_MOST_HOLDERS = {TEXT: 0.5, FILE: 0.5, CODE: 0.17, SHORT: 0.17}  # share of a class; what more have is common
_EVEN_SO = {TEXT: 5, FILE: 5, CODE: 3, SHORT: 3}  # in a small class


@dataclass(frozen=True)
class Likeness:
    """Two hand-ins that are like each other.

    Attributes
    ----------
    trainees : tuple of str
        The two.
    lab : str
        For which lab.
    share : float
        How much of what they could share they share, by weight: 0 to 1.
    texts, wrong : int
        How many sentences are the same, and how many answers that are wrong for one of them at least.
    own_data : bool
        Whether their own data are the same file.
    tasks : tuple of str
        Where.
    """

    trainees: tuple[str, str]
    lab: str
    share: float
    texts: int
    wrong: int
    own_data: bool
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class _Given:
    """What one hand-in holds: its prints with their tasks, and those in tasks that lost points."""

    tasks: Mapping[str, str]
    wrong: frozenset[str]

    @property
    def telling(self) -> set[str]:
        """The prints that honest work does not share by chance."""
        return {one for one in self.tasks if one[0] in (TEXT, FILE)} | self.wrong


def find_likenesses(notes: Mapping[tuple[str, str], Note], marks: Iterable[TaskGrade]) -> list[Likeness]:
    """Return the pairs of hand-ins that are like each other, the most alike first.

    Held against each other are the sentences that were written, the wrong answers, and the own data. Right answers are
    alike because they are right, and teammates work together: both are left out. An answer that n of N hand-ins have
    weighs log((N + 1) / n), a wrong one twice that; the measure is Dice's, twice the weight of what two share by the
    sum of what each has.

    References
    ----------
    Spärck Jones (1972), Journal of Documentation 28: rare terms weigh more. Dice (1945), Ecology 26. That shared wrong
    answers tell more than shared right ones: Angoff (1974), Journal of the American Statistical Association 69.
    """
    lost = {(mark.trainee, mark.lab, mark.task) for mark in marks if mark.score is not None and _lost(mark)}
    labs = sorted({lab for _trainee, lab in notes})
    found = [pair for lab in labs for pair in _in_lab(lab, notes, lost)]
    return sorted(found, key=lambda pair: (-pair.share, pair.lab, pair.trainees))


def _in_lab(lab: str, notes: Mapping[tuple[str, str], Note], lost: set[tuple[str, str, str]]) -> Iterable[Likeness]:
    mine = {trainee: note for (trainee, name), note in notes.items() if name == lab}
    given = {trainee: _given(trainee, lab, note, lost) for trainee, note in mine.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for trainee, prints in given.items():
        for mark in prints.tasks:
            holders[mark].append(trainee)
    weights = {mark: math.log((len(mine) + 1) / len(who)) for mark, who in holders.items()}
    shared: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mark, who in holders.items():
        if 1 < len(who) <= max(_EVEN_SO[mark[0]], _MOST_HOLDERS[mark[0]] * len(mine)):
            for one, other in itertools.combinations(sorted(who), 2):
                if mark in given[one].telling | given[other].telling and not _same_team(mine[one], mine[other]):
                    shared[one, other].add(mark)
    for pair, same in shared.items():
        both = [given[trainee] for trainee in pair]
        wrong = both[0].wrong | both[1].wrong
        whole = [_sum(each.telling | same, weights, wrong) for each in both]
        share = 2 * _sum(same, weights, wrong) / sum(whole)
        if any(mark[0] == FILE for mark in same) or (len(same) >= FEWEST and share >= LIKE):
            yield _likeness(pair, lab, share, same, both[0])


def _given(trainee: str, lab: str, note: Note, lost: set[tuple[str, str, str]]) -> _Given:
    tasks = {mark: task for task, prints in note.prints.items() for mark in prints}
    wrong = [prints for task, prints in note.prints.items() if (trainee, lab, task) in lost]
    return _Given(tasks, frozenset(itertools.chain.from_iterable(wrong)))


def _likeness(pair: tuple[str, str], lab: str, share: float, same: set[str], one: _Given) -> Likeness:
    texts = sum(mark[0] == TEXT for mark in same)
    wrong = sum(mark[0] in (SHORT, CODE) for mark in same)
    tasks = tuple(sorted({one.tasks[mark] for mark in same} - {""}))
    return Likeness(pair, lab, share, texts, wrong, any(mark[0] == FILE for mark in same), tasks)


def _sum(prints: Iterable[str], weights: Mapping[str, float], wrong: Set[str]) -> float:
    return math.fsum(weights[mark] * (WRONG if mark in wrong else 1.0) for mark in prints)


def _same_team(one: Note, other: Note) -> bool:
    return bool(one.team) and one.team == other.team


def _lost(mark: TaskGrade) -> bool:
    return mark.score is not None and mark.score < mark.max_score
