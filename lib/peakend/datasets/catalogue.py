"""What the data sets' codebooks say; loads no pandas."""

import functools
import json
from typing import Any

from peakend.base.arguments import did_you_mean
from peakend.base.errors import PeakendError
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.datasets.folder import datasets_folder

VARIANT = "peakend:variant"  # how a table is thinned, as its codebook says
NAMES = "peakend:names"  # what the codebook calls touchpoints that no map has; a table carries it in its attrs


def find_resource(name: str) -> dict[str, Any]:
    """Return what the codebook says of a table, and its file; or raise `PeakendError`."""
    tables = _tables()
    if name in tables:
        return tables[name]
    raise PeakendError(
        _("There is no data set {name!r}. There are: {names}.", name=name, names=", ".join(tables))
        + did_you_mean(name, tables)
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


@functools.cache
def _tables() -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted(datasets_folder().glob("*/datapackage.json")):
        package = json.loads(path.read_text(encoding="utf-8"))
        for resource in package["resources"]:
            found[f"{package['name']}/{resource['name']}"] = {
                **resource,
                "file": path.parent / resource["path"],
            }
    return found
