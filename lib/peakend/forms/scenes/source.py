"""A scene as its file tells it: who is on the stage, what stands there, and what happens at which second."""

from typing import Literal, Self

from pydantic import Field, model_validator

from peakend.base.language import translate as _
from peakend.documents.texts import Bilingual as Text
from peakend.documents.texts import Part
from peakend.documents.value import at

Point = tuple[float, float]
Colour = Literal["main", "accent", "accent-text", "good", "good-text", "plum", "grey", "ink", "amber", "sky"]


class Actor(Part):
    """Somebody on the stage: where they stand at first, and how they feel, from −2 to 2."""

    id: str = Field(examples=["id: guest"])
    look: Literal["customer", "staff", "elder"] = Field(examples=["look: customer"])
    at: float = Field(examples=["at: 300"])
    mood: int = 0
    name: Text | None = None


class Prop(Part):
    """A thing that stands there: a counter, a door, a shelf, a bench, a screen with words on it."""

    look: Literal["counter", "door", "shelf", "bench", "screen", "bowl"] = Field(examples=["look: counter"])
    at: Point = Field(examples=["at: [670, 360]"])
    words: Text | None = None


class Line(Part):
    """A line that is drawn while the scene runs: a curve of pain, a clock."""

    points: tuple[Point, ...] = Field(examples=["points: [[120, 330], [840, 90]]"])
    colour: Colour = Field(examples=["colour: main"])
    at: float = Field(examples=["at: 2"])
    over: float = Field(examples=["over: 8"])


class Word(Part):
    """Words in the picture, from a second to a second."""

    text: Text = Field(examples=["text: {zh: …, en: …}"])
    where: Point = Field(examples=["where: [480, 60]"])
    at: float = 0
    until: float | None = None
    size: int = 26
    colour: Colour = "ink"


class Beat(Part):
    """What happens at a second: somebody walks, speaks or feels; a subtitle; a question with choices."""

    at: float = Field(examples=["at: 9.5"])
    who: str | None = None
    to: float | None = None
    over: float = 1.5
    line: Text | None = None
    lasting: float = 2.6
    mood: int | None = None
    say: Text | None = None
    ask: Text | None = None
    choices: tuple[Text, ...] = ()


class Scene(Part):
    """The whole of a scene's file."""

    format: Literal["scene/1"] = Field(examples=["format: scene/1"])
    title: Text = Field(examples=["title: {zh: …, en: …}"])
    seconds: float = Field(ge=1, le=120, examples=["seconds: 40"])
    still: float = Field(examples=["still: 35"])
    cast: tuple[Actor, ...] = ()
    props: tuple[Prop, ...] = ()
    lines: tuple[Line, ...] = ()
    words: tuple[Word, ...] = ()
    beats: tuple[Beat, ...] = Field(examples=["beats: [{at: 0, say: {zh: …, en: …}}]"])

    @model_validator(mode="after")
    def _knows_who_acts(self) -> Self:
        names = {actor.id for actor in self.cast}
        for i, beat in enumerate(self.beats):
            if beat.who is not None and beat.who not in names:
                reason = _("the scene has nobody called {name!r}; add them to cast, or correct it", name=beat.who)
                raise at(("beats", i, "who"), reason)
        return self
