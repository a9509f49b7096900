"""Where things are: in a checkout the labs' sources and the course's pages, in a kit only what trainees get."""

import sys
from collections.abc import Iterable
from pathlib import Path

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _

KIT_LANGUAGE = "language.txt"  # a kit says in this file which language it speaks


def _house() -> Path:
    """Return the kit whose environment this runs in, whatever it is called by now; else the course's own folder."""
    kit = Path(sys.prefix).parent
    return kit if (kit / KIT_LANGUAGE).is_file() else Path(__file__).resolve().parents[2]


HOUSE = _house()
LABS = HOUSE / "labs"
COURSE = HOUSE / "course"
TEMPLATE = "_template"


def labs_folder() -> Path:
    """Return the folder of the labs' sources.

    Raises
    ------
    PeakendError
        If they are not here, as in a kit, or where the package was installed alone.
    """
    if not (LABS / TEMPLATE / "lab.md").is_file():
        raise PeakendError(_("The labs' sources are not here: this command needs the course's own folder, not a kit."))
    return LABS


def datasets_folder() -> Path:
    """Return the folder of the course's data sets."""
    return HOUSE / "datasets"


def course_folder() -> Path:
    """Return the folder of the course's pages.

    Raises
    ------
    PeakendError
        If they are not here, as in a kit, or where the package was installed alone.
    """
    if not (COURSE / "outline.yml").is_file():
        raise PeakendError(_("The course's pages are not here: this command needs the course's own folder, not a kit."))
    return COURSE


def notebooks_folder() -> Path:
    """Return the folder with something to work on: the labs' sources, or a kit's notebooks.

    Raises
    ------
    PeakendError
        If there is neither, as where the package was installed alone.
    """
    if not lab_names() and kit_language() is None:
        raise PeakendError(
            _("There are no labs here: this command needs the course's own folder, or a kit from your trainer.")
        )
    return LABS


def lab_names() -> list[str]:
    """Return the ids of the labs, in the course's order; the template is none, and a kit has no sources."""
    return sorted(path.parent.name for path in LABS.glob("*/lab.md") if path.parent.name != TEMPLATE)


def unknown_lab(name: str, known: Iterable[str]) -> str:
    """Return the sentence that names the labs that there are."""
    names = list(known)
    sentence = _("There is no lab {name!r}. There are: {names}.", name=name, names=join_words(names))
    return sentence + did_you_mean(name, names)


def unknown_case(name: str, known: Iterable[str]) -> str:
    """Return the sentence that names the cases that there are."""
    names = list(known)
    sentence = _("There is no case {name!r}. There are: {names}.", name=name, names=join_words(names))
    return sentence + did_you_mean(name, names)


def kit_language() -> str | None:
    """Return the language of the kit that this is, or None in the course's own folder."""
    file = HOUSE / KIT_LANGUAGE
    return file.read_text(encoding="utf-8").strip() if file.is_file() else None
