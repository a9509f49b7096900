"""Where things are: the checkout with its labs, or a kit without their sources."""

import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.language import translate as _

HOUSE = Path(__file__).resolve().parents[2]
LABS = HOUSE / "labs"
DEFAULT_CASE = "service-hall"
TEMPLATE = "_template"
KIT_LANGUAGE = "language.txt"  # a kit says in this file which language it speaks


_LAB_ID = re.compile(r"[0-9]+(-[a-z0-9]+)+")


def lab_names() -> list[str]:
    """Return the ids of the labs, in the course's order; the template is none."""
    return sorted(path.parent.name for path in LABS.glob("*/lab.md") if path.parent.name != TEMPLATE)


def kit_language() -> str | None:
    """Return the language of the kit that this is, or None in the course's own folder."""
    file = HOUSE / KIT_LANGUAGE
    return file.read_text(encoding="utf-8").strip() if file.is_file() else None


def new_lab(name: str) -> Path:
    """Make a lab from the template, and return its folder.

    Raises
    ------
    PeakendError
        If the name is no lab's id, or the lab is there already.
    """
    if not _LAB_ID.fullmatch(name):
        raise PeakendError(_("{name!r} is no id of a lab. Write a number and words, such as 7-my-lab.", name=name))
    folder = LABS / name
    if folder.exists():
        raise PeakendError(_("{folder} exists already and is left as it is. Name a new folder.", folder=folder))
    shutil.copytree(LABS / TEMPLATE, folder)
    return folder


def choose_labs(wanted: Sequence[str]) -> list[str]:
    """Return the labs wanted, all of them where none is named, or say which one does not exist."""
    known = lab_names()
    if not known:
        raise PeakendError(_("The labs' sources are not here: this command needs the course's own folder, not a kit."))
    for name in wanted:
        if name not in known:
            raise PeakendError(unknown_lab(name, known))
    return list(wanted) or known


def unknown_lab(name: str, known: Iterable[str]) -> str:
    """Return the sentence that names the labs that there are."""
    names = list(known)
    return _("There is no lab {name!r}. There are: {names}.", name=name, names=", ".join(names)) + did_you_mean(
        name, names
    )
