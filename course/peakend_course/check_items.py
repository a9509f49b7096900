"""Whether the items asked before and after the course are parallel, objective by objective."""

from collections.abc import Iterator
from pathlib import Path

from peakend.base.language import translate as _
from peakend_course.outline import Outline
from peakend_course.problems import Problem
from peakend_labs.items import ITEMS, PAIRS, read_items

FILE = "course/items.yml"


def check_items(outline: Outline, file: Path = ITEMS) -> Iterator[Problem]:
    """Yield each objective without its pairs, and each pair whose two items differ in their number of options."""
    found = read_items(file)
    for name in outline.objectives:
        if len(found.get(name, ())) != PAIRS:
            sentence = _(
                "Objective {name} has {count} pairs of items, and needs {needed}.",
                name=name,
                count=len(found.get(name, ())),
                needed=PAIRS,
            )
            yield Problem(FILE, 1, sentence)
    for name, pairs in found.items():
        if name not in outline.objectives:
            names = ", ".join(outline.objectives)
            yield Problem(FILE, 1, _("There is no objective {name!r}. There are: {names}.", name=name, names=names))
        for pair in pairs:
            if len(pair.before.options) != len(pair.after.options):
                sentence = _("{name}, “{about}”: both items need as many options.", name=name, about=pair.about)
                yield Problem(FILE, 1, sentence)
