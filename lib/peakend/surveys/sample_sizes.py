"""How many answers satisfaction, effort and ACSI need, so that their own intervals are narrow enough."""

import numpy as np

from peakend.base.arguments import check_confidence, check_number
from peakend.surveys.intervals import wilson
from peakend.surveys.nps import SMALLEST_MARGIN, smallest
from peakend.surveys.student import student_quantile

LARGEST_RATIO = 10_000  # of standard deviation to margin


def csat_sample_size(margin: float, *, satisfied: float = 50, conf: float = 0.95) -> int:
    """How many answers give a share of satisfied customers within a margin of error, by Wilson's interval.

    Parameters
    ----------
    margin : float
        Half the width of the interval, in percentage points, from 0.01 to 50.
    satisfied : float, default 50
        Expected percentage of satisfied customers; 50 is the worst case.
    conf : float, default 0.95
        Confidence level.

    Returns
    -------
    int
        Valid answers needed, in each segment that is to be reported.

    Raises
    ------
    PeakendError
        For an impossible margin, percentage, or level.

    References
    ----------
    Wilson (1927), J. Am. Stat. Assoc. 22, 209–212; the fewest answers are those of R's ``prop.test`` without
    continuity correction.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.csat_sample_size(5), pe.csat_sample_size(5, satisfied=80)
    (381, 245)
    """
    check_number("margin", margin, SMALLEST_MARGIN, 50)
    check_number("satisfied", satisfied, 0, 100)
    check_confidence(conf)

    def is_enough(n: int) -> bool:
        low, high = wilson(satisfied / 100 * n, n, conf=conf)
        return high - low <= 2 * margin / 100

    return smallest(is_enough)


def ces_sample_size(margin: float, *, sd: float, conf: float = 0.95) -> int:
    """How many answers give a mean effort score within a margin of error, by Student's interval.

    Parameters
    ----------
    margin : float
        Half the width of the interval, in points of the scale.
    sd : float
        Expected standard deviation of the answers, in points of the scale; at most half of its length.
    conf : float, default 0.95
        Confidence level.

    Returns
    -------
    int
        Valid answers needed, in each segment that is to be reported.

    Raises
    ------
    PeakendError
        For an impossible margin, deviation, or level.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.ces_sample_size(0.5, sd=1)
    18
    """
    return _for_a_mean(margin, sd, conf)


def acsi_sample_size(margin: float, *, sd: float, conf: float = 0.95) -> int:
    """How many answers give an ACSI within a margin of error, by Student's interval.

    Parameters
    ----------
    margin : float
        Half the width of the interval, in points of 0–100.
    sd : float
        Expected standard deviation of the respondents' indices, in the same points.
    conf : float, default 0.95
        Confidence level.

    Returns
    -------
    int
        Valid answers needed, in each segment that is to be reported.

    Raises
    ------
    PeakendError
        For an impossible margin, deviation, or level.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.acsi_sample_size(2, sd=20)
    387
    """
    return _for_a_mean(margin, sd, conf)


def _for_a_mean(margin: float, sd: float, conf: float) -> int:
    check_number("sd", sd, 0)
    check_number("margin", margin, max(SMALLEST_MARGIN, sd / LARGEST_RATIO))
    level = check_confidence(conf)

    def is_enough(n: int) -> bool:
        return n > 1 and student_quantile(level, n - 1) * sd / np.sqrt(n) <= margin

    return smallest(is_enough)
