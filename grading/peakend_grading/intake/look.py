"""What a packed hand-in or an archive holds, as the bounded process finds it."""

import io
from operator import itemgetter
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.files import sentence_for
from peakend.base.language import translate as _
from peakend.lessons.hand_in import ENDING, MANIFEST, HandIn
from peakend.lessons.hand_in_files import open_hand_in, read_hand_in
from peakend_grading.intake.shelf import ARCHIVE, MOST_PLACES, WITHIN, File, is_hidden, read_archive, read_member
from peakend_grading.intake.submissions import NotUnderstood

DEEPEST_ARCHIVE = 3  # archives in one another
_START = 30 + len(MANIFEST)  # bytes: a ZIP file begins with its first file's header and name


def look_into(path: Path) -> dict[str, Any]:
    """Return what a file holds, or in one sentence why that cannot be told.

    Of a hand-in that are its id, team, members, lab and receipt. Of an archive they are its places, those in archives
    in it too; the hand-ins among them; and what is wrong with archives and hand-ins in it, each by its place.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_START)
        if _is_hand_in(path.name, start):
            return _told(read_hand_in(path))
        found: dict[str, Any] = {"places": [], "hand_ins": {}, "problems": {}}
        _look_into_archive(read_archive(path, path.name), "", 1, found)
        return found
    except (NotUnderstood, PeakendError) as reason:
        return {"problem": str(reason)}
    except OSError as error:
        return {"problem": sentence_for(error, path)}


def _look_into_archive(files: list[tuple[str, File]], inside: str, depth: int, found: dict[str, Any]) -> None:
    if len(found["places"]) + len(files) > MOST_PLACES:
        raise NotUnderstood(_("The archives hold more than {most} files.", most=MOST_PLACES))
    for place, file in sorted(files, key=itemgetter(0)):
        name = f"{inside}{place}"
        if any(map(is_hidden, place.split("/"))):
            continue
        if not place.lower().endswith((ENDING, ARCHIVE)):
            found["places"].append(name)
            continue
        try:
            content = read_member(file, place)
            if _is_hand_in(place, content):
                found["hand_ins"][name] = _told(open_hand_in(content, place))
            elif depth == DEEPEST_ARCHIVE:
                raise NotUnderstood(_("it lies in too many archives, one in another: unpack it once"))
            else:
                _look_into_archive(read_archive(io.BytesIO(content), place), f"{name}{WITHIN}", depth + 1, found)
        except (NotUnderstood, PeakendError) as reason:
            found["problems"][name] = str(reason)


def _is_hand_in(name: str, content: bytes) -> bool:
    """Whether a file is a packed hand-in, by its name, or by its beginning where a browser has renamed it."""
    return name.lower().endswith(ENDING) or content[:_START].endswith(MANIFEST.encode())


def _told(made: HandIn) -> dict[str, Any]:
    told = made.manifest
    return {
        "id": told.id,
        "team": told.team,
        "members": list(told.members),
        "lab": told.lab,
        "receipt": made.receipt,
    }
