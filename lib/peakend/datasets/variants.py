"""Variants: every trainee's data differ a little from everybody else's, by a number from the trainee's id."""

import json
import os
import re
import unicodedata
import zlib
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import join_sentences, join_words
from peakend.base.language import translate as _

VARIANTS = 1000
TRAINEE = "PEAKEND_TRAINEE"  # graders put the trainee's id here
TEAM = "PEAKEND_TEAM"  # and here the team's, where there is one
WARM_UP = Path("0-warm-up", "answers", "trainee.json")  # the form in which a trainee enters an id
ROSTER = "roster.json"  # who is in which team, as a kit brings it
CARRIED = "carried"  # the folder of a lab for what is carried on from an earlier one
# An id names a folder, so nothing that leads to another one; and nbgrader reads names with the others as patterns.
_ID = re.compile(r"(?!\.+$)[^*?\[\]+/\\\x00\s](?:[^*?\[\]+/\\\x00]*[^*?\[\]+/\\\x00\s])?")

_given: int | None = None


def variant(number: int | None = None) -> int:
    """Tell the number of this trainee's data, or set it for the rest of this session.

    The number follows from the trainee's team, else from the trainee's id: the environment variables ``PEAKEND_TEAM``
    and ``PEAKEND_TRAINEE``, else what was entered in the warm-up, looked for beside this lab and upwards. The name is
    normalised (NFKC, no spaces around it, no capitals); the number is the CRC-32 of its UTF-8 bytes, modulo 1,000.
    Without a name it is 0.

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
    return _given if _given is not None else variant_of(team() or trainee())


def variant_of(name: str) -> int:
    """Return the number that belongs to a team's name or a trainee's id, 0 for none."""
    plain = same_id(name)
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
    return join_sentences([_whose(), _filled_in_before()])


def _filled_in_before() -> str:
    """Say that forms of this lab were filled in for other data; nothing where they were not."""
    others = set()
    for file in sorted(Path("answers").glob("*.json")):
        told = _nearest(Path("answers", file.name), None)
        if isinstance(number := told.get("variant"), int) and number != variant():
            others.add(number)
    if not others or WARM_UP.parts[0] == Path.cwd().name:
        return ""
    return _(
        "Some forms here were filled in for data set {numbers}: check them again, and change what differs.",
        numbers=join_words(map(str, sorted(others))),
    )


def _whose() -> str:
    number, name = variant(), trainee()
    if _given is not None:
        return _("These are data set {number} of 0–999.", number=number)
    if not name:
        return _("You have not entered your id yet: do that first, in lab 0, and then reload this page.")
    if group := team():
        return _("Your team is “{name}”: its data set is {number}, other teams have others.", name=group, number=number)
    return _("Your id is “{name}”: you work on data set {number}, others on other figures.", name=name, number=number)


def trainee(folder: Path | None = None) -> str:
    """Return the trainee's id as graders or the trainee gave it, or nothing."""
    return os.environ.get(TRAINEE, "").strip() or _entered("id", folder)


def team(folder: Path | None = None) -> str:
    """Return the trainee's team as graders, the kit's list or the trainee gave it, or nothing."""
    if os.environ.get(TRAINEE, "").strip():
        return os.environ.get(TEAM, "").strip()
    listed = {same_id(person["id"]): person.get("team", "") for person in _listed(folder)}
    return listed.get(same_id(trainee(folder))) or _entered("team", folder)


def members(folder: Path | None = None) -> tuple[str, ...]:
    """Return the ids of all in the trainee's team, as the kit's list has them."""
    mine = team(folder)
    return tuple(person["id"] for person in _listed(folder) if mine and person.get("team") == mine)


def class_list(folder: Path | None = None) -> dict[str, str]:
    """Return the names of the class by their ids, as the kit's list has them; empty where a kit has none."""
    return {person["id"]: str(person.get("name", "")) for person in _listed(folder)}


def same_id(name: str) -> str:
    """Return what two ways of writing one id have in common: no capitals, no full-width letters, no outer spaces."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def is_id(name: str) -> bool:
    r"""Whether a name can be an id: without * ? [ ] + / \, and spaces at its ends.

    Examples
    --------
    >>> is_id("张三"), is_id("../b01"), is_id("b*")
    (True, False, False)
    """
    return bool(_ID.fullmatch(name))


def check_variant(number: object) -> int:
    """Return the number of a variant, or raise `PeakendError`."""
    if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < VARIANTS:
        return number
    raise PeakendError(_("There is no variant {number!r}. Give a whole number from 0 to 999.", number=number))


def _entered(field: str, folder: Path | None) -> str:
    answers = _nearest(WARM_UP, folder).get("answers")
    name = answers.get(field) if isinstance(answers, dict) else None
    return name.strip() if isinstance(name, str) else ""


def _listed(folder: Path | None) -> list[dict[str, str]]:
    people = _nearest(Path(ROSTER), folder).get("people")
    listed = [person for person in (people if isinstance(people, list) else []) if isinstance(person, dict)]
    return [
        person for person in listed if isinstance(person.get("id"), str) and isinstance(person.get("team", ""), str)
    ]


def _nearest(name: Path, folder: Path | None) -> dict[str, Any]:
    """Return what the first file of a name holds, beside a lab and upwards; nothing where none can be read."""
    here = (folder or Path.cwd()).absolute()
    for place in (here, *here.parents):
        if (place / name).is_file():
            try:
                content = json.loads((place / name).read_text(encoding="utf-8-sig"))
            except (ValueError, OSError, RecursionError):
                return {}
            return content if isinstance(content, dict) else {}
    return {}
