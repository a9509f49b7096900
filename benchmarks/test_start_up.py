"""What a user waits for before anything is computed: a fresh interpreter, the import, and the first table."""

import subprocess
import sys
from typing import Any

import pytest
from size import ROUND

ANSWERS = "import pandas, peakend; answers = pandas.DataFrame({'score': [5, 3, 4]}); "
PROGRAMS = {
    "import": {"peakend": "import peakend", "an empty program": "pass"},
    "first NPS": {
        "peakend": ANSWERS + "peakend.nps(answers, 'score')",
        "pandas and Narwhals imported": "import pandas, narwhals.stable.v2",
    },
    "first CSAT": {
        "peakend": ANSWERS + "peakend.csat(answers, 'score')",
        "pandas and Narwhals imported": "import pandas, narwhals.stable.v2",
        "SciPy's statistics, too": "import pandas, narwhals.stable.v2, scipy.stats",
    },
}


@pytest.mark.parametrize(("work", "way"), [(work, way) for work, ways in PROGRAMS.items() for way in ways])
def test_time_to_start(benchmark: Any, work: str, way: str) -> None:
    """One process a round."""
    benchmark.group = f"start of a program, {work}"
    command = [sys.executable, "-c", PROGRAMS[work][way]]
    benchmark.pedantic(subprocess.run, args=(command,), kwargs={"check": True}, **ROUND)
