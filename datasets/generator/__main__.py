"""Make the cases' tables and codebooks anew: ``python -m datasets.generator``, in the course's own folder."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from . import visits
from .codebook import codebook, to_json
from .draws import to_csv
from .experiments import apologies, greetings
from .kano import kano
from .ledger import ledger
from .servqual import servqual
from .survey import survey

HERE = Path(__file__).parent
TABLES = {
    "survey": survey,
    "servqual": servqual,
    "kano": kano,
    "greetings": greetings,
    "apologies": apologies,
    "ledger": ledger,
}
# Seeds with which the lessons' stories hold in every variant; others follow from the tables' names.
SEEDS = {
    "service-hall/survey": 2059,
    "service-hall/greetings": 1,
    "hospital/survey": 16,
    "hospital/kano": 3,
    "coffee-shop/survey": 24,
    "coffee-shop/kano": 4,
}


def files() -> Iterator[tuple[Path, bytes]]:
    """Yield every file that these programs make, and its content."""
    for truth_file in sorted((HERE / "truth").glob("*.yml")):
        case = truth_file.stem
        folder = HERE.parent / case
        truth: dict[str, Any] = yaml.safe_load(truth_file.read_text(encoding="utf-8"))
        for table, make in TABLES.items():
            name = f"{case}/{table}"
            seed = SEEDS.get(name, zlib.crc32(name.encode()))
            yield folder / f"{table}.csv", to_csv(make(truth[table], seed))
        package = folder / "datapackage.json"
        before = json.loads(package.read_text(encoding="utf-8")) if package.is_file() else {}
        yield package, to_json(codebook(case, before)).encode("utf-8")


if __name__ == "__main__":
    for make_files in (files, visits.files):  # the second adds its entries to the codebooks that the first has written
        for file, content in make_files():
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
