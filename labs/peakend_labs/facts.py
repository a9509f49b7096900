"""Facts that several places tell, ``course/facts.yml``: told once there, and quoted by pages, cards and labs."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.documents.problems import nearest
from peakend.documents.texts import Bilingual, Line, Part
from peakend.documents.yaml_form import Lines, read_model
from peakend_labs.places import COURSE

FACTS = COURSE / "facts.yml"
ROLE = re.compile(r"\{fact\}`([^`]*)`")


class Never(Part):
    """Words that would tell a fact in another way."""

    zh: tuple[Line, ...] = ()
    en: tuple[Line, ...] = ()


class Fact(Bilingual):
    """A fact in both languages, the words that contradict it, and the files that must tell it in its words."""

    never: Never = Never()
    told_in: tuple[str, ...] = ()


class Facts(Part):
    """The whole of ``course/facts.yml``."""

    format: Literal["facts/1"]
    facts: dict[str, Fact]


def read_facts(file: Path = FACTS) -> tuple[dict[str, Fact], Lines]:
    """Return the facts by name, and the line of each; none where the course is not here, as in a kit.

    Raises
    ------
    PeakendError
        If the file is no YAML, or has a field that is missing, unknown or of the wrong kind.
    """
    if not file.is_file():
        return {}, Lines()
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(file: Path, _changed: int) -> tuple[dict[str, Fact], Lines]:
    name = f"course/{file.name}" if file == FACTS else file.name
    facts, lines = read_model(name, file.read_text(encoding="utf-8-sig"), Facts)
    return facts.facts, lines


def quoted(text: str, language: str) -> str:
    """Return a text with each ``{fact}`name``` in it replaced by what the fact says in a language.

    Raises
    ------
    PeakendError
        If there is no such fact.
    """
    if "{fact}" not in text:
        return text
    facts, _lines = read_facts()

    def say(found: re.Match[str]) -> str:
        if found[1] not in facts:
            raise PeakendError(unknown_fact(found[1]))
        return str(getattr(facts[found[1]], language))

    return ROLE.sub(say, text)


def unknown_fact(name: str) -> str:
    """Return what is said of a fact that nobody has told."""
    facts, _lines = read_facts()
    return _(
        "course/facts.yml has no fact {name!r}{hint}. Correct the name, or tell the fact there.",
        name=name,
        hint=nearest(name, list(facts)),
    )
