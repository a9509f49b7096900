"""Which of two test processes does what: whole files, the longest first."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# These decide how long the whole takes: whoever begins one of them last keeps the other process waiting.
LONGEST = (
    "tests/labs/test_labs.py",
    "tests/grading/test_same_scores.py",
    "tests/grading/test_attacks.py",
    "tests/grading/test_broken_submissions.py",
    "tests/labs/test_browser.py",
    "tests/grading/test_resume.py",
    "tests/grading/test_round_trip.py",
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


class WholeFiles(LoadScopeScheduling):
    """Gives out files, so that what a file's tests share is made once; and in the order of the collection."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "JupyterLab" if file in JUPYTERLAB else file


def longest_first(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first."""
    places = {file: place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))
