"""A made class to look at: submissions with plausible mixes of right answers and known misconceptions."""

import json
import random
import re
import shutil
import tempfile
from pathlib import Path

import nbformat
import pandas as pd
from nbformat import NotebookNode
from nbgrader.utils import is_solution

from peakend.base.errors import PeakendError
from peakend.base.files import whole_folder, write_text
from peakend.base.language import translate as _
from peakend.datasets.variants import variant_of
from peakend.tables.write_table import write_table
from peakend_grading.marks.book import open_book
from peakend_grading.results.demo_answers import answer_worth, points_of
from peakend_labs.choose import choose_labs
from peakend_labs.lab import read_lab
from peakend_labs.release.kit import release_notebooks
from peakend_labs.wrong_answers import with_wrong_answers

LAB = "3-three-surveys"
OPEN = "look-first"
SEED = 2026
_MARKERS = re.compile(r"^### (BEGIN|END) SOLUTION\n?", re.MULTILINE)


def make_class(folder: Path, language: str, count: int) -> None:
    """Write ``submitted/<trainee>/<lab>/`` for a class, and ``names.csv``.

    The last one handed in a blank notebook, and the one before a file that is no notebook; the others have as many of
    the lab's misconceptions as seeded dice give them.

    Raises
    ------
    PeakendError
        If the folder is in use, or the labs' sources are not here.
    """
    choose_labs([LAB])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PeakendError(_("{folder} exists already and is left as it is. Name a new folder.", folder=folder))
    dice = random.Random(SEED)
    trainees = [f"t{number:02}" for number in range(1, count + 1)]
    names = [_("Trainee {number}", number=trainee[1:]) for trainee in trainees]
    with whole_folder(folder) as draft, tempfile.TemporaryDirectory() as scratch:
        release_notebooks([LAB], language, Path(scratch))
        for trainee in trainees:
            work = shutil.copytree(Path(scratch, LAB), draft / "submitted" / trainee / LAB)
            notebook = nbformat.read(work / f"{LAB}.ipynb", as_version=4)
            answered = _answered(notebook, language, dice)
            if trainee not in trainees[-2:]:
                write_text(work / f"{LAB}.ipynb", nbformat.writes(answered))
                written = answer_worth(random.Random(f"{SEED} {trainee}").randint(1, 4))
                about = {"format": "answers/1", "worksheet": OPEN, "variant": variant_of(trainee)}
                kept = about | {"answers": {"answer": written}}
                write_text(work / "answers" / f"{OPEN}.json", json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
        write_text(draft / "submitted" / trainees[-2] / LAB / f"{LAB}.ipynb", "%PDF-1.7\n")
        write_table(pd.DataFrame({"trainee": trainees, "name": names}), draft / "names.csv")


def mark_open_answers(graded: Path, submitted: Path) -> None:
    """Mark most open answers by the lab's rubric, as a trainer would; dice leave a few to be marked."""
    dice = random.Random(SEED)
    with open_book(graded) as book:
        for mark in book.marks():
            if mark.score is None and dice.random() < 0.75:
                book.mark_by_hand(mark, float(_points(submitted / mark.trainee / LAB / "answers" / f"{OPEN}.json")))


def _points(kept: Path) -> int:
    return points_of(json.loads(kept.read_text(encoding="utf-8"))["answers"]["answer"]) if kept.is_file() else 0


def _answered(released: NotebookNode, language: str, dice: random.Random) -> NotebookNode:
    """Return the released notebook with solutions, some of them replaced by misconceptions."""
    lab = read_lab(LAB)
    solved = lab.read(language)
    ability = dice.random()
    for wrong in lab.wrong_answers.values():
        if dice.random() > 0.5 + ability / 2:
            solved = with_wrong_answers(solved, wrong)
    answers = {cell.metadata.nbgrader["grade_id"]: cell.source for cell in filter(is_solution, solved.cells)}
    for cell in filter(is_solution, released.cells):
        cell.source = _MARKERS.sub("", answers[cell.metadata.nbgrader["grade_id"]])
    return released
