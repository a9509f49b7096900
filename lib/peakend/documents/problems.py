"""From what the validator found to one sentence: where, what stands there, what is allowed, and what was meant."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from peakend.base.arguments import near
from peakend.base.errors import PeakendError
from peakend.base.language import choose_text, join_words
from peakend.base.language import translate as _
from peakend.documents.texts import Bilingual

Place = tuple[str | int, ...]

_TAGS = ("text", "bilingual")
# Fields as a Chinese reader knows them; in English they keep their names.
_CHINESE = {
    "touchpoints": "触点",
    "phases": "阶段",
    "personas": "画像",
    "persona": "画像",
    "name": "名称",
    "title": "标题",
    "emotion": "情绪",
    "emotions": "各画像的情绪",
    "thought": "想法",
    "channel": "渠道",
    "phase": "阶段",
    "type": "类型",
    "evidence": "依据",
    "source": "来源",
    "status": "证据状态",
    "n": "问了或看了多少次",
    "blueprint": "服务蓝图",
    "standards": "服务标准",
    "metrics": "指标",
    "pain_points": "痛点",
    "opportunities": "机会点",
    "duration_min": "用时（分钟）",
    "wait_min": "等待（分钟）",
    "concepts": "概念",
    "tasks": "任务",
    "notes": "记录",
    "trials": "试用记录",
}


class DocumentError(PeakendError):
    """Something in a document is wrong.

    Attributes
    ----------
    place : tuple
        Keys and positions that lead to it, for instance ``("touchpoints", 2, "emotion")``.
    reason : str
        What is wrong there, without the place.
    """

    def __init__(self, place: Place, shown: str, reason: str) -> None:
        super().__init__(
            _("{place}: {reason}.", place=shown, reason=reason) if shown else _("{reason}.", reason=reason)
        )
        self.place = place
        self.reason = reason

    def in_file(self, where: str, column: str = "") -> PeakendError:
        """Return the same sentence with the file, and the line or row and column, before it."""
        if column:
            return PeakendError(
                _("{where}, column {column!r}: {reason}.", where=where, column=column, reason=self.reason)
            )
        return PeakendError(_("{where}: {problem}", where=where, problem=self))


def explain(error: ValidationError, document: object, top: type[BaseModel]) -> DocumentError:
    """Return the first problem of a document as a sentence."""
    found = error.errors(include_url=False)[0]
    place: Place = tuple(key for key in found["loc"] if key not in _TAGS)
    reason = _reason(found, place, top)
    if found["type"] in ("missing", "extra_forbidden"):
        return DocumentError(place, show_place(place[:-1], document), reason)
    return DocumentError(place, show_place(place, document), reason)


def show_place(place: Place, document: object) -> str:
    """Name a place as a person would find it: ``touchpoints 3 ('check-in'), emotion``."""
    words: list[str] = []
    for key in place:
        document = _inside(document, key)
        if isinstance(key, int):
            name = _inside(document, "id")
            named = _(" ({name!r})", name=name) if name else ""
            words[-1:] = [f"{words[-1] if words else ''} {key + 1}" + named]
        else:
            words.append(choose_text({"zh": _CHINESE.get(key, key), "en": key}))
    return join_words(words) if words else ""


def nearest(name: object, allowed: Sequence[str]) -> str:
    """Return a hint at the spelling that was probably meant, or nothing."""
    meant = near(name, allowed)
    return _("; perhaps {near!r} is meant", near=meant) if meant else ""


def choices_of(annotation: Any) -> tuple[str, ...]:
    """Return the values that a field offers, or none if it is no choice."""
    return next((get_args(part) for part in parts_of(annotation) if get_origin(part) is Literal), ())


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Return what a field is made of, alone or in a list; a text is made of nothing."""
    models = [part for part in parts_of(annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
    return next((model for model in models if model is not Bilingual), None)


def parts_of(annotation: Any) -> Iterator[Any]:
    """Yield an annotation and everything inside it."""
    yield annotation
    if get_origin(annotation) is not Literal:
        for inner in get_args(annotation):
            yield from parts_of(inner)


def _inside(document: object, key: str | int) -> Any:
    if isinstance(document, dict):
        return document.get(key)
    if isinstance(document, (list, tuple)) and isinstance(key, int) and key < len(document):
        return document[key]
    return getattr(document, str(key), None)


def _reason(found: Any, place: Place, top: type[BaseModel]) -> str:
    kind, value, field = found["type"], found["input"], str(place[-1]) if place else ""
    if kind == "too_long" or (kind == "missing" and place and isinstance(place[-1], int)):  # a pair of one, or of three
        examples = _field_at(place, top).examples or []
        needed = [_("write it as in {example!r}", example=example) for example in examples[:1]]
        return _cannot(value, *needed or [_("it has too many values, or too few")])
    if kind == "missing":
        lacking = _named(field, _model_at(place[:-1], top))
        examples = (lacking.examples if lacking else None) or []
        reason = _("the field {field!r} is missing", field=field)
        return reason + "".join(_("; write it, for instance {example!r}", example=example) for example in examples[:1])
    if kind == "extra_forbidden":
        around = place[:-1]
        is_text = bool(around) and Bilingual in parts_of(_field_at(around, top).annotation)
        model = Bilingual if is_text else _model_at(around, top)
        fields = [info.alias or name for name, info in model.model_fields.items()]
        return _(
            "there is no field {field!r}; the fields are {fields}", field=field, fields=join_words(fields)
        ) + nearest(field, fields)
    if kind == "literal_error":
        allowed = choices_of(_field_at(place, top).annotation)
        return _("{value!r} is not one of the choices: {allowed}", value=value, allowed=join_words(allowed)) + nearest(
            value, allowed
        )
    if kind in ("greater_than_equal", "less_than_equal"):
        return _out_of_range(value, _field_at(place, top))
    return found["ctx"]["reason"] if kind == "stated" else _wrong_type(kind, value)


def _out_of_range(value: object, field: FieldInfo) -> str:
    limits = [*field.metadata, *(limit for part in parts_of(field.annotation) for limit in _limits(part))]
    low = next((limit.ge for limit in limits if hasattr(limit, "ge")), None)
    high = next((limit.le for limit in limits if hasattr(limit, "le")), None)
    if high is None:
        return _("{value} is out of range; give {low} or more", value=value, low=low)
    return _("{value} is out of range; give a number from {low} to {high}", value=value, low=low, high=high)


def _limits(part: Any) -> Iterator[Any]:
    for note in getattr(part, "__metadata__", ()):
        yield from note.metadata if isinstance(note, FieldInfo) else [note]


def _wrong_type(kind: str, value: object) -> str:
    needed = {
        "string_type": _("a text is needed (put it in quotes if it looks like something else)"),
        "float_type": _("a number is needed"),
        "finite_number": _("a number is needed"),
        "float_parsing": _("a number is needed"),
        "int_type": _("a whole number is needed"),
        "int_parsing": _("a whole number is needed"),
        "bool_type": _("true or false is needed"),
        "tuple_type": _("a list is needed, each item after a '-'"),
        "too_short": _("one at least is needed"),
        "model_type": _("fields with a name and a value are needed, for instance 'id: …'"),
        "dict_type": _("fields with a name and a value are needed, for instance 'id: …'"),
    }
    return _cannot(value, needed.get(kind, kind))


def _cannot(value: object, needed: str) -> str:
    shown = str(value) if isinstance(value, datetime.date) else repr(value)
    shown = shown if len(shown) <= 60 else shown[:59] + "…"
    return _("{value} cannot be used here; {needed}", value=shown, needed=needed)


def _model_at(place: Place, top: type[BaseModel]) -> type[BaseModel]:
    for key in place:
        field = _named(key, top)
        top = (model_in(field.annotation) if field else None) or top
    return top


def _field_at(place: Place, top: type[BaseModel]) -> FieldInfo:
    """Return the innermost field on the way to a place; positions, and keys that people choose, are none."""
    on_the_way = (_named(key, _model_at(place[:i], top)) for i, key in enumerate(place))
    return [field for field in on_the_way if field][-1]


def _named(key: str | int, model: type[BaseModel]) -> FieldInfo | None:
    return next((info for name, info in model.model_fields.items() if key in (info.alias, name)), None)
