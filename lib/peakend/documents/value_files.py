"""Values as files: which ending is which format, and what a format cannot hold."""

from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.files import as_path, write_bytes
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.documents.losses import losses
from peakend.documents.problems import DocumentError
from peakend.documents.value import Value
from peakend.documents.value_workbook import read_workbook, to_workbook
from peakend.documents.yaml_form import dump_yaml, read_yaml
from peakend.frames.encodings import decode_document
from peakend.frames.sheets import read_bytes

ENDINGS = (".yaml", ".yml", ".xlsx")
Some = TypeVar("Some", bound=Value)


def read_value(kind: type[Some], path: str | Path) -> Some:
    """Read a value of a kind from a file."""
    file = as_path(path)
    _require_ending(file)
    return parse_value(kind, file, read_bytes(file))


def write_value(value: Value, path: str | Path) -> pd.DataFrame:
    """Write a value to a file, and return what the format could not hold."""
    file = as_path(path)
    ending = _require_ending(file)
    if not file.parent.is_dir():
        raise PeakendError(_("There is no folder {folder!r}. Create it first.", folder=str(file.parent)))
    content = to_workbook(value) if ending == ".xlsx" else dump_yaml(value.to_document()).encode()
    # What was lost is what does not come back: no list of a format's limits could be as honest.
    lost = losses(value.to_document(), parse_value(type(value), file, content).to_document())
    write_bytes(file, content)
    return lost


def parse_value(kind: type[Some], file: Path, content: bytes) -> Some:
    """Return the value of a kind that a file's content holds."""
    if file.suffix.lower() == ".xlsx":
        return kind(**read_workbook(kind, file, content))
    text = decode_document(file, content)

    def build(document: Any) -> Some:
        if not isinstance(document, dict) or "format" not in document:
            reason = _("The first line has to be 'format: {format}'", format=kind.model_fields["format"].default)
            raise DocumentError((), "", reason)
        return kind(**document)

    return read_yaml(file.name, text, build)


def _require_ending(file: Path) -> str:
    ending = file.suffix.lower()
    if ending in ENDINGS:
        return ending
    raise PeakendError(
        _(
            "{file!r} has an ending that is not read here. Choose: {endings}.",
            file=file.name,
            endings=join_words(ENDINGS),
        )
        + did_you_mean(ending, ENDINGS)
    )
