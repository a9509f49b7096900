"""Means and shares of tallied answers with their errors: plain, or weighted with linearised (Taylor) errors.

Weighted errors are those of R's ``survey`` for one weight a respondent, ``svydesign(ids = ~1, weights = ~w)`` with
``svymean`` and ``svyby``: a segment is a domain of the sample, so that its error rests on all rows of the frame.
"""

import numpy as np

from peakend.base.arrays import Floats, Mask
from peakend.surveys.intervals import Interval, mean_interval, wilson
from peakend.surveys.tally import Tally
from peakend.surveys.trinomial import adjusted_wald


def mean_of(answers: Tally, values: Floats) -> tuple[Floats, Floats]:
    """Return each segment's mean of what its answers are worth, `values` by point, and its standard error."""
    with np.errstate(invalid="ignore", divide="ignore"):
        total = answers.weight.sum(axis=1)
        mean = answers.weight @ values / total
        squares = (answers.weight_squared * (values - mean[:, None]) ** 2).sum(axis=1) / total**2
        size = answers.rows if answers.is_weighted else answers.n
        return mean, np.sqrt(squares * size / np.where(answers.n > 1, size - 1, np.nan))


def mean_with_interval(answers: Tally, conf: float) -> tuple[Floats, Interval]:
    """Return each segment's mean answer with Student's interval."""
    mean, se = mean_of(answers, answers.points)
    return mean, mean_interval(mean, se**2 * answers.n, answers.n, conf)


def kish(answers: Tally) -> Floats:
    """Return Kish's effective number of answers, (Σw)² / Σw²; without weights their number."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return answers.weight.sum(axis=1) ** 2 / answers.weight_squared.sum(axis=1)


def effective_for(share: Floats, error_squared: Floats, otherwise: Floats) -> Floats:
    """Return the number of equal answers that would leave a share this error; where nothing varies, `otherwise`.

    The error is taken without its factor N / (N − 1), so that equal weights change nothing.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(error_squared > 0, share * (1 - share) / error_squared, otherwise)


def share_of(
    answers: Tally, chosen: Mask, conf: float, *, continuity_correction: bool = False
) -> tuple[Floats, Interval]:
    """Return each segment's share (0…1) of the chosen points, with Wilson's interval on its effective answers."""
    share, size = share_and_size(answers, chosen)
    successes = np.clip(np.nan_to_num(share * size), 0, size)
    return share, wilson(successes, size, conf=conf, continuity_correction=continuity_correction)


def share_and_size(answers: Tally, chosen: Mask) -> tuple[Floats, Floats]:
    """Return each segment's share of the chosen points, and the number of equal answers that would leave its error."""
    with np.errstate(invalid="ignore", divide="ignore"):
        total = answers.weight.sum(axis=1)
        share = answers.weight[:, chosen].sum(axis=1) / total
        squares = (answers.weight_squared * (chosen - share[:, None]) ** 2).sum(axis=1) / total**2
    size = effective_for(share, squares, kish(answers)) if answers.is_weighted else answers.n
    return share, np.where((answers.n > 0) & (total > 0), size, 0.0)


def net_of(answers: Tally, down: Mask, up: Mask, conf: float) -> tuple[Floats, Interval]:
    """Return the share of some points less that of others (−1…1), with the adjusted Wald interval, clipped."""
    with np.errstate(invalid="ignore", divide="ignore"):
        total = answers.weight.sum(axis=1)
        parts = [answers.weight[:, points].sum(axis=1) for points in (down, ~(down | up), up)]
        shares = np.stack(parts, axis=1) / total[:, None]
    low, high = adjusted_wald(shares * kish(answers)[:, None], conf)
    return shares[:, 2] - shares[:, 0], (np.clip(low, -1, 1), np.clip(high, -1, 1))
