"""KANO's curves: how satisfaction rises with the fulfilment of a feature, by its category."""

import numpy as np
import pandas as pd

from peakend.base.arguments import check_count, check_number, check_option
from peakend.base.language import message
from peakend.tables.about import describe


def kano_curve(better: float, worse: float, category: str, *, points: int = 101) -> pd.DataFrame:
    r"""Satisfaction as a function of fulfilment, from nothing (0) to everything (1).

    All three curves run from `worse` to `better`. With :math:`d = \mathrm{better} - \mathrm{worse}`,

    .. math:: S_O(x) = d\,x + \mathrm{worse}

    .. math:: S_A(x) = d\,\frac{e^x - 1}{e - 1} + \mathrm{worse}

    .. math:: S_M(x) = d\,\frac{e(1 - e^{-x})}{e - 1} + \mathrm{worse}

    so that a one-dimensional feature pays in proportion, an attractive one pays late, a must-be one early.

    Parameters
    ----------
    better, worse : float
        Coefficients of the feature, 0…1 and −1…0, as `kano` returns them.
    category : {"A", "O", "M"}
        Its category; the others have no curve.
    points : int, default 101
        How many points, both ends included; at least 2.

    Returns
    -------
    pandas.DataFrame
        One row a point: ``fulfilment`` (0…1) and ``satisfaction`` (−1…1).

    Raises
    ------
    PeakendError
        For a category without a curve, coefficients out of their range, or fewer than two points.

    References
    ----------
    Wang & Ji (2010), Quality Engineering 22, 45–53 (S-CR relationship functions).

    Examples
    --------
    >>> import peakend as pe
    >>> pe.kano_curve(0.6, -0.2, "A", points=3).round(2)
       fulfilment  satisfaction
    0         0.0          -0.2
    1         0.5           0.1
    2         1.0           0.6
    """
    check_option("category", category, ("A", "O", "M"))
    check_number("better", better, 0, 1)
    check_number("worse", worse, -1, 0)
    check_count("points", points, 2)
    fulfilment = np.linspace(0, 1, points)
    rise = {
        "A": np.expm1(fulfilment) / np.expm1(1),
        "O": fulfilment,
        "M": np.expm1(-fulfilment) / np.expm1(-1),
    }[category]
    table = pd.DataFrame({"fulfilment": fulfilment, "satisfaction": worse + (better - worse) * rise})
    headings = {"fulfilment": message("how far fulfilled"), "satisfaction": message("satisfaction")}
    return describe(table, "kano_curve", headings)
