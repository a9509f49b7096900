"""The ACSI index: satisfaction, confirmed expectations and distance from the ideal, on one 0–100 scale."""

from collections.abc import Sequence
from typing import get_args

import numpy as np
import pandas as pd

from peakend.base.arguments import as_list, check_option, is_number
from peakend.base.arrays import Floats, Mask
from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.frames.frames import ROWS, WEIGHT, WEIGHT_SQUARED, count_rows
from peakend.surveys.estimates import kish, mean_of, mean_with_interval
from peakend.surveys.known import Known, require_known_scale, scale_for
from peakend.surveys.tally import (
    By,
    Invalid,
    Scale,
    Tally,
    check_scale,
    invalid_message,
    missing,
    numbers,
    on_scale,
    segment_columns,
    segments_of,
    sum_by,
)
from peakend.tables.headings import INTERVAL

SCALE = (1, 10)
HEADINGS = {
    "acsi": "ACSI",
    **INTERVAL,
    "se": message("standard error"),
    "n_effective": message("effective answers"),
}


def acsi(
    frame: object,
    satisfaction: str,
    expectations: str,
    ideal: str,
    *,
    scale: Scale | Known = "known",
    question_weights: Sequence[float] = (1, 1, 1),
    by: By = None,
    weights: str | None = None,
    conf: float = 0.95,
    invalid: Invalid = "raise",
) -> pd.DataFrame:
    r"""American Customer Satisfaction Index by segment, 0–100.

    .. math:: 100\,\frac{\sum_i w_i x_i / \sum_i w_i - \mathrm{low}}{\mathrm{high} - \mathrm{low}}

    averaged over the respondents who answered all three questions.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    satisfaction, expectations, ideal : str
        Columns: overall satisfaction; how far expectations were met; how near to the ideal.
    scale : tuple of int, or "known"
        Lowest and highest point of all three; by default the survey's own where it is known, else (1, 10).
    question_weights : sequence of three numbers, default equal
        ACSI estimates them for each company by partial least squares; without that model, equal weights are the
        plain choice.
    by : str or sequence of str, optional
        Columns that make the segments.
    weights : str, optional
        Column of weights, one a respondent; errors are then linearised.
    conf : float, default 0.95
        Confidence level.
    invalid : {"raise", "drop"}
        Refuse answers off the scale, or leave those respondents out and count them in ``n_invalid``.

    Returns
    -------
    pandas.DataFrame
        One row a segment: the columns of `by`, ``n, n_missing`` (respondents without all three answers),
        ``n_invalid, acsi, ci_low, ci_high`` (Student's interval, which for few
        answers near an end of the scale can reach beyond 0–100); with `weights` ``se`` and ``n_effective`` (Kish's).

    Raises
    ------
    PeakendError
        For a missing column, answers off the scale, or impossible weights.

    References
    ----------
    Fornell, Johnson, Anderson, Cha & Bryant (1996), Journal of Marketing 60(4), 7–18.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"satisfied": [8, 9], "expected": [7, 8], "ideal": [6, 7]})
    >>> pe.acsi(answers, "satisfied", "expected", "ideal")[["n", "acsi"]].round(1)
       n  acsi
    0  2  72.2
    """
    columns = (satisfaction, expectations, ideal)
    found = tally_index(frame, columns, scale, question_weights, by, weights, invalid)
    mean, (ci_low, ci_high) = mean_with_interval(found, conf)
    result = {"acsi": mean, "ci_low": ci_low, "ci_high": ci_high}
    if weights:
        result |= {"se": mean_of(found, found.points)[1], "n_effective": kish(found)}
    return found.table("acsi", result, HEADINGS, {})


def tally_index(
    frame: object,
    columns: Sequence[str],
    scale: Scale | Known,
    question_weights: Sequence[float],
    by: By,
    weights: str | None,
    invalid: Invalid,
) -> Tally:
    """Count the indices (0–100) of the respondents who answered all three questions, by segment."""
    low, high = check_scale(scale_for(frame, tuple(columns), scale, SCALE))
    for column in columns:
        require_known_scale(frame, column, (low, high))
    check_option("invalid", invalid, get_args(Invalid))
    shares = _shares(question_weights)
    segments = segment_columns(by)
    answers = count_rows(frame, columns, segments, weights)
    scores = np.stack([numbers(answers[f"answer_{i}"]) for i in range(3)], axis=1)
    absent = np.stack([missing(answers[f"answer_{i}"]) for i in range(3)], axis=1)
    off: Mask = np.logical_not(absent | on_scale(scores, low, high))
    if invalid == "raise" and off.any():
        worst = int(off.any(axis=0).argmax())
        raise PeakendError(invalid_message(answers[off[:, worst]], f"answer_{worst}", columns[worst], (low, high)))
    is_invalid: Mask = np.any(off, axis=1)
    is_missing: Mask = np.any(absent, axis=1) & ~is_invalid
    is_valid: Mask = ~is_invalid & ~is_missing

    groups, code = segments_of(answers, segments)
    index = 100 * (scores @ shares - low) / (high - low)
    points, place = np.unique(index[is_valid], return_inverse=True)

    def spread(column: str) -> Floats:
        sums = np.zeros((len(groups), len(points)))
        np.add.at(sums, (code[is_valid], place), answers.loc[is_valid, column].to_numpy(dtype="float64"))
        return sums

    return Tally(
        groups=groups,
        points=points,
        counts=spread(ROWS),
        weight=spread(WEIGHT if weights else ROWS),
        weight_squared=spread(WEIGHT_SQUARED if weights else ROWS),
        missing=sum_by(code, answers[ROWS], len(groups), is_missing).astype("int64"),
        invalid=sum_by(code, answers[ROWS], len(groups), is_invalid).astype("int64"),
        rows=int(answers[ROWS].sum()),
        is_weighted=weights is not None,
    )


def _shares(question_weights: Sequence[float]) -> Floats:
    given = as_list(question_weights)
    if len(given) != 3 or not all(is_number(weight, 0) for weight in given) or sum(given) == 0:
        raise PeakendError(
            _(
                "question_weights={weights!r} does not work. Give three numbers of 0 or more, not all 0.",
                weights=question_weights,
            )
        )
    weights = np.asarray(given, dtype="float64")
    return weights / weights.sum()
