"""Grading at hand-in, by the judge of `peakend grade`, where this machine can wall submissions in; else they wait."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.base.program import as_typed
from peakend.lessons.hand_in import ENDING
from peakend_class.archive import GRADEBOOK, GRADED
from peakend_class.room import Room
from peakend_class.store import note
from peakend_grading.intake.submissions import Submission
from peakend_grading.marks.grades import TaskGrade

AT_ONCE = 8  # hand-ins taken up together: the gradebook is opened once for them


async def grade_as_they_come(room: Room, can_wall_in: bool) -> None:
    """Grade what is handed in, one batch after the other; a batch that fails is said, and does not stop the next.

    What somebody had removed goes from the gradebook before that.

    Where there is no sandbox nothing is graded: the board says that hand-ins are collected.
    """
    await room.store.run(note, "grading", "grading" if can_wall_in else "collecting")
    room.changed()
    while True:
        if gone := await room.store.run(_removed):
            await asyncio.to_thread(_withdraw, room.store.folder, gone)
            await room.store.run(_note_withdrawn, gone)
        batch = await room.store.run(_waiting) if can_wall_in else []
        if not batch:
            await asyncio.sleep(1)
            continue
        said = await asyncio.to_thread(_grade, room.store.folder, batch, room.language)
        await room.store.run(_note_results, said)
        room.changed()


def _waiting(database: sqlite3.Connection) -> list[sqlite3.Row]:
    """Return the hand-ins that wait, oldest first; an earlier one that no longer counts is not graded."""
    return database.execute(
        "SELECT hand_in.* FROM hand_in JOIN result USING (hash) WHERE result.state = 'queued' AND number IN "
        "(SELECT max(number) FROM hand_in GROUP BY person, lab) ORDER BY number LIMIT ?",
        (AT_ONCE,),
    ).fetchall()


def _removed(database: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return whose work on which lab was removed since."""
    return [(row["person"], row["lab"]) for row in database.execute("SELECT * FROM withdrawal")]


def _withdraw(folder: Path, gone: Sequence[tuple[str, str]]) -> None:
    """Take it out of the gradebook, too, and off the disk, where it was graded here."""
    gradebook = folder / GRADED / GRADEBOOK
    if not gradebook.is_file():
        return
    from peakend_grading.host.withdraw import withdraw
    from peakend_grading.marks.book import open_book

    with open_book(folder / GRADED) as book:
        for person, lab in gone:
            with contextlib.suppress(PeakendError):  # it had not been graded
                withdraw(book, folder / GRADED, person, lab)
    with contextlib.closing(sqlite3.connect(gradebook, isolation_level=None)) as database:
        database.execute("VACUUM")  # what was deleted is otherwise still in the file


def _note_withdrawn(database: sqlite3.Connection, gone: Sequence[tuple[str, str]]) -> None:
    database.executemany("DELETE FROM withdrawal WHERE person = ? AND lab = ?", gone)


def _grade(folder: Path, batch: Sequence[sqlite3.Row], language: str) -> dict[str, tuple[str, str]]:
    """Grade a batch, and return by hash whether it was graded, and what is said of it."""
    from peakend_grading.host.grade import Grading, grade

    by_owner = {(row["person"], row["lab"]): row["hash"] for row in batch}
    submissions = [
        Submission(
            row["person"],
            row["lab"],
            folder / "hand-ins" / f"{row['hash']}{ENDING}",
            team=row["team"],
            receipt=row["receipt"],
        )
        for row in batch
    ]
    failed = as_typed(_("It could not be graded here; `peakend grade` says why."))
    said = {row["hash"]: ("failed", failed) for row in batch}
    with contextlib.suppress(Exception):  # whatever grading meets, the room goes on, and the hand-in is kept
        for tasks in grade(submissions, Grading(folder / GRADED, language, jobs=1)):
            if tasks and (digest := by_owner.get((tasks[0].trainee, tasks[0].lab))):
                said[digest] = ("graded", _sum(tasks))
    return said


def _sum(tasks: Sequence[TaskGrade]) -> str:
    points = sum(task.score for task in tasks if task.score is not None)
    most = sum(task.max_score for task in tasks if task.score is not None)
    open_ = sum(task.max_score for task in tasks if task.score is None)
    said = _("{points:g} of {most:g} points", points=points, most=most)
    return _("{said}; {open:g} to be marked by the trainer", said=said, open=open_) if open_ else said


def _note_results(database: sqlite3.Connection, said: dict[str, tuple[str, str]]) -> None:
    for digest, (state, sentence) in said.items():
        database.execute("UPDATE result SET state = ?, said = ? WHERE hash = ?", (state, sentence, digest))
