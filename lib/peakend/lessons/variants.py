"""Variants: every trainee's data differ a little from everybody else's, by a number from the trainee's id."""

import json
import os
import unicodedata
import zlib
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _

VARIANTS = 1000
TRAINEE = "PEAKEND_TRAINEE"  # graders put the submission's folder name here
WARM_UP = Path("0-warm-up", "answers", "trainee.json")  # the form in which a trainee enters an id

_given: int | None = None


def variant(number: int | None = None) -> int:
    """Tell the number of this trainee's data, or set it for the rest of this session.

    The number follows from the trainee's id: the environment variable ``PEAKEND_TRAINEE``, else what was entered in
    the warm-up, looked for beside this lab and upwards. The id is normalised (NFKC, no spaces around it, no capitals);
    the number is the CRC-32 of its UTF-8 bytes, modulo 1,000. Without an id it is 0.

    Parameters
    ----------
    number : int, optional
        Use this number, 0 to 999, whatever the id.

    Returns
    -------
    int
        0 to 999; for `load`, 0 means the whole table.

    Raises
    ------
    PeakendError
        If the number is not a whole one from 0 to 999.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.variant(417)
    417
    >>> pe.variant(0)
    0
    """
    global _given
    if number is not None:
        _given = check_variant(number)
    return _given if _given is not None else variant_of(trainee())


def variant_of(name: str) -> int:
    """Return the number that belongs to a trainee's id, 0 for none."""
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    return zlib.crc32(plain.encode("utf-8", "replace")) % VARIANTS if plain else 0


def variant_note() -> str:
    """Say in one sentence whose data these are.

    Returns
    -------
    str
        The id and its number, or how to enter an id.

    Examples
    --------
    >>> import peakend as pe
    >>> _ = pe.variant(417)
    >>> pe.variant_note()
    'These are data set 417 of 0–999.'
    >>> _ = pe.variant(0)
    """
    number, name = variant(), trainee()
    if _given is not None:
        return _("These are data set {number} of 0–999.", number=number)
    if not name:
        return _("You have not entered your id yet: do that first, in lab 0, and then run this notebook again.")
    return _("Your id is “{name}”: you work on data set {number}, others on other figures.", name=name, number=number)


def trainee() -> str:
    """Return the trainee's id as graders or the trainee gave it, or nothing."""
    name = os.environ.get(TRAINEE, "")
    if name.strip():
        return name.strip()
    here = Path.cwd()
    for folder in (here, *here.parents):
        file = folder / WARM_UP
        if file.is_file():
            return _entered(file)
    return ""


def check_variant(number: object) -> int:
    """Return the number of a variant, or raise `PeakendError`."""
    if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < VARIANTS:
        return number
    raise PeakendError(_("There is no variant {number!r}. Give a whole number from 0 to 999.", number=number))


def _entered(file: Path) -> str:
    try:
        name = json.loads(file.read_text(encoding="utf-8-sig"))["answers"].get("id")
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        return ""
    return name.strip() if isinstance(name, str) else ""
