"""One person under two ids: what came in under one of them counts for the other, from now on, too."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.datasets.variants import same_id
from peakend.documents.problems import nearest
from peakend_grading.host.withdraw import MADE
from peakend_grading.intake.submissions import Submission
from peakend_grading.marks.book import Book
from peakend_grading.untrusted.plain_json import visible_text

if TYPE_CHECKING:  # a class's list brings pandas
    from peakend.lessons.roster import Person, Roster


def read_pair(pair: str) -> tuple[str, str]:
    """Return the two ids of ``A=B``.

    Raises
    ------
    PeakendError
        If there are not two different ones.
    """
    ghost, sign, owner = (part.strip() for part in pair.partition("="))
    if not (ghost and sign and owner) or ghost == owner:
        raise PeakendError(_("Give two ids: --merge GHOST=ID makes what GHOST handed in count for ID."))
    return ghost, owner


def merge(book: Book, graded: Path, ghost: str, owner: str) -> list[str]:
    """Let what was handed in under one id count for another, a trainer's marks with it; return the labs.

    It is kept in the gradebook, so that later hand-ins under the first id count for the second, too.

    Raises
    ------
    PeakendError
        If nothing came in under the first id, or both have handed in the same lab.
    """
    entries = sorted(book.judged())
    labs = [name for who, name in entries if who == ghost]
    if not labs:
        ids = sorted({who for who, _name in entries})
        shown = join_words(map(visible_text, ids[:40]))
        said = _("The gradebook has nothing of {trainee!r}. It has: {ids}.", trainee=ghost, ids=shown)
        raise PeakendError(said + nearest(ghost, ids))
    if both := [name for name in labs if (owner, name) in entries]:
        raise PeakendError(
            _(
                "{ghost} and {owner} have both handed in {labs}: withdraw the one that does not count, with "
                "--withdraw ID --lab LAB, and merge again.",
                ghost=visible_text(ghost),
                owner=visible_text(owner),
                labs=join_words(both),
            )
        )
    book.merge(ghost, owner)
    for name in labs:
        for part in MADE:
            for place in (Path(part, ghost, name), Path(part, ghost, f"{name}.json")):
                if (graded / place).exists():
                    target = graded / part / owner / place.name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.move(graded / place, target)
    for part in MADE:
        shutil.rmtree(graded / part / ghost, ignore_errors=True)
    return labs


def as_merged(
    submissions: list[Submission], merged: dict[str, str], roster: "Roster | None" = None
) -> tuple[list[Submission], list[str]]:
    """Return submissions under the ids for which they count, and a sentence for each that does not.

    Where both ids have handed in a lab, the one under the right id counts. Name and team are those that the class's
    list has under the right id, since it does not have the other.
    """
    owners = {same_id(ghost): owner for ghost, owner in merged.items()}
    known = {(one.trainee, one.lab) for one in submissions}
    taken, notes = [], []
    for one in submissions:
        owner = owners.get(same_id(one.trainee))
        if owner is None:
            taken.append(one)
        elif (owner, one.lab) not in known:
            known.add((owner, one.lab))
            taken.append(_as_owners(one, owner, roster.find(owner) if roster else None))
        else:
            names = {"ghost": visible_text(one.trainee), "owner": visible_text(owner), "lab": one.lab}
            notes.append(_("Not taken: {lab} of {ghost}, since {owner} has handed it in, too.", **names))
    return taken, notes


def _as_owners(one: Submission, owner: str, person: "Person | None") -> Submission:
    """Return a submission under its owner's id; its figures may be the other id's, or of the team named there."""
    also = (*one.also, *filter(None, [person.name if person else "", one.team]), one.trainee)
    return replace(one, trainee=owner, team=person.team if person and person.team else one.team, also=also)
