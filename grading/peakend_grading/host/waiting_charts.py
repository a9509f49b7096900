"""Charts that wait for their pictures: noted while a class is graded, and drawn when all grades are in.

A note is a file for each submission, gone when its pictures stand in the notebooks; so the next run draws what a run
that was cut short has left.
"""

import json
import math
import shutil
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from pathlib import Path
from typing import Any

from peakend.base.files import write_text
from peakend_grading.host.grade_notebook import draw_charts
from peakend_grading.untrusted.pictures import show_pictures
from peakend_grading.walls.limits import Limits

FOLDER = "charts-to-draw"
DRAWN_TOGETHER = 32  # submissions whose charts one process draws at most, since it is slow to start


def note_charts(course: Path, trainee: str, assignment: str, charts: dict[str, Any]) -> None:
    """Note the charts of one submission, before the notebooks that hold their places are written."""
    note = course / FOLDER / trainee / f"{assignment}.json"
    if charts:
        write_text(note, json.dumps(charts))
    else:
        note.unlink(missing_ok=True)


def draw_waiting(course: Path, pool: Executor, limits: Limits, slots: int) -> None:
    """Draw all charts that are noted in a course folder, and put their pictures into the graded notebooks."""
    left = deque(sorted((course / FOLDER).glob("*/*.json")))
    together = min(DRAWN_TOGETHER, math.ceil(len(left) / slots))
    drawing: dict[Future[dict[str, str]], list[Path]] = {}
    try:
        while left or drawing:
            while left and len(drawing) <= slots:
                notes = [left.popleft() for _number in range(min(together, len(left)))]
                charts = [json.loads(note.read_text(encoding="utf-8")) for note in notes]
                drawing[pool.submit(draw_charts, charts, limits, slots)] = notes
            for drawn in wait(drawing, return_when=FIRST_COMPLETED).done:
                for note in drawing.pop(drawn):
                    _put_in(course / "autograded" / note.parent.name / note.stem, drawn.result())
                    note.unlink()
        shutil.rmtree(course / FOLDER, ignore_errors=True)
    finally:
        for drawn in drawing:
            drawn.cancel()


def _put_in(folder: Path, pictures: dict[str, str]) -> None:
    """Put pictures into one submission's notebooks."""
    for file in folder.glob("*.ipynb"):
        notebook = json.loads(file.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            show_pictures(cell.get("outputs", []), pictures)
        write_text(file, json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")
