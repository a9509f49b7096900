"""JSON from somebody who may mean harm, made into JSON that every later reader and writer can cope with."""

import math
import unicodedata
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


def visible_text(text: str) -> str:
    r"""Return a name in which nothing is invisible, so that two names that differ also look different.

    Control characters, and others that no page shows, are written as Python writes them; a backslash, which only then
    means something, is doubled.

    Examples
    --------
    >>> print(visible_text("a\x01b"), visible_text("ab"), visible_text("张　三"))
    a\x01b ab 张　三
    """
    if "\\" not in text and text.isprintable():
        return text
    return "".join(repr(sign)[1:-1] if sign == "\\" or _is_invisible(sign) else sign for sign in text)


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
