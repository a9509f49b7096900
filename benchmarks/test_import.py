"""What a user waits for before anything is computed: a fresh interpreter, the import, and the first table."""

import subprocess
import sys
from typing import Any

import pytest

PROGRAMS = {
    "peakend": "import peakend",
    "nothing": "pass",
    "narwhals and pandas": "import narwhals.stable.v2, pandas",
    "first NPS": "import pandas, peakend; peakend.nps(pandas.DataFrame({'score': [9, 3, 8]}), 'score')",
    "first CSAT": "import pandas, peakend; peakend.csat(pandas.DataFrame({'score': [5, 3, 4]}), 'score')",
    "scipy.stats": "import scipy.stats",
}


@pytest.mark.parametrize("way", PROGRAMS)
def test_time_to_start(benchmark: Any, way: str) -> None:
    """One process a round."""
    benchmark.group = "start of a program"
    benchmark.pedantic(
        subprocess.run, args=([sys.executable, "-c", PROGRAMS[way]],), kwargs={"check": True}, rounds=5, warmup_rounds=1
    )
