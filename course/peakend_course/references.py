"""What a page refers to by its id, with ``{lab}``, ``{task}``, ``{api}`` and ``{fact}``; how it is read and said.

``{lab}`4-journey``` is a lab, ``{task}`4-journey#task-1-order``` one of its tasks, ``{api}`nps``` a public name of the
library, ``{fact}`iceberg-levels``` what ``course/facts.yml`` tells, ``{source}`maister-1985``` an entry of
``course/sources.yml``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from peakend.base.language import translate as _

ROLES = ("lab", "task", "api", "fact", "source")
_ROLE = re.compile(r"(?<!:)\{(?P<role>[A-Za-z][\w-]*)\}`(?P<target>[^`\n]*)`")
_NAMED = re.compile(r"\bpe\.([A-Za-z]\w*)")
_TASK = re.compile(r"task-(\d+)")


@dataclass(frozen=True)
class Reference:
    """One reference on a page: its role, its target, and its line."""

    role: str
    target: str
    line: int

    @property
    def lab(self) -> str:
        """The lab that it points into."""
        return self.target.partition("#")[0]

    @property
    def task(self) -> str:
        """The task that it points at, or nothing."""
        return self.target.partition("#")[2]


def references(text: str, first: int = 1) -> Iterator[Reference]:
    """Yield the references of a text, whose first line has this number."""
    for number, line in enumerate(text.splitlines(), first):
        for found in _ROLE.finditer(line):
            yield Reference(found["role"], found["target"], number)


def named(text: str) -> list[str]:
    """Return the library's names that stand in a text as ``pe.name``."""
    return _NAMED.findall(text)


def functions_in(text: str) -> set[str]:
    """Return the library's names in a text, as ``{api}`name``` or as ``pe.name``."""
    return {found.target for found in references(text) if found.role == "api"} | set(named(text))


def task_number(task: str) -> str:
    """Return the number by which a lab's task is called."""
    found = _TASK.match(task)
    return found[1] if found else task


def said(reference: Reference, link: str = "") -> str:
    """Return a reference in words, for a reader without links."""
    if reference.role == "api":
        return f"`pe.{reference.target}`"
    number = reference.lab.split("-")[0]
    if reference.role == "task":
        return _("Lab {number}, task {task}", number=number, task=task_number(reference.task))
    return link or _("Lab {number}", number=number)


def in_words(text: str) -> str:
    """Return a text with its references to labs, tasks and functions in words, as slides show them."""

    def say(found: re.Match[str]) -> str:
        if found["role"] not in ROLES[:3]:
            return found[0]
        words = said(Reference(found["role"], found["target"], 1))
        return words if found["role"] == "api" else f" {words} "

    return _ROLE.sub(say, text)
