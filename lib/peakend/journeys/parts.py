"""What a journey map is made of: texts, persona, phases, touchpoints, evidence and blueprint."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    Strict,
    StringConstraints,
    Tag,
    TypeAdapter,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from peakend.language import choose_text
from peakend.language import translate as _

State = Literal["current", "future"]
Period = Literal["before", "during", "after"]
TouchpointType = Literal["interaction", "action", "wait"]
Status = Literal["observed", "assumed", "proposed"]
Layer = Literal["physical_evidence", "frontstage", "backstage", "support"]
Aspect = Literal["time_limit", "effect", "feedback"]
Quality = Literal["quick", "convenient", "caring"]

MOST_EMOTION = 2
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")


def wrong(reason: str) -> PydanticCustomError:
    """Return an error that the validator places where it happened; `reason` is a translated half-sentence."""
    return PydanticCustomError("journey", "{reason}", {"reason": reason})


def _one_line(text: str) -> str:
    """Make one paragraph of a text, so that it is the same in a cell, a file and a picture."""
    line = " ".join(text.split())
    if not line:
        raise wrong(_("the text is empty; write something, or leave the field out"))
    if _UNPRINTABLE.search(line):
        raise wrong(_("{text!r} holds a character that cannot be shown; type the text anew", text=line))
    return line


def _identifier(text: str) -> str:
    if not re.fullmatch(r"\w[\w.-]*", text):
        near = re.sub(r"[^\w.-]+", "-", text).strip("-.")
        raise wrong(
            _(
                "{text!r} is no id; an id has letters, digits, '-', '_' and '.', for instance {near!r}",
                text=text,
                near=near or "check-in",
            )
        )
    return text


Identifier = Annotated[str, Strict(), StringConstraints(min_length=1), AfterValidator(_identifier)]
Line = Annotated[str, Strict(), AfterValidator(_one_line)]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Emotion = Annotated[float, Strict(), Field(ge=-MOST_EMOTION, le=MOST_EMOTION, allow_inf_nan=False)]
Minutes = Annotated[float, Strict(), Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Strict(), Field(ge=0)]
Flag = Annotated[bool, Strict()]


class Part(BaseModel):
    """A frozen value that knows all its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Bilingual(Part):
    """One text in Chinese and English."""

    zh: Line
    en: Line


def _kind_of_text(value: object) -> str:
    return "bilingual" if isinstance(value, (Mapping, Bilingual)) else "text"


Text = Annotated[
    Annotated[Line, Tag("text")] | Annotated[Bilingual, Tag("bilingual")],
    Discriminator(_kind_of_text),
]

_METRICS: TypeAdapter[dict[str, float]] = TypeAdapter(dict[Identifier, Number])


def _pairs(value: object) -> object:
    return tuple(sorted(_METRICS.validate_python(dict(value) if isinstance(value, tuple) else value).items()))


# Pairs, not a dict: a frozen value holds nothing that can be changed.
Metrics = Annotated[
    tuple[tuple[str, float], ...],
    BeforeValidator(_pairs),
    PlainSerializer(dict),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "number"}}),
]


class Persona(Part):
    """Whose journey it is 用户画像."""

    id: Identifier
    name: Text
    goal: Text | None = None
    expectations: tuple[Text, ...] = ()


class Phase(Part):
    """A stretch of the journey: before, during or after service."""

    id: Identifier
    name: Text
    period: Period = "during"


class Evidence(Part):
    """What a touchpoint's emotion rests on: how it is known, from where, from how many answers, how surely."""

    status: Status = "assumed"
    source: Text | None = None
    n: Count | None = None
    ci_low: Emotion | None = None
    ci_high: Emotion | None = None


class BlueprintItem(Part):
    """Something in one lane of the service blueprint 服务蓝图 under a touchpoint."""

    layer: Layer
    item: Text
    owner: Text | None = None
    fail_point: Text | None = None


class Standard(Part):
    """A standard 服务标准 that a touchpoint keeps: on which aspect, and which quality it gives the customer."""

    aspect: Aspect
    quality: Quality
    standard: Text


class Touchpoint(Part):
    """One contact, action or wait 触点. Its place in the list is its place in time; an unknown emotion is None."""

    id: Identifier
    phase: Identifier
    name: Text
    type: TouchpointType = "interaction"
    channel: Text | None = None
    initiator: Text | None = None
    receiver: Text | None = None
    thought: Text | None = None
    emotion: Emotion | None = None
    duration_min: Minutes | None = None
    wait_min: Minutes | None = None
    pain_points: tuple[Text, ...] = ()
    opportunities: tuple[Text, ...] = ()
    moment_of_truth: Flag = False
    evidence: Evidence = Evidence()
    metrics: Metrics = ()
    blueprint: tuple[BlueprintItem, ...] = ()
    standards: tuple[Standard, ...] = ()


def show_text(text: str | Bilingual | None) -> str:
    """Return a text in the language in use; none is empty."""
    if text is None:
        return ""
    return choose_text({"zh": text.zh, "en": text.en} if isinstance(text, Bilingual) else text)


def show_texts(texts: tuple[str | Bilingual, ...]) -> str:
    """Return several texts in the language in use, one a line."""
    return "\n".join(show_text(text) for text in texts)
