"""How much of a linear model's R² each predictor carries, from correlations alone.

Every function takes a stack of correlation matrices, shape (matrices, predictors + 1, predictors + 1), with the outcome
last, so that one call serves an estimate or all samples of a bootstrap.
"""

from math import factorial

import numpy as np

from peakend.base.arrays import Floats


def r_squared(correlations: Floats) -> Floats:
    """Return R² of every subset of the predictors, shape (2 ** predictors, matrices); bit i of the row is predictor i.

    Each subset adds one predictor to a smaller one; taking that predictor's part out of the remaining correlations
    (a Schur complement) leaves in the last corner the share of the outcome that is still unexplained.
    """
    predictors = correlations.shape[1] - 1
    explained = np.empty((2**predictors, len(correlations)))

    def visit(left: Floats, start: int, subset: int) -> None:
        explained[subset] = 1 - left[:, -1, -1]
        for i in range(predictors - start):
            column = left[:, i + 1 :, i]
            removed = column[:, :, None] * column[:, None, :] / left[:, i, i, None, None]
            visit(left[:, i + 1 :, i + 1 :] - removed, start + i + 1, subset | 1 << (start + i))

    visit(correlations, 0, 0)
    return explained


def lmg(correlations: Floats) -> Floats:
    """Average each predictor's gain in R² over all orders of entry, shape (matrices, predictors)."""
    explained = r_squared(correlations)
    predictors = correlations.shape[1] - 1
    subsets = np.arange(len(explained))
    size = np.array([int(subset).bit_count() for subset in subsets])
    orders = np.array([factorial(k) * factorial(predictors - k - 1) for k in range(predictors)]) / factorial(predictors)
    shares = []
    for predictor in range(predictors):
        without = subsets[subsets & (1 << predictor) == 0]
        gain = explained[without | (1 << predictor)] - explained[without]
        shares.append(orders[size[without]] @ gain)
    return np.stack(shares, axis=1)


def johnson(correlations: Floats) -> Floats:
    """Johnson's relative weights, shape (matrices, predictors).

    The predictors are replaced by the orthogonal variables nearest to them, whose squared regression weights are handed
    back to the predictors by their squared correlations.
    """
    values, vectors = np.linalg.eigh(correlations[:, :-1, :-1])
    root = np.sqrt(values)[:, None, :]
    to_orthogonal = (vectors * root) @ vectors.transpose(0, 2, 1)
    inverse = (vectors / root) @ vectors.transpose(0, 2, 1)
    weights = inverse @ correlations[:, :-1, -1, None]
    return (to_orthogonal**2 @ weights**2)[:, :, 0]


def last(correlations: Floats) -> Floats:
    """Return what each predictor adds to R² when it enters last, shape (matrices, predictors)."""
    inverse = np.linalg.inv(correlations[:, :-1, :-1])
    beta = (inverse @ correlations[:, :-1, -1, None])[:, :, 0]
    return beta**2 / np.diagonal(inverse, axis1=1, axis2=2)
