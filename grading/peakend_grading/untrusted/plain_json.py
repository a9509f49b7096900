"""JSON from somebody who may mean harm, made into JSON that every later reader and writer can cope with."""

import math
from typing import Any

DEEPEST = 100  # a chart has some thirty levels; readers and writers of notebooks give up at a few hundred
LARGEST_INTEGER = 2**63


def plain_json(value: Any, levels: int = DEEPEST) -> Any:
    """Return what `json.loads` made, with text that every encoding can hold and numbers that JSON knows.

    Raises
    ------
    ValueError
        If it is nested too deep, or holds a number beyond every measure.
    """
    if levels < 0:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, dict):
        return {plain_text(name): plain_json(item, levels - 1) for name, item in value.items()}
    if isinstance(value, list):
        return [plain_json(item, levels - 1) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, int) and not -LARGEST_INTEGER <= value < LARGEST_INTEGER:
        raise ValueError("a number beyond every measure")
    return value


def plain_text(text: str) -> str:
    """Return text without lone surrogates, which no file can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
