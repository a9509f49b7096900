"""Forms for all values that people fill in: generated from their fields, saved at every change."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import traitlets

from peakend.base.errors import PeakendError
from peakend.base.files import as_path
from peakend.base.language import translate as _
from peakend.documents.columns import number_in
from peakend.documents.fields import FormField, fields_of
from peakend.documents.kept_file import KeptFile
from peakend.documents.problems import DocumentError
from peakend.documents.texts import show_text
from peakend.documents.value import Value
from peakend.documents.value_files import parse_value
from peakend.documents.value_tables import value_html
from peakend.documents.yaml_form import dump_yaml
from peakend.forms.bundle import BUNDLES, mimebundle, styles
from peakend.forms.kept_form import KeptForm
from peakend.forms.offers import offers_of

_HERE = Path(__file__).parent


class _Form(KeptForm):
    """The form in the browser."""

    _esm = BUNDLES / "document_form.js"
    _css = styles(_HERE / "worksheet.css", _HERE / "document_form.css")
    title = traitlets.Unicode().tag(sync=True)
    fields: Any = traitlets.List().tag(sync=True)
    offered: Any = traitlets.Dict().tag(sync=True)


class DocumentForm:
    """A value in a form.

    Each change, in the browser or by assigning to `value`, is saved at once. What cannot be saved yet, for instance a
    row without its name, stays in the form, and the status line says so; the rest is saved.

    What a field names in another value (a touchpoint, a concept, a persona) is chosen by its name from those values
    that the form is given, and follows them while they are filled in.
    """

    def __init__(self, value: Value, path: str | Path | None, among: Sequence[Any] = ()) -> None:
        file = as_path(path if path is not None else Path("answers", f"{value.id}.yaml")).absolute()
        if file.suffix.lower() not in (".yaml", ".yml"):
            raise PeakendError(
                _("{file!r}: a form is saved as YAML. Choose a name that ends in .yaml.", file=str(path))
            )
        if file.is_file() and _is_another_kind(value, file):
            raise PeakendError(
                _("{file} holds another kind of answer. Give one of the two another id.", file=file.name)
            )
        offered = offers_of(among)
        self._kept: KeptFile[Value] = KeptFile(file, value, partial(parse_value, type(value), file), _to_yaml)
        self._form = _Form(
            self._kept,
            take=self._take,
            show=Value.to_document,
            title=show_text(getattr(value, "title", None) or getattr(value, "name", None)),
            labels=_labels(),
            fields=[_describe(field, offered) for field in fields_of(type(value)) if field.name != "id"],
            offered=offered,
        )
        for other in among:
            if canvas := getattr(other, "_canvas", None) or getattr(other, "_form", None):
                canvas.observe(lambda _change: self._offer(among), names="kept")

    def _offer(self, among: Sequence[Any]) -> None:
        self._form.offered = offers_of(among)

    @property
    def value(self) -> Any:
        """What is filled in and saved; assigning another value of this kind saves it and shows it."""
        return self._kept.content

    @value.setter
    def value(self, value: Value) -> None:
        if type(value) is not type(self.value):
            raise PeakendError(
                _(
                    "This form is for “{title}”, and takes no other kind of sheet. Give it a pe.{kind}.",
                    title=self._form.title,
                    kind=type(self.value).__name__,
                )
            )
        self._form.assign(value)

    def _take(self, sent: dict[str, Any]) -> tuple[Value, str]:
        last = self._kept.content
        return _most_of(last, _typed(sent, fields_of(type(last))))

    def _repr_mimebundle_(self, **options: Any) -> Any:
        data, metadata = mimebundle(self._form._repr_mimebundle_(**options))
        return {**data, "text/html": value_html(self.value), "text/plain": repr(self.value)}, metadata


def _to_yaml(value: Value) -> bytes:
    return dump_yaml(value.to_document()).encode()


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


def _describe(field: FormField, offered: Mapping[str, Any]) -> dict[str, Any]:
    """Return a field as the browser takes it; one that names something is chosen by name where names are offered."""
    by_name = field.kind == "word" and field.name in offered
    return {
        "name": field.name,
        "kind": field.kind,
        "offers": field.name if by_name else "",
        # Who chooses by name sees no id.
        "title": field.title.removesuffix("编号") if by_name or field.label.refers_to else field.title,
        "row": field.row_title,
        "help": field.help,
        "options": [{"id": value, "label": field.option(value)} for value, _zh, _en in field.options],
        "refers": field.label.refers_to,
        "needed": field.is_required,
        "default": field.default,
        "inner": [_describe(inner, offered) for inner in field.inner if inner.name != "id"],
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
