"""A table in each of its thousand variants at once: what is claimed of it is computed for all of them together."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

import peakend as pe
from peakend.datasets.catalogue import VARIANT, find_resource
from peakend.datasets.variant_rows import kept_units, units_of
from peakend.datasets.variants import VARIANTS

Numbers = npt.NDArray[Any]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class AllVariants:
    """A whole table, and which of its rows each variant keeps; the first variant, 0, keeps all.

    Attributes
    ----------
    table : pandas.DataFrame
        The whole table, with codes for labels.
    kept : numpy.ndarray
        A row of marks for each variant.
    """

    table: pd.DataFrame
    kept: Truths

    @classmethod
    def of(cls, case: str, table: str) -> "AllVariants":
        """Load a case's table."""
        name = f"{case}/{table}"
        return cls.made_of(name, pe.load(name, labels=False))

    @classmethod
    def made_of(cls, name: str, table: pd.DataFrame, variants: int = VARIANTS) -> "AllVariants":
        """Take a table for the one of that name, as when a seed is looked for; if wanted, the first variants only."""
        unit, stratum = units_of(table, find_resource(name)[VARIANT])
        kept = np.array([kept_units(stratum, name, number) for number in range(variants)])
        kept[0] = True
        return cls(table, kept[:, unit])

    def groups(self, column: str) -> list[Numbers]:
        """Return the rows of each category of a column, in the categories' order."""
        values = self.table[column]
        known = values.cat.categories.tolist() if isinstance(values.dtype, pd.CategoricalDtype) else values.unique()
        return [np.flatnonzero(values == one) for one in known]

    def on_scale(self, column: str, low: float, high: float) -> Numbers:
        """Return a column's answers; what is missing or off its scale is NaN."""
        values = self.table[column].astype(float).to_numpy(copy=True)
        values[(values < low) | (values > high)] = np.nan
        return values

    def mean(self, values: Numbers, rows: Numbers | slice = slice(None)) -> Numbers:
        """Return the mean of some rows in every variant; missing values are left out."""
        return self._moments(values, rows)[1]

    def z(self, values: Numbers, first: Numbers, second: Numbers) -> Numbers:
        """Return the difference of two groups' means in its standard errors, in every variant."""
        (n, mean, variance), (m, other, spread) = self._moments(values, first), self._moments(values, second)
        return np.asarray((mean - other) / np.sqrt(variance / n + spread / m))

    def _moments(self, values: Numbers, rows: Numbers | slice) -> tuple[Numbers, Numbers, Numbers]:
        values, kept = values[rows], self._kept[:, rows]
        known = np.isfinite(values)
        filled, marks = np.where(known, values, 0), kept * known
        n = marks.sum(axis=1)
        mean = marks @ filled / n
        return n, mean, (marks @ filled**2 / n - mean**2) * n / (n - 1)

    @cached_property
    def _kept(self) -> Numbers:
        return self.kept.astype(float)
