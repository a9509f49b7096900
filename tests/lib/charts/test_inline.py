"""A table as a chart holds it: the same as Altair would make of it."""

import numpy as np
import pandas as pd
import pytest
from altair.utils.data import to_values

from peakend.charts.results import inline


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1.5, np.nan, np.inf, -np.inf]),
        pd.Series([1, 2, 3, 4]),
        pd.Series([1, None, 3, 4], dtype="Int64"),
        pd.Series([True, False, True, True]),
        pd.Series(["甲", None, "", "d"], dtype="string"),
        pd.Series(["甲", "丙", "", "d"], dtype=object),
        pd.Series(["a", None, "b", "a"], dtype="category"),
    ],
)
def test_values_are_those_that_altair_would_find(column):
    """Missing and infinite numbers are null, and all the others plain."""
    table = pd.DataFrame({"value": column, "n": range(4)})
    assert to_values(table)["values"] == inline(table).to_dict()["values"]
