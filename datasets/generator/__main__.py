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


def files() -> Iterator[tuple[Path, bytes]]:
    """Yield every file that these programs make, and its content."""
    for case in cases_with("truth.yml"):
        folder, truth = DATASETS / case, read(case, "truth.yml")
        for table, make in TABLES.items():
            yield folder / f"{table}.csv", to_csv(make(truth[table], seed_of(case, table)))
        package = folder / "datapackage.json"
        before = json.loads(package.read_text(encoding="utf-8")) if package.is_file() else {}
        yield package, to_json(codebook(case, before)).encode("utf-8")


if __name__ == "__main__":
    for make_files in (files, visits.files):  # the second adds its entries to the codebooks that the first has written
        for file, content in make_files():
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
