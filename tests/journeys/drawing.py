"""A map drawn in the editor and a document filled into its form, by visible controls alone."""

import re
from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Locator

from peakend.base.language import translate as _
from peakend.documents.fields import fields_of
from peakend.documents.texts import show_text
from peakend.documents.value import Value
from peakend.forms.document_form import _describe
from peakend.forms.editor.labels import editor_labels
from peakend.journeys.map_value import MapValue

OFFERED = ("touchpoint", "concept", "persona", "journey")


class Drawing:
    """An editor, and a map that is to stand in it."""

    def __init__(self, editor: Locator, wanted: MapValue) -> None:
        self.editor, self.wanted, self.words = editor, wanted, editor_labels()
        self.form = editor.locator(".pe-form")
        editor.wait_for()

    def draw(self) -> None:
        """Bring the map into the editor: touchpoints in their order, then what each of them is, then the blueprint."""
        self._see("journey")
        for place, step in enumerate(self.wanted.steps):
            name = show_text(step.name)
            if not self._card(name).count():
                self._name(place, name)
            self._card(name).click()
            while (now := self._position()) != place + 1:
                self._press("earlier" if now > place + 1 else "later")
            self._describe(step)
        self._see("blueprint")
        for step in self.wanted.steps:
            if step.blueprint:
                self._card(show_text(step.name)).click()
                self._lay(step)
        self._see("journey")
        self.editor.get_by_role("status").filter(has_text=_("Saved")).wait_for()

    def _card(self, name: str) -> Locator:
        return self.editor.locator(".pe-card", has=self.editor.page.get_by_title(name, exact=True))

    def _press(self, label: str) -> None:
        self.editor.get_by_role("button", name=self.words[label], exact=True).first.click()

    def _see(self, view: str) -> None:
        self._press(f"show_{view}")

    def _position(self) -> int:
        return int(re.search(r"\d+", self.form.locator("h5").inner_text())[0])

    def _field(self, label: str) -> Locator:
        return self.form.get_by_label(self.words[label], exact=True)

    def _type(self, label: str, text: str) -> None:
        if self._field(label).input_value() != text:
            self._field(label).fill(text)
            self._field(label).blur()

    def _name(self, place: int, name: str) -> None:
        """Rename the touchpoint that stands here and is not wanted, or add one, in the phase of the same place."""
        cards = self.editor.locator(".pe-card")
        wanted = [show_text(step.name) for step in self.wanted.steps]
        if place < cards.count() and cards.nth(place).locator(".pe-name").get_attribute("title") not in wanted:
            cards.nth(place).click()
        else:
            self._press("add_touchpoint")
            phases = [phase.id for phase in self.wanted.phases]
            self._field("phase_field").select_option(index=phases.index(self.wanted.steps[place].phase))
        self._type("name", name)

    def _describe(self, step: Any) -> None:
        self._field("type").select_option(label=self.words[step.type])
        self._feel(step.emotion)
        self._field("moment_of_truth").set_checked(step.moment_of_truth)
        self._type("channel", show_text(step.channel))
        self._type("thought", show_text(step.thought))
        for lines in ("pain_points", "opportunities"):
            self._type(lines, "\n".join(map(show_text, getattr(step, lines))))
        self._field("status").select_option(label=self.words[step.evidence.status])
        if step.evidence.status != "proposed":
            self._type("source", show_text(step.evidence.source))
            self._type("n", str(step.evidence.n or ""))

    def _feel(self, emotion: float | None) -> None:
        stepper = self.form.locator(".pe-stepper")
        if emotion is None:
            self._press("clear")
            return
        while (now := _number(stepper.inner_text())) != emotion:
            self._press("raise" if now is None or now < emotion else "lower")

    def _lay(self, step: Any) -> None:
        for item in step.blueprint:
            lane = self.form.get_by_role("group", name=self.words[item.layer], exact=True)
            row = lane.locator(".pe-item").last
            count = lane.locator(".pe-item").count()
            row.get_by_label(self.words["item"]).fill(show_text(item.item))
            row = lane.locator(".pe-item").nth(count - 1)
            for field in ("owner", "fail_point"):
                if text := show_text(getattr(item, field)):
                    row.get_by_label(self.words[field]).fill(text)
                    row.get_by_label(self.words[field]).blur()


def names_in(documents: Iterable[dict[str, Any]]) -> dict[str, str]:
    """Return how documents, and the touchpoints in them, are called, by their ids."""
    parts = [part for document in documents for part in (document, *document.get("touchpoints", []))]
    return {part["id"]: show_text(part.get("name") or part.get("title")) for part in parts}


def _number(text: str) -> float | None:
    found = re.search(r"([−+]?)(\d+(?:\.\d+)?)", text)
    return (-1 if found[1] == "−" else 1) * float(found[2]) if found else None


def fill_document(section: Locator, value: Value, names: dict[str, str]) -> None:
    """Fill a document into its form; what it names elsewhere is chosen by its name, given here by id."""
    offered = dict.fromkeys(OFFERED, ())
    fields = [_describe(field, offered) for field in fields_of(type(value)) if field.name != "id"]
    document = value.to_document()
    for field in fields:
        if field["kind"] != "rows":
            given = document.get(field["name"])
            _enter(section, field, names.get(given, given) if field["offers"] else given)
            continue
        group = section.get_by_role("group", name=field["title"], exact=True)
        rows = document.get(field["name"], [])
        called = {row.get("id"): show_text(row.get("name")) for row in rows}
        while group.locator(".pe-row").count() < len(rows):
            group.get_by_role("button", name=_("Add: {row}", row=field["row"]), exact=True).click()
        for place, row in enumerate(rows):
            for inner in field["inner"]:
                given = row.get(inner["name"])
                _enter(
                    group.locator(".pe-row").nth(place), inner, called.get(given, given) if inner["refers"] else given
                )


def _enter(where: Locator, field: dict[str, Any], value: Any) -> None:
    if value is None:
        return
    title = _("{field} (needed)", field=field["title"]) if field["needed"] else field["title"]
    control = where.get_by_label(title, exact=True)
    if field["offers"] or field["refers"]:
        control.focus()
        texts = control.locator("option").all_inner_texts()
        control.select_option(label=next(text for text in texts if show_text(value) in text))
    elif field["kind"] == "choice":
        control.select_option(label=next(one["label"] for one in field["options"] if one["id"] == value))
    else:
        lines = value if isinstance(value, list) else [value]
        control.fill("\n".join(str(line) if isinstance(line, int | float) else show_text(line) for line in lines))
        control.blur()
