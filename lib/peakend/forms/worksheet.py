"""Worksheets: forms to fill in, kept beside the notebook, that behave as a plain dict of their answers."""

import functools
import json
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from peakend.base.errors import PeakendError
from peakend.base.language import join_words, message
from peakend.base.language import translate as _
from peakend.base.numbers import read_number
from peakend.datasets.variants import class_list, variant
from peakend.documents.kept_file import KeptFile
from peakend.forms.bundle import BUNDLES, is_on_a_page, mimebundle, styles
from peakend.forms.kept_form import KeptForm
from peakend.forms.worksheet_source import Field, read_worksheet
from peakend.tables.about import describe

if TYPE_CHECKING:
    import pandas as pd


_GUESSED = {"question": message("question"), "guess": message("your guess"), "result": message("what came out")}


class _Form(KeptForm):
    """The form in the browser."""

    _esm = BUNDLES / "worksheet.js"
    _css = styles(Path(__file__).parent / "worksheet.css")
    title = traitlets.Unicode().tag(sync=True)
    fields: Any = traitlets.List().tag(sync=True)


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
        self._kept: KeptFile[dict[str, Any]] = KeptFile(file, {}, _read_answers, self._write)
        super().__init__(self._values())

    @functools.cached_property
    def _form(self) -> _Form:
        # Made when it is first shown or written in: whoever only reads the answers needs none.
        form = _Form(
            self._kept,
            take=self._take,
            show=dict,
            title=self.title,
            fields=[field.shown() for field in self.fields.values()],
            labels={
                "up": _("Move up"),
                "down": _("Move down"),
                "keep": _("Keep this order"),
                "place": _("{label}: place {place} of {of}"),
                "unranked": _("Not ranked yet: move the lines with the arrows or the mouse."),
            },
        )
        form.observe(self._on_kept, names="kept")
        return form

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
                        fields=join_words(self.fields),
                    )
                )
        plain = {name: value.item() if isinstance(value, np.generic) else value for name, value in filled.items()}
        try:
            self._form.assign({**self._kept.content, **plain})
        except PeakendError:
            # What somebody else filled in meanwhile is taken up; these fields are said to be as they are given.
            self._form.assign({**self._kept.content, **plain})

    def beside(self, **results: str) -> "pd.DataFrame":
        """Return what was answered beside what came out of the data: a guess and its result.

        Parameters
        ----------
        **results : str
            What came out, in words, by the field that asked for it.

        Returns
        -------
        pandas.DataFrame
            One row a field: ``question, guess, result``.
        """
        import pandas as pd

        rows = [(self.fields[name].label, self.fields[name].show(self[name]), came) for name, came in results.items()]
        return describe(pd.DataFrame(rows, columns=[*_GUESSED]), "beside", _GUESSED)

    def _take(self, answers: dict[str, Any]) -> tuple[dict[str, Any], str]:
        return {name: value for name, value in answers.items() if name in self.fields}, ""

    def _on_kept(self, _change: object) -> None:
        super().update(self._values())

    def _values(self) -> dict[str, Any]:
        return {name: _value(field, self._kept.content.get(name)) for name, field in self.fields.items()}

    def _write(self, answers: dict[str, Any]) -> bytes:
        saved = {"format": "answers/1", "worksheet": self.name, "variant": variant(), "answers": answers}
        return (json.dumps(saved, ensure_ascii=False, indent=1) + "\n").encode()

    def _repr_mimebundle_(self, **options: Any) -> Any:
        shown = None if is_on_a_page() else self._form._repr_mimebundle_(**options)
        data, metadata = mimebundle(shown)
        return {**data, "text/html": self._repr_html_(), "text/plain": repr(dict(self))}, metadata

    def _repr_html_(self) -> str:
        """Return questions and answers as a table, for pages where no form can run."""
        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(field.label)}</th><td>{escape(field.show(self[name]))}</td></tr>"
            for name, field in self.fields.items()
        )
        return f"<table><caption>{escape(self.title)}</caption>{rows}</table>"


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
    fields = tuple(replace(field, options=class_list()) if field.kind == "person" else field for field in fields)
    return Worksheet(name, title, fields, Path("answers", f"{name}.json").absolute(), given)


def _read_answers(content: bytes) -> dict[str, Any]:
    try:
        answers = json.loads(content.decode("utf-8-sig"))["answers"]
    except (ValueError, KeyError, TypeError, RecursionError):
        answers = None
    if not isinstance(answers, dict):
        raise PeakendError(_("These are not answers to a worksheet."))
    return answers


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
