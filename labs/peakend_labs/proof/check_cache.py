"""What `peakend check` remembers: outcomes that passed, under a fingerprint of all that they rest on."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from peakend.base.files import write_text
from peakend_labs.places import HOUSE
from peakend_labs.proof.outcome import Outcome

CACHE = HOUSE / ".check"


def recall(cache: Path, name: str) -> list[Outcome] | None:
    """Return the outcomes kept under a fingerprint, or None."""
    try:
        known = json.loads((cache / f"{name}.json").read_text(encoding="utf-8"))
        return [Outcome(**one) for one in known]
    except (OSError, ValueError, TypeError):
        return None


def keep(cache: Path, name: str, outcomes: Sequence[Outcome]) -> None:
    """Remember outcomes, all of which passed."""
    rows = [asdict(outcome) for outcome in outcomes]
    write_text(cache / f"{name}.json", json.dumps(rows, ensure_ascii=False) + "\n")
