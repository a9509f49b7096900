"""What of a hand-in can be held against another's: short prints of what was answered; none tells the answer itself."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from nbformat import NotebookNode

from peakend_grading.intake.notebook import grade_id

FORMS, ENDING = "answers/", ".json"
DOCUMENTS = (".yaml", ".yml")  # journey maps and design sheets, which lie among the forms
LARGEST_FORM = 1_000_000
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".zip")  # in which a team's own data may come
SHORT, TEXT, CODE, FILE = "s", "t", "c", "f"  # a choice or number, a sentence, a line of code, a file
LONGEST_SHORT = 20  # bytes; from here on two do not write the same by chance: seven Chinese characters
MOST_PRINTS = 60  # of one form or cell
MOST_SOURCES = 200
DEEPEST = 6
_SENTENCE = re.compile(r"[。！？!?；;\n]|\.\s")


def prints_of(contents: Mapping[str, bytes], notebooks: Mapping[str, NotebookNode]) -> dict[str, list[str]]:
    """Return the prints of each form, cell and table of a hand-in.

    Parameters
    ----------
    contents : mapping of str to bytes
        The files by their places.
    notebooks : mapping
        The lab's notebooks.

    Returns
    -------
    dict
        By form, by ``grade_id`` and by file. A print begins with its kind.
    """
    found: dict[str, list[str]] = {}
    for notebook in notebooks.values():
        found |= cell_prints(notebook)
    for name, content in contents.items():
        if name.startswith(FORMS) and name.endswith(ENDING) and len(content) <= LARGEST_FORM:
            found[name.removeprefix(FORMS).removesuffix(ENDING)] = _first(_form(content))
        elif name.startswith(FORMS) and name.endswith(DOCUMENTS) and len(content) <= LARGEST_FORM:
            found[PurePosixPath(name).stem] = _first(_document(content))
        elif name.lower().endswith(TABLES) and "/" not in name:
            found[name] = [FILE + hashlib.sha256(content).hexdigest()[:12]]
    return dict(list(found.items())[:MOST_SOURCES])


def cell_prints(notebook: NotebookNode) -> dict[str, list[str]]:
    """Return the prints of each cell that nbgrader knows."""
    return {
        name: _first(_lines(cell.source) if cell.cell_type == "code" else _sentences(cell.source))
        for cell in notebook.cells
        if (name := grade_id(cell))
    }


def _form(content: bytes) -> Iterator[str]:
    try:
        answers = json.loads(content.decode("utf-8-sig"))["answers"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return
    yield from _values("", answers, 0)


def _values(place: str, value: Any, depth: int) -> Iterator[str]:
    """Yield the prints of a form's values: of long text each sentence, wherever it stands."""
    if isinstance(value, dict) and depth < DEEPEST:
        for name, inner in value.items():
            yield from _values(f"{place}/{name}", inner, depth + 1)
    elif value is not None and not isinstance(value, dict):
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        if isinstance(value, str) and len(text.encode("utf-8", "replace")) >= LONGEST_SHORT:
            yield from _sentences(text)
        elif text.strip():
            yield _print(SHORT, f"{place}={_plain(text)}")


def _document(content: bytes) -> Iterator[str]:
    """Yield the prints of the sentences in a map or a design sheet, line by line: no YAML of a stranger is parsed."""
    for line in content.decode("utf-8", "replace").splitlines():
        _key, sign, value = line.partition(": ")
        yield from _sentences((value if sign else line).strip().lstrip("- ").strip("'\""))


def _sentences(text: str) -> Iterator[str]:
    for part in map(_plain, _SENTENCE.split(text)):
        if len(part.encode("utf-8", "replace")) >= LONGEST_SHORT:
            yield _print(TEXT, part)


def _lines(source: str) -> Iterator[str]:
    for line in source.splitlines():
        if (part := _plain(line.partition("#")[0])) and part != "None":
            yield _print(CODE, part)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _print(kind: str, text: str) -> str:
    return kind + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _first(prints: Iterator[str]) -> list[str]:
    """Return the first prints, each once."""
    found: dict[str, None] = {}
    for one in prints:
        found[one] = None
        if len(found) == MOST_PRINTS:
            break
    return list(found)
