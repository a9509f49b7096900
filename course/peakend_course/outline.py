"""The course's spine, ``course/outline.yml``, as data: lectures, sections, labs, agendas."""

from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr, Strict

from peakend.base.errors import PeakendError
from peakend.base.language import get_language, join_words
from peakend.base.language import translate as _
from peakend.documents.texts import Bilingual, Identifier, Line, Part
from peakend.documents.yaml_form import Lines, read_model
from peakend_course.problems import read_text, shown
from peakend_labs.facts import quoted
from peakend_labs.places import course_folder

Way = Literal["talk", "case", "group", "hands-on", "game", "read", "break"]
Minutes = Annotated[int, Strict(), Field(ge=1)]


class Text(Bilingual):
    """A text in both languages, in which facts may be quoted."""

    def __str__(self) -> str:
        language = get_language()
        return quoted(self.zh if language == "zh" else self.en, language)


class Room(Part):
    """The class for which the minutes are booked."""

    people: Annotated[int, Strict(), Field(ge=1)]
    groups: Annotated[int, Strict(), Field(ge=1)]


class Turns(Part):
    """What takes a turn for each group: minutes a group, minutes besides, and how many groups where not all of them."""

    each: Minutes
    besides: Annotated[int, Strict(), Field(ge=0)] = 0
    groups: Annotated[int, Strict(), Field(ge=1)] | None = None

    def minutes(self, room: Room) -> int:
        """Return the minutes that it takes in a room."""
        return self.each * (self.groups or room.groups) + self.besides


class Section(Part):
    """One id of the curriculum: its page's title, the library's functions that serve it, and its groups' turns."""

    id: Identifier
    title: Text
    functions: tuple[str, ...]
    turns: Turns | None = None


class Lab(Part):
    """What the outline books for a lab, and which sections its tasks practise; a planned one is not written."""

    id: Identifier
    sections: tuple[str, ...]
    minutes: Minutes
    points: Annotated[int, Strict(), Field(ge=0)]
    tasks: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    status: Literal["planned"] | None = None

    def practised(self, tasks: Collection[str] = ()) -> list[str]:
        """Return the sections that some of its tasks practise; all of its sections where no task is named."""
        if not tasks:
            return list(self.sections)
        return [name for name in self.sections if any(name in self.tasks.get(task, ()) for task in tasks)]


class Lecture(Part):
    """A lecture: its folder of pages, and its labs."""

    id: Annotated[str, Field(pattern=r"^L\d+$")]
    folder: Line
    title: Text
    objectives: tuple[str, ...]
    sections: tuple[Section, ...]
    labs: tuple[Lab, ...]

    @property
    def number(self) -> int:
        """The number in its id."""
        return int(self.id.removeprefix("L"))


class Cut(Text):
    """What can be left out when time is short, and the minutes that it saves."""

    minutes: Minutes


class Block(Part):
    """A stretch of a day: sections, a lab or some of its tasks, a break, or what its title says.

    `stages` names the section whose turns are held in a block that teaches nothing new.
    """

    way: Way
    minutes: Minutes
    sections: tuple[str, ...] = ()
    lab: str | None = None
    tasks: tuple[str, ...] = ()
    title: Text | None = None
    stages: str | None = None
    turns: Turns | None = None
    group: str | None = None
    materials: tuple[str, ...] = ()
    cut: Cut | None = None


class Day(Part):
    """One day of an agenda; its minutes are those of work, without breaks."""

    minutes: Minutes
    blocks: tuple[Block, ...] = Field(min_length=1)


class Agenda(Part):
    """One way to hold the course, or to go through it alone."""

    id: Identifier
    title: Text
    hours: tuple[float, float]
    alone: bool = False
    left_to_reading: tuple[str, ...]
    days: tuple[Day, ...] = Field(min_length=1)


class Outline(Part):
    """The whole of ``course/outline.yml``."""

    format: Literal["outline/1"]
    title: Text
    room: Room
    objectives: dict[str, Text]
    lectures: tuple[Lecture, ...]
    cases: tuple[str, ...]
    guide: tuple[str, ...]
    materials: dict[str, Text]
    groupings: dict[str, Text]
    agendas: tuple[Agenda, ...]
    _lines: Lines = PrivateAttr(default_factory=Lines)

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The sections by id, in the course's order."""
        return {section.id: section for lecture in self.lectures for section in lecture.sections}

    @cached_property
    def labs(self) -> dict[str, Lab]:
        """What is booked for each lab."""
        return {lab.id: lab for lecture in self.lectures for lab in lecture.labs}

    def agenda(self, name: str) -> Agenda:
        """Return one agenda, or say which there are."""
        for agenda in self.agendas:
            if agenda.id == name:
                return agenda
        raise PeakendError(
            _(
                "There is no agenda {name!r}. There are: {names}.",
                name=name,
                names=join_words(agenda.id for agenda in self.agendas),
            )
        )

    def lecture(self, number: int) -> Lecture:
        """Return a lecture by the number in its id, which stays where another lecture is dropped."""
        for lecture in self.lectures:
            if lecture.number == number:
                return lecture
        raise PeakendError(
            _(
                "There is no lecture {number}. There are: {numbers}.",
                number=number,
                numbers=join_words(str(lecture.number) for lecture in self.lectures),
            )
        )

    def line(self, *place: str | int) -> int:
        """Return the line of the file on which a part stands."""
        return self._lines.of(place)


def read_outline(file: Path | None = None) -> Outline:
    """Read the outline, or name the line that does not fit.

    Parameters
    ----------
    file : Path, optional
        Another outline than the course's own.

    Returns
    -------
    Outline

    Raises
    ------
    PeakendError
        If the file is missing, no YAML, or has a field that is missing, unknown or of the wrong kind.
    """
    file = file or course_folder() / "outline.yml"
    outline, lines = read_model(shown(file), read_text(file), Outline)
    outline._lines.update(lines)
    return outline
