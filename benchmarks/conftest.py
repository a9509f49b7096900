"""Ratios after the usual table: how many times as long each other way takes as Peakend's."""

from collections import defaultdict
from typing import Any

import pytest

OURS = "peakend"


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print one line a piece of work: our median, and every other way's as a multiple of it."""
    groups: dict[str, dict[str, float]] = defaultdict(dict)
    for bench in config._benchmarksession.benchmarks:  # type: ignore[attr-defined]
        groups[bench.group][bench.params["way"]] = bench.stats.median
    terminalreporter.section("ratios to Peakend")
    for work, medians in groups.items():
        if OURS in medians:
            ours = medians.pop(OURS)
            others = " · ".join(f"{way} {median / ours:.2f} ×" for way, median in medians.items())
            terminalreporter.write_line(f"{work}: {OURS} {1000 * ours:.0f} ms · {others}")
