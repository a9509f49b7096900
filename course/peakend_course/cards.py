"""The cards of the course: what a team does in each step of co-creation, and the decks to draw from."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field

from peakend.base.language import translate as _
from peakend.documents.texts import Identifier, Part
from peakend.documents.yaml_form import read_model
from peakend_course.outline import Agenda, Minutes, Outline, Text
from peakend_course.problems import Problem, read_text, shown
from peakend_labs.places import COURSE
from peakend_labs.release.kit_list import DECKS

Cards = TypeVar("Cards", bound=Part)
_GROUP = COURSE / "cards" / "group"


class GroupCard(Part):
    """What a team does in one step."""

    title: Text
    goal: Text
    minutes: Minutes
    steps: tuple[Text, ...] = Field(min_length=1)
    output: Text
    pitfalls: tuple[Text, ...] = Field(min_length=1)


class DeckCard(Part):
    """One card of a deck: what to think of, and for another industry what it does well."""

    id: Identifier
    title: Text
    prompt: Text
    strength: Text | None = None


class Deck(Part):
    """A deck, as `pe.draw_cards` draws from it."""

    format: Literal["cards/1"]
    title: Text
    cards: tuple[DeckCard, ...]


def group_cards(outline: Outline) -> dict[str, GroupCard]:
    """Read the cards of ``course/cards/group`` by their sections, in the course's order."""
    files = {name: _GROUP / f"{name}.yml" for name in outline.sections}
    return {name: _read(file, GroupCard) for name, file in files.items() if file.is_file()}


def deck_cards(name: str) -> tuple[DeckCard, ...]:
    """Read all cards of ``course/cards/<name>.yml``."""
    return _read(COURSE / "cards" / f"{name}.yml", Deck).cards


def _read(file: Path, kind: type[Cards]) -> Cards:
    return read_model(shown(file), read_text(file), kind)[0]


def check_cards(outline: Outline) -> Iterator[Problem]:
    """Yield each group card that belongs to no section, or takes longer than any agenda gives it.

    Raises
    ------
    PeakendError
        If a card cannot be read at all.
    """
    for name in DECKS:
        file = COURSE / "cards" / f"{name}.yml"
        for twice, times in Counter(each.id for each in deck_cards(name)).items():
            if times > 1:
                lines = read_text(file).splitlines()
                line = max((at for at, each in enumerate(lines, 1) if f"id: {twice}," in each), default=1)
                yield Problem(shown(file), line, _("{id} appears here twice; keep one.", id=twice))
    known = group_cards(outline)
    for file in sorted(_GROUP.glob("*.yml")):
        if file.stem not in known:
            sentence = _("No lecture has a section {name!r}; correct it, or add the section.", name=file.stem)
            yield Problem(shown(file), 1, sentence)
    for name, card in known.items():
        booked = max((_booked(agenda, name) for agenda in outline.agendas if not agenda.alone), default=0)
        if 0 < booked < card.minutes:
            sentence = _(
                "The card takes {minutes} minutes, and no agenda gives {name} more than {booked}. Change one of them.",
                minutes=card.minutes,
                name=name,
                booked=booked,
            )
            yield Problem(f"course/cards/group/{name}.yml", 1, sentence)


def _booked(agenda: Agenda, section: str) -> int:
    """Return the minutes of the blocks that teach a section or hold its turns."""
    blocks = (block for day in agenda.days for block in day.blocks)
    return sum(block.minutes for block in blocks if section in (*block.sections, block.stages))
