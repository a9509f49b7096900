"""A lab as a trainee sees and fills it in: a lesson in a browser, by visible controls alone, found by their labels."""

import re
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Locator, Page

from browser import KEPT
from peakend.base.language import translate as _
from peakend.forms.worksheet_source import Field, read_worksheet

PYTHON = re.compile(
    r"Traceback|\w+Error\b|NoneType|<function|<class|\bdtype\b|alt\.\w+\(|object at 0x|\bNaN\b|\bUserWarning\b"
)
WORDS = {"zh": "写几个字", "en": "Some words"}


class Lesson:
    """One lab in the browser, and what a trainee does in it."""

    def __init__(self, page: Page, folder: Path, language: str, fields: dict[str, tuple[Field, ...]]) -> None:
        self.page, self.folder, self.language, self.fields = page, folder, language, fields
        file = folder / f"{folder.name}.ipynb"
        self.cells = nbformat.read(file, as_version=4).cells
        self.known = {path.stem for path in folder.glob("worksheets/*.yml")}

    def open(self, title: str) -> None:
        """Choose the lab on the welcome page, or the next one at a lab's end."""
        self.page.get_by_role("link", name=title).or_(self.page.get_by_role("button", name=title)).first.click()
        self.page.locator(".pe-lab-title", has_text=title).wait_for()
        self.page.locator(".jp-Notebook:visible [data-pe-role]").first.wait_for()
        self.at_rest(_("First guess; then it goes on."))

    def cell(self, place: int) -> Locator:
        """A cell, by its place in the notebook."""
        return self.page.locator(".jp-Notebook:visible .jp-Cell").nth(place)

    def at_rest(self, *waiting_for: str) -> None:
        """Wait until nothing runs; the lab may wait for the first guess."""
        self.page.wait_for_function(
            "(said) => ['', ...said].includes(document.querySelector('.pe-bar .pe-state').textContent)",
            arg=list(waiting_for),
        )

    def role(self, place: int) -> str:
        """What a cell is to a lesson."""
        return self.cell(place).get_attribute("data-pe-role") or ""

    def groups(self) -> list[list[int]]:
        """The checks, each with the answers that stand between it and the check before."""
        found, begun = [], []
        for place in range(len(self.cells)):
            role = self.role(place)
            if role == "check":
                if self.role(place - 1) != "check":
                    found.append([*begun, place])
                begun = []
            elif role in ("form", "line"):
                begun.append(place)
        return found

    def form_of(self, place: int) -> str | None:
        """The name of the worksheet that a cell shows, the case's where there is one for a team's own data too."""
        called = re.findall(r"pe\.worksheet\((.*?)\)", self.cells[place].source)
        named = re.findall(r'"([\w-]+)"', " ".join(called))
        return next((name for name in reversed(named) if name in self.known), None)

    def check(self, place: int) -> str:
        """Choose a check's button and return what it, and the checks after it, say."""
        self.cell(place).get_by_role("button", name=_("Check"), exact=True).click()
        return self.said(place)

    def said(self, place: int) -> str:
        """Wait until a check has been made, and return what it, and the checks after it, say."""
        self.page.wait_for_function("() => !document.querySelector('.pe-asking')")
        self.at_rest()
        said = []
        while place < len(self.cells) and self.role(place) == "check":
            said += self.cell(place).locator(".jp-OutputArea-output").all_inner_texts()
            place += 1
        return "\n".join(said)

    def write(self, place: int, line: str) -> None:
        """Write a line in the place of what stands there."""
        self.cell(place).locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(line)

    def fill(self, place: int, answers: dict[str, Any] | None = None) -> None:
        """Fill in the worksheet of a cell; without answers, with whatever is possible."""
        name = self.form_of(place)
        fields = self.fields.get(name) or self._read(place, name)
        section = self.cell(place).locator(".pe-worksheet")
        section.wait_for()
        for field in fields:
            value = (answers or {}).get(field.id)
            if answers is None:
                value = self.anything(field)
            if value is not None:
                enter(section, field, value)
        self.page.wait_for_function(KEPT)

    def _read(self, place: int, name: str) -> tuple[Field, ...]:
        values = {"case": "service-hall"} if "case=case" in self.cells[place].source else {}
        return read_worksheet(self.folder / "worksheets", name, values)[1]

    def anything(self, field: Field) -> Any:
        """An answer that a field can take."""
        match field.kind:
            case "choice":
                return next(iter(field.options))
            case "choices" | "rank":
                return list(field.options) if field.kind == "rank" else list(field.options)[:1]
            case "number":
                low, high = field.limits
                return low if low is not None else min(1, high) if high is not None else 1
            case "table":
                return {row: {column.id: self.anything(column) for column in field.columns} for row in field.rows}
            case "text":
                return WORDS[self.language]
        return None

    def tasks(self) -> list[int]:
        """How many tasks are done, and of how many, as the bar says."""
        return [int(number) for number in re.findall(r"\d+", self.page.locator(".pe-done").inner_text())]

    def restart(self) -> None:
        """Let the kernel restart, and choose what the page then says."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
        self.page.get_by_role("button", name=_("Go on"), exact=True).click()
        self.page.wait_for_function("() => document.querySelector('.pe-again').hidden")
        self.at_rest()

    def python_seen(self) -> list[str]:
        """Words of Python's own that a trainee sees: there should be none."""
        text = self.page.locator(".jp-Notebook:visible").inner_text()
        return [line for line in text.splitlines() if PYTHON.search(line)]


def enter(section: Locator, field: Field, value: Any) -> None:
    """Enter one answer where its label stands."""
    if field.kind in ("number", "text", "name", "person"):
        section.get_by_label(field.label, exact=True).fill(number_text(value))
        section.get_by_label(field.label, exact=True).blur()
        return
    group = section.get_by_role("group", name=field.label, exact=True)
    match field.kind:
        case "choice":
            group.get_by_role("radio", name=field.options[value], exact=True).check()
        case "choices":
            for option, label in field.options.items():
                group.get_by_role("checkbox", name=label, exact=True).set_checked(option in value)
        case "rank":
            rank(group, [field.options[option] for option in value])
        case "table":
            for row, line in value.items():
                for column in field.columns:
                    control = group.get_by_label(f"{field.rows[row]}: {column.label}", exact=True)
                    if column.kind == "choice":
                        control.select_option(label=column.options[line[column.id]])
                    elif line.get(column.id) is not None:
                        control.fill(number_text(line[column.id]))
                        control.blur()


def rank(group: Locator, wanted: list[str]) -> None:
    """Bring lines into an order with their arrows; an order that stands already is kept by its button."""
    lines = group.get_by_role("listitem")
    for place, label in enumerate(wanted):
        while label not in lines.nth(place).inner_text():
            lines.filter(has_text=label).first.get_by_role("button").first.click()
    keep = group.get_by_role("button", name=_("Keep this order"))
    if keep.is_visible():
        keep.click()


def number_text(value: Any) -> str:
    """A number or text as one types it."""
    return f"{value:g}" if isinstance(value, float) else str(value)
