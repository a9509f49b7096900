"""How large an experiment must be to find the difference that matters."""

from math import ceil
from statistics import NormalDist

import numpy as np

from peakend.base.arguments import as_list, check_confidence, check_number, is_number
from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.surveys.intervals import normal_quantile

SMALLEST_EFFECT = 1e-4  # in standard deviations


def compare_sample_size(
    *,
    difference: float | None = None,
    sd: float | None = None,
    percent: tuple[float, float] | None = None,
    power: float = 0.8,
    conf: float = 0.95,
) -> int:
    r"""How many answers each group of an experiment needs.

    For means, the smallest n at which Student's two-sided test finds `difference` with the chance `power` (noncentral
    t distribution). For shares :math:`p_1, p_2` with mean :math:`\bar p`,

    .. math:: n = \left\lceil \frac{\left(z_{conf}\sqrt{2\bar p(1-\bar p)} + z_{power}\sqrt{p_1(1-p_1) + p_2(1-p_2)}
              \right)^2}{(p_1 - p_2)^2} \right\rceil

    Parameters
    ----------
    difference, sd : float
        Smallest difference of means that matters, and the standard deviation of the answers, in points of the scale.
    percent : tuple of two float
        Instead: the two percentages that are to be told apart, for instance ``(60, 70)``.
    power : float, default 0.8
        Chance to find the difference if it is there.
    conf : float, default 0.95
        Confidence level of the test.

    Returns
    -------
    int
        Valid answers needed in each group.

    Raises
    ------
    PeakendError
        Unless either `difference` and `sd` or two different percentages are given, and all are possible.

    References
    ----------
    Cohen (1988), Statistical Power Analysis, ch. 2 and 6; the results are those of R's ``power.t.test`` and
    ``power.prop.test``, rounded up.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.compare_sample_size(difference=0.5, sd=1)
    64
    >>> pe.compare_sample_size(percent=(60, 70))
    356
    """
    check_confidence(conf)
    check_number("power", power, 0.001, 0.999)
    z_conf, z_power = normal_quantile(conf), NormalDist().inv_cdf(power)
    if percent is not None and difference is None and sd is None:
        shares = as_list(percent)
        if len(shares) == 2 and all(is_number(value, 0, 100) for value in shares) and shares[0] != shares[1]:
            p, q = shares[0] / 100, shares[1] / 100
            middle = (p + q) / 2
            spread = z_conf * np.sqrt(2 * middle * (1 - middle)) + z_power * np.sqrt(p * (1 - p) + q * (1 - q))
            return max(2, ceil((spread / (p - q)) ** 2))
    elif percent is None and is_number(difference) and is_number(sd) and difference and sd and sd > 0:
        effect = abs(difference) / sd
        if is_number(effect, SMALLEST_EFFECT):
            return _sample_size_of_means(effect, power, conf, 2 * ((z_conf + z_power) / effect) ** 2)
    raise PeakendError(
        _(
            "Give either the difference that matters and the standard deviation, difference=0.5 and sd=1.2, "
            "or two different percentages, percent=(60, 70)."
        )
    )


def _sample_size_of_means(effect: float, power: float, conf: float, guess: float) -> int:
    from scipy.special import nctdtr, stdtrit

    n = max(2, ceil(guess) - 2)
    while 1 - nctdtr(2 * n - 2, effect * np.sqrt(n / 2), stdtrit(2 * n - 2, (1 + conf) / 2)) < power:
        n += 1
    return n
