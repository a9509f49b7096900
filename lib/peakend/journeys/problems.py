"""From what the validator found to one sentence: where, what stands there, what is allowed, and what was meant."""

import difflib
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from peakend.errors import PeakendError
from peakend.journeys.parts import (
    MOST_EMOTION,
    Aspect,
    Bilingual,
    BlueprintItem,
    Evidence,
    Layer,
    Period,
    Persona,
    Phase,
    Quality,
    Standard,
    State,
    Status,
    Touchpoint,
    TouchpointType,
)
from peakend.language import translate as _

Place = tuple[str | int, ...]

CHOICES: dict[str, tuple[str, ...]] = {
    "format": ("journey/1",),
    "state": get_args(State),
    "period": get_args(Period),
    "type": get_args(TouchpointType),
    "status": get_args(Status),
    "layer": get_args(Layer),
    "aspect": get_args(Aspect),
    "quality": get_args(Quality),
}
_MODELS: dict[str, type[BaseModel]] = {
    "persona": Persona,
    "phases": Phase,
    "touchpoints": Touchpoint,
    "evidence": Evidence,
    "blueprint": BlueprintItem,
    "standards": Standard,
}
_TAGS = ("text", "bilingual")


class MapError(PeakendError):
    """Something in a journey map is wrong.

    Attributes
    ----------
    place : tuple
        Keys and positions that lead to it, for instance ``("touchpoints", 2, "emotion")``.
    reason : str
        What is wrong there, without the place.
    """

    def __init__(self, place: Place, shown: str, reason: str) -> None:
        super().__init__(_("{place}: {reason}.", place=shown, reason=reason) if shown else f"{reason}.")
        self.place = place
        self.reason = reason

    def in_file(self, where: str) -> PeakendError:
        """Return the same sentence with the file, and the line or cell, before it."""
        return PeakendError(f"{where}: {self}")


def explain(error: ValidationError, document: object, top: type[BaseModel]) -> MapError:
    """Return the first problem of a document as a sentence."""
    found = error.errors(include_url=False)[0]
    place: Place = tuple(key for key in found["loc"] if key not in _TAGS)
    reason = _reason(found, place, top)
    if found["type"] in ("missing", "extra_forbidden"):
        return MapError(place, show_place(place[:-1], document), reason)
    return MapError(place, show_place(place, document), reason)


def show_place(place: Place, document: object) -> str:
    """Name a place as a person would find it: ``touchpoints 3 ('check-in'), emotion``."""
    words: list[str] = []
    for key in place:
        document = _inside(document, key)
        if isinstance(key, int):
            name = _inside(document, "id")
            words[-1:] = [f"{words[-1] if words else ''} {key + 1}" + (f" ({name!r})" if name else "")]
        else:
            words.append(key)
    return ", ".join(words)


def nearest(name: object, allowed: Sequence[str]) -> str:
    """Return a hint at the spelling that was probably meant, or nothing."""
    near = difflib.get_close_matches(str(name).lower(), allowed, n=1)
    return _("; perhaps {near!r} is meant", near=near[0]) if near else ""


def _inside(document: object, key: str | int) -> Any:
    if isinstance(document, dict):
        return document.get(key)
    if isinstance(document, (list, tuple)) and isinstance(key, int) and key < len(document):
        return document[key]
    return getattr(document, str(key), None)


def _reason(found: Any, place: Place, top: type[BaseModel]) -> str:
    kind, value, field = found["type"], found["input"], str(place[-1]) if place else ""
    if kind == "missing":
        return _("the field {field!r} is missing", field=field)
    if kind == "extra_forbidden":
        fields = _fields_at(place[:-1], top, inside_text="bilingual" in found["loc"])
        return _(
            "there is no field {field!r}; the fields are {fields}", field=field, fields=", ".join(fields)
        ) + nearest(field, fields)
    if kind == "literal_error":
        allowed = CHOICES[field]
        return _("{value!r} is not possible; choose from {allowed}", value=value, allowed=", ".join(allowed)) + nearest(
            value, allowed
        )
    if field in ("emotion", "ci_low", "ci_high") and kind in ("greater_than_equal", "less_than_equal"):
        return _(
            "{value} is not possible; emotion runs from −{most} (bad) to {most} (good), null is unknown",
            value=value,
            most=MOST_EMOTION,
        )
    if kind == "greater_than_equal":
        return _("{value} is not possible; give 0 or more", value=value)
    return found["ctx"]["reason"] if kind == "journey" else _wrong_type(kind, value)


def _wrong_type(kind: str, value: object) -> str:
    needed = {
        "string_type": _("a text is needed (put it in quotes if it looks like something else)"),
        "float_type": _("a number is needed"),
        "finite_number": _("a number is needed"),
        "int_type": _("a whole number is needed"),
        "bool_type": _("true or false is needed"),
        "tuple_type": _("a list is needed, each item after a '-'"),
        "model_type": _("fields with a name and a value are needed, for instance 'id: …'"),
        "dict_type": _("fields with a name and a value are needed, for instance 'id: …'"),
    }
    shown = repr(value) if len(repr(value)) <= 60 else repr(value)[:59] + "…"
    return _("{value} cannot stand here; {needed}", value=shown, needed=needed.get(kind, kind))


def _fields_at(place: Place, top: type[BaseModel], inside_text: bool) -> list[str]:
    keys = [key for key in place if isinstance(key, str)]
    model = Bilingual if inside_text else _MODELS.get(keys[-1], top) if keys else top
    return [field.alias or name for name, field in model.model_fields.items()]
