"""KANO: which features customers take for granted, want more of, or are delighted by."""

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from peakend.base.arguments import check_number, check_option
from peakend.base.arrays import Floats, Mask
from peakend.base.language import choose_text, message
from peakend.base.language import translate as _
from peakend.surveys.estimates import effective_for
from peakend.surveys.intervals import Interval, moments, wilson
from peakend.surveys.kano_answers import count_pairs
from peakend.surveys.tally import By, Invalid, Scale, result_table, segment_columns, tally
from peakend.tables.about import describe
from peakend.tables.headings import COUNTED

Table = Literal["classic", "pouliot"]
Rule = Literal["mode", "moai", "oam"]

CATEGORIES = "AOMIRQ"
PRECEDENCE = "MOAIRQ"
HEADINGS = {
    **COUNTED,
    "category": message("category"),
    "ties": message("tied categories"),
    "better": message("better"),
    "worse": message("worse"),
    "category_strength": message("lead of the category"),
    "total_strength": message("share of A, O and M"),
    "fong": message("Fong's test"),
    "fong_difference": message("lead in answers"),
    "fong_critical": message("lead needed"),
    "decided_by": message("decided by"),
    "course_class": message("need"),
    "better_ci_low": message("better, interval from"),
    "better_ci_high": message("better, interval to"),
    "worse_ci_low": message("worse, interval from"),
    "worse_ci_high": message("worse, interval to"),
    "importance": message("importance"),
    "n_importance": message("importance, answers"),
    "n_importance_missing": message("importance, no answer"),
    "n_importance_invalid": message("importance, off the scale"),
}
UNITS = {"better": "share", "worse": "share"}
IS_OAM = np.array([letter in "AOM" for letter in CATEGORIES])

# Functional answers in rows, dysfunctional ones in columns, both from "like" to "dislike".
TABLES = {
    "classic": ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"),
    # The same answer to both questions contradicts itself, unless it is "neutral".
    "pouliot": ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ"),
}


