"""Worksheets as they are written: ``worksheets/<id>.yml`` beside a lab, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from peakend.base.errors import PeakendError
from peakend.base.language import LANGUAGES, choose_text
from peakend.base.language import translate as _
from peakend.datasets.catalogue import categories

KINDS = ("choice", "choices", "rank", "number", "text", "table")
CELL_KINDS = ("choice", "number", "text")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it is built in


@dataclass(frozen=True)
class Field:
    """One question of a worksheet, in the language in use.

    Attributes
    ----------
    id, kind, label, help, unit : str
        Its key, one of `KINDS`, the question, a line of help, and a number's unit; help and unit may be empty.
    options : dict of str to str
        The choices, by their ids.
    rows : dict of str to str
        The rows of a table, by their ids.
    columns : tuple of Field
        The columns of a table, each a question of a kind in `CELL_KINDS`.
    """

    id: str
    kind: str
    label: str
    help: str
    unit: str
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
            "options": _listed(self.options),
            "rows": _listed(self.rows),
            "columns": [column.shown() for column in self.columns],
        }

    def show(self, value: object) -> str:
        """Return an answer as a person would read it."""
        if value is None:
            return "–"
        if isinstance(value, Mapping):
            cells = ((row, column) for row in self.rows for column in self.columns)
            return "; ".join(f"{self.rows[r]} · {c.label}: {c.show(value[r][c.id])}" for r, c in cells)
        items = value if isinstance(value, list) else [value]
        return ", ".join(
            self.options.get(str(item), f"{item:g}" if isinstance(item, float) else str(item)) for item in items
        )


def read_worksheet(folder: Path, name: str, values: Mapping[str, str]) -> tuple[str, tuple[Field, ...]]:
    """Read a worksheet's title and fields, with the values put into its texts, or say what is wrong with its file."""
    file = folder / f"{name}.yml"
    known = sorted(path.stem for path in folder.glob("*.yml"))
    if name not in known:
        raise PeakendError(
            _(
                "There is no worksheet {name!r} in this folder. There are: {names}. "
                "Open the notebook from its lab's folder.",
                name=name,
                names=", ".join(known) or "–",
            )
        )
    try:
        source = yaml.load(file.read_text(encoding="utf-8"), _LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _wrong(file, str(error).replace("\n", " ")) from None
    if not isinstance(source, Mapping) or source.get("format") != "worksheet/1":
        raise _wrong(file, "format: worksheet/1")
    source = _with_values(file, source, values) if values else source
    fields = tuple(_field(file, item, KINDS) for item in source.get("fields") or ())
    if len({field.id for field in fields}) != len(fields):
        raise _wrong(file, "fields: id")
    return _text(file, source, "title"), fields


def _listed(labels: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"id": name, "label": label} for name, label in labels.items()]


def _with_values(file: Path, item: Any, values: Mapping[str, str]) -> Any:
    """Return the source with ``{name}`` in its texts replaced."""
    if isinstance(item, str):
        try:
            return item.format_map(values)
        except (KeyError, IndexError, ValueError) as error:
            raise _wrong(file, f"{item[:40]}: {error}") from None
    if isinstance(item, Mapping):
        return {key: _with_values(file, value, values) for key, value in item.items()}
    return [_with_values(file, value, values) for value in item] if isinstance(item, list) else item


def _field(file: Path, item: Any, kinds: tuple[str, ...]) -> Field:
    if not isinstance(item, Mapping) or not isinstance(item.get("id"), str) or item.get("kind") not in kinds:
        raise _wrong(file, f"fields: id, kind ({', '.join(kinds)}): {item}")
    kind = item["kind"]
    options, rows = _labels(file, item, "options"), _labels(file, item, "rows")
    columns = tuple(_field(file, column, CELL_KINDS) for column in item.get("columns") or ())
    if bool(options) != (kind in ("choice", "choices", "rank")):
        raise _wrong(file, f"{item['id']}: options")
    if bool(rows) != (kind == "table") or bool(columns) != (kind == "table"):
        raise _wrong(file, f"{item['id']}: rows, columns")
    return Field(
        id=item["id"],
        kind=kind,
        label=_text(file, item, "label"),
        help=_text(file, item, "help") if "help" in item else "",
        unit=_text(file, item, "unit") if "unit" in item else "",
        options=options,
        rows=rows,
        columns=columns,
    )


def _labels(file: Path, item: Mapping[str, Any], key: str) -> dict[str, str]:
    """Return choices or rows by their ids: as listed, or the categories of a data set's column."""
    listed = item.get(key) or ()
    if isinstance(listed, Mapping):
        if set(listed) != {"table", "column"}:
            raise _wrong(file, f"{item['id']}: {key}: {{table: …, column: …}}")
        return categories(listed["table"], listed["column"])
    if not all(isinstance(one, Mapping) and "id" in one for one in listed):
        raise _wrong(file, f"{item['id']}: {key}: id, label")
    return {str(one["id"]): _text(file, one, "label") for one in listed}


def _text(file: Path, item: Mapping[str, Any], key: str) -> str:
    text = item.get(key)
    if isinstance(text, str) or (isinstance(text, Mapping) and set(LANGUAGES) <= set(text)):
        return choose_text(text)
    raise _wrong(file, f"{key}: {{zh: …, en: …}}")


def _wrong(file: Path, what: str) -> PeakendError:
    return PeakendError(_("The worksheet {file} is not as it should be: {what}.", file=file.as_posix(), what=what))
