"""Trainees' folders of lab 3, made from the released notebook as trainees would fill it in."""

import functools
import json
import shutil
from pathlib import Path

import nbformat

import peakend as pe
from peakend.charts.style import drawn_by
from peakend.datasets.variants import variant_of

LAB = "3-three-surveys"
RIGHT = {
    "instruments": {"sim_card": "ces", "board": "nps", "hall": "csat"},
    "untidy": {"off_scale": "17", "then": "leave_out"},
    "by-hand": {"promoters": "30", "detractors": "30%", "nps": "0"},
    "what-if": {"nps_after_20": "7.9", "verdict_20": "noise", "enough": "85"},
    "judgements": {
        "may_report": "with_interval",
        "noise": ["nps_small_other", "csat_other_lowest"],
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
    "judgements": {"may_report": "with_interval", "noise": ["nps_small_other"]},
}


def own_figures(answers: dict, trainee: str) -> dict:
    """Return the answers with the figures of a trainee's own data."""
    off_scale, after_20, enough = _figures(variant_of(trainee))
    return {
        **answers,
        "untidy": {**answers["untidy"], "off_scale": off_scale},
        "what-if": {**answers["what-if"], "nps_after_20": after_20, "enough": enough},
    }


@functools.cache
def _figures(variant: int) -> tuple[str, str, str]:
    survey = pe.load("service-hall/survey", labels=False, variant=variant)
    off_scale = pe.nps(survey, "recommend", invalid="drop")["n_invalid"][0]
    hotline = pe.nps(survey, "recommend", by="channel", invalid="drop").iloc[0]
    with drawn_by(lambda _spec: ""):  # nobody looks on
        tried = pe.what_if_nps(survey[survey["channel"] == "hotline"], "recommend", invalid="drop")
        tried.moved = 70
        while "Within noise" in tried.sentence or "属波动" in tried.sentence:
            tried.moved += 5
    return str(off_scale), f"{hotline['nps'] + 2000 / hotline['n']:.1f}", str(tried.moved)


def submit(released: Path, folder: Path, answers: dict | None = None, line: str | None = None) -> Path:
    """Copy a released lab into ``<trainee>/<lab>``, and fill in its worksheets and its one line of code."""
    shutil.copytree(released, folder)
    for name, filled in (own_figures(answers, folder.parent.name) if answers else {}).items():
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
