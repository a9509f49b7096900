"""Groups drawn at random: as even as can be, and people of one department spread over them."""

import json
import math
import random
import sqlite3

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_class.store import note, setting

SIZES = (2, 12)


def draw(database: sqlite3.Connection, size: int, dice: random.Random) -> list[list[str]]:
    """Draw groups of those who are here, or of the whole list while nobody is.

    Parameters
    ----------
    database : sqlite3.Connection
        The class's.
    size : int
        How many people a group has at most.
    dice : random.Random
        What draws.

    Raises
    ------
    PeakendError
        If that is no size, or there are not people enough.
    """
    low, high = SIZES
    if not low <= size <= high:
        raise PeakendError(_("Groups have {low} to {high} people, not {size}.", low=low, high=high, size=size))
    rows = database.execute(
        "SELECT id, seen, coalesce(department.name, '') AS department FROM person "
        "LEFT JOIN department ON department.person = person.id"
    ).fetchall()
    people = [row for row in rows if row["seen"] is not None] or rows
    if len(people) < low:
        raise PeakendError(_("There is nobody to draw from: start with a list (--names), or let people sign in."))
    dice.shuffle(people)
    order = list(dict.fromkeys(row["department"] for row in people))
    people.sort(key=lambda row: order.index(row["department"]))  # dealt out one by one, each department is spread
    count = math.ceil(len(people) / size)
    made = [[row["id"] for row in people[number::count]] for number in range(count)]
    note(database, "groups", json.dumps(made, ensure_ascii=False))
    return made


def drawn(database: sqlite3.Connection) -> list[list[str]]:
    """Return the groups as they were drawn last."""
    made: list[list[str]] = json.loads(setting(database, "groups", "[]"))
    return made


def group_of(database: sqlite3.Connection, person: str) -> int:
    """Return the number of somebody's group, or 0."""
    return next((number for number, group in enumerate(drawn(database), start=1) if person in group), 0)


def leave(database: sqlite3.Connection, person: str) -> None:
    """Take somebody out, and their department with them."""
    database.execute("DELETE FROM department WHERE person = ?", (person,))
    left = [[one for one in group if one != person] for group in drawn(database)]
    note(database, "groups", json.dumps(left, ensure_ascii=False))
