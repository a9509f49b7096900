"""From any data frame to means and sums of products: all that a linear model needs to know of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.frames import check_weights, read_frame, require_columns, table_of


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


def cross_products(frame: object, columns: Sequence[str], weights: str | None = None) -> CrossProducts:
    """Compute the moments of numeric columns in the frame's own engine, with weights brought to 1 on average.

    The means come first and are taken off before the products are summed, so that large values lose no digits.
    Null, NaN and infinite values are missing.

    Raises
    ------
    PeakendError
        If the frame is none, or a column is not there or not numeric.
    """
    if weights:
        check_weights(read_frame(frame), weights)
    numeric = numeric_columns(frame, [*columns, *([weights] if weights else [])])
    keys = [f"x{i}" for i in range(len(columns))]
    weight = nw.col(f"x{len(columns)}") if weights else nw.lit(1.0)
    n_rows = int(numeric.select(nw.len()).collect().item())
    rows = complete_rows(numeric)
    total = weight.sum() if weights else nw.len()
    sums_of = [(nw.col(key) * weight).sum().alias(key) if weights else nw.col(key).mean() for key in keys]
    first = rows.select(nw.len().alias("n"), total.alias("total"), *sums_of).collect().to_pandas().iloc[0]
    n = int(first["n"])
    if n == 0 or (weights and not first["total"]):
        return CrossProducts(0, n_rows, np.full(len(keys), np.nan), np.full((len(keys), len(keys)), np.nan))
    means = first[keys].to_numpy(dtype="float64") / (float(first["total"]) if weights else 1)
    centred = rows.with_columns(
        *((nw.col(key) - mean).alias(key) for key, mean in zip(keys, means.tolist(), strict=True))
    )
    upper = [(i, j) for i in range(len(keys)) for j in range(i, len(keys))]
    parts = [nw.col(keys[i]) * nw.col(keys[j]) for i, j in upper]
    weighed = [part * weight for part in parts] if weights else parts
    sums = centred.select(*(part.sum().alias(f"p{i}_{j}") for part, (i, j) in zip(weighed, upper, strict=True)))
    values = sums.collect().to_pandas().iloc[0]
    products = np.empty((len(keys), len(keys)))
    for i, j in upper:
        products[i, j] = products[j, i] = float(values[f"p{i}_{j}"])
    return CrossProducts(n, n_rows - n, means, products * (n / float(first["total"])))


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
                "Column {column!r} does not hold numbers but {kind}. Turn it into numbers first.",
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


def without_codes(
    frame: object, columns: Sequence[str], scale: tuple[int, int] | None, missing: Sequence[object]
) -> tuple[nw.LazyFrame[Any], list[int]]:
    """Take some codes, and answers off the scale, out of numeric columns; and count for each those off the scale."""
    numeric_columns(frame, columns)  # says which column holds no numbers
    kept = read_frame(table_of(frame, columns)).with_columns(*(nw.col(name).cast(nw.Float64) for name in columns))
    if missing:
        codes = [float(code) for code in missing if isinstance(code, Real)]  # no text is among numbers
        kept = kept.with_columns(
            *(nw.when(~nw.col(name).is_in(codes)).then(nw.col(name)).alias(name) for name in columns)
        )
    if scale is None:
        return kept, [0] * len(columns)
    low, high = scale
    on = {
        name: (nw.col(name) >= low) & (nw.col(name) <= high) & (nw.col(name) == nw.col(name).round())
        for name in columns
    }
    known = {name: ~nw.col(name).is_null() & ~nw.col(name).is_nan() for name in columns}
    off = kept.select(*((known[name] & ~on[name]).cast(nw.Int64).sum().alias(name) for name in columns))
    counts = off.collect().to_pandas().iloc[0]
    kept = kept.with_columns(*(nw.when(on[name]).then(nw.col(name)).alias(name) for name in columns))
    return kept, [int(counts[name]) if counts[name] == counts[name] else 0 for name in columns]
