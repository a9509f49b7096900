"""Hand-ins taken: looked at in a bounded process, written whole and to the disk, noted, and only then acknowledged."""

import asyncio
import hashlib
import itertools
import json
import os
import queue
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.files import NotWritten, sentence_for
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.datasets.variants import is_id, same_id
from peakend.lessons.hand_in import ENDING, LARGEST
from peakend_class.people import find_person
from peakend_class.store import Store, flush_file, flush_folder
from peakend_grading.intake.reader import Reader
from peakend_grading.untrusted.plain_json import plain_text

READERS = 2  # processes that look at hand-ins
MOST_BYTES = 2 * LARGEST  # of one hand-in, packed
MOST_EACH = 300  # hand-ins of one person
MOST_BYTES_EACH = 500_000_000
_INCOMING = ".incoming-"


@dataclass(frozen=True)
class Taken:
    """A hand-in that is on the disk.

    Attributes
    ----------
    number : int
        The order in which they came, whatever the clock says.
    receipt : str
        What trainee and trainer compare.
    person, lab : str
        Whose, and which.
    members : tuple of str
        For whom it counts.
    """

    number: int
    receipt: str
    person: str
    lab: str
    members: tuple[str, ...]


class HandIns:
    """The class's hand-ins, each under its hash; again replaces, and the earlier ones are kept."""

    def __init__(self, store: Store, labs: Sequence[str]) -> None:
        self._store, self._labs = store, tuple(labs)
        self._names = itertools.count()
        self._threads = ThreadPoolExecutor(READERS, "class-hand-ins")
        self._readers: queue.LifoQueue[Reader] = queue.LifoQueue()  # the one that is awake comes first
        for _number in range(READERS):
            self._readers.put(Reader())
        for left in store.hand_ins.glob(f"{_INCOMING}*"):
            left.unlink()  # nobody has a receipt for it

    def wake(self) -> None:
        """Start the processes that read, so that nobody waits for their start."""
        waiting = [self._readers.get() for _number in range(READERS)]
        for reader in waiting:
            self._readers.put(reader.__enter__())

    def close(self) -> None:
        """End the processes that read."""
        self._threads.shutdown()
        while not self._readers.empty():
            self._readers.get().close()

    def incoming(self) -> Path:
        """Return a new place for the bytes of a hand-in that is on its way."""
        return self._store.hand_ins / f"{_INCOMING}{os.getpid()}-{next(self._names)}{ENDING}"

    async def take(self, file: Path, owner: str | None, way: str) -> Taken:
        """Take a hand-in that lies at its incoming place, and return its receipt once it is on the disk.

        Parameters
        ----------
        file : Path
            Where its bytes lie; it is moved, or removed.
        owner : str or None
            Whose it has to be; None for the trainer, who brings anybody's.
        way : str
            How it came: ``lab``, ``trainer`` or ``folder``.

        Raises
        ------
        PeakendError
            If it is no hand-in, somebody else's, of no lab here, too much of one person, or cannot be written.
        """
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._take, file, owner, way)
        except OSError as error:
            raise NotWritten(sentence_for(error, self._store.hand_ins)) from error
        except sqlite3.Error as error:
            raise NotWritten(
                _("The hand-in could not be noted: {reason}. Your file is with you; try again.", reason=error)
            ) from error
        finally:
            file.unlink(missing_ok=True)

    async def take_up(self) -> list[str]:
        """Take what lies in the folder and is not noted, as after a crash or from a USB stick; return what is none."""
        known = await self._store.run(_hashes)
        said = []
        for file in sorted(self._store.hand_ins.glob(f"*{ENDING}")):
            if file.stem not in known:
                copy = self.incoming()
                file.replace(copy)
                try:
                    await self.take(copy, None, "folder")
                except PeakendError as error:
                    said.append(f"{file.name}: {error}")
        return said

    def _take(self, file: Path, owner: str | None, way: str) -> Taken:
        told = self._look(file)
        person, lab = plain_text(told["id"]), plain_text(told["lab"])
        if owner is not None and same_id(person) != same_id(owner):
            raise PeakendError(
                _(
                    "This hand-in is of {id!r}, and this device is {owner!r}'s. Hand in your own.",
                    id=person,
                    owner=owner,
                )
            )
        if not is_id(person):
            raise PeakendError(_("{name!r} cannot be an id: give one without * ? [ ] + / \\.", name=person))
        if lab not in self._labs:
            raise PeakendError(
                _("There is no lab {name!r}. There are: {names}.", name=lab, names=join_words(self._labs))
            )
        flush_file(file)
        with file.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        size, kept = file.stat().st_size, file.with_name(f"{digest}{ENDING}")
        self._store.do(_require_room, person, digest, size)
        file.replace(kept)
        flush_folder(kept.parent)
        taken, at = self._store.do(_note, told, digest, size, way, self._store.clock)
        os.utime(kept, (at, at))  # of two, `peakend grade` counts the newer
        return taken

    def _look(self, file: Path) -> dict[str, Any]:
        reader = self._readers.get()
        try:
            told = reader.look(file)
        finally:
            self._readers.put(reader)
        if problem := told.get("problem"):
            raise PeakendError(str(problem).replace(file.name, _("The file")))
        return told


