"""A lab done by keys alone: Tab leads on, Enter and Space choose, arrows move among choices, letters write."""

from typing import Any

from lesson import Lesson, number_text
from playwright.sync_api import Locator

from peakend.base.language import translate as _
from peakend.forms.worksheet_source import Field

# From one place that is looked for to the next; more would be a trap, or a page that nobody walks through.
MOST_TABS = 120
# Has the focus: a control in a group of radios has it for the group.
_FOCUSED = "node => node === document.activeElement || node.contains(document.activeElement)"


class Keys:
    """Two hands on a keyboard, in front of a lesson."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson, self.page = lesson, lesson.page
        self.press = lesson.page.keyboard.press
        self.most = 0

    def to(self, target: Locator) -> None:
        """Press Tab until the target has the focus."""
        target.first.wait_for()
        for count in range(MOST_TABS):
            if target.first.evaluate(_FOCUSED):
                self.most = max(self.most, count)
                return
            self.press("Tab")
        raise AssertionError(f"not reached by {MOST_TABS} Tabs: {target}")

    def choose(self, target: Locator, key: str = "Enter") -> None:
        """Go to a button or a link and press it."""
        self.to(target)
        self.press(key)

    def radio(self, group: Locator, label: str) -> None:
        """Go into a group of radios, and on by arrows to the one that is meant."""
        self.to(group)
        wanted = group.get_by_role("radio", name=label, exact=True)
        self.press("Space")
        while not wanted.is_checked():
            self.press("ArrowDown")

    def select(self, control: Locator, label: str) -> None:
        """Go to a list and on by arrows to the line that is meant."""
        self.to(control)
        while control.evaluate("node => node.selectedOptions[0]?.label") != label:
            self.press("ArrowDown")

    def write(self, box: Locator, text: Any) -> None:
        """Go to a box and write, in the place of what stands there."""
        self.to(box)
        self.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(number_text(text))

    def enter(self, section: Locator, field: Field, value: Any) -> None:
        """Answer one question of a form."""
        group = section.get_by_role("group", name=field.label, exact=True)
        match field.kind:
            case "choice":
                self.radio(group, field.options[value])
            case "table":
                for row, name in field.rows.items():  # as they stand, since Tab leads forward only
                    line = value[row]
                    for column in field.columns:
                        control = group.get_by_label(f"{name}: {column.label}", exact=True)
                        if column.kind == "choice":
                            self.select(control, column.options[line[column.id]])
                        else:
                            self.write(control, line[column.id])
            case "number" | "text":
                self.write(section.get_by_label(field.label, exact=True), value)
            case kind:
                raise ValueError(f"no lab asks this by keyboard yet: {kind}")

    def fill(self, place: int, answers: dict[str, Any] | None) -> None:
        """Fill in the worksheet of a cell; without answers, with whatever is possible."""
        section = self.lesson.cell(place).locator(".pe-worksheet")
        section.wait_for()
        for field in self.lesson.fields[self.lesson.form_of(place)]:
            value = self.lesson.anything(field) if answers is None else answers.get(field.id)
            if value is not None:
                self.enter(section, field, value)

    def check(self, place: int) -> str:
        """Go to a check's button, press it, and return what it says."""
        self.choose(self.lesson.cell(place).get_by_role("button", name=_("Check"), exact=True))
        return self.lesson.said(place)
