"""Confidence intervals for shares and means, without SciPy and its slow import."""

from statistics import NormalDist
from typing import overload

import numpy as np
import numpy.typing as npt

from peakend.base.arguments import check_confidence
from peakend.base.arrays import Floats
from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.surveys.student import student_quantile

Interval = tuple[Floats, Floats]


def normal_quantile(conf: float) -> float:
    """Return z for a two-sided interval, 1.959964 for 95 %."""
    return NormalDist().inv_cdf((1 + check_confidence(conf)) / 2)


def around(estimate: Floats, se: Floats, conf: float) -> Interval:
    """Return estimate ± z standard errors."""
    half = normal_quantile(conf) * se
    return estimate - half, estimate + half


def two_sided_p(z: npt.ArrayLike) -> Floats:
    """Return the two-sided p value of a standard normal statistic; NaN where it is undefined."""
    values = np.abs(np.atleast_1d(np.asarray(z, dtype="float64")))
    normal = NormalDist()
    return np.array([2 * normal.cdf(-value) if value == value else np.nan for value in values])


@overload
def wilson(
    successes: float, n: float, *, conf: float = ..., continuity_correction: bool = ...
) -> tuple[float, float]: ...
@overload
def wilson(successes: Floats, n: Floats, *, conf: float = ..., continuity_correction: bool = ...) -> Interval: ...
def wilson(
    successes: float | Floats, n: float | Floats, *, conf: float = 0.95, continuity_correction: bool = False
) -> tuple[float, float] | Interval:
    r"""Wilson's score interval for a share.

    .. math:: \frac{2n\hat p + z^2 \pm z\sqrt{z^2 + 4n\hat p(1-\hat p)}}{2(n + z^2)}

    Unlike the textbook interval :math:`\hat p \pm z\sqrt{\hat p(1-\hat p)/n}` it never leaves 0–1 and holds its level
    for small n and for shares near 0 or 1.

    Parameters
    ----------
    successes, n : float or array
        How many of how many; `successes` must lie between 0 and `n`.
    conf : float, default 0.95
        Confidence level.
    continuity_correction : bool, default False
        Widen the interval as R's ``prop.test`` does by default. Off here: the plain interval's mean coverage is
        nearer to its level (Newcombe 1998, methods 3 and 4).

    Returns
    -------
    low, high : float or array
        Shares from 0 to 1; NaN where `n` is 0.

    Raises
    ------
    PeakendError
        If `successes` is negative or more than `n`.

    References
    ----------
    Wilson (1927), J. Am. Stat. Assoc. 22, 209–212. Newcombe (1998), Statistics in Medicine 17, 857–872.

    Examples
    --------
    >>> import peakend as pe
    >>> low, high = pe.wilson(81, 263)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    z = normal_quantile(conf)
    x, size = np.asarray(successes, dtype="float64"), np.asarray(n, dtype="float64")
    if ((x < 0) | (x > size)).any():
        raise PeakendError(_("A share needs 0 ≤ successes ≤ n; here successes={x} and n={n}.", x=successes, n=n))
    with np.errstate(invalid="ignore", divide="ignore"):
        p = x / size
        if continuity_correction:
            low_root = np.sqrt(np.maximum(0, z * z - 2 - 1 / size + 4 * p * (size * (1 - p) + 1)))
            high_root = np.sqrt(np.maximum(0, z * z + 2 - 1 / size + 4 * p * (size * (1 - p) - 1)))
            low = np.where(x == 0, 0, (2 * x + z * z - 1 - z * low_root) / (2 * (size + z * z)))
            high = np.where(x == size, 1, (2 * x + z * z + 1 + z * high_root) / (2 * (size + z * z)))
        else:
            root = z * np.sqrt(z * z + 4 * x * (1 - p))
            low = np.where(x == 0, 0, (2 * x + z * z - root) / (2 * (size + z * z)))
            high = np.where(x == size, 1, (2 * x + z * z + root) / (2 * (size + z * z)))
    low, high = np.where(size > 0, low, np.nan), np.where(size > 0, high, np.nan)
    return (float(low), float(high)) if low.ndim == 0 else (low, high)


def mean_interval(mean: Floats, variance: Floats, n: Floats, conf: float) -> Interval:
    """Student's interval for a mean, given the sample variance (divisor n − 1); NaN for n < 2."""
    level = check_confidence(conf)
    t = np.array([student_quantile(level, float(size) - 1) if size > 1 else np.nan for size in n])
    with np.errstate(invalid="ignore", divide="ignore"):
        half = t * np.sqrt(variance / n)
    return mean - half, mean + half


def moments(points: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Return each segment's mean and sample variance (divisor n − 1) from its counts; NaN where undefined."""
    n = counts.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = counts @ points / n
        squares = (counts * (points - mean[:, None]) ** 2).sum(axis=1)
        return mean, np.where(n > 1, squares / (n - 1), np.nan)