def kano(
    frame: object,
    *,
    feature: str,
    functional: str,
    dysfunctional: str,
    by: By = None,
    table: Table = "classic",
    rule: Rule = "mode",
    near: float = 0.06,
    importance: str | None = None,
    importance_scale: Scale = (1, 9),
    respondent: str | None = None,
    weights: str | None = None,
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    r"""KANO category of each feature, with the full distribution behind it.

    Each respondent feels one of five ways about having a feature (`functional`) and about lacking it
    (`dysfunctional`). The evaluation `table` turns the pair into a category: A attractive, O one-dimensional,
    M must-be, I indifferent, R reverse, Q questionable. Over the respondents,

    .. math:: \mathrm{better} = \frac{A + O}{A + O + M + I}, \qquad \mathrm{worse} = -\frac{O + M}{A + O + M + I}

    Parameters
    ----------
    frame : any frame that Narwhals reads
        Long format: one row a respondent and feature.
    feature : str
        Column with the feature's name.
    functional, dysfunctional : str
        Columns with the answers: 1–5 for like, must-be, neutral, live with, dislike, or these as text in Chinese
        (喜欢、理应如此、无所谓、勉强接受、不喜欢) or English.
    by : str or sequence of str, optional
        Columns that make the segments; for the course's three kinds of expectation, the column that says whether
        a feature saves effort 省力, saves time 省时 or shows care 用心.
    table : {"classic", "pouliot"}
        Evaluation table. ``pouliot`` also takes "must-be" to both questions, or "live with" to both, as Q.
    rule : {"mode", "moai", "oam"}
        How the distribution becomes one category. ``mode``: the most frequent one. ``moai``: of all categories that
        lie at most `near` below the most frequent one, the first of M > O > A > I. ``oam``: the most frequent of
        O, A, M if these three together outnumber I, R, Q, else the most frequent of I, R, Q.
        Equal counts are always decided by M > O > A > I > R > Q.
    near : float, default 0.06
        For ``moai``, a share of n: the difference up to which two categories count as nearly tied.
    importance : str, optional
        Column with the self-stated importance of the feature; adds its mean.
    importance_scale : tuple of int, default (1, 9)
        Lowest and highest point of `importance`.
    respondent : str, optional
        Column that names the respondent; given, a respondent who answers a feature twice is refused.
    weights : str, optional
        Column of weights. Categories are then those of the sums of weights; the intervals of ``better`` and ``worse``
        are linearised, and Fong's test works on Kish's effective number of answers.
    conf : float, default 0.95
        Confidence level.
    invalid : {"raise", "drop"}
        Refuse answers that are no KANO answer and features of which only one question was answered, or leave such
        rows out and count them in ``n_invalid`` and ``n_missing``.

    Returns
    -------
    pandas.DataFrame
        One row a segment and feature: the columns of `by`, `feature`, then

        - ``n, n_missing, n_invalid`` (pairs); ``A, O, M, I, R, Q`` (counts; sums of weights with `weights`);
        - ``category`` (None if n is 0) and ``ties``: the letters that the rule found tied, in order of precedence,
          ``""`` if none; where ``oam`` finds both sides equal, the most frequent letters of both;
        - ``better`` (0…1) and ``worse`` (−1…0), NaN if A + O + M + I is 0;
        - ``category_strength``: lead of the most frequent category over the next, as a share of n; Q is not compared;
          ``total_strength``: (A + O + M) / n;
        - ``fong``: ``"sig"`` if that lead passes Fong's test, else ``"ns"``: the lead a − b (``fong_difference``) is
          significant if it is above 0 and not below 1.65 √((a + b)(2n − a − b) / 2n) (``fong_critical``, never
          rounded); rough below 12 answers;
        - ``decided_by``: what decided, for instance ``"mode"`` or ``"mode, then M>O>A>I"``;
        - ``course_class``: the category in the words of the course, in the language in use;
        - ``better_ci_low, better_ci_high, worse_ci_low, worse_ci_high`` (Wilson's intervals);
        - with `importance`, ``importance`` (mean, points) and ``n_importance, n_importance_missing,
          n_importance_invalid`` (who stated it; others).

    Raises
    ------
    PeakendError
        For a missing column, an unknown answer, a feature with one question only, a respondent who answers a feature
        twice, or an impossible option.

    Warns
    -----
    UserWarning
        If by the numbers more customers dislike having the features than like it, as where 5 stands for "like".

    References
    ----------
    Kano, Seraku, Takahashi & Tsuji (1984), Hinshitsu 14(2), 39–48. Berger et al. (1993), Center for Quality of
    Management Journal 2(4), 3–36, with Pouliot's table on p. 33. Lee & Newcomb (1997), ASEE Engineering Management
    Journal (category strength). Fong (1996), Center for Quality of Management Journal 5(3), 19–23.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame(
    ...     {
    ...         "feature": ["self-service"] * 3 + ["queue number"] * 3,
    ...         "with_it": [1, 1, 3, 2, 3, 1],
    ...         "without_it": [3, 4, 3, 5, 5, 5],
    ...     }
    ... )
    >>> result = pe.kano(answers, feature="feature", functional="with_it", dysfunctional="without_it")
    >>> result[["feature", "n", "A", "O", "M", "I", "category", "better", "worse"]].round(2)
            feature  n  A  O  M  I category  better  worse
    0  queue number  3  0  1  2  0        M    0.33   -1.0
    1  self-service  3  2  0  0  1        A    0.67    0.0
    """
    check_rule(table, rule, near)
    pairs = count_pairs(
        frame, feature, functional, dysfunctional, by=by, respondent=respondent, weights=weights, invalid=invalid
    )
    counts, squares = category_counts(pairs.weight, table), category_counts(pairs.weight_squared, table)
    with np.errstate(invalid="ignore", divide="ignore"):
        n = counts.sum(axis=1) ** 2 / squares.sum(axis=1) if weights else counts.sum(axis=1)
        per_answer = np.nan_to_num(n / counts.sum(axis=1))
    category, tied = classify(counts, rule, near)
    asked, better_count, worse_count = (counts[:, _at(letters)].sum(axis=1) for letters in ("AOMI", "AO", "OM"))
    first, second = np.sort(counts[:, _at("AOMIR")] * per_answer[:, None], axis=1)[:, :-3:-1].T
    with np.errstate(invalid="ignore", divide="ignore"):
        better, worse = better_count / asked, 0 - worse_count / asked
        category_strength, total_strength = (first - second) / n, counts[:, _at("AOM")].sum(axis=1) / counts.sum(axis=1)
        critical = 1.65 * np.sqrt((first + second) * (2 * n - first - second) / (2 * n))
    better_low, better_high = _interval("AO", counts, squares, conf)
    worse_low, worse_high = _interval("OM", counts, squares, conf)
    empty = pairs.n == 0
    columns: dict[str, npt.NDArray[np.generic]] = {
        **pairs.counted(),
        **{letter: counts[:, i] if weights else counts[:, i].astype("int64") for i, letter in enumerate(CATEGORIES)},
        "category": letters_of(category, empty),
        "ties": _ties(tied, empty),
        "better": better,
        "worse": worse,
        "category_strength": category_strength,
        "total_strength": total_strength,
        "fong": none_where(empty, np.where((first > second) & (first - second >= critical), "sig", "ns")),
        "fong_difference": first - second,
        "fong_critical": critical,
        "decided_by": _decided_by(counts, tied, rule),
        "course_class": course_classes(letters_of(category, empty)),
        "better_ci_low": better_low,
        "better_ci_high": better_high,
        "worse_ci_low": 0 - worse_high,
        "worse_ci_high": 0 - worse_low,
    }
    if importance is not None:
        columns |= _importance(frame, importance, importance_scale, [*segment_columns(by), feature], invalid)
    result = result_table(pairs.groups, columns)
    return describe(result, "kano", HEADINGS, segments=list(pairs.groups), units=UNITS)


def check_rule(table: str, rule: str, near: float) -> None:
    """Raise `PeakendError` for an unknown table or rule, or an impossible `near`."""
    check_option("table", table, tuple(TABLES))
    check_option("rule", rule, get_args(Rule))
    check_number("near", near, 0, 1)


def category_counts(pairs: Floats, table: str) -> Floats:
    """Sum what was counted of answer pairs into the categories A, O, M, I, R, Q, one row a group."""
    letters = np.array([list(row) for row in TABLES[table]])
    return np.stack([pairs[:, letters == letter].sum(axis=1) for letter in CATEGORIES], axis=1)


def _interval(letters: str, counts: Floats, squares: Floats, conf: float) -> Interval:
    """Return Wilson's interval of the share of some categories among A, O, M and I, on effective answers."""
    asked, asked_squares = counts[:, _at("AOMI")].sum(axis=1), squares[:, _at("AOMI")].sum(axis=1)
    chosen_squares = squares[:, _at(letters)].sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = counts[:, _at(letters)].sum(axis=1) / asked
        error = (chosen_squares * (1 - share) ** 2 + (asked_squares - chosen_squares) * share**2) / asked**2
        size = np.nan_to_num(effective_for(share, error, asked**2 / asked_squares))
    return wilson(np.clip(np.nan_to_num(share * size), 0, size), size, conf=conf)


def classify(counts: Floats, rule: str, near: float) -> tuple[npt.NDArray[np.int64], Mask]:
    """Return for each row of counts the number of its category, and which categories the rule found tied."""
    lead = _lead_of_oam(counts)
    competes = (lead > 0)[:, None] == IS_OAM if rule == "oam" else np.full(counts.shape, True)
    slack = near * counts.sum(axis=1, keepdims=True) + 1e-9 if rule == "moai" else 0.0
    tied = _leaders(counts, competes, slack)
    order = _at(PRECEDENCE)
    category = np.array(order)[tied[:, order].argmax(axis=1)]
    if rule == "oam":
        tied |= _leaders(counts, ~competes, slack) & (lead == 0)[:, None]
    return category, tied


def _leaders(counts: Floats, competes: Mask, slack: Floats | float) -> Mask:
    rivals = np.where(competes, counts, -1.0)
    return competes & (rivals >= rivals.max(axis=1, keepdims=True) - slack)


def _lead_of_oam(counts: Floats) -> Floats:
    return counts[:, IS_OAM].sum(axis=1) - counts[:, ~IS_OAM].sum(axis=1)


def letters_of(category: npt.NDArray[np.int64], empty: Mask) -> npt.NDArray[np.object_]:
    """Return the letters of the categories, None where there are no answers."""
    return none_where(empty, np.array(list(CATEGORIES))[category])


def none_where(empty: Mask, values: npt.NDArray[np.generic]) -> npt.NDArray[np.object_]:
    """Return the values as objects, with None in the place of those that are empty."""
    objects = values.astype(object)
    objects[empty] = None
    return objects


def course_classes(categories: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Return the course's words for categories, in the language in use; None stays None."""
    words = {
        None: None,
        "A": _("attractive"),
        "O": choose_text({"en": "performance", "zh": "期望"}),  # as a catalogue's key it is another word's: 表现
        "M": _("must-be"),
        "I": _("indifferent"),
        "R": _("reverse"),
        "Q": _("questionable"),
    }
    return np.array([words[category] for category in categories], dtype=object)


def _at(letters: str) -> list[int]:
    return [CATEGORIES.index(letter) for letter in letters]


def _ties(tied: Mask, empty: Mask) -> npt.NDArray[np.object_]:
    letters = [
        "".join(letter for letter in PRECEDENCE if row[CATEGORIES.index(letter)]) if row.sum() > 1 else ""
        for row in tied
    ]
    return np.where(empty, "", np.array(letters, dtype=object))


def _decided_by(counts: Floats, tied: Mask, rule: str) -> npt.NDArray[np.object_]:
    decided = np.full(len(counts), "mode", dtype=object)
    if rule == "oam":
        lead = _lead_of_oam(counts)
        decided = np.where(lead > 0, "O+A+M > I+R+Q", "O+A+M ≤ I+R+Q").astype(object)
        tied = tied & ((lead > 0)[:, None] == IS_OAM)
    decided = np.where(tied.sum(axis=1) > 1, decided + ", then M>O>A>I", decided)
    return none_where(counts.sum(axis=1) == 0, decided)


def _importance(
    frame: object, column: str, scale: Scale, segments: list[str], invalid: Invalid
) -> dict[str, npt.NDArray[np.generic]]:
    stated = tally(frame, column, scale=scale, by=segments, invalid=invalid)
    return {
        "importance": moments(stated.points, stated.counts)[0],
        "n_importance": stated.n.astype("int64"),
        "n_importance_missing": stated.missing,
        "n_importance_invalid": stated.invalid,
    }
