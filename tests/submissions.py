"""Trainees' folders of lab 3, made from the released notebook as trainees would fill it in."""

import json
import shutil
from pathlib import Path

import nbformat

LAB = "3-three-surveys"
RIGHT = {
    "instruments": {"sim_card": "ces", "board": "nps", "hall": "csat"},
    "untidy": {"off_scale": "17", "then": "leave_out"},
    "by-hand": {"promoters": "30", "detractors": "30%", "nps": "0"},
    "what-if": {"nps_after_20": "7.9", "verdict_20": "noise", "enough": "85"},
    "judgements": {
        "may_report": "with_interval",
        "noise": ["nps_manager_hall", "csat_hall_hotline"],
        "invisible": ["who_left", "which_moment", "how_it_ended"],
    },
    "look-first": {"answer": "先跟听 20 通热线……"},
}
RIGHT_LINE = 'nps_by_channel = pe.nps(survey, "recommend", by="channel", invalid="drop")'
# Sevens counted as detractors, a 99 counted as ten, half of the noise, and nothing said of what is invisible.
HALF_RIGHT = {
    **RIGHT,
    "untidy": {"off_scale": "17", "then": "as_ten"},
    "by-hand": {"promoters": "30", "detractors": "50", "nps": "-20"},
    "judgements": {"may_report": "with_interval", "noise": ["nps_manager_hall"]},
}


def submit(released: Path, folder: Path, answers: dict | None = None, line: str | None = None) -> Path:
    """Copy a released lab, and fill in its worksheets and its one line of code."""
    shutil.copytree(released, folder)
    for name, filled in (answers or {}).items():
        file = folder / "answers" / f"{name}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps({"answers": filled}, ensure_ascii=False), encoding="utf-8")
    if line is not None:
        notebook_file = folder / f"{LAB}.ipynb"
        notebook = nbformat.read(notebook_file, as_version=4)
        cell = next(
            cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "answer-nps"
        )
        cell.source = line
        nbformat.write(notebook, notebook_file)
    return folder


def submit_class(released: Path, folder: Path) -> Path:
    """Hand in five trainees' work: perfect, half right, blank, crashing, and no notebook at all."""
    submit(released, folder / "perfect" / LAB, RIGHT, RIGHT_LINE)
    submit(released, folder / "half" / LAB, HALF_RIGHT, RIGHT_LINE)
    submit(released, folder / "blank" / LAB)
    submit(released, folder / "crashing" / LAB, RIGHT, "nps_by_channel = 1 / 0")
    broken = submit(released, folder / "学员五" / LAB, RIGHT)
    (broken / f"{LAB}.ipynb").write_text("这不是笔记本", encoding="utf-8")
    return folder
