"""What the everyday measures load: nothing that costs seconds."""

import subprocess
import sys

import pytest

HEAVY = "scipy statsmodels sklearn polars duckdb dask pyspark altair ipywidgets anywidget nbgrader"

PROGRAM = """
import sys
import pandas as pd
import peakend as pe

pe.set_language("en")
answers = pd.DataFrame({"score": [9, 3, 8, 10], "other": [1, 5, 2, 3], "month": "2025-03", "what": "tea"})
MEASURE
print(*(name for name in sys.argv[1].split() if name in sys.modules))
"""


@pytest.mark.parametrize(
    "measure",
    [
        "dir(pe)",
        "pe.nps(answers, 'score', by='what')",
        "pe.nps_series(answers, 'score', time='month')",
        "pe.kano(answers, feature='what', functional='other', dysfunctional='other')",
        "pe.drivers(answers, 'score', ['other'], bootstrap=10)",
        "pe.compare(answers, 'score', between='other', groups=(1, 5), success=9)",
    ],
)
def test_everyday_measures_load_no_heavy_package(measure):
    """SciPy and statsmodels cost 1.5 and 2.4 seconds, charts and widgets more."""
    program = [sys.executable, "-c", PROGRAM.replace("MEASURE", measure), HEAVY]
    done = subprocess.run(program, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.split() == []
