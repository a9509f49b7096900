"""Worksheets as they are written: ``worksheets/<id>.yml`` beside a lab, in both languages."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    Discriminator,
    Strict,
    StringConstraints,
    Tag,
    ValidationError,
    model_validator,
)

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.datasets.catalogue import categories
from peakend.documents.problems import DocumentError, Place, explain
from peakend.documents.texts import Bilingual, Part, show_text, wrong
from peakend.documents.value import at
from peakend.documents.yaml_form import Lines, load_yaml
from peakend.frames.encodings import decode

Model = TypeVar("Model", bound=BaseModel)
_Key = Annotated[str, Strict(), StringConstraints(min_length=1)]


class _Both(Bilingual):
    """A text as it stands: a wide space in a heading stays one."""

    zh: _Key
    en: _Key


FormText = Annotated[
    Annotated[_Key, Tag("text")] | Annotated[_Both, Tag("bilingual")],
    Discriminator(lambda text: "bilingual" if isinstance(text, Mapping) else "text"),
]


class _Option(Part):
    id: _Key
    label: FormText


def _listed(options: Any) -> Any:
    """Return the options as listed, or the categories of a data set's column."""
    if not isinstance(options, Mapping):
        return options
    if set(options) != {"table", "column"}:
        raise wrong(_("list the options with id and label, or name a data set: {example}", example=_FROM_DATA))
    try:
        labels = categories(str(options["table"]), str(options["column"]))
    except PeakendError as error:
        raise wrong(str(error).rstrip(".。")) from None
    return [{"id": name, "label": label} for name, label in labels.items()]


_FROM_DATA = "{table: service-hall/survey, column: channel}"
_Options = Annotated[tuple[_Option, ...], BeforeValidator(_listed)]


class _Cell(Part):
    id: _Key
    kind: Literal["choice", "number", "text"]
    label: FormText
    help: FormText | None = None
    unit: FormText | None = None
    min: float | None = None
    max: float | None = None
    options: _Options = ()

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        self._require("options", ("choice", "choices", "rank"), self.options)
        _require_own_ids("options", self.options)
        for field, limit in (("min", self.min), ("max", self.max)):
            self._require(field, ("number",), () if limit is None else (limit,), is_needed=False)
        return self

    def _require(self, field: str, kinds: tuple[str, ...], given: tuple[Any, ...], *, is_needed: bool = True) -> None:
        if is_needed and self.kind in kinds and not given:
            raise at((field,), _("a question of the kind {kind!r} needs {field!r}", kind=self.kind, field=field))
        if given and self.kind not in kinds:
            raise at((field,), _("a question of the kind {kind!r} has no {field!r}", kind=self.kind, field=field))


class _Question(_Cell):
    kind: Literal["choice", "choices", "rank", "number", "text", "name", "person", "table"]  # type: ignore[assignment]
    rows: _Options = ()
    columns: tuple[_Cell, ...] = ()

    @model_validator(mode="after")
    def _has_what_a_table_needs(self) -> Self:
        for field, given in (("rows", self.rows), ("columns", self.columns)):
            self._require(field, ("table",), given)
            _require_own_ids(field, given)
        return self


class _Source(Part):
    format: Literal["worksheet/1"]
    title: FormText
    fields: tuple[_Question, ...]

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        _require_own_ids("fields", self.fields)
        return self


