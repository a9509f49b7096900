"""Entries that should not be there: taken out of the gradebook, and what was made of them off the disk."""

import contextlib
import shutil
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.documents.problems import nearest
from peakend_grading.marks.book import Book
from peakend_grading.untrusted.plain_json import visible_text

MADE = ("submitted", "autograded", "feedback", "charts-to-draw")


def withdraw(book: Book, graded: Path, trainee: str, lab: str | None = None) -> list[str]:
    """Forget what somebody handed in: marks, notes, copies, feedback; return the labs.

    Parameters
    ----------
    book : Book
        The gradebook.
    graded : Path
        The folder that grading wrote.
    trainee : str
        The id, as the grades have it.
    lab : str, optional
        Which lab alone.

    Raises
    ------
    PeakendError
        If there is no such entry.
    """
    entries = sorted(book.judged())
    labs = [name for who, name in entries if who == trainee and lab in (None, name)]
    if not labs:
        ids = sorted({who for who, _name in entries})
        raise PeakendError(
            _(
                "The gradebook has nothing of {trainee!r}. It has: {ids}.",
                trainee=trainee,
                ids=join_words(map(visible_text, ids[:40])),
            )
            + nearest(trainee, ids)
        )
    for name in labs:
        book.withdraw(trainee, name)
        for part in MADE:
            shutil.rmtree(graded / part / trainee / name, ignore_errors=True)
            (graded / part / trainee / f"{name}.json").unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # other labs of theirs are there
                (graded / part / trainee).rmdir()
    return labs