def latest(database: sqlite3.Connection) -> list[sqlite3.Row]:
    """Return of each person and lab the hand-in that counts, which is the last one."""
    return database.execute(
        "SELECT * FROM hand_in WHERE number IN (SELECT max(number) FROM hand_in GROUP BY person, lab) ORDER BY number"
    ).fetchall()


def _hashes(database: sqlite3.Connection) -> set[str]:
    return {row["hash"] for row in database.execute("SELECT hash FROM hand_in")}


def _require_room(database: sqlite3.Connection, person: str, digest: str, size: int) -> None:
    count, sum_, known = database.execute(
        "SELECT count(*), coalesce(sum(size), 0), coalesce(max(hash = ?), 0) FROM hand_in WHERE person = ?",
        (digest, person),
    ).fetchone()
    if not known and (count >= MOST_EACH or sum_ + size > MOST_BYTES_EACH):
        raise PeakendError(_("{id} has handed in too often or too much. Ask your trainer.", id=person))


def _note(
    database: sqlite3.Connection, told: dict[str, Any], digest: str, size: int, way: str, clock: Any
) -> tuple[Taken, float]:
    """Note a hand-in; the same bytes sent again, as after a lost answer, are the same hand-in."""
    known = find_person(database, told["id"])
    person = known["id"] if known else plain_text(told["id"])
    if known is None:
        values = (person, same_id(person), plain_text(told["team"]))
        database.execute("INSERT INTO person VALUES (?, ?, '', ?, 0, NULL)", values)
    last = database.execute(
        "SELECT * FROM hand_in WHERE person = ? AND lab = ? ORDER BY number DESC LIMIT 1", (person, told["lab"])
    ).fetchone()
    newest = database.execute("SELECT coalesce(max(at), 0) FROM hand_in").fetchone()[0]
    at = max(clock(), newest + 0.01)  # a clock that is set back does not make an older hand-in the newer one
    members = tuple(map(plain_text, told["members"]))
    if last and last["hash"] == digest:
        number, at = last["number"], last["at"]
    else:
        row = (digest, told["receipt"], person, json.dumps(members, ensure_ascii=False), plain_text(told["team"]))
        number = database.execute(
            "INSERT INTO hand_in (hash, receipt, person, members, team, lab, size, at, way) VALUES (?,?,?,?,?,?,?,?,?)",
            (*row, told["lab"], size, at, way),
        ).lastrowid
        database.execute("INSERT OR IGNORE INTO progress VALUES (?, ?, '', 'handed_in', ?)", (person, told["lab"], at))
        database.execute("INSERT OR IGNORE INTO result VALUES (?, 'queued', '')", (digest,))
    return Taken(int(number or 0), told["receipt"], person, told["lab"], members), at
