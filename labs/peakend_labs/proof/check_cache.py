"""What `peakend check` remembers: outcomes that passed, under a fingerprint of everything they rest on."""

import functools
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from peakend.base.files import write_text
from peakend_labs.places import HOUSE, labs_folder
from peakend_labs.proof.outcome import Outcome

CACHE = HOUSE / ".check"
SHARED = ("lib", "grading", "datasets", "uv.lock")
PASSED_OVER = ("__pycache__", ".ipynb_checkpoints")


def fingerprint(lab: str, language: str, case: str) -> str:
    """Return a name for a run that changes with the lab, the library, the data, or the locked environment."""
    made = hashlib.sha256(_shared().encode())
    _add(made, [labs_folder() / lab])
    made.update(f"{lab} {language} {case}".encode())
    return made.hexdigest()


def recall(cache: Path, name: str) -> list[dict[str, Any]] | None:
    """Return the outcomes kept under a fingerprint, or None."""
    try:
        known = json.loads((cache / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return known if isinstance(known, list) else None


def keep(cache: Path, name: str, outcomes: Sequence[Outcome]) -> None:
    """Remember outcomes, all of which passed."""
    rows = [asdict(outcome) for outcome in outcomes]
    write_text(cache / f"{name}.json", json.dumps(rows, ensure_ascii=False) + "\n")


@functools.cache
def _shared() -> str:
    made = hashlib.sha256()
    _add(made, [HOUSE / name for name in SHARED])
    return made.hexdigest()


def _add(made: Any, places: Iterable[Path]) -> None:
    for place in places:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file() and not set(PASSED_OVER) & set(file.parts):
                made.update(file.relative_to(place.parent).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
