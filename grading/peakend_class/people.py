"""Who is in the room: a device joins by the code, and a name belongs to the device that claimed it."""

import hashlib
import json
import secrets
import sqlite3
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.datasets.variants import is_id, same_id
from peakend.lessons.roster import LONGEST, Roster
from peakend_class import groups
from peakend_class.store import Clock, setting
from peakend_grading.untrusted.plain_json import plain_text


@dataclass(frozen=True)
class Device:
    """A browser or a JupyterLab that has joined.

    Attributes
    ----------
    key : str
        What its secret is known by here.
    person : str
        Whose it says it is, or nothing.
    state : {"in", "waiting", "refused"}
        Whether the name is its own; a second device waits for the trainer's yes.
    """

    key: str
    person: str
    state: str

    @property
    def owner(self) -> str:
        """Whose it is, once that is settled; nothing before."""
        return self.person if self.state == "in" else ""


class Refusals:
    """Failed tries, of which one address has few a minute, and the room not many more."""

    EACH, ALL, SECONDS = 20, 300, 60

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failed: deque[tuple[float, str]] = deque(maxlen=self.ALL)

    def too_many(self, address: str) -> bool:
        """Whether an address has to wait."""
        now = self._clock()
        while self._failed and not 0 <= now - self._failed[0][0] < self.SECONDS:
            self._failed.popleft()
        return len(self._failed) >= self.ALL or sum(one == address for _at, one in self._failed) >= self.EACH

    def note(self, address: str) -> None:
        """Note a failed try."""
        self._failed.append((self._clock(), address))


def key_of(secret: str) -> str:
    """Return what a secret is known by: it stands in no file itself."""
    return hashlib.sha256(secret.encode()).hexdigest()


def enlist(database: sqlite3.Connection, roster: Roster) -> None:
    """Take over the class's list; who came of themselves stays."""
    for person in roster.people:
        values = (person.id, same_id(person.id), person.name, person.team)
        database.execute(
            "INSERT INTO person VALUES (?, ?, ?, ?, 1, NULL) "
            "ON CONFLICT (same) DO UPDATE SET name = excluded.name, team = excluded.team, listed = 1",
            values,
        )
        if person.department:
            kept = "INSERT OR REPLACE INTO department SELECT id, ? FROM person WHERE same = ?"
            database.execute(kept, (person.department, same_id(person.id)))


def join(database: sqlite3.Connection, code: str, now: float) -> str | None:
    """Let a device in that knows the code, and return its secret; nothing for a wrong code."""
    if not secrets.compare_digest(same_id(code).encode(), same_id(setting(database, "code")).encode()):
        return None
    return let_in(database, now)


def let_in(database: sqlite3.Connection, now: float) -> str:
    """Let a device in, without a name, and return its secret."""
    secret = secrets.token_urlsafe(24)
    database.execute("INSERT INTO device VALUES (?, NULL, 'in', ?)", (key_of(secret), now))
    return secret


def device(database: sqlite3.Connection, secret: str) -> Device | None:
    """Return the device that has a secret, or None."""
    row = database.execute("SELECT * FROM device WHERE key = ?", (key_of(secret),)).fetchone()
    return Device(row["key"], row["person"] or "", row["state"]) if row else None


def listed(database: sqlite3.Connection) -> list[str]:
    """Return the ids of the class's list."""
    return [row["id"] for row in database.execute("SELECT id FROM person WHERE listed ORDER BY rowid")]


def seat(database: sqlite3.Connection, owner: str, secret: str, now: float) -> None:
    """Let a person's JupyterLab in the hub in under their name; who asks has shown that it is theirs."""
    database.execute("INSERT OR REPLACE INTO device VALUES (?, ?, 'in', ?)", (key_of(secret), owner, now))


