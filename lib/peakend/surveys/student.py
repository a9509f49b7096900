"""Student's t without SciPy, whose import takes longer than a survey's measures."""

import functools
from math import atan, cos, exp, lgamma, log, log1p, pi, sin, sqrt
from statistics import NormalDist

_MANY = 1000  # from so many degrees of freedom on, the expansion is exact to the last digit


@functools.lru_cache(maxsize=4096)  # segments of equal size share it
def student_quantile(conf: float, freedom: float) -> float:
    r"""Return t for a two-sided interval, 2.228 for 95 % and 10 degrees of freedom.

    Found by Newton's method on the probability, which has closed forms for whole degrees of freedom (Abramowitz and
    Stegun 1972, 26.7.3 and 26.7.4); for many of them by the expansion in :math:`1/\nu` (26.7.5).

    Examples
    --------
    >>> round(student_quantile(0.95, 10), 6)
    2.228139
    """
    if freedom != int(freedom):  # what weights make of a number of answers
        from scipy.special import stdtrit

        return float(stdtrit(freedom, (1 + conf) / 2))
    t = NormalDist().inv_cdf((1 + conf) / 2)
    if freedom >= _MANY:
        return _expand(t, freedom)
    scale = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - log(freedom * pi) / 2
    whole = int(freedom)
    for _step in range(100):
        density = exp(scale - (freedom + 1) / 2 * log1p(t * t / freedom))
        step = (conf - _probability(t, whole)) / (2 * density)
        t += step
        if abs(step) <= 1e-11 * t:
            break
    return t


def _probability(t: float, freedom: int) -> float:
    """Return how likely Student's t lies between −t and t."""
    angle = atan(t / sqrt(freedom))
    is_odd = freedom % 2
    term, total = (cos(angle), 0.0) if is_odd else (1.0, 0.0)
    for k in range(1 + is_odd, freedom, 2):
        total += term
        term *= cos(angle) ** 2 * k / (k + 1)
    return 2 / pi * (angle + sin(angle) * total) if is_odd else sin(angle) * total


def _expand(z: float, freedom: float) -> float:
    powers = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(power / freedom**k for k, power in enumerate(powers, start=1))
