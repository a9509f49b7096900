"""Forms for all values that people fill in: generated from their fields, saved at every change."""

import re
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from peakend.base.errors import PeakendError
from peakend.base.files import as_path
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.documents.columns import number_in
from peakend.documents.fields import FormField, fields_of
from peakend.documents.problems import DocumentError
from peakend.documents.texts import show_text
from peakend.documents.value import Value
from peakend.documents.value_files import read_value, write_value
from peakend.documents.value_tables import value_html
from peakend.forms.bundle import BUNDLES, mimebundle

_HERE = Path(__file__).parent


class _Form(anywidget.AnyWidget):
    """The form in the browser: what it shows, and what is typed into it."""

    _esm = BUNDLES / "document_form.js"
    _css = "".join((_HERE / name).read_text(encoding="utf-8") for name in ("worksheet.css", "document_form.css"))
    title = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    fields: Any = traitlets.List().tag(sync=True)
    document = traitlets.Dict().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)


class DocumentForm:
    """A value in a form.

    Each change, in the browser or by assigning to `value`, is saved at once. What cannot be saved yet, for instance a
    row without its name, stays in the form, and the status line says so; the rest is saved.
    """

    def __init__(self, value: Value, path: str | Path | None) -> None:
        self._file = as_path(path if path is not None else Path("answers", f"{value.id}.yaml")).absolute()
        if self._file.suffix.lower() not in (".yaml", ".yml"):
            raise PeakendError(
                _("{file!r}: a form is saved as YAML. Choose a name that ends in .yaml.", file=str(path))
            )
        self._value, note = _resume(value, self._file)
        self._is_ours = False
        self._form = _Form(
            title=show_text(getattr(value, "title", None) or getattr(value, "name", None)),
            language=get_language(),
            labels=_labels(),
            fields=[_describe(field) for field in fields_of(type(value)) if field.name != "id"],
            document=self._value.to_document(),
            status=note,
        )
        self._form.observe(self._on_change, names="document")

    @property
    def value(self) -> Any:
        """What is filled in and saved; assigning another value of this kind saves it and shows it."""
        return self._value

    @value.setter
    def value(self, value: Value) -> None:
        if type(value) is not type(self._value):
            raise PeakendError(
                _(
                    "This form is for {kind}, but this is a {other}.",
                    kind=type(self._value).__name__,
                    other=type(value).__name__,
                )
            )
        self._value = value
        self._is_ours = True
        self._form.document = value.to_document()
        self._is_ours = False
        self._save("")

    def _on_change(self, change: Any) -> None:
        if self._is_ours:
            return
        document = _typed(change["new"], fields_of(type(self._value)))
        self._value, problem = _most_of(self._value, document)
        self._save(problem)

    def _save(self, problem: str) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_value(self._value, self._file)
        except (OSError, PeakendError) as error:
            self._form.status = _("Not saved: {reason}", reason=error)
        else:
            self._form.status = _("Saved, except this: {problem}", problem=problem) if problem else _("Saved")

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data, metadata = mimebundle(self._form._repr_mimebundle_(**options))
        return {**data, "text/html": value_html(self._value), "text/plain": repr(self._value)}, metadata


def _resume(value: Value, file: Path) -> tuple[Value, str]:
    """Return what was saved, or else the value, and a note; a file that cannot be read is set aside, not lost."""
    if not file.is_file():
        return value, ""
    try:
        return read_value(type(value), file), _("Saved")
    except PeakendError:
        if _is_another_kind(value, file):
            raise PeakendError(
                _("{file} holds another kind of answer. Give one of the two another id.", file=file.name)
            ) from None
    aside = file.with_suffix(".unreadable.yaml")
    file.replace(aside)
    return value, _("The saved answers could not be read; they were kept as {file}.", file=aside.name)


def _is_another_kind(value: Value, file: Path) -> bool:
    text = file.read_bytes().decode("utf-8", errors="replace")
    return any(name != value.format for name in re.findall(r"^format: ([\w-]+/\d+)\s*$", text, re.MULTILINE))


def _most_of(last: Value, document: dict[str, Any]) -> tuple[Value, str]:
    """Return as much of a document as is possible, and the first problem with the rest."""
    problem, kept = "", last.to_document()
    while True:
        try:
            return type(last)(**document), problem
        except DocumentError as error:
            problem = problem or str(error)
            name, *inside = (*error.place, "")
            rows = document.get(str(name))
            if isinstance(rows, list) and isinstance(inside[0], int):
                document = {**document, str(name): [row for i, row in enumerate(rows) if i != inside[0]]}
            elif name in document and name not in kept:
                document = {key: content for key, content in document.items() if key != name}
            elif name in kept and document.get(str(name)) != kept[str(name)]:
                document = {**document, str(name): kept[str(name)]}
            else:
                return last, problem


def _typed(document: dict[str, Any], fields: tuple[FormField, ...]) -> dict[str, Any]:
    """Return what was typed as a document: numbers for figures, nothing for what is empty."""
    known = {field.name: field for field in fields}
    found: dict[str, Any] = {}
    for name, content in document.items():
        field = known.get(name)
        if field and field.kind == "rows" and isinstance(content, list):
            rows = [_typed(row, field.inner) for row in content if isinstance(row, dict)]
            content = [row for row in rows if set(row) - {"id"}]
        elif field and field.kind == "number" and isinstance(content, str):
            content = number_in(content)
        if content not in (None, "", []):
            found[name] = content
    return found


def _describe(field: FormField) -> dict[str, Any]:
    """Return a field as the browser takes it."""
    return {
        "name": field.name,
        "kind": field.kind,
        "title": field.title,
        "row": field.row_title,
        "help": field.help,
        "options": [{"id": value, "label": field.option(value)} for value, _zh, _en in field.options],
        "refers": field.label.refers_to,
        "needed": field.is_required,
        "default": field.default,
        "inner": [_describe(inner) for inner in field.inner if inner.name != "id"],
        "ids": any(inner.name == "id" for inner in field.inner),
    }


def _labels() -> dict[str, str]:
    return {
        "add": _("Add: {row}"),
        "remove": _("Remove: {row}"),
        "up": _("Move up: {row}"),
        "down": _("Move down: {row}"),
        "yes": _("yes"),
        "no": _("no"),
        "needed": _("{field} (needed)"),
    }