@dataclass(frozen=True)
class Field:
    """One question of a worksheet, in the language in use.

    Attributes
    ----------
    id, kind, label, help, unit : str
        Its key, what kind of answer it takes, the question, a line of help, and a number's unit; the last two may be
        empty.
    limits : tuple of float or None
        The least and the most that a number can be, whatever the data.
    options : dict of str to str
        The choices, by their ids.
    rows : dict of str to str
        The rows of a table, by their ids.
    columns : tuple of Field
        The columns of a table, each a choice, a number or a text.
    """

    id: str
    kind: str
    label: str
    help: str
    unit: str
    limits: tuple[float | None, float | None]
    options: dict[str, str]
    rows: dict[str, str]
    columns: tuple["Field", ...]

    def shown(self) -> dict[str, Any]:
        """Return the field as the browser takes it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "label": self.label,
            "help": self.help,
            "unit": self.unit,
            "options": _shown(self.options),
            "rows": _shown(self.rows),
            "columns": [column.shown() for column in self.columns],
        }

    def show(self, value: object) -> str:
        """Return an answer as a person would read it."""
        if value is None:
            return "–"
        if isinstance(value, Mapping):
            cells = ((row, column) for row in self.rows for column in self.columns)
            return _("; ").join(f"{self.rows[r]} · {c.label}: {c.show(value[r][c.id])}" for r, c in cells)
        items = value if isinstance(value, list) else [value]
        return _("; ").join(
            self.options.get(str(item), f"{item:g}" if isinstance(item, float) else str(item)) for item in items
        )


def read_worksheet(folder: Path, name: str, values: Mapping[str, str]) -> tuple[str, tuple[Field, ...]]:
    """Read a worksheet's title and fields, with the values put into its texts, or say what is wrong with its file."""
    found = read_form(folder, name, values, _Source)
    return show_text(found.title), tuple(map(_field, found.fields))


def read_form(folder: Path, name: str, values: Mapping[str, str], kind: type[Model]) -> Model:
    """Read one of a lab's forms, with the values put into its texts, or say what is wrong with its file."""
    file = folder / f"{name}.yml"
    known = sorted(path.stem for path in folder.glob("*.yml"))
    if not known:
        raise PeakendError(_("This folder holds no worksheets. Open the notebook from its lab's folder."))
    if name not in known:
        raise PeakendError(
            _(
                "There is no worksheet {name!r} in this folder. There are: {names}. "
                "Open the notebook from its lab's folder.",
                name=name,
                names=join_words(known),
            )
        )
    where = file.as_posix()
    source, lines = _loaded(where, decode(file, file.read_bytes(), None)[0])
    with lines.tell(where):
        filled = _with_values(source, values, ()) if values else source
        try:
            return kind.model_validate(filled)
        except ValidationError as error:
            raise explain(error, filled, kind) from None


@functools.lru_cache(maxsize=256)  # the forms of all labs: what grades a class reads them once for all trainees
def _loaded(name: str, text: str) -> tuple[Any, Lines]:
    return load_yaml(name, text, aliases=True)


def read_ahead(file: Path, content: bytes) -> None:
    """Read what a form's file holds, before it is asked for."""
    _loaded(file.as_posix(), decode(file, content, None)[0])


def _with_values(item: Any, values: Mapping[str, str], place: Place) -> Any:
    """Return the source with ``{name}`` in its texts replaced."""
    if isinstance(item, str):
        try:
            return item.format_map(values)
        except KeyError as error:
            reason = _("{text!r} needs {name}; give it in pe.worksheet(…)", text=item, name=f"{error.args[0]}=")
            raise DocumentError(place, "", reason) from None
        except (IndexError, ValueError, AttributeError):
            reason = _("{text!r} has a brace that stands for nothing; write it twice", text=item)
            raise DocumentError(place, "", reason) from None
    if isinstance(item, Mapping):
        return {key: _with_values(value, values, (*place, key)) for key, value in item.items()}
    if isinstance(item, list):
        return [_with_values(value, values, (*place, i)) for i, value in enumerate(item)]
    return item


def _field(question: _Cell) -> Field:
    return Field(
        id=question.id,
        kind=question.kind,
        label=show_text(question.label),
        help=show_text(question.help),
        unit=show_text(question.unit),
        limits=(question.min, question.max),
        options=_labels(question.options),
        rows=_labels(getattr(question, "rows", ())),
        columns=tuple(map(_field, getattr(question, "columns", ()))),
    )


def _labels(options: tuple[_Option, ...]) -> dict[str, str]:
    return {option.id: show_text(option.label) for option in options}


def _shown(labels: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"id": name, "label": label} for name, label in labels.items()]


def _require_own_ids(field: str, parts: tuple[Any, ...]) -> None:
    ids = [part.id for part in parts]
    for i, name in enumerate(ids):
        if name in ids[:i]:
            raise at((field, i, "id"), _("the id {id!r} appears twice; give each its own", id=name))
