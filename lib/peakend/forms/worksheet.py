"""Worksheets: forms to fill in, kept beside the notebook, that behave as a plain dict of their answers."""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets

from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import translate as _
from peakend.base.numbers import read_number
from peakend.datasets.variants import variant
from peakend.forms.bundle import BUNDLES, mimebundle
from peakend.forms.worksheet_source import Field, read_worksheet

_HERE = Path(__file__).parent


class _Form(anywidget.AnyWidget):
    """The form in the browser: what it shows, and what is typed into it."""

    _esm = BUNDLES / "worksheet.js"
    _css = _HERE / "worksheet.css"
    title = traitlets.Unicode().tag(sync=True)
    fields: Any = traitlets.List().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)


class Worksheet(dict[str, Any]):
    """A form and its answers.

    A dict with a key for every field: the text chosen or typed, a number, a list of the options ticked or ranked, a
    dict of rows that are dicts of columns for a table, or None for what is not filled in. A number field that holds
    something else keeps it as text. Each change, in the browser or by code, is saved to ``answers/<id>.json`` in the
    notebook's folder at once, with the number of the trainee's data (`peakend.variant`).
    """

    def __init__(
        self, name: str, title: str, fields: tuple[Field, ...], file: Path, given: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self.title = title
        self.given = dict(given or {})  # what stands in its texts in the place of {…}
        self.fields = {field.id: field for field in fields}
        self._file = file
        self._typed, note = _read_answers(file)
        super().__init__({field.id: _value(field, self._typed.get(field.id)) for field in fields})
        self._form = _Form(
            title=title,
            fields=[field.shown() for field in fields],
            answers=dict(self._typed),
            status=note,
            words={
                "up": _("Move up"),
                "down": _("Move down"),
                "keep": _("Keep this order"),
                "unranked": _("Not ranked yet: move the lines with the arrows or the mouse."),
            },
        )
        self._form.observe(self._on_change, names="answers")

    def __setitem__(self, field: str, value: Any) -> None:
        self.update({field: value})

    def update(self, *answers: Any, **more: Any) -> None:
        """Fill in several fields, as in the form."""
        filled = dict(*answers, **more)
        for name in filled:
            if name not in self.fields:
                raise PeakendError(
                    _(
                        "Worksheet {name!r} has no field {field!r}. Its fields are: {fields}.",
                        name=self.name,
                        field=name,
                        fields=", ".join(self.fields),
                    )
                )
        plain = {name: value.item() if isinstance(value, np.generic) else value for name, value in filled.items()}
        self._form.answers = {**self._typed, **plain}

    def _on_change(self, change: Any) -> None:
        self._typed = {name: value for name, value in change["new"].items() if name in self.fields}
        super().update({name: _value(field, self._typed.get(name)) for name, field in self.fields.items()})
        saved = {"format": "answers/1", "worksheet": self.name, "variant": variant(), "answers": self._typed}
        try:
            write_text(self._file, json.dumps(saved, ensure_ascii=False, indent=1) + "\n")
        except OSError as error:
            self._form.status = _("Not saved: {reason}", reason=error.strerror or error)
        else:
            self._form.status = _("Saved")

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data, metadata = mimebundle(self._form._repr_mimebundle_(**options))
        return {**data, "text/html": self._repr_html_(), "text/plain": repr(dict(self))}, metadata

    def _repr_html_(self) -> str:
        """Return questions and answers as a table, for pages where no form can run."""
        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(field.label)}</th><td>{escape(field.show(self[name]))}</td></tr>"
            for name, field in self.fields.items()
        )
        return f"<table><caption>{escape(self._form.title)}</caption>{rows}</table>"


def worksheet(name: str, **values: object) -> Worksheet:
    """Show a worksheet of this lab, with what was filled in before.

    Parameters
    ----------
    name : str
        The worksheet's id: the file ``worksheets/<id>.yml`` in the notebook's folder.
    **values : object
        What to put in the place of ``{name}`` in the worksheet's texts.

    Returns
    -------
    Worksheet
        A form when a cell shows it, and a dict of its answers: ``sheet["field"]`` is None until filled in.

    Raises
    ------
    PeakendError
        If the lab has no such worksheet, or the worksheet's file is wrong.
    """
    given = {key: str(value) for key, value in values.items()}
    title, fields = read_worksheet(Path("worksheets"), name, given)
    return Worksheet(name, title, fields, Path("answers", f"{name}.json").absolute(), given)


def _read_answers(file: Path) -> tuple[dict[str, Any], str]:
    """Return what was saved, and a note; a file that cannot be read is set aside, not lost."""
    if not file.is_file():
        return {}, ""
    try:
        answers = json.loads(file.read_text(encoding="utf-8-sig"))["answers"]
        if isinstance(answers, Mapping):
            return dict(answers), _("Saved")
    except (ValueError, KeyError, TypeError, OSError):
        pass
    aside = file.with_suffix(".unreadable.json")
    file.replace(aside)
    return {}, _("The saved answers could not be read; they were kept as {file}.", file=aside.name)


def _value(field: Field, typed: Any) -> Any:
    if field.kind == "table":
        lines = typed if isinstance(typed, Mapping) else {}
        return _grid(field, {row: line for row, line in lines.items() if isinstance(line, Mapping)})
    if field.kind in ("choices", "rank"):
        return [item for item in typed if isinstance(item, str)] or None if isinstance(typed, list) else None
    if field.kind == "number" and isinstance(typed, (int, float)) and not isinstance(typed, bool):
        return typed
    text = str(typed).strip() if typed is not None else ""
    if not text:
        return None
    number = read_number(text) if field.kind == "number" else None
    return text if number is None else number


def _grid(field: Field, lines: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]] | None:
    """Return every cell of a table, or None where all are empty."""
    cells = {
        row: {column.id: _value(column, lines.get(row, {}).get(column.id)) for column in field.columns}
        for row in field.rows
    }
    return cells if any(value is not None for line in cells.values() for value in line.values()) else None
