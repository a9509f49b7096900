"""Which of the test processes does what: whole files, or what is long by itself; and which of them are counted."""

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# These decide how long the whole takes: whoever begins one of them last keeps the other process waiting.
LONGEST = (
    "tests/journeys/test_trainee.py",
    "tests/class/test_hub_holds.py",
    "tests/class/test_hub_faults.py",
    "tests/class/test_hub.py",
    "tests/journeys/test_keyboard.py",
    "tests/test_benchmarks.py",
    "tests/journeys/test_maker.py",
    "tests/labs/test_labs.py",
    "tests/labs/test_browser.py",
    "tests/grading/test_same_scores.py",
    "tests/grading/test_attacks.py",
    "tests/grading/test_resume.py",
    "tests/course/test_handbook.py",
    "tests/grading/test_broken_submissions.py",
    "tests/grading/test_round_trip.py",
    "tests/course/test_course_slides.py",
    "tests/command/test_wheel.py",
)
# Tests of minutes that make nothing together: each may go to another process.
ONE_BY_ONE = (
    "tests/class/test_from_the_lab.py",
    "tests/class/test_hub_holds.py",
    "tests/journeys/test_analyst.py",
    "tests/journeys/test_keyboard.py",
    "tests/journeys/test_trainee.py",
    "tests/journeys/test_trainer.py",
    "tests/test_benchmarks.py",
)
# Each starts JupyterLab and a browser: one after the other, in one process, they are no load on each other.
JUPYTERLAB = (
    "tests/labs/test_browser.py",
    "tests/lib/forms/test_document_form_browser.py",
    "tests/lib/forms/test_editor_lab.py",
    "tests/lib/forms/test_kept_browser.py",
    "tests/lib/forms/test_what_if_redesign.py",
    "tests/lib/forms/test_worksheet_browser.py",
)
# Coverage makes Python half as fast. Where the library alone is counted, as the gate does, its own tests are enough.
COUNTED = {"peakend": ("lib/", "tests/lib/")}


class WholeFiles(LoadScopeScheduling):
    """Gives out files, so that what a file's tests share is made once; and in the order of the collection."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file in ONE_BY_ONE:
            return nodeid
        return "JupyterLab" if file in JUPYTERLAB else file


def longest_first(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first."""
    places = {file: place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))


@contextlib.contextmanager
def counted(item: pytest.Item) -> Iterator[None]:
    """Pause coverage, if it is wanted of the library alone, in tests of other rooms."""
    measured = tuple(item.config.getoption("cov_source", None) or ())
    paused = len(measured) == 1 and not item.nodeid.startswith(COUNTED.get(measured[0], ""))
    coverage = item.config.pluginmanager.getplugin("_cov").cov_controller if paused else None
    if coverage:
        coverage.pause()
    yield
    if coverage:
        coverage.resume()
