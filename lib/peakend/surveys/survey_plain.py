"""A table as plain data and back: numbers, texts, times and gaps keep their types."""

from collections.abc import Sequence
from typing import Any

import pandas as pd


def to_columns(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table's columns as plain data: name, type and values; times are written as ISO 8601."""
    return [
        {"name": name, "type": str(table[name].dtype), "values": [_to_plain(value) for value in table[name].tolist()]}
        for name in table
    ]


def from_columns(columns: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return the table that `to_columns` wrote."""
    return pd.DataFrame({column["name"]: pd.Series(column["values"], dtype=column["type"]) for column in columns})


def _to_plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, pd.Timestamp) else value
