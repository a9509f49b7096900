"""Misconceptions: for each lab, files that say what is answered wrongly, what it scores, and which hint it earns."""

import copy
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from nbformat import NotebookNode

from peakend.base.errors import PeakendError
from peakend.base.language import LANGUAGES
from peakend.base.language import translate as _
from peakend_labs.house import LABS

_SOLUTION = re.compile(r"### BEGIN (?:SOLUTION)\n(?P<code>(?:.*\n)*?)### END SOLUTION")


@dataclass(frozen=True)
class WrongAnswer:
    """A misconception.

    Attributes
    ----------
    name : str
        The file's name.
    title : dict of str to str
        What is misunderstood, in both languages.
    answers : dict of str to str
        For the cells of these grade ids, the code in place of the solution; an answer wrong in itself, or None for
        none.
    score : float
        What it scores in the tasks that are graded by program.
    hints : dict of str to dict of str to str
        The tasks that fail, each with a part of its hint in both languages.
    """

    name: str
    title: dict[str, str]
    answers: dict[str, str]
    score: float
    hints: dict[str, dict[str, str]]


def read_wrong_answers(lab: str) -> list[WrongAnswer]:
    """Return a lab's misconceptions, in order of their names.

    Raises
    ------
    PeakendError
        If a file lacks something.
    """
    return [_read(file) for file in sorted((LABS / lab / "wrong-answers").glob("*.yml"))]


def with_wrong_answers(notebook: NotebookNode, wrong: WrongAnswer) -> NotebookNode:
    """Return the solved notebook with the misconception's answers instead."""
    changed = copy.deepcopy(notebook)
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in changed.cells}
    for name, code in wrong.answers.items():
        cell = cells.get(name, {"source": ""})
        found = _SOLUTION.search(cell["source"])
        if found is None:
            raise PeakendError(
                _("{file}: there is no solution in a cell {name!r}.", file=f"wrong-answers/{wrong.name}.yml", name=name)
            )
        before, after = cell["source"][: found.start("code")], cell["source"][found.end("code") :]
        cell["source"] = f"{before}{code.strip()}\n{after}"
    return changed


def _read(file: Path) -> WrongAnswer:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or content.get("format") != "wrong-answer/1":
        raise _wrong(file, "format: wrong-answer/1")
    for key, kind in (("title", dict), ("answers", dict), ("score", (int, float)), ("hints", dict)):
        if not isinstance(content.get(key), kind):
            raise _wrong(file, key)
    for text in (content["title"], *content["hints"].values()):
        _require_both_languages(file, text)
    return WrongAnswer(file.stem, *(content[key] for key in ("title", "answers", "score", "hints")))


def _require_both_languages(file: Path, text: Any) -> None:
    if not isinstance(text, dict) or not set(LANGUAGES) <= set(text):
        raise _wrong(file, f"{{zh: …, en: …}}: {text}")


def _wrong(file: Path, what: str) -> PeakendError:
    return PeakendError(_("The wrong answer {file} is not as it should be: {what}.", file=file.name, what=what))
