"""The benchmarks run, each of them, so that none rots: little and once, and nothing is asserted of their times."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from browser import find_browser

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[1]
LITTLE = {"PEAKEND_BENCHMARK_ROWS": "20000", "PEAKEND_BENCHMARK_ROUNDS": "1"}


def run(*command: str) -> str:
    """Return what a benchmark says, which must have come to its end."""
    # pytest-benchmark measures nothing in a process of several that share tests, and takes this one's word for it.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**environment, **LITTLE, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_every_piece_of_work_has_its_line_of_ratios():
    """What ``poe bench`` ends with: ours in milliseconds, and each other way as a multiple of it."""
    said = run("-m", "pytest", "benchmarks", "-q", "-p", "no:cacheprovider")
    works = set(re.findall(r"^-+ benchmark '(.+)': \d+ tests -+$", said, re.MULTILINE))
    lines = re.findall(r"^(.+): peakend \d+ ms( · .+ [\d.]+ ×)+$", said, re.MULTILINE)
    assert len(lines) >= 13
    assert works == {work for work, _others in lines}


def test_grading_is_measured_beside_nbgrader():
    """Two submissions by the judge and by a cluster, one of them by nbgrader too, with the same scores."""
    said = run("benchmarks/grading.py", "2", "--nbgrader", "1", "--workers", "2")
    assert "scores are the same" in said
    assert "tasks are the same" in said
    assert re.search(r"grades: [\d.]+ times as fast on the clock", said)


def test_what_is_larger_than_memory_is_measured_beside_the_same_by_hand():
    """An export of two megabytes and a log of 20,000 moments: seconds, memory, and the ratios."""
    said = run("benchmarks/large.py", "--megabytes", "2", "--moments", "20000")
    works = ("export read and scored", "peak–end by segment", "peak–end of every journey")
    for work in works:
        assert re.search(rf"^{work}, .+: peakend [\d.]+ × by hand", said, re.MULTILINE), work


def test_a_class_is_measured_at_the_class_server():
    """With every file's hash compared afterwards."""
    said = run("benchmarks/class.py", "40")
    assert "40 hand-ins on the disk, each with the hash that was sent" in said


@pytest.mark.skipif(not find_browser(), reason="no Chromium, Chrome or Edge found")
def test_the_first_cell_is_measured_beside_a_plain_jupyterlab():
    """A first start and a later one, each with what it took of the clock, of processors and of memory."""
    said = run("benchmarks/lab.py", "1")
    ways = re.findall(r"^(.+): [\d.]+ s on the clock, .+ MB · [\d.]+ ×, [\d.]+ ×, [\d.]+ ×$", said, re.MULTILINE)
    assert ["plain JupyterLab", "peakend lab", "peakend lab, first start"] == ways
