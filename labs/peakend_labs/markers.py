"""The marks around what trainees must not see: exactly nbgrader's own, each in a cell that nbgrader will clear."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peakend.base.language import translate as _
from peakend_labs.cells import is_grade, is_solution, is_task

if TYPE_CHECKING:
    from nbformat import NotebookNode

_FORMS = {
    "SOLUTION": "### {edge} SOLUTION",
    "HIDDEN TESTS": "### {edge} HIDDEN TESTS",
    "MARK SCHEME": "=== {edge} MARK SCHEME ===",
}
_CLEARED_IN: dict[str, Callable[["NotebookNode"], bool]] = {
    "SOLUTION": is_solution,
    "HIDDEN TESTS": is_grade,
    "MARK SCHEME": is_task,
}
MARKERS = {form.format(edge=edge): (edge, kind) for kind, form in _FORMS.items() for edge in ("BEGIN", "END")}
_EDGE_IN_CODE = re.compile(r"\s*[#＃]{2,}\W*(begin|end)\b", re.IGNORECASE)
_EDGE_IN_PROSE = re.compile(r"\s*[=＝]{2,}\W*(begin|end)\b", re.IGNORECASE)
_LIKE = 0.87


@dataclass(frozen=True)
class Region:
    """What stands between two marks: its kind, and its lines."""

    kind: str
    lines: tuple[str, ...]


def regions(source: str) -> Iterator[Region]:
    """Yield what a cell keeps from trainees."""
    kind, lines = "", [""]
    for line in source.splitlines():
        edge, found = MARKERS.get(line.strip(), ("", ""))
        if edge == "END" and kind:
            yield Region(kind, tuple(lines))
            kind = ""
        elif edge == "BEGIN":
            kind, lines = found, []
        elif kind:
            lines.append(line)


def marker_problem(cell: "NotebookNode") -> tuple[int, str] | None:
    """Return the first mark in a cell that nbgrader would not find, or not end: its line in the cell, and a sentence.

    Examples
    --------
    >>> import nbformat
    >>> line, sentence = marker_problem(nbformat.v4.new_code_cell("### Begin Solution"))
    >>> sentence.partition(";")[0]
    "'### Begin Solution' is nearly a mark"
    """
    open_at, kind = 0, ""
    for number, line in enumerate(cell.source.splitlines()):
        edge, found = MARKERS.get(line.strip(), ("", ""))
        if not edge:
            if meant := _nearly(line, in_code=cell.cell_type == "code"):
                return number, _(
                    "{found!r} is nearly a mark; write {meant!r}, alone on its line", found=line.strip(), meant=meant
                )
        elif edge == "BEGIN":
            if kind:
                return open_at, _unended(kind)
            if not _CLEARED_IN[found](cell):
                return number, _(
                    "{marker!r} is in a cell that nbgrader does not clear of it; see the cell's nbgrader metadata",
                    marker=line.strip(),
                )
            open_at, kind = number, found
        elif found != kind:
            return number, _(
                "{end!r} ends nothing; put {begin!r} before it in the same cell",
                end=line.strip(),
                begin=_FORMS[found].format(edge="BEGIN"),
            )
        else:
            kind = ""
    return (open_at, _unended(kind)) if kind else None


def _unended(kind: str) -> str:
    begin, end = (_FORMS[kind].format(edge=edge) for edge in ("BEGIN", "END"))
    return _("{begin!r} is not ended; put {end!r} after it in the same cell", begin=begin, end=end)


def _nearly(line: str, in_code: bool) -> str | None:
    """Return the mark that was probably meant: other capitals, spaces, dashes or letters, or something beside it."""
    letters = _letters(line)
    if letters in map(_letters, _FORMS):
        return None  # "hidden tests" alone speaks of them
    meant = {_letters(marker): marker for marker in MARKERS}
    beside = next((marker for marker, (edge, kind) in MARKERS.items() if f"{edge} {kind}" in line), None)
    near = difflib.get_close_matches(letters, meant, n=1, cutoff=_LIKE)
    if beside or near:
        return beside or meant[near[0]]
    if found := (_EDGE_IN_CODE if in_code else _EDGE_IN_PROSE).match(line):
        edges = [name for name in meant if name.startswith(found[1].lower())]
        return meant[difflib.get_close_matches(letters, edges, n=1, cutoff=0.0)[0]]
    return None


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.replace("{edge}", "")).casefold()
    return "".join(character for character in plain if character.isalpha())
