"""Numbers as people type them: one reading for forms, workbooks, tables and the editor; and percent as they read it."""

import re
from typing import Any

from peakend.base.language import translate as _

# Full-width forms, what Chinese keyboards give for a decimal point, and the several minus signs.
_PLAIN = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict(zip("。−–﹣", ".---", strict=True))
)
_IN_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?")
_DECIMAL = re.compile(r"[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)(e[+-]?[0-9]{1,3})?")


def read_number(text: str) -> int | float | None:
    """Read a number as people type it.

    Full-width digits and signs count as plain ones, and a percent sign at the end is left out: 75% is 75. A comma
    parts thousands where exactly three digits follow each one, and no zero leads: 1,200 is 1200. Any other single
    comma is a decimal sign: 1,25 is 1.25, and 0,500 a half. The editor in the browser reads the same way
    (``lib/widgets/src/shared/numbers.js``).

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    int, float or None
        A whole number as an int; None for what is no number, or for nothing.

    Examples
    --------
    >>> from peakend.base.numbers import read_number
    >>> [read_number(text) for text in ("1,200", "75 %", "１，５", "−2", "1,2,3", "many")]
    [1200, 75, 1.5, -2, None, None]
    """
    plain = text.translate(_PLAIN).strip().removesuffix("%").strip().lower()
    if _IN_THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif not _DECIMAL.fullmatch(plain):
        return None
    number = float(plain.replace(",", "."))
    if number in (float("inf"), float("-inf")):
        return None
    return int(number) if number.is_integer() else number


def show_percent(value: Any, digits: int = 0) -> str:
    """Return a percentage as people of the language in use write it.

    Examples
    --------
    >>> from peakend.base.numbers import show_percent
    >>> show_percent(23), show_percent(66.67, 1)
    ('23 %', '66.7 %')
    """
    return _("{number} %", number=f"{value:.{digits}f}")
