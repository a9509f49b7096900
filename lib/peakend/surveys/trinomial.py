"""Intervals for the difference of two shares of one sample, such as promoters less detractors.

Every function takes counts with the columns low, middle, high, one row a segment, and speaks in shares (−1…1).
"""

from collections.abc import Sequence

import numpy as np

from peakend.base.arrays import Floats, Mask
from peakend.surveys.intervals import Interval, around, normal_quantile

PSEUDO_COUNTS = (0.75, 1.5, 0.75)


def net_moments(counts: Floats) -> tuple[Floats, Floats]:
    """Return high less low as a share, and the variance of one answer scored −1, 0, 1."""
    shares = counts / counts.sum(axis=1, keepdims=True)
    estimate = shares[:, 2] - shares[:, 0]
    return estimate, shares[:, 2] + shares[:, 0] - estimate**2


def adjusted_wald(
    counts: Floats, conf: float, ddof: float = 0, pseudo_counts: Sequence[float] = PSEUDO_COUNTS
) -> Interval:
    """Wald's interval after adding pseudo-answers, ¾, 1½ and ¾ by custom; not clipped, NaN without answers."""
    estimate, variance = net_moments(counts + pseudo_counts)
    n, added = counts.sum(axis=1), sum(pseudo_counts)
    size = np.where((n > 0) & (n + added > ddof), n + added - ddof, np.nan)
    return around(estimate, np.sqrt(variance / size), conf)


def score_interval(counts: Floats, conf: float) -> Interval:
    """Invert the score test: all differences that it does not reject, found by bisection."""
    z = normal_quantile(conf)
    n = counts.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        estimate = (counts[:, 2] - counts[:, 0]) / n

    def rejected(t: Floats) -> Mask:
        share = _restricted_low(counts, t)
        variance = np.maximum(2 * share + t - t * t, 0)
        with np.errstate(invalid="ignore"):
            return (estimate - t) ** 2 * n > z * z * variance

    def search(outside: Floats) -> Floats:
        inside = estimate.copy()
        for _step in range(60):
            middle = (inside + outside) / 2
            out = rejected(middle)
            outside, inside = np.where(out, middle, outside), np.where(out, inside, middle)
        return np.where(n > 0, inside, np.nan)

    return search(np.full(len(n), -1.0)), search(np.full(len(n), 1.0))


def _restricted_low(counts: Floats, t: Floats) -> Floats:
    """Return the share of low that makes the counts likeliest, given that high less low is t.

    With high = low + t and middle = 1 − 2 low − t, the likelihood's derivative vanishes at a root of a quadratic.
    """
    low, middle, high = counts.T
    a = 2 * counts.sum(axis=1)
    b = (high + low) * (t - 1) + 2 * t * (low + middle)
    c = -low * t * (1 - t)
    with np.errstate(invalid="ignore", divide="ignore"):
        root = (-b + np.sqrt(np.maximum(b * b - 4 * a * c, 0))) / (2 * a)
    return np.clip(root, np.maximum(0, -t), (1 - t) / 2)
