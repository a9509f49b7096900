"""What was learnt: gain by objective from the course's parallel items, and what is still misunderstood after it."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from peakend_course.outline import read_outline
from peakend_grading.marks.notes import Note
from peakend_grading.results.items import item_analysis
from peakend_labs.items import FORM_PLACES, ItemPair, Side, item_ids

FEWEST = 3  # an interval of fewer tells nothing
HIGH, MEDIUM = 0.7, 0.3

# By side and trainee, what was answered to each item.
Answers = Mapping[Side, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Gain:
    """What a class gained in one objective.

    Attributes
    ----------
    objective, title : str
        Its id and its words; no id for all of them together.
    n : int
        Who answered before and after.
    before, after : float
        Percent of the items answered rightly, by those n.
    gain, ci_low, ci_high : float
        The normalised gain and its 95 % interval; missing where it cannot be had.
    """

    objective: str
    title: str
    n: int
    before: float
    after: float
    gain: float
    ci_low: float
    ci_high: float

    @property
    def size(self) -> str:
        """Hake's word for the gain: ``high``, ``medium``, ``low``, or nothing where there is none."""
        if math.isnan(self.gain):
            return ""
        return "high" if self.gain >= HIGH else "medium" if self.gain >= MEDIUM else "low"


@dataclass(frozen=True)
class ItemRow:
    """One pair of items: what it asks for, how many had it before and after, and the wrong answer still chosen most.

    Attributes
    ----------
    objective, about : str
        What it asks for.
    before, after, discrimination : float
        Percent right on each side; correlation with the other items after the course.
    wrong : str
        The words of the wrong answer chosen most often after the course; nothing where none was chosen twice.
    chosen : int
        How many chose it.
    """

    objective: str
    about: str
    before: float
    after: float
    discrimination: float
    wrong: str
    chosen: int


@dataclass(frozen=True)
class Learning:
    """What the report says of learning: gains by objective, and item by item."""

    gains: Sequence[Gain]
    items: Sequence[ItemRow]
    answered: Mapping[Side, int]


def find_learning(notes: Mapping[tuple[str, str], Note], language: str) -> Learning | None:
    """Return what the class learnt, from what was answered in the labs that ask the items; None where nobody did.

    What was left empty is not right. Gains are of those who answered on both sides.
    """
    answers = _answers(notes)
    if not any(answers.values()):
        return None
    pairs = item_ids()
    right = {side: _right(answers[side], pairs, side) for side in FORM_PLACES}
    both = sorted(set(right["before"].index) & set(right["after"].index))
    titles = {name: getattr(text, language) for name, text in read_outline().objectives.items()}
    gains = [
        _gain(name, title, [item for item, (objective, _pair) in pairs.items() if objective == name], right, both)
        for name, title in titles.items()
    ]
    whole = _gain("", "", list(pairs), right, both)
    return Learning([*gains, whole], _item_rows(answers, right, pairs), {side: len(right[side]) for side in right})


def normalised_gain(before: Sequence[float], after: Sequence[float]) -> tuple[float, float, float]:
    """Return a class's normalised gain, and its interval.

    g = (after − before) / (1 − before), of the class's mean shares of right answers: what was learnt of what there was
    to learn. As g = 1 − mean(1 − after) / mean(1 − before), a ratio of two means of the same people, its 95 % interval
    is Fieller's: the bounds are those g at which the mean of (1 − after) − (1 − g)(1 − before) differs from zero by
    t(0.975, n − 1) standard errors.

    Parameters
    ----------
    before, after : sequence of float
        Each person's share of right answers, 0 to 1, in the same order.

    Returns
    -------
    tuple of float
        Gain and interval; missing where nobody had anything to learn, or where an interval has no bounds.

    References
    ----------
    Hake (1998), Interactive-engagement versus traditional methods, American Journal of Physics 66, 64–74: 0.7 and more
    is a high gain, below 0.3 a low one. Fieller (1954), Some problems in interval estimation, Journal of the Royal
    Statistical Society B 16, 175–185.

    Examples
    --------
    >>> round(normalised_gain([0.4, 0.4, 0.4], [0.7, 0.6, 0.8])[0], 3)
    0.5
    """
    lacked, lacks = 1 - np.asarray(before, dtype=float), 1 - np.asarray(after, dtype=float)
    n = len(lacked)
    if not n or lacked.mean() <= 0:
        return math.nan, math.nan, math.nan
    gain = float(1 - lacks.mean() / lacked.mean())
    if n < FEWEST:
        return gain, math.nan, math.nan
    (v_before, cov), (_cov, v_after) = np.cov(lacked, lacks) / n
    t = stats.t.ppf(0.975, n - 1)
    # (mean(lacks) − r·mean(lacked))² = t²·(v_after − 2·r·cov + r²·v_before), solved for the ratio r
    a = lacked.mean() ** 2 - t**2 * v_before
    b = lacked.mean() * lacks.mean() - t**2 * cov
    c = lacks.mean() ** 2 - t**2 * v_after
    root = b**2 - a * c
    if a <= 0 or root <= 0:  # where all have everything right, nothing tells how sure that is
        return gain, math.nan, math.nan
    return gain, float(1 - (b + math.sqrt(root)) / a), float(1 - (b - math.sqrt(root)) / a)


def _answers(notes: Mapping[tuple[str, str], Note]) -> Answers:
    labs = {file.parent.parent.name: side for side, file in FORM_PLACES.items()}
    found: dict[Side, dict[str, Mapping[str, str]]] = {side: {} for side in FORM_PLACES}
    for (trainee, lab), note in notes.items():
        if lab in labs and note.items:
            found[labs[lab]][trainee] = note.items
    return found


def _right(
    answers: Mapping[str, Mapping[str, str]], pairs: Mapping[str, tuple[str, ItemPair]], side: Side
) -> pd.DataFrame:
    """Return a row for each trainee and a column for each item: 1 where it was answered rightly."""
    rows = {
        trainee: [float(given.get(item) == pair.on(side).right) for item, (_objective, pair) in pairs.items()]
        for trainee, given in answers.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(pairs))


def _gain(
    objective: str, title: str, items: Sequence[str], right: Mapping[Side, pd.DataFrame], both: Sequence[str]
) -> Gain:
    before, after = (right[side].loc[list(both)][list(items)].mean(axis=1) for side in ("before", "after"))
    found = normalised_gain(before.tolist(), after.tolist())
    return Gain(objective, title, len(both), 100 * float(before.mean()), 100 * float(after.mean()), *found)


def _item_rows(
    answers: Answers, right: Mapping[Side, pd.DataFrame], pairs: Mapping[str, tuple[str, ItemPair]]
) -> list[ItemRow]:
    points = dict.fromkeys(pairs, 1.0)
    analysed = {side: item_analysis(right[side], points).set_index("task").to_dict("index") for side in right}
    rows = []
    for item, (objective, pair) in pairs.items():
        options = {name: str(text) for name, text in pair.after.options.items() if name != pair.after.right}
        chosen = Counter(found for given in answers["after"].values() if (found := given.get(item, "")) in options)
        wrong, count = chosen.most_common(1)[0] if chosen else ("", 0)
        row = analysed["after"][item]
        rows.append(
            ItemRow(
                objective,
                str(pair.about),
                float(analysed["before"][item]["difficulty"]),
                float(row["difficulty"]),
                float(row["discrimination"]),
                options[wrong] if count > 1 else "",
                count if count > 1 else 0,
            )
        )
    return rows
