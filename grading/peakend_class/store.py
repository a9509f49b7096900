"""A class on the disk: one SQLite file and the hand-ins beside it; what was acknowledged is there, whatever happens."""

import asyncio
import os
import queue
import secrets
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from peakend.base.errors import PeakendError
from peakend.base.files import NotWritten, sentence_for
from peakend.base.language import translate as _

Clock = Callable[[], float]
T = TypeVar("T")

DATABASE = "class.db"
HAND_INS = "hand-ins"
MOST_TOGETHER = 256  # changes in one turn of the disk
FORMAT = "class/1"
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another one
_SCHEMA = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS person (id TEXT PRIMARY KEY, same TEXT UNIQUE NOT NULL, name TEXT NOT NULL,
  team TEXT NOT NULL, listed INTEGER NOT NULL, seen REAL);
CREATE TABLE IF NOT EXISTS device (key TEXT PRIMARY KEY, person TEXT, state TEXT NOT NULL, joined REAL NOT NULL);
CREATE TABLE IF NOT EXISTS hand_in (number INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL, receipt TEXT NOT NULL,
  person TEXT NOT NULL, members TEXT NOT NULL, team TEXT NOT NULL, lab TEXT NOT NULL, size INTEGER NOT NULL,
  at REAL NOT NULL, way TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS hand_in_hash ON hand_in (hash);
CREATE TABLE IF NOT EXISTS progress (person TEXT NOT NULL, lab TEXT NOT NULL, task TEXT NOT NULL, state TEXT NOT NULL,
  at REAL NOT NULL, PRIMARY KEY (person, lab, task, state));
CREATE TABLE IF NOT EXISTS poll (number INTEGER PRIMARY KEY AUTOINCREMENT, purpose TEXT NOT NULL, kind TEXT NOT NULL,
  question TEXT NOT NULL, options TEXT NOT NULL, answer TEXT NOT NULL, block INTEGER, state TEXT NOT NULL,
  at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS vote (poll INTEGER NOT NULL, device TEXT NOT NULL, value TEXT NOT NULL, at REAL NOT NULL,
  PRIMARY KEY (poll, device));
CREATE TABLE IF NOT EXISTS department (person TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS withdrawal (person TEXT NOT NULL, lab TEXT NOT NULL, PRIMARY KEY (person, lab));
CREATE TABLE IF NOT EXISTS result (hash TEXT PRIMARY KEY, state TEXT NOT NULL, said TEXT NOT NULL);
"""


class Store:
    """A class's folder, opened by one process and written by one thread.

    A change is written through to the disk before the call returns. Those that wait for the disk together are written
    together, each whole or not at all: three hundred phones that vote within a second need not three hundred turns.
    """

    def __init__(self, folder: Path, clock: Clock = time.time) -> None:
        """Open a class's folder, or begin one.

        Parameters
        ----------
        folder : Path
            Where the class lies.
        clock : callable, optional
            Seconds since 1970; orders go by number, so that a clock set back changes none.

        Raises
        ------
        PeakendError
            If it cannot be written, is none, or another server has it open.
        """
        self.folder, self.clock = folder, clock
        self._thread = ThreadPoolExecutor(1, "class-store")
        self._works: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = queue.SimpleQueue()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # names and marks are nobody else's
            self.hand_ins.mkdir(exist_ok=True)
            self._thread.submit(self._open).result()
        except OSError as error:
            raise NotWritten(sentence_for(error, folder)) from error
        except sqlite3.OperationalError as error:
            self._thread.shutdown()
            if "locked" in str(error):
                raise PeakendError(
                    _("{folder} is in use by another class server. Stop that one first.", folder=folder)
                ) from error
            raise NotWritten(_("{folder} cannot be written: {reason}.", folder=folder, reason=error)) from error
        except sqlite3.DatabaseError as error:
            self._thread.shutdown()
            raise PeakendError(
                _("{file} cannot be read as a class. Restore a back-up: peakend class import.", file=DATABASE)
            ) from error

    @property
    def hand_ins(self) -> Path:
        """The folder of the files handed in, which `peakend grade` takes as it is."""
        return self.folder / HAND_INS

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        """Do work on the database, in the thread that has it; it is on the disk before this returns."""
        return await asyncio.wrap_future(self._submit(work, *arguments))

    def do(self, work: Callable[..., T], *arguments: object) -> T:
        """Do the same for who is in no event loop."""
        return self._submit(work, *arguments).result()

    def close(self) -> None:
        """Close the database, with nothing left beside it."""
        self._thread.submit(lambda: self._database.close()).result()
        self._thread.shutdown()

    def _open(self) -> None:
        self._database = sqlite3.connect(self.folder / DATABASE, isolation_level=None, timeout=1)
        self._database.row_factory = sqlite3.Row
        # One process has the class: in this mode no other one gets in, and no memory is shared with any.
        for setting in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._database.execute(f"PRAGMA {setting}").fetchall()
        self._database.executescript(_SCHEMA)
        made = {"format": FORMAT, "code": new_code()}
        for name, value in {**made, **{one: secrets.token_urlsafe(24) for one in ("secret", "later", "hub")}}.items():
            self._database.execute("INSERT OR IGNORE INTO setting VALUES (?, ?)", (name, value))

    def _submit(self, work: Callable[..., T], *arguments: object) -> "Future[T]":
        done: Future[T] = Future()
        self._works.put((lambda: work(self._database, *arguments), done))
        self._thread.submit(self._do_what_waits)
        return done

    def _do_what_waits(self) -> None:
        """Do all work that waits, in one transaction; none has to wait for more."""
        batch: list[tuple[Callable[[], Any], Future[Any]]] = []
        while len(batch) < MOST_TOGETHER:
            try:
                work, done = self._works.get_nowait()
            except queue.Empty:
                break
            if done.set_running_or_notify_cancel():  # who asked may have gone
                batch.append((work, done))
        try:
            answers = self._transact([work for work, _done in batch]) if batch else []
        except BaseException as error:  # the disk is full: none of it is written, and each is told
            answers = [error] * len(batch)
        for (_asked, done), answer in zip(batch, answers, strict=True):
            if isinstance(answer, BaseException):
                done.set_exception(answer)
            else:
                done.set_result(answer)

    def _transact(self, works: Sequence[Callable[[], Any]]) -> list[Any]:
        """Return what each work returns, or the error that it ended with, which takes back its own changes alone."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            answers = []
            for work in works:
                self._database.execute("SAVEPOINT work")
                try:
                    answers.append(work())
                except BaseException as error:
                    if not self._database.in_transaction:
                        raise  # SQLite has taken all of it back
                    self._database.execute("ROLLBACK TO work")
                    answers.append(error)
                self._database.execute("RELEASE work")
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise
        return answers


def new_code() -> str:
    """Return a join code of six characters, to be typed from a screen."""
    return "".join(secrets.choice(_LETTERS) for _place in range(6))


def setting(database: sqlite3.Connection, name: str, default: str = "") -> str:
    """Return what a class has noted under a name."""
    row = database.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return str(row["value"]) if row else default


def note(database: sqlite3.Connection, name: str, value: str) -> None:
    """Note a value under a name."""
    database.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))


def flush_file(path: Path) -> None:
    """Write a file through to the disk."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Write through to the disk which files a folder has; Windows does that by itself, and opens no folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
