"""From any data frame to means and sums of products: all that a linear model needs to know of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.frames import read_frame, require_columns


@dataclass(frozen=True)
class CrossProducts:
    """Moments of some columns over the rows in which none of them is missing.

    Attributes
    ----------
    n, n_missing : int
        Complete rows, and rows with a gap.
    means : numpy.ndarray, shape (columns,)
        Means; NaN without complete rows.
    products : numpy.ndarray, shape (columns, columns)
        Sums of products of the deviations from the means.
    """

    n: int
    n_missing: int
    means: npt.NDArray[np.float64]
    products: npt.NDArray[np.float64]

    def correlations(self) -> npt.NDArray[np.float64]:
        """Return the correlation matrix; NaN for a column without variance."""
        spread = np.sqrt(np.diag(self.products))
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.products / np.outer(spread, spread)


def cross_products(frame: object, columns: Sequence[str]) -> CrossProducts:
    """Compute the moments of numeric columns in the frame's own engine.

    The means come first and are taken off before the products are summed, so that large values lose no digits.
    Null, NaN and infinite values are missing.

    Raises
    ------
    PeakendError
        If the frame is none, or a column is not there or not numeric.
    """
    numeric = numeric_columns(frame, columns)
    keys = list(numeric.collect_schema().names())
    n_rows = int(numeric.select(nw.len()).collect().item())
    rows = complete_rows(numeric)
    first = rows.select(nw.len().alias("n"), *(nw.col(key).mean() for key in keys)).collect().to_pandas().iloc[0]
    n = int(first["n"])
    if n == 0:
        return CrossProducts(0, n_rows, np.full(len(keys), np.nan), np.full((len(keys), len(keys)), np.nan))
    means = first[keys].to_numpy(dtype="float64")
    centred = rows.select(*((nw.col(key) - mean).alias(key) for key, mean in zip(keys, means.tolist(), strict=True)))
    upper = [(i, j) for i in range(len(keys)) for j in range(i, len(keys))]
    sums = centred.select(*((nw.col(keys[i]) * nw.col(keys[j])).sum().alias(f"p{i}_{j}") for i, j in upper))
    values = sums.collect().to_pandas().iloc[0]
    products = np.empty((len(keys), len(keys)))
    for i, j in upper:
        products[i, j] = products[j, i] = float(values[f"p{i}_{j}"])
    return CrossProducts(n, n_rows - n, means, products)


def numeric_columns(frame: object, columns: Sequence[str], by: Sequence[str] = ()) -> nw.LazyFrame[Any]:
    """Select columns as floating-point numbers named ``x0, x1, …``, or raise `PeakendError` for one that is none.

    The columns of `by` come along as ``by_0, by_1, …``.
    """
    lazy = read_frame(frame, columns)
    require_columns(lazy, [*by, *columns])
    schema = lazy.collect_schema()
    for column in columns:
        if not schema[column].is_numeric():
            shown = lazy.select(nw.col(column)).head(1).collect().to_pandas().astype(object)[column].tolist()
            message = _(
                "Column {column!r} does not hold numbers but {kind}. Turn its answers into numbers first.",
                column=column,
                kind=schema[column],
            )
            raise PeakendError(message + (" " + _("It starts with {value!r}.", value=shown[0]) if shown else ""))
    return lazy.select(
        *(nw.col(name).alias(f"by_{i}") for i, name in enumerate(by)),
        *(nw.col(column).cast(nw.Float64).alias(f"x{i}") for i, column in enumerate(columns)),
    )


def complete_rows(numeric: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Keep the rows in which every column is a finite number."""
    for key in numeric.collect_schema().names():
        # Nulls first: a comparison with null is null, which not every engine drops.
        numeric = numeric.filter(~nw.col(key).is_null())
        numeric = numeric.filter((nw.col(key) > float("-inf")) & (nw.col(key) < float("inf")))
    return numeric
