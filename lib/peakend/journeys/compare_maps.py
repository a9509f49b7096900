"""Two maps side by side: which touchpoints were added, removed, moved or changed, and what that does to emotion."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from peakend.base.language import message
from peakend.documents.texts import Bilingual, Part, show_text
from peakend.journeys.compare_log import longest_in_order
from peakend.journeys.map_tables import HEADINGS
from peakend.journeys.map_value import MapValue
from peakend.journeys.parts import Touchpoint
from peakend.tables.about import describe

_COLUMNS = ["touchpoint", "name", "change", "field", "before", "after", "difference"]
_HEADINGS = {
    "touchpoint": message("id of the touchpoint"),
    "name": message("name"),
    "change": message("change"),
    "field": message("field"),
    "before": message("before"),
    "after": message("after"),
    "difference": message("emotion, difference"),
}
_WORDS = {
    "change": {
        "added": message("added"),
        "removed": message("removed"),
        "moved": message("moved"),
        "changed": message("changed"),
    },
    "field": {
        **HEADINGS,
        "metrics": message("measures"),
        "blueprint": message("blueprint"),
        "standards": message("standards"),
    },
}


def compare_with_map(journey_map: MapValue, other: MapValue) -> pd.DataFrame:
    """Return one row a difference, in the order of the first map's touchpoints, then of those added."""
    before = {step.id: step for step in journey_map.steps}
    after = {step.id: step for step in other.steps}
    both = [name for name in after if name in before]
    stayed = longest_in_order([list(before).index(name) for name in both])
    rows: list[dict[str, Any]] = []
    for place, (name, step) in enumerate(before.items()):
        if name not in after:
            rows.append({**_head(step, "removed"), "before": place + 1})
            continue
        if place not in stayed:
            rows.append({**_head(step, "moved"), "before": place + 1, "after": list(after).index(name) + 1})
        rows += _changes(step, after[name])
    for place, (name, step) in enumerate(after.items()):
        if name not in before:
            rows.append({**_head(step, "added"), "after": place + 1})
    table = pd.DataFrame([{**dict.fromkeys(_COLUMNS), **row} for row in rows], columns=_COLUMNS, dtype=object)
    return describe(
        table.astype({"difference": "float64"}),
        "compare_maps",
        _HEADINGS,
        units={"difference": "emotion"},
        words=_WORDS,
    )


def _head(step: Touchpoint, change: str) -> dict[str, Any]:
    return {"touchpoint": step.id, "name": show_text(step.name), "change": change, "field": "position"}


def _changes(before: Touchpoint, after: Touchpoint) -> Iterator[dict[str, Any]]:
    for name in Touchpoint.model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if old == new:
            continue
        row = {**_head(after, "changed"), "field": name, "before": _shown(old), "after": _shown(new)}
        if name == "emotion" and old is not None and new is not None:
            row["difference"] = new - old
        yield row


def _shown(value: Any) -> Any:
    """Return a field's value as people read it: numbers as they are, everything else as text."""
    if isinstance(value, (str, Bilingual)):
        return show_text(value)
    if isinstance(value, Part):
        filled = {name: getattr(value, name) for name in type(value).model_fields}
        return _shown(filled)
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_shown(item)}" for name, item in value.items() if item not in (None, ()))
    if isinstance(value, tuple):
        if value and all(isinstance(item, tuple) for item in value):
            return _shown(dict(value))
        return "\n".join(str(_shown(item)) for item in value) or None
    return value
