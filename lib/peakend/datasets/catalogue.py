"""What the data sets' codebooks say; loads no pandas."""

import functools
import json
from pathlib import Path
from typing import Any

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.language import get_language, join_words
from peakend.base.language import translate as _
from peakend.datasets.folder import datasets_folder

CODEBOOK = "datapackage.json"
VARIANT = "peakend:variant"  # how a table is thinned, as its codebook says
NAMES = "peakend:names"  # what the codebook calls touchpoints that no map has; a table carries it in its attrs


def find_resource(name: str) -> dict[str, Any]:
    """Return what the codebook says of a table, and its file; or raise `PeakendError`."""
    tables = _tables()
    if name in tables:
        return tables[name]
    if (datasets_folder() / f"{name}.csv").is_file():
        raise PeakendError(undescribed(name))
    raise PeakendError(
        _("There is no data set {name!r}. There are: {names}.", name=name, names=join_words(tables))
        + did_you_mean(name, tables)
    )


def undescribed(name: str) -> str:
    """Return the sentence on a table that no codebook describes.

    Examples
    --------
    >>> undescribed("courier/delays")[:33]
    'datasets/courier/delays.csv is th'
    """
    return _(
        "datasets/{name}.csv is there, and {codebook} does not describe it: without a description no lab can load it, "
        "and no kit takes it along. Add it under “resources”, or take the file away.",
        name=name,
        codebook=CODEBOOK,
    )


def categories(name: str, column: str) -> dict[str, str]:
    """Return the labels of a column's categories, by their codes, in the language in use."""
    for field in find_resource(name)["schema"]["fields"]:
        if field["name"] == column and "categories" in field:
            return {category["value"]: in_language(category, "label") for category in field["categories"]}
    raise PeakendError(_("Column {column!r} of {name!r} has no categories.", column=column, name=name))


def in_language(item: dict[str, Any], key: str) -> str:
    """Return a text of the codebook in the language in use."""
    chinese = item.get(f"{key}_zh") if get_language() == "zh" else None
    return str(chinese or item.get(key, ""))


def forget_codebooks() -> None:
    """Read the codebooks anew when they are next asked: a case's tables were made."""
    _tables.cache_clear()


def _read_codebook(path: Path) -> dict[str, Any]:
    try:
        package: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        file = f"datasets/{path.parent.name}/{CODEBOOK}"
        raise PeakendError(
            _("{file}, line {line}: this is not JSON ({problem}).", file=file, line=error.lineno, problem=error.msg)
        ) from None
    return package


def described_tables() -> dict[str, Path]:
    """Return the file of each table that a codebook describes, by the table's name.

    Examples
    --------
    >>> described_tables()["courier/survey"].name
    'survey.csv'
    """
    return {name: table["file"] for name, table in _tables().items()}


@functools.cache
def _tables() -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted(datasets_folder().glob(f"*/{CODEBOOK}")):
        package = _read_codebook(path)
        for resource in package["resources"]:
            found[f"{package['name']}/{resource['name']}"] = {
                **resource,
                "file": path.parent / resource["path"],
            }
    return found
