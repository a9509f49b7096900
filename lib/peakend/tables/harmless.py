"""Text that no spreadsheet takes for a formula, and that every file can hold."""

import datetime
import re

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # no file may hold these, nor halves of characters
# What a spreadsheet would take for a formula, or for the start of one after it has split the cell.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: object) -> object:
    """Return a cell's value, a text with an apostrophe before it where it would be a formula; numbers stay."""
    if isinstance(value, datetime.datetime) and value.tzinfo:
        return value.isoformat()
    if not isinstance(value, str):
        return value
    text = CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    # Also after apostrophes, so that two texts which differ in them stay apart.
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def disarm_text(text: str) -> str:
    """Put an apostrophe before a text that would be a formula, for a cell that is filled in one by one."""
    return str(harmless(text))
