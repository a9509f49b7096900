"""The course's terms, and where a text uses a word against them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from peakend.base.language import translate as _
from peakend.documents.texts import Line, Part
from peakend.documents.yaml_form import read_model
from peakend_course.outline import Text
from peakend_course.problems import Problem, read_text, shown
from peakend_labs.places import COURSE

_SOURCES = re.compile(r"^## (出处|Sources)$")
_CODE = re.compile(r"`[^`]*`|\]\([^)]*\)")


class Avoided(Part):
    """Words that are not to be used for a term."""

    zh: tuple[Line, ...] = ()
    en: tuple[Line, ...] = ()


class Term(Part):
    """A term in both languages."""

    zh: Line
    en: Line
    definition: Text
    avoid: Avoided = Avoided()


class Glossary(Part):
    """The whole of ``course/glossary.yml``."""

    format: Literal["glossary/1"]
    terms: tuple[Term, ...]


@cache
def read_glossary(file: Path = COURSE / "glossary.yml") -> Glossary:
    """Read the glossary, or name the line that does not fit."""
    return read_model(shown(file), read_text(file), Glossary)[0]


def check_glossary(file: Path = COURSE / "glossary.yml") -> Iterator[Problem]:
    """Yield each term that stands twice, and each that is a word to avoid, too."""
    glossary, lines = read_model(shown(file), read_text(file), Glossary)
    avoided = {word for term in glossary.terms for word in (*term.avoid.zh, *term.avoid.en)}
    known: set[str] = set()
    for number, term in enumerate(glossary.terms):
        line = lines.of(("terms", number))
        for name in (term.zh, term.en):
            if name in known:
                yield Problem(shown(file), line, _("{id} appears here twice; keep one.", id=name))
            if name in avoided:
                sentence = _("“{word}” is a term here and a word to avoid; take one of the two out.", word=name)
                yield Problem(shown(file), line, sentence)
        known |= {term.zh, term.en}


def check_terms(files: Iterable[Path], glossary: Glossary) -> Iterator[Problem]:
    """Yield each place where a file uses a word that the glossary avoids.

    Code, addresses and the list of sources, which quotes titles, are left out.
    """
    rules = [*_rules(glossary)]
    for file in files:
        for number, line in enumerate(read_text(file).splitlines(), 1):
            if _SOURCES.match(line):
                break
            text = _CODE.sub(" ", line)
            for pattern, word, right in rules:
                if pattern.search(text):
                    sentence = _("“{word}” is not the course's term. Write “{right}”.", word=word, right=right)
                    yield Problem(shown(file), number, sentence)


def _rules(glossary: Glossary) -> Iterator[tuple[re.Pattern[str], str, str]]:
    for term in glossary.terms:
        for word in term.avoid.zh:
            yield re.compile(_outside(word, term.zh)), word, term.zh
        for word in term.avoid.en:
            yield re.compile(rf"\b{re.escape(word)}s?\b", re.IGNORECASE), word, term.en


def _outside(word: str, right: str) -> str:
    """Match a word that is not a part of the right one: 触点, but not in 触点."""
    before, found, after = right.partition(word)
    if not found:
        return re.escape(word)
    ahead = f"(?!{re.escape(after)})" if after else ""
    return (f"(?<!{re.escape(before)})" if before else "") + re.escape(word) + ahead
