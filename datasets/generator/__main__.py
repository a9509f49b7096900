"""Make the cases' tables and codebooks anew: ``python -m datasets.generator``, in the course's own folder."""

import json
from collections.abc import Iterator
from pathlib import Path

from . import visits
from .cases import DATASETS, cases_with, read, seed_of
from .codebook import codebook, to_json
from .draws import to_csv
from .experiments import apologies, greetings
from .kano import kano
from .ledger import ledger
from .servqual import servqual
from .survey import survey

TABLES = {
    "survey": survey,
    "servqual": servqual,
    "kano": kano,
    "greetings": greetings,
    "apologies": apologies,
    "ledger": ledger,
}


def drawn(case: str, table: str, seed: int) -> bytes:
    """Return a case's table as a seed makes it."""
    return to_csv(TABLES[table](read(case, "truth.yml")[table], seed))


def files() -> Iterator[tuple[Path, bytes]]:
    """Yield every file that these programs make, and its content."""
    for case in cases_with("truth.yml"):
        folder = DATASETS / case
        for table in TABLES:
            yield folder / f"{table}.csv", drawn(case, table, seed_of(case, table))
        package = folder / "datapackage.json"
        before = json.loads(package.read_text(encoding="utf-8")) if package.is_file() else {}
        yield package, to_json(codebook(case, before)).encode("utf-8")


def all_files(case: str | None = None) -> Iterator[tuple[Path, bytes]]:
    """Make every file of all cases, or of one, the logs' entries added to the codebooks that the tables have made."""
    made = {file: content for file, content in files() if case in (None, file.parent.name)}
    yield from made.items()
    yield from ((file, content) for file, content in visits.files(made) if case in (None, file.parent.name))


def forget() -> None:
    """Read the cases' files anew: they were changed."""
    read.cache_clear()


if __name__ == "__main__":
    for file, content in all_files():
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
