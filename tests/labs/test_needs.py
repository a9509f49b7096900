"""What a lab's outcome rests on: it is executed anew where something of that changes, and nowhere else."""

import shutil

import pytest

from peakend_labs.lab import read_lab
from peakend_labs.places import HOUSE
from peakend_labs.proof.needs import Needs
from peakend_labs.proof.outcome import Job

SURVEYS = Job("3-three-surveys", "en", "hospital")
JOURNEY = Job("4-journey", "en", "hospital")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of what labs rest on."""
    copy = tmp_path_factory.mktemp("house")
    for room in ("lib", "labs", "datasets", "course", "grading"):
        shutil.copytree(HOUSE / room, copy / room, ignore=shutil.ignore_patterns("__pycache__", "generator"))
    for file in ("uv.lock", "pyproject.toml"):
        shutil.copy(HOUSE / file, copy / file)
    return copy


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("lib/peakend/surveys/nps.py", [SURVEYS]),
        ("lib/peakend/surveys/trinomial.py", [SURVEYS]),
        ("lib/peakend/forms/worksheet.css", [SURVEYS, JOURNEY]),
        ("lib/peakend/base/errors.py", [SURVEYS, JOURNEY]),
        ("lib/peakend/journeys/score_map.py", [JOURNEY]),
        ("lib/peakend/forms/editor/editor.css", [JOURNEY]),
        ("lib/peakend/design/persona.py", []),
        ("lib/peakend/surveys/kano.py", []),
        ("datasets/hospital/visits.csv", [JOURNEY]),
        ("datasets/hospital/kano.csv", []),
        ("datasets/coffee-shop/survey.csv", []),
        ("labs/peakend_labs/proof/execute.py", [SURVEYS, JOURNEY]),
        ("labs/peakend_labs/release/kit.py", []),
        ("grading/peakend_grading/host/grade.py", []),
        ("uv.lock", [SURVEYS, JOURNEY]),
    ],
)
def test_a_change_re_runs_the_labs_that_use_it(house, file, changed):
    """One byte more in a file of the library, of the data, or of the proof itself."""
    jobs = (SURVEYS, JOURNEY)
    before = [Needs(house).fingerprint(job) for job in jobs]
    content = (house / file).read_bytes()
    (house / file).write_bytes(content + b"\n")
    after = [Needs(house).fingerprint(job) for job in jobs]
    (house / file).write_bytes(content)
    assert changed == [job for job, old, new in zip(jobs, before, after, strict=True) if old != new]


def test_what_a_lab_imports_is_what_it_can_reach():
    """Measures, forms and the checks, but not the design sheets of another lab."""
    modules = Needs().modules(read_lab("3-three-surveys"))
    assert {"peakend.surveys.nps", "peakend.forms.worksheet", "peakend_labs.proof.execute"} <= modules
    assert not [name for name in modules if name.startswith(("peakend.design", "peakend_grading", "peakend_course"))]
