"""Which of two test processes does what: whole files, the longest first, those that share something dear together."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# By file: what it shares with others, made once a process.
TOGETHER = {
    "tests/grading/test_class_report.py": "a class in the gradebook",
    "tests/grading/test_feedback_pages.py": "a class in the gradebook",
}
# These decide how long the whole takes: whoever begins one of them last keeps the other process waiting.
LONGEST = (
    "tests/grading/test_same_scores.py",
    "tests/labs/test_labs.py",
    "tests/grading/test_attacks.py",
    "tests/grading/test_broken_submissions.py",
)


class WholeFiles(LoadScopeScheduling):
    """Gives out files, so that what a file's tests share is made once; and in the order of the collection."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return TOGETHER.get(file, file)


def longest_first(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first, and those of files that share something side by side."""
    places = {file: place for place, file in enumerate(LONGEST)}

    def place(item: pytest.Item) -> tuple[int, str]:
        file = item.nodeid.partition("::")[0]
        return places.get(file, len(places)), TOGETHER.get(file, "")

    items.sort(key=place)
