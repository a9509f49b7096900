"""Submissions as they come in: whose, for which lab, where they lie, and what is in them; never trusted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode


def as_one_name(name: str) -> str:
    """Return a name that leads to no other folder, for a row that says why it is none."""
    return re.sub(r"[/\\\x00]", "_", name) if name.strip(". ") else "_"


@dataclass(frozen=True)
class Submission:
    """One trainee's work for one lab.

    Attributes
    ----------
    trainee, lab : str
        Whose, and which.
    folder : Path
        Where it lies: a folder, or an archive.
    known : bool
        Whether there is such a lab, and the trainee's name can stand in a gradebook.
    problem : str
        Why it is not known, in one sentence.
    inside : str
        Its place in the archive.
    notebook : str
        The file that is the lab's notebook, where it bears another name.
    team : str
        The trainee's team; its data are the team's.
    receipt : str
        Of a packed hand-in, what trainee and trainer compare.
    also : tuple of str
        Other names of the trainee, one of which may have been entered in the place of the id.
    """

    trainee: str
    lab: str
    folder: Path
    known: bool = True
    problem: str = ""
    inside: str = ""
    notebook: str = ""
    team: str = ""
    receipt: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What lies in a folder of hand-ins: submissions, and a sentence for all that is none."""

    submissions: tuple[Submission, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """What is in a submission.

    Attributes
    ----------
    digest : str
        What changes whenever its files do.
    notebooks : dict
        The lab's notebooks, by name, without their outputs.
    files : dict
        All other files, in base64, by path.
    handed_in : datetime or None
        When, if nbgrader's ``timestamp.txt`` tells.
    problem : str
        Why it cannot be graded, in one sentence; empty if it can.
    variants : tuple of int
        The numbers of the data on which its forms were filled in.
    others : tuple of str
        Ids in its notebook, where they are few of the lab's own: perhaps another lab's.
    prints : dict
        Prints of what was answered, by form and cell.
    items : dict
        What was answered to the course's items, by the item's id; empty where the lab did not ask them.
    language, case : str
        Of the notebook, where it tells: its labels are in that language, whatever the trainer reads.
    """

    digest: str
    notebooks: dict[str, NotebookNode] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    handed_in: datetime | None = None
    problem: str = ""
    variants: tuple[int, ...] = ()
    others: tuple[str, ...] = ()
    prints: dict[str, list[str]] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    language: str = ""
    case: str = ""


class NotUnderstood(Exception):
    """Why a hand-in cannot be taken, in one sentence for trainer and trainee; with the ids found, if any."""

    def __init__(self, sentence: str, ids: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.ids = tuple(ids)
