"""What a journey map is made of: texts, persona, phases, touchpoints, evidence and blueprint."""

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    Strict,
    TypeAdapter,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)

from peakend.base.language import translate as _
from peakend.documents.texts import Count, Flag, Identifier, Number, Part, Text, wrong

State = Literal["current", "future"]
Period = Literal["before", "during", "after"]
TouchpointType = Literal["interaction", "action", "wait"]
Status = Literal["observed", "assumed", "proposed"]
Layer = Literal["physical_evidence", "frontstage", "backstage", "support"]
Aspect = Literal["time_limit", "effect", "feedback"]
Quality = Literal["quick", "convenient", "caring"]

MOST_EMOTION = 2
Minutes = Annotated[float, Strict(), Field(ge=0, allow_inf_nan=False)]


def _emotion(value: object, validate: ValidatorFunctionWrapHandler) -> float:
    """Say of an emotion that is not possible what is."""
    try:
        return float(validate(value))
    except ValidationError:
        reason = _(
            "{value} is off the scale: emotion runs from −{most} (bad) to {most} (good); leave it empty if unknown",
            value=repr(value) if isinstance(value, str) else value,
            most=MOST_EMOTION,
        )
        raise wrong(reason) from None


Emotion = Annotated[
    float,
    Strict(),
    Field(ge=-MOST_EMOTION, le=MOST_EMOTION, allow_inf_nan=False),
    WrapValidator(_emotion),
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


_EMOTIONS: TypeAdapter[dict[str, float]] = TypeAdapter(dict[Identifier, Emotion])


def _felt(value: object) -> Any:
    return tuple(sorted(_EMOTIONS.validate_python(dict(value) if isinstance(value, tuple) else value).items()))


Emotions = Annotated[
    tuple[tuple[str, float], ...],
    BeforeValidator(_felt),
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

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        if self.ci_low is not None and self.ci_high is not None and self.ci_low > self.ci_high:
            reason = _(
                "the interval runs from {low:g} to {high:g}; its low end comes first",
                low=self.ci_low,
                high=self.ci_high,
            )
            raise wrong(reason)
        return self


class BlueprintItem(Part):
    """Something in one lane of the service blueprint 服务蓝图 under a touchpoint."""

    layer: Layer
    item: Text
    owner: Text | None = None
    fail_point: Text | None = None
    emotion: Emotion | None = Field(default=None, description="How the staff feels there; null is unknown.")


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
    emotions: Emotions = ()
    duration_min: Minutes | None = None
    wait_min: Minutes | None = None
    pain_points: tuple[Text, ...] = ()
    opportunities: tuple[Text, ...] = ()
    moment_of_truth: Flag = False
    evidence: Evidence = Evidence()
    metrics: Metrics = ()
    blueprint: tuple[BlueprintItem, ...] = ()
    standards: tuple[Standard, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _average(cls, given: Any) -> Any:
        """Where each persona has an emotion of its own, the touchpoint's is their mean."""
        own = given.get("emotions") if isinstance(given, dict) else None
        if not own:
            return given
        try:
            felt = _felt(own)
        except ValidationError:
            return given  # the field itself says what is wrong
        mean = sum(emotion for _persona, emotion in felt) / len(felt)
        stated = given.get("emotion")
        if isinstance(stated, (int, float)) and abs(stated - mean) > 1e-6:
            reason = _(
                "{value:g} is not the mean of 'emotions', {mean:g}: change the personas' own emotions",
                value=stated,
                mean=mean,
            )
            raise wrong(reason)
        return {**given, "emotion": mean}
