"""Whose a folder is where it bears a name and no id, as learning platforms make them: told by the class's list."""

import re
from typing import TYPE_CHECKING

from peakend.datasets.variants import same_id

if TYPE_CHECKING:
    from peakend.lessons.roster import Person, Roster

SHORTEST = 2  # characters of a name that is looked for in a longer one
_BETWEEN = re.compile(r"[\s_\-.·,]+")
_PLATFORM = re.compile(r"_\d+_assignsubmission_\w*$")  # what Moodle puts behind a name


def people_named(text: str, roster: "Roster") -> list["Person"]:
    """Return those of the class's list whose name a text bears; the longest name where one lies in another.

    Parameters
    ----------
    text : str
        What a folder or an archive is called.
    roster : Roster
        The class.

    Examples
    --------
    >>> from peakend.lessons.roster import Person, Roster
    >>> roster = Roster(people=(Person(id="t07", name="张三"), Person(id="t08", name="张三丰")))
    >>> [person.id for person in people_named("张三丰_12345_assignsubmission_file_", roster)]
    ['t08']
    """
    plain = _plain(_PLATFORM.sub("", text))
    found = [person for person in roster.people if _stands_in(_plain(person.name), plain)]
    longest = max((len(_plain(person.name)) for person in found), default=0)
    return [person for person in found if len(_plain(person.name)) == longest]


def _plain(text: str) -> str:
    return _BETWEEN.sub(" ", same_id(text)).strip()


def _stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text by itself: figures may follow it, letters of its own script not."""
    letter = r"[a-z]" if name.isascii() else r"[^\W\d_a-zA-Z]"
    pattern = rf"(?<!{letter}){re.escape(name)}(?!{letter})"
    return len(name) >= SHORTEST and bool(re.search(pattern, text))
