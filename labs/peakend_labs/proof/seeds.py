"""The seed with which all that the labs claim of a table holds in every variant: found by trying one after another."""

import functools
import importlib
import importlib.util
import io
import itertools
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.datasets.catalogue import forget_codebooks
from peakend.datasets.variants import VARIANTS
from peakend_labs import places
from peakend_labs.cases import read_case
from peakend_labs.lab import read_lab
from peakend_labs.proof.claims import Claims, read_claims
from peakend_labs.proof.variants import AllVariants

SOON = 60  # seeds: a claim that holds with none of them, whole tables at that, contradicts what is true in the case
MOST = 10_000  # seeds tried before it is said that what is true in the case contradicts a claim
ROUNDS = (1, 40, VARIANTS)  # most seeds fail in the first variants, and the thousand are looked at last


def claims_of(table: str) -> list[Claims]:
    """Return what all labs claim of a table."""
    return [claims[table] for claims in map(read_claims, map(read_lab, places.lab_names())) if table in claims]


def find_seed(case: str, table: str, most: int = MOST) -> int:
    """Return the first seed with which all claims hold.

    Raises
    ------
    PeakendError
        If none does: it names the claim that failed most often.
    """
    claims, facts, failed = claims_of(table), read_case(case).facts | {"case": case}, Counter[tuple[int, str]]()
    for seed in range(1, most + 1):
        broken = next(_broken(case, table, drawn_table(case, table, seed), claims, facts), None)
        if broken is None:
            return seed
        failed[broken] += 1
        if seed == SOON and failed[ROUNDS[0], broken[1]] == SOON:
            most = SOON
            break
    (_variants, worst), _times = failed.most_common(1)[0]
    raise PeakendError(
        _(
            "With none of {most} seeds all claims about {case}/{table} hold; most often it is “{sentence}” that does "
            "not. Change labs/cases/{case}/truth.yml.",
            most=most,
            case=case,
            table=table,
            sentence=worst,
        )
    )


def tables() -> list[str]:
    """Return the tables that the generator makes for a case."""
    return list(_generator().TABLES)


def generated(case: str) -> dict[Path, bytes]:
    """Return every file that the generator makes for a case, as the case's files now stand."""
    _generator().forget()
    forget_codebooks()
    return dict(_generator().all_files(case))


def drawn_table(case: str, table: str, seed: int) -> pd.DataFrame:
    """Return a table as it would be with a seed, with codes for labels."""
    text = io.BytesIO(_generator().drawn(case, table, seed))
    made, now = pd.read_csv(text, dtype=str, keep_default_na=False, na_values=[""]), AllVariants.of(case, table).table
    return made.astype({name: now[name].dtype for name in made if str(now[name].dtype) == "category"})


@functools.cache
def _generator() -> ModuleType:
    """Return the programs that make the tables, which lie beside their data and in no package that is installed."""
    name, folder = "peakend_data_generator", places.HOUSE / "datasets" / "generator"
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None:
        raise PeakendError(_("The data sets' generator is not here: this command needs the course's own folder."))
    sys.modules[name] = importlib.util.module_from_spec(spec)
    return importlib.import_module(f"{name}.__main__")


def _broken(
    case: str, table: str, made: pd.DataFrame, claims: list[Claims], facts: dict[str, Any]
) -> Iterator[tuple[int, str]]:
    for variants, claim in itertools.product(ROUNDS, claims):
        seen = AllVariants.made_of(f"{case}/{table}", made, variants)
        yield from ((variants, sentence) for sentence, holds in claim(seen, facts) if not all(holds))
