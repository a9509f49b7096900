"""What JupyterLab is told so that it shows notebooks as lessons: texts, the labs in their order, and the view."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from peakend.base.brand import brand
from peakend.base.language import translate as _
from peakend.lessons.progress import tell
from peakend.lessons.slips import explain_slips

EXTENSIONS = Path(__file__).parent / "labextensions"
View = Literal["lesson", "code"]


def lesson_settings(folder: Path, view: View) -> str:
    """Return what the extension reads in the browser: one text, since a page's settings keep nothing deeper."""
    calls = {"setup": _call(explain_slips), "tell": _call(tell)}
    told = {"view": view, "calls": calls, "labels": _labels(), "labs": _labs(folder), "styles": brand().variables}
    return json.dumps(told, ensure_ascii=False)


def _call(function: Callable[..., Any]) -> str:
    """Return the code that calls a function in a notebook's kernel, up to the bracket."""
    return f"import {function.__module__}; {function.__module__}.{function.__name__}"


def _labs(folder: Path) -> list[dict[str, str]]:
    """Return a workspace's labs in their order: id, place and title."""
    labs = [path for path in sorted((folder / "labs").glob("*")) if (path / f"{path.name}.ipynb").is_file()]
    return [
        {"id": lab.name, "path": f"labs/{lab.name}/{lab.name}.ipynb", "title": _title(lab / f"{lab.name}.ipynb")}
        for lab in labs
    ]


def _title(notebook: Path) -> str:
    """Return a notebook's first heading, or its name where it cannot be read."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8-sig"))["cells"]
        lines = [line for cell in cells for line in "".join(cell["source"]).splitlines()]
    except (OSError, ValueError, KeyError, TypeError):
        lines = []
    return next((line.removeprefix("# ") for line in lines if line.startswith("# ")), notebook.stem)


def _labels() -> dict[str, str]:
    return {
        "home": _("All labs"),
        "again": _("Go on"),
        "show_code": _("Show code"),
        "show_lesson": _("Back to the lesson"),
        "check": _("Check"),
        "keep": _("Save the files"),
        "kept": _("Made, in the folder {folder} of your workspace. To download one, click its name:"),
        "waiting": _("This appears when the task above is done."),
        "go_on": _("That is my guess: go on"),
        "guess_left": _("Questions left: {left}."),
        "guess_first": _("First guess; then it goes on."),
        "write_here": _("Write your line here, then choose “Check”:"),
        "open_key": _("Open the key (the file comes from your trainer)"),
        "key_shown": _("Right answers and reasons are now below {count} tasks, with your own beside them."),
        "no_key": _("This file is not the key of this lab."),
        "right": _("Right"),
        "yours": _(" (yours: {answer})"),
        "alike": _(" (as you answered)"),
        "left_open": _(" (you left it open)"),
        "why": _("Why, and how it is found"),
        "next": _("Next: {lab}"),
        "done": _("Tasks done: {done} of {tasks}"),
        "starting": _("Opening the lab …"),
        "keeping": _("Saving the files …"),
        "preparing": _("Preparing data and charts: {at} of {of} …"),
        "checking": _("Checking …"),
        "stopped": _("The lab has stopped; all that you filled in is kept. Choose “Go on”."),
    }
