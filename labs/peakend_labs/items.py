"""The course's parallel items, ``course/items.yml``: what is asked before it and after it, objective by objective."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, model_validator

from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import choose_text
from peakend.base.language import translate as _
from peakend.documents.problems import nearest
from peakend.documents.texts import Bilingual, Part, wrong
from peakend.documents.yaml_form import read_model
from peakend_labs.places import COURSE, HOUSE

ITEMS = COURSE / "items.yml"
PAIRS = 4  # of each objective
Side = Literal["before", "after"]
FORM_PLACES: Mapping[Side, Path] = {
    "before": HOUSE / "labs" / "0-warm-up" / "worksheets" / "before.yml",
    "after": HOUSE / "labs" / "6-capstone" / "worksheets" / "after.yml",
}
_TITLES: Mapping[Side, Mapping[str, str]] = {
    "before": {"zh": "开课之前：二十个小问题", "en": "Before the course: twenty short questions"},
    "after": {"zh": "课程结束：再答二十个小问题", "en": "After the course: twenty short questions"},
}


class Text(Bilingual):
    """A text in both languages."""

    def __str__(self) -> str:
        return choose_text({"zh": self.zh, "en": self.en})


class Item(Part):
    """One question: its words, its options by their ids, and the id of the right one."""

    ask: Text = Field(examples=["ask: {zh: …, en: …}"])
    options: dict[str, Text] = Field(examples=["options: {a: {zh: …, en: …}, b: {zh: …, en: …}}"])
    right: str = Field(examples=["right: b"])

    @model_validator(mode="after")
    def _right_is_an_option(self) -> "Item":
        if self.right not in self.options:
            hint = nearest(self.right, list(self.options))
            raise wrong(_("the right answer {right!r} is not an option{hint}", right=self.right, hint=hint))
        return self


class ItemPair(Part):
    """Two questions that ask for the same judgement: one before the course, one after it."""

    about: Text = Field(examples=["about: {zh: …, en: …}"])
    before: Item = Field(examples=["before: {ask: …, options: …, right: b}"])
    after: Item = Field(examples=["after: {ask: …, options: …, right: b}"])

    def on(self, side: Side) -> Item:
        """Return the question of one side."""
        return self.before if side == "before" else self.after


class Items(Part):
    """The whole of ``course/items.yml``."""

    format: Literal["items/1"] = Field(examples=["format: items/1"])
    objectives: dict[str, tuple[ItemPair, ...]] = Field(
        examples=["objectives: {O1: [{about: …, before: …, after: …}]}"]
    )


def read_items(file: Path = ITEMS) -> Mapping[str, tuple[ItemPair, ...]]:
    """Return the pairs of items by objective.

    Raises
    ------
    PeakendError
        If the file is missing, no YAML, has a field that is missing, unknown or of the wrong kind, or a right answer
        that is no option.
    """
    if not file.is_file():
        raise PeakendError(_("The course's items are not here: this needs the course's own folder, not a kit."))
    name = f"course/{file.name}" if file == ITEMS else file.name
    return read_model(name, file.read_text(encoding="utf-8-sig"), Items)[0].objectives


def item_ids(file: Path = ITEMS) -> dict[str, tuple[str, ItemPair]]:
    """Return each pair, with its objective, by the id that its two questions have in the forms."""
    objectives = read_items(file).items()
    return {f"{name}-{place}": (name, pair) for name, pairs in objectives for place, pair in enumerate(pairs, 1)}


def form_of(side: Side, file: Path = ITEMS) -> str:
    """Return the form in which a lab asks one side's items; it does not hold the right answers."""
    fields = [_field(name, pair.on(side)) for name, (_objective, pair) in item_ids(file).items()]
    head = {"format": "worksheet/1", "title": dict(_TITLES[side])}
    lines = [f"{key}: {_in_line(value)}" for key, value in head.items()]
    return "\n".join([*lines, "fields:", *(f"  - {_in_line(field)}" for field in fields)]) + "\n"


def _field(name: str, item: Item) -> dict[str, object]:
    options = [{"id": letter, "label": text.model_dump()} for letter, text in item.options.items()]
    return {"id": name, "kind": "choice", "label": item.ask.model_dump(), "options": options}


def _in_line(value: object) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000)
    return text.removesuffix("...\n").strip()


if __name__ == "__main__":
    for each, place in FORM_PLACES.items():
        write_text(place, form_of(each))
