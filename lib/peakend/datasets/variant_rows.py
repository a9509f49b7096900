"""Which rows of a table a variant keeps; apart from `variants`, which loads no pandas."""

import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from peakend.datasets.variants import VARIANTS

Numbers = npt.NDArray[Any]
Rows = npt.NDArray[np.bool_]

LOTS = 1  # of the possible thousands of lots, one in which every lesson's story holds a thousand times


def units_of(table: pd.DataFrame, declared: Mapping[str, Any]) -> tuple[Numbers, Numbers]:
    """Return the unit of each row, itself or its cluster, and the stratum of each unit, as the codebook declares."""
    cluster, strata = declared.get("cluster"), list(declared.get("strata", ()))
    unit = pd.factorize(table[cluster])[0] if cluster else np.arange(len(table))
    firsts = table.iloc[np.unique(unit, return_index=True)[1]]
    if not strata:
        return unit, np.zeros(len(firsts), dtype=int)
    return unit, firsts.groupby(strata, sort=False, dropna=False, observed=True).ngroup().to_numpy()


def kept_units(stratum: Numbers, name: str, number: int) -> Rows:
    """Mark the units that a variant keeps, given the stratum of each, which loses a tenth of them, drawn by lot.

    ``numpy.random.RandomState`` gives the same numbers on every machine and in every version of NumPy: those of
    ``random.Random``, all at once.
    """
    seed = zlib.crc32(f"{LOTS}/{name}".encode()) * VARIANTS + number
    parts = [seed % 2**32, *([seed >> 32] if seed >> 32 else [])]  # as random.Random takes a whole number apart
    order = np.lexsort((np.random.RandomState(parts).random_sample(len(stratum)), stratum))
    sizes = np.bincount(stratum)
    place = np.empty(len(stratum), dtype=int)
    place[order] = np.arange(len(stratum)) - (np.cumsum(sizes) - sizes)[stratum[order]]
    return place >= ((sizes + 5) // 10)[stratum]
