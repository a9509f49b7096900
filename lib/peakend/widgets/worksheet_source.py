"""Worksheets as they are written: ``worksheets/<id>.yml`` beside a lab, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from peakend.errors import PeakendError
from peakend.language import LANGUAGES, choose_text
from peakend.language import translate as _

KINDS = ("choice", "choices", "number", "text")


@dataclass(frozen=True)
class Field:
    """One question of a worksheet, in the language in use.

    Attributes
    ----------
    id, kind, label, help, unit : str
        Its key, one of `KINDS`, the question, a line of help, and a number's unit; help and unit may be empty.
    options : dict of str to str
        The choices, by their ids.
    """

    id: str
    kind: str
    label: str
    help: str
    unit: str
    options: dict[str, str]

    def shown(self) -> dict[str, Any]:
        """Return the field as the browser takes it."""
        options = [{"id": name, "label": label} for name, label in self.options.items()]
        return {
            "id": self.id,
            "kind": self.kind,
            "label": self.label,
            "help": self.help,
            "unit": self.unit,
            "options": options,
        }

    def show(self, value: object) -> str:
        """Return an answer as a person would read it."""
        if value is None:
            return "–"
        items = value if isinstance(value, list) else [value]
        return ", ".join(
            self.options.get(str(item), f"{item:g}" if isinstance(item, float) else str(item)) for item in items
        )


def read_worksheet(folder: Path, name: str) -> tuple[str, tuple[Field, ...]]:
    """Read a worksheet's title and fields, or say what is wrong with its file."""
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
        source = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _wrong(file, str(error).replace("\n", " ")) from None
    if not isinstance(source, Mapping) or source.get("format") != "worksheet/1":
        raise _wrong(file, "format: worksheet/1")
    fields = tuple(_field(file, item) for item in source.get("fields") or ())
    if len({field.id for field in fields}) != len(fields):
        raise _wrong(file, "fields: id")
    return _text(file, source, "title"), fields


def _field(file: Path, item: Any) -> Field:
    if not isinstance(item, Mapping) or not isinstance(item.get("id"), str) or item.get("kind") not in KINDS:
        raise _wrong(file, f"fields: id, kind ({', '.join(KINDS)}): {item}")
    options = {str(option["id"]): _text(file, option, "label") for option in item.get("options") or ()}
    if bool(options) != item["kind"].startswith("choice"):
        raise _wrong(file, f"{item['id']}: options")
    return Field(
        id=item["id"],
        kind=item["kind"],
        label=_text(file, item, "label"),
        help=_text(file, item, "help") if "help" in item else "",
        unit=_text(file, item, "unit") if "unit" in item else "",
        options=options,
    )


def _text(file: Path, item: Mapping[str, Any], key: str) -> str:
    text = item.get(key)
    if isinstance(text, str) or (isinstance(text, Mapping) and set(LANGUAGES) <= set(text)):
        return choose_text(text)
    raise _wrong(file, f"{key}: {{zh: …, en: …}}")


def _wrong(file: Path, what: str) -> PeakendError:
    return PeakendError(_("The worksheet {file} is not as it should be: {what}.", file=file.as_posix(), what=what))
