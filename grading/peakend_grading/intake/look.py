"""What a packed hand-in or an archive holds, as the bounded process finds it."""

from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.lessons.hand_in import ENDING, HandIn
from peakend.lessons.hand_in_files import open_hand_in, read_hand_in
from peakend_grading.intake.shelf import ARCHIVE, WITHIN, shelf_of
from peakend_grading.intake.submissions import NotUnderstood

DEEPEST_ARCHIVE = 3  # archives in one another
MOST_PLACES = 20_000


def look_into(path: Path) -> dict[str, Any]:
    """Return what a file holds, or in one sentence why that cannot be told.

    Of a hand-in that are its id, team, members, lab and receipt. Of an archive they are its places, those in archives
    in it too; the hand-ins among them; and what is wrong with archives and hand-ins in it, each by its place.
    """
    try:
        if path.suffix.lower() == ENDING:
            return _told(read_hand_in(path))
        found: dict[str, Any] = {"places": [], "hand_ins": {}, "problems": {}}
        _look_into_archive(path, "", 1, found)
        return found
    except (NotUnderstood, PeakendError) as reason:
        return {"problem": str(reason)}


def _look_into_archive(path: Path, inside: str, depth: int, found: dict[str, Any]) -> None:
    for place, file in sorted(shelf_of(path, inside).items()):
        name = f"{inside}{place}"
        try:
            if place.lower().endswith(ENDING):
                found["hand_ins"][name] = _told(open_hand_in(file.read(), place))
            elif not place.lower().endswith(ARCHIVE):
                found["places"].append(name)
            elif depth == DEEPEST_ARCHIVE:
                raise NotUnderstood(_("it lies in too many archives, one in another: unpack it once"))
            else:
                _look_into_archive(path, f"{name}{WITHIN}", depth + 1, found)
        except (NotUnderstood, PeakendError) as reason:
            if len(found["places"]) > MOST_PLACES:
                raise
            found["problems"][name] = str(reason)
        if len(found["places"]) > MOST_PLACES:
            raise NotUnderstood(_("The archives hold more than {most} files.", most=MOST_PLACES))


def _told(made: HandIn) -> dict[str, Any]:
    told = made.manifest
    return {
        "id": told.id,
        "team": told.team,
        "members": list(told.members),
        "lab": told.lab,
        "receipt": made.receipt,
    }