def claim(database: sqlite3.Connection, key: str, name: str, team: str, now: float) -> Device:
    """Give a name to a device: at once where nobody has it, else the trainer is asked.

    Raises
    ------
    PeakendError
        If it is no name, or the device has another one.
    """
    known = find_person(database, name)
    own = device_by_key(database, key)
    if own.person and own.state != "refused" and (known is None or known["id"] != own.person):
        raise PeakendError(_("This device has joined as {name} already. Ask your trainer to free it.", name=own.person))
    known = known or _new_person(database, plain_text(name).strip(), plain_text(team).strip())
    if own.person == known["id"] and own.state != "refused":
        return own
    taken = database.execute(
        "SELECT 1 FROM device WHERE person = ? AND state = 'in' AND key <> ?", (known["id"], key)
    ).fetchone()
    has_list = database.execute("SELECT 1 FROM person WHERE listed").fetchone()
    state = "waiting" if taken or own.state == "refused" or (has_list and not known["listed"]) else "in"
    database.execute("UPDATE device SET person = ?, state = ? WHERE key = ?", (known["id"], state, key))
    if state == "in":
        database.execute("UPDATE person SET seen = coalesce(seen, ?) WHERE id = ?", (now, known["id"]))
    return Device(key, known["id"], state)


def device_by_key(database: sqlite3.Connection, key: str) -> Device:
    """Return a device that has joined.

    Raises
    ------
    PeakendError
        If it has not, or was removed.
    """
    row = database.execute("SELECT * FROM device WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise PeakendError(_("This device has not joined. Enter the join code."))
    return Device(key, row["person"] or "", row["state"])


def decide(database: sqlite3.Connection, key: str, is_theirs: bool, now: float) -> None:
    """Note what the trainer says to a claim."""
    one = device_by_key(database, key)
    database.execute("UPDATE device SET state = ? WHERE key = ?", ("in" if is_theirs else "refused", key))
    if is_theirs:
        database.execute("UPDATE person SET seen = coalesce(seen, ?) WHERE id = ?", (now, one.person))


def find_person(database: sqlite3.Connection, name: str) -> sqlite3.Row | None:
    """Return who has an id, however it is written, or None."""
    row: sqlite3.Row | None = database.execute("SELECT * FROM person WHERE same = ?", (same_id(name),)).fetchone()
    return row


def _new_person(database: sqlite3.Connection, name: str, team: str) -> sqlite3.Row:
    """Take in somebody who is not in the list."""
    if not is_id(name) or max(len(name), len(team)) > LONGEST or any(sign in name for sign in "\n\r\t"):
        raise PeakendError(_("{name!r} cannot be an id: give one without * ? [ ] + / \\.", name=name[:LONGEST]))
    made: sqlite3.Row = database.execute(
        "INSERT INTO person VALUES (?, ?, '', ?, 0, NULL) RETURNING *", (name, same_id(name), team)
    ).fetchone()
    return made


def forget(database: sqlite3.Connection, key: str, hand_ins: Path) -> None:
    """Remove all that is kept of a device's owner, or of the device where it has no name.

    Where a team's hand-in counts for others, too, it stays, and no longer names who left. What grading has made of the
    others is noted, for who has the gradebook to take it out.
    """
    owner = device_by_key(database, key).owner
    keys = [row["key"] for row in database.execute("SELECT key FROM device WHERE person = ? OR key = ?", (owner, key))]
    if not owner:
        keys = [key]
    for one in keys:
        database.execute("DELETE FROM vote WHERE device = ?", (one,))
        database.execute("DELETE FROM device WHERE key = ?", (one,))
    if not owner:
        return
    database.execute("DELETE FROM progress WHERE person = ?", (owner,))
    database.execute("UPDATE person SET seen = NULL WHERE id = ?", (owner,))
    database.execute("DELETE FROM person WHERE id = ? AND NOT listed", (owner,))
    groups.leave(database, owner)
    for row in database.execute("SELECT * FROM hand_in").fetchall():
        others = [member for member in json.loads(row["members"]) if same_id(member) != same_id(owner)]
        if row["person"] == owner and not others:
            database.execute("DELETE FROM hand_in WHERE number = ?", (row["number"],))
            database.execute("DELETE FROM result WHERE hash = ?", (row["hash"],))
            database.execute("INSERT OR IGNORE INTO withdrawal VALUES (?, ?)", (owner, row["lab"]))
            (hand_ins / f"{row['hash']}.peakend").unlink(missing_ok=True)
        elif len(others) < len(json.loads(row["members"])):
            members = json.dumps(others, ensure_ascii=False)
            database.execute("UPDATE hand_in SET members = ? WHERE number = ?", (members, row["number"]))
    still = "SELECT 1 FROM hand_in WHERE hand_in.person = withdrawal.person AND hand_in.lab = withdrawal.lab"
    database.execute(f"DELETE FROM withdrawal WHERE EXISTS ({still})")
