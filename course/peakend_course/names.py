"""What labs are called, and what the library offers."""

import importlib
import re

from peakend.base.language import LANGUAGES, get_language
from peakend.base.language import translate as _
from peakend_labs.house import LABS


def lab_title(lab: str) -> str:
    """Return a lab's title as its own first heading gives it, or its number while it is not written."""
    source = LABS / lab / "lab.md"
    headings = re.findall(r"^# (.+)$", source.read_text(encoding="utf-8"), re.MULTILINE) if source.is_file() else []
    place = LANGUAGES.index(get_language())  # each prose cell stands twice, Chinese first
    return headings[place] if place < len(headings) else _("Lab {number}", number=lab.split("-")[0])


def public_names() -> list[str]:
    """Return the public names of the library."""
    return list(importlib.import_module("peakend").__all__)
