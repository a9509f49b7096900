"""Whether the items asked before and after the course are parallel, objective by objective."""

from collections.abc import Iterator
from pathlib import Path

from peakend.base.language import LANGUAGES, join_words
from peakend.base.language import translate as _
from peakend_course.outline import Outline
from peakend_course.problems import Problem, read_text
from peakend_labs.items import ITEMS, PAIRS, Item, ItemPair, read_items
from peakend_labs.proof.given_away import stands_out

FILE = "course/items.yml"


def check_items(outline: Outline, file: Path = ITEMS) -> Iterator[Problem]:
    """Yield each objective without its pairs, pairs that are not parallel, and items whose length tells the answer."""
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
            names = join_words(outline.objectives)
            yield Problem(FILE, 1, _("There is no objective {name!r}. There are: {names}.", name=name, names=names))
        for pair in pairs:
            line = _line(file, pair)
            if len(pair.before.options) != len(pair.after.options):
                sentence = _("{name}, “{about}”: both items need as many options.", name=name, about=pair.about)
                yield Problem(FILE, line, sentence)
            for item in (pair.before, pair.after):
                if language := _given_away(item):
                    sentence = _(
                        "“{ask}” ({language}): the right option is much longer than the others and gives itself away; "
                        "write them equally long.",
                        ask=getattr(item.ask, language),
                        language=language,
                    )
                    yield Problem(FILE, line, sentence)


def _line(file: Path, pair: ItemPair) -> int:
    """Return the line at which a pair begins."""
    lines = read_text(file).splitlines()
    return next((number for number, line in enumerate(lines, 1) if "about:" in line and pair.about.zh in line), 1)


def _given_away(item: Item) -> str | None:
    """Return the language in which the right option stands out by its length, or None."""
    for language in LANGUAGES:
        if stands_out({name: getattr(text, language) for name, text in item.options.items()}, item.right):
            return language
    return None
