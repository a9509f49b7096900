"""What a case says of itself, in its own folder of the labs: its words, its seeds, and what is true in its data."""

import functools
import zlib
from pathlib import Path
from typing import Any

import yaml

DATASETS = Path(__file__).resolve().parents[1]
CASES = DATASETS.parent / "labs" / "cases"


def cases_with(name: str) -> list[str]:
    """Return the cases that have a file of this name."""
    return sorted(file.parent.name for file in CASES.glob(f"*/{name}"))


def case_of(case: str) -> dict[str, Any]:
    """Return what ``case.yml`` says: title, words, facts and seeds."""
    return read(case, "case.yml")


@functools.cache
def read(case: str, name: str) -> dict[str, Any]:
    """Return what a file of a case holds."""
    content: dict[str, Any] = yaml.safe_load((CASES / case / name).read_text(encoding="utf-8"))
    return content


def seed_of(case: str, table: str) -> int:
    """Return the seed of a table: the one that was found for it, or else one that follows from its name."""
    return int(case_of(case).get("seeds", {}).get(table, zlib.crc32(f"{case}/{table}".encode())))
