"""What a format could not hold: what does not come back from it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from peakend.base.language import message
from peakend.documents.problems import Place, show_place
from peakend.tables.about import describe


def losses(before: dict[str, Any], after: dict[str, Any]) -> pd.DataFrame:
    """Return the places of a document that came back as something else: ``place, was, became``."""
    lost = _differences(before, after, ())
    rows = [(show_place(place, before), _shown(was), _shown(became)) for place, was, became in lost]
    headings = {"place": message("place"), "was": message("was"), "became": message("became")}
    return describe(pd.DataFrame(rows, columns=list(headings), dtype=object), "losses", headings)


def _differences(before: Any, after: Any, place: Place) -> list[tuple[Place, Any, Any]]:
    """Return the places whose value is another; a part that is gone counts once."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        keys = [*before, *(key for key in after if key not in before)]
        return [d for key in keys for d in _differences(before.get(key), after.get(key), (*place, key))]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [d for i, pair in enumerate(zip(before, after, strict=True)) for d in _differences(*pair, (*place, i))]
    return [] if before == after else [(place, before, after)]


def _shown(value: Any) -> str | None:
    """Return plain data in one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_shown(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(str(_shown(item)) for item in value)
    return None if value is None else str(value)
