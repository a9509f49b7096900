"""What a packed hand-in or an archive holds, as the bounded process finds it."""

from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.lessons.hand_in import ENDING
from peakend.lessons.hand_in_files import read_hand_in
from peakend_grading.intake.shelf import shelf_of
from peakend_grading.intake.submissions import NotUnderstood


def look_into(path: Path) -> dict[str, Any]:
    """Return a hand-in's id, team, members, lab and receipt, or an archive's places; or in one sentence why not."""
    try:
        if path.suffix.lower() == ENDING:
            made = read_hand_in(path)
            told = made.manifest
            return {
                "id": told.id,
                "team": told.team,
                "members": list(told.members),
                "lab": told.lab,
                "receipt": made.receipt,
            }
        return {"places": sorted(shelf_of(path))}
    except (NotUnderstood, PeakendError) as reason:
        return {"problem": str(reason)}
