"""Grade one class with nbgrader's own autograder and with the judge, and print how many times faster the judge is.

Run ``python benchmarks/grading.py [SIZE] [--nbgrader COUNT]``: nbgrader grades the first COUNT of SIZE submissions,
since a whole class takes it a quarter of an hour. Each way starts as a process of its own; start-up is counted.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from peakend_grading.grades import read_grades
from peakend_grading.release import release_notebooks
from submissions import HALF_RIGHT, LAB, RIGHT, RIGHT_LINE, submit

KINDS = [(RIGHT, RIGHT_LINE), (HALF_RIGHT, RIGHT_LINE), ({}, None), (RIGHT, "nps_by_channel = 1 / 0")]


def main() -> None:
    """Make the class, grade it both ways, and compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("size", nargs="?", type=int, default=100)
    options.add_argument("--nbgrader", type=int, default=10, metavar="COUNT")
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="peakend-benchmark-") as scratch:
        folder = Path(scratch)
        release_notebooks([LAB], "zh", folder / "released")
        for number in range(wanted.size):
            submit(folder / "released" / LAB, folder / "class" / f"t{number:04}" / LAB, *KINDS[number % len(KINDS)])
        for trainee in sorted((folder / "class").iterdir())[: wanted.nbgrader]:
            shutil.copytree(trainee, folder / "few" / trainee.name)
        ours = grade(folder, "class")
        few = grade(folder, "few", "--without-sandbox")
        start_up = grade(folder, "few", "--without-sandbox", again=False)
        theirs = start_up + (few - start_up) / wanted.nbgrader * wanted.size
        same = scores(folder / "few graded") == {
            key: score for key, score in scores(folder / "class graded").items() if key[0] < f"t{wanted.nbgrader:04}"
        }
    print(f"judge: {ours:.1f} s for {wanted.size}, {ours / wanted.size:.2f} s a submission")
    print(f"nbgrader: {few:.1f} s for {wanted.nbgrader} ({start_up:.1f} s start-up), {theirs:.0f} s for {wanted.size}")
    print(f"{theirs / ours:.1f} times as fast; scores {'are the same' if same else 'DIFFER'}")


def grade(folder: Path, name: str, *options: str, again: bool = True) -> float:
    """Grade a folder by the command, and return the seconds it took."""
    command = [sys.executable, "-m", "peakend_grading", "grade", str(folder / name), "--lang", "zh", *options]
    started = time.perf_counter()
    subprocess.run(
        [*command, "--out", str(folder / f"{name} graded"), *(["--again"] if again else [])],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


def scores(graded: Path) -> dict[tuple[str, str], float | None]:
    """Return every task's score."""
    return {(task.trainee, task.task): task.score for task in read_grades(graded / "grades.csv")}


if __name__ == "__main__":
    main()
