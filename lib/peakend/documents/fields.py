"""Fields declared once: columns, drop-downs, forms and findings follow from a model and its labels."""

import datetime
import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_origin

from pydantic import BaseModel

from peakend.base.language import get_language
from peakend.documents.columns import Column, Kind
from peakend.documents.problems import choices_of, model_in, parts_of
from peakend.documents.texts import Bilingual
from peakend.tables.about import Wording

FormKind = Literal["word", "text", "texts", "number", "choice", "flag", "date", "rows"]
_SHEET_KINDS: dict[FormKind, Kind] = {
    "word": "word",
    "text": "text",
    "texts": "texts",
    "number": "number",
    "choice": "choice",
    "flag": "flag",
    "date": "word",
}


@dataclass(frozen=True)
class Label:
    """How a field is called in Chinese, and what helps to fill it in; its English name is its key.

    Attributes
    ----------
    zh : str
        The field's name in Chinese.
    help : tuple of str
        What to fill in, in English and in Chinese.
    options : tuple of str
        The choices in Chinese, in the order of the type.
    english : tuple of str
        The choices in English, where the keys are no words that everybody understands.
    is_wanted : bool
        Whether `check` finds fault with an empty field.
    refers_to : str
        The list of the same document that holds the ids it may name.
    """

    zh: str
    help: tuple[str, str]
    options: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    is_wanted: bool = False
    refers_to: str = ""


@dataclass(frozen=True)
class FormField:
    """A field of a model, as sheets and forms need it."""

    name: str
    kind: FormKind
    label: Label
    is_required: bool
    default: str | float | bool | None = None
    options: tuple[tuple[str, str, str], ...] = ()
    inner: tuple["FormField", ...] = field(default=())

    @property
    def column(self) -> Column:
        """The column in which a sheet holds it."""
        return Column(self.name, self.label.zh, _SHEET_KINDS[self.kind], labels=self.options)

    @property
    def title(self) -> str:
        """Its name in the language in use, as a form shows it."""
        return self.label.zh if get_language() == "zh" else english_title(self.name)

    @property
    def row_title(self) -> str:
        """What one row of a list is called, in the language in use."""
        return self.label.zh if get_language() == "zh" else english_title(self.name.removesuffix("s"))

    @property
    def help(self) -> str:
        """What to fill in, in the language in use."""
        return self.label.help[get_language() == "zh"]

    def option(self, value: str) -> str:
        """Return a choice in the language in use."""
        return self.column.words(get_language())[value]


def headings_of(fields: Sequence[FormField]) -> dict[str, Wording]:
    """Return the headings of a table with these fields for columns, in both languages."""
    return {field.name: {"zh": field.label.zh, "en": english_title(field.name)} for field in fields}


def words_of(fields: Sequence[FormField]) -> dict[str, dict[str, Wording]]:
    """Return for each of these fields that is a choice the words of its keys, in both languages."""
    return {
        field.name: {key: {"zh": zh, "en": en} for key, zh, en in field.options} for field in fields if field.options
    }


def english_title(name: str) -> str:
    """Return a key as words: ``deep_needs`` is ``Deep needs``."""
    return name.replace("_", " ").capitalize()


@functools.cache
def fields_of(model: type[BaseModel]) -> tuple[FormField, ...]:
    """Return the fields of a model that carry a label, in their order."""
    return tuple(
        _field(name, info, label)
        for name, info in model.model_fields.items()
        for label in [next((note for note in info.metadata if isinstance(note, Label)), None)]
        if label
    )


def _field(name: str, info: Any, label: Label) -> FormField:
    model, choices = model_in(info.annotation), choices_of(info.annotation)
    english = label.english or tuple(choice.replace("_", " ") for choice in choices)
    return FormField(
        name,
        kind_of(info.annotation),
        label,
        info.is_required(),
        info.default if isinstance(info.default, (str, float, bool)) else None,
        tuple(zip(choices, label.options, english, strict=True)),
        fields_of(model) if model else (),
    )


def kind_of(annotation: Any) -> FormKind:
    """Return how a type is filled in."""
    parts = [*parts_of(annotation)]
    is_list = any(get_origin(part) is tuple for part in parts)
    if model_in(annotation):
        return "rows"
    if Bilingual in parts:
        return "texts" if is_list else "text"
    if choices_of(annotation):
        return "choice"
    if datetime.date in parts:
        return "date"
    if bool in parts:
        return "flag"
    return "number" if float in parts or int in parts else "word"
