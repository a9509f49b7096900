"""What ``import peakend`` costs, and what it offers."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import peakend as pe

HEAVY = ("altair", "anywidget", "babel", "ipywidgets", "narwhals", "nbgrader", "numpy", "pandas", "scipy", "vl_convert")


ANSWERS = """
import pandas as pd
import peakend as pe
pe.set_language("en")
answers = pd.DataFrame({"score": [9, 3, 8, 10], "other": [1, 5, 2, 3], "month": "2025-03", "what": "tea"})
"""


def loaded_after(code: str) -> set[str]:
    command = [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"]
    return set(subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout.split())


def test_import_loads_nothing_heavy():
    """No data frame, chart, widget, statistics or grading package before it is used."""
    assert not loaded_after("import peakend") & set(HEAVY)


MEASURES = [
    "dir(pe)",
    "pe.nps(answers, 'score', by='what')",
    "pe.csat(answers, 'other')",
    "pe.ces(answers, 'other', high_is='easy')",
    "pe.nps_series(answers, 'score', time='month')",
    "pe.kano(answers, feature='what', functional='other', dysfunctional='other')",
    "pe.drivers(answers, 'score', ['other'], bootstrap=10)",
    "pe.compare(answers, 'score', between='other', groups=(1, 5), success=9)",
]


@pytest.fixture(scope="module")
def loaded_by() -> dict[str, set[str]]:
    """What each measure loads that none before it has loaded, in one program that does them all."""
    steps = "".join(
        f"before = set(sys.modules)\n{measure}\nprint(*set(sys.modules) - before)\n" for measure in MEASURES
    )
    command = [sys.executable, "-c", f"import sys{ANSWERS}print(*sys.modules)\n{steps}"]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return dict(zip(["import", *MEASURES], map(set, map(str.split, said.splitlines())), strict=True))


@pytest.mark.parametrize("measure", ["import", *MEASURES])
def test_everyday_measures_load_no_heavy_package(measure, loaded_by):
    """SciPy and statsmodels cost 1.5 and 2.4 seconds, charts and widgets more."""
    heavy = "scipy statsmodels sklearn polars duckdb dask pyspark altair ipywidgets anywidget nbgrader vl_convert"
    assert not loaded_by[measure] & set(heavy.split())


@pytest.mark.parametrize("value", ["pe.Persona(id='mei', name='Mei')", "pe.JourneyMap(id='tea', title='Tea')"])
def test_a_value_loads_no_data_frame_chart_or_form(value):
    """Tables, pictures and forms come when they are asked for."""
    assert not loaded_after(f"import peakend as pe\n{value}.to_document()") & set(HEAVY)


def test_every_public_name_exists_and_is_documented():
    """Each name of the stub file can be fetched, and says in a docstring what it is."""
    for name in pe.__all__:
        assert getattr(pe, name).__doc__, name


def test_every_public_function_shows_an_example_or_needs_a_notebook():
    """Examples are run as tests; only a worksheet has none, because it needs a lab's folder."""
    functions = {name: getattr(pe, name) for name in pe.__all__ if callable(getattr(pe, name))}
    without = {name for name, function in functions.items() if ">>>" not in function.__doc__}
    assert {"PeakendError", "CheckFailed", "check_filled", "get_language", "worksheet"} == without


def test_no_user_ever_meets_an_assert():
    """Shipped code raises sentences instead."""
    root = Path(__file__).parents[3]
    for file in [file for room in ("lib", "labs", "course", "grading") for file in root.glob(f"{room}/**/*.py")]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Assert)], file
