"""What labs are called, and what the library offers."""

import importlib

from peakend.base.language import choose_text
from peakend.base.language import translate as _
from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names


def lab_title(lab: str) -> str:
    """Return a lab's title as its own first heading gives it, or its number while it is not written."""
    return choose_text(read_lab(lab).title) if lab in lab_names() else _("Lab {number}", number=lab.split("-")[0])


def public_names() -> list[str]:
    """Return the public names of the library."""
    return list(importlib.import_module("peakend").__all__)
