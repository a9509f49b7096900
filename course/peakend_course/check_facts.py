"""Whether facts that several places tell are told in one way: as ``course/facts.yml`` says."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from peakend.base.language import LANGUAGES
from peakend.base.language import translate as _
from peakend_course.problems import Problem, read_text, shown
from peakend_labs.facts import ROLE, Fact, read_facts, unknown_fact
from peakend_labs.places import HOUSE

FILE = "course/facts.yml"


def check_facts(files: Iterable[Path], house: Path = HOUSE) -> Iterator[Problem]:
    """Yield where a text tells a fact otherwise or quotes one that is not told, and facts that nobody quotes."""
    facts, lines = read_facts()
    quoted: set[str] = set()
    for file in files:
        text = read_text(file)
        otherwise = {name: fact for name, fact in facts.items() if any(_contradictions(text, fact))}
        for number, line in enumerate(text.splitlines(), 1):
            for name in ROLE.findall(line):
                quoted.add(name)
                if name not in facts:
                    yield Problem(shown(file), number, unknown_fact(name))
            for name, fact in otherwise.items():
                for word in _contradictions(line, fact):
                    sentence = _(
                        "“{word}” contradicts the fact {name}: {told}. Write {{fact}}`{name}`, or change the fact.",
                        word=word,
                        name=name,
                        told=f"{fact.zh} / {fact.en}",
                    )
                    yield Problem(shown(file), number, sentence)
    for name, fact in facts.items():
        place = lines.of(("facts", name))
        if name not in quoted and not fact.told_in:
            yield Problem(FILE, place, _("Nobody quotes the fact {name}; quote it, or take it out.", name=name))
        for told in fact.told_in:
            yield from _check_told(name, fact, told, house, place)


def _contradictions(text: str, fact: Fact) -> Iterator[str]:
    yield from (word for word in fact.never.zh if word in text)
    yield from (word for word in fact.never.en if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE))


def _check_told(name: str, fact: Fact, told: str, house: Path, place: int) -> Iterator[Problem]:
    """Yield a file that ought to tell a fact in its words, and does not."""
    if not (house / told).is_file():
        yield Problem(FILE, place, _("There is no file {file}; correct its name.", file=told))
        return
    text = read_text(house / told)
    languages = [language for language in LANGUAGES if f".{language}.md" in told] or list(LANGUAGES)
    for language in languages:
        words = getattr(fact, language)
        if words not in text and f"{{fact}}`{name}`" not in text:
            sentence = _("The file must tell the fact {name} in its words: {words}.", name=name, words=words)
            yield Problem(told, 1, sentence)
