"""Scores that the library and the editor's JavaScript both have to find, in one file of vectors."""

import json
from pathlib import Path
from typing import Any

import pytest

import peakend as pe

FILE = Path(__file__).parents[1] / "forms" / "score_vectors.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))


def found(steps: list[dict[str, Any]]) -> dict[str, Any] | None:
    places = [{"id": f"t{i}", "phase": "p", "name": f"T{i}", **step} for i, step in enumerate(steps, start=1)]
    journey = pe.JourneyMap(id="m", title="M", phases=[{"id": "p", "name": "P"}], touchpoints=places)
    if all(step.get("emotion") is None for step in steps):
        with pytest.raises(pe.PeakendError):
            journey.score()
        return None
    row = journey.score().iloc[0]
    numbers = {name: float(row[name]) for name in ("score", "score_high", "peak", "end")}
    places = {name: str(row[name]) for name in ("peak_at", "peak_high_at", "end_at")}
    counts = {"n": int(row["n"]), "n_missing": int(row["n_missing"])}
    return {**counts, **numbers, **places, "peak_tied": bool(row["peak_tied"])}


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["about"] for vector in VECTORS])
def test_the_library_finds_what_the_vectors_say(vector):
    """The editor's page is held to the same file by Node (score.test.mjs)."""
    assert vector["score"] == found(vector["steps"])


if __name__ == "__main__":
    for vector in VECTORS:
        vector["score"] = found(vector["steps"])
    lines = ",\n".join(json.dumps(vector, ensure_ascii=False) for vector in VECTORS)
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
