"""What a lab claims of its data, ``claims.py`` in its folder, held against every variant of every case.

A table's function in it yields sentences, each with the variants in which it is true; its facts come from the case.
"""

import hashlib
import importlib.util
import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import translate as _
from peakend_labs import places
from peakend_labs.cases import read_case
from peakend_labs.lab import Lab
from peakend_labs.programs import stopped

if TYPE_CHECKING:
    from peakend_labs.proof.variants import AllVariants

CLAIMS = "claims.py"
Claim = tuple[str, Any]  # a sentence, and for each variant whether it is true
Claims = Callable[["AllVariants", Mapping[str, Any]], Iterator[Claim]]


@dataclass(frozen=True)
class Broken:
    """A claim that does not hold: in how many variants, and in which first."""

    lab: str
    case: str
    table: str
    sentence: str
    count: int
    first: int

    def __str__(self) -> str:
        """Say it in one sentence."""
        return _(
            "labs/{lab}/claims.py, case {case}: “{sentence}” does not hold in {count} of 1,000 variants, the first of "
            "them {first}. Change labs/cases/{case}/truth.yml or the seed of {table} there, or what the lab says.",
            **vars(self),
        )


def broken_claims(lab: Lab, case: str, cache: Path | None = None) -> list[Broken]:
    """Return the claims of a lab that do not hold on a case; what held, and did not change, is not computed again."""
    found = []
    for table, claims in read_claims(lab).items():
        kept = cache / f"claims-{_fingerprint(claims, case, table)}.json" if cache else None
        if kept and kept.is_file():
            continue
        broken = [*_broken(lab, case, table, claims)]
        if kept and not broken:
            write_text(kept, json.dumps({"lab": lab.id, "case": case, "table": table}) + "\n")
        found += broken
    return found


def read_claims(lab: Lab) -> dict[str, Claims]:
    """Return what a lab claims, by table; the trainer's own program, which no kit holds."""
    file = lab.folder / CLAIMS
    if not file.is_file():
        return {}
    spec = importlib.util.spec_from_file_location(f"claims_of_{lab.id.replace('-', '_')}", file)
    if spec is None or spec.loader is None:
        raise PeakendError(_("{file} cannot be read as a Python file.", file=file))
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever the author's program raises
        raise _stopped(lab, error) from None
    return {
        name: found for name, found in vars(module).items() if inspect.isgeneratorfunction(found) and name[0] != "_"
    }


def _stopped(lab: Lab, error: Exception) -> PeakendError:
    """Say at which line of a lab's claims their program stops."""
    line, sentence = stopped(lab.folder / CLAIMS, error)
    file = f"labs/{lab.id}/{CLAIMS}"
    return PeakendError(_("{file}, line {line}: {sentence}", file=file, line=line, sentence=sentence))


def _broken(lab: Lab, case: str, table: str, claims: Claims) -> Iterator[Broken]:
    from peakend_labs.proof.variants import AllVariants

    variants, facts = AllVariants.of(case, table), read_case(case).facts | {"case": case}
    try:
        claimed = [*claims(variants, facts)]
    except PeakendError:
        raise
    except Exception as error:  # whatever the author's program raises
        raise _stopped(lab, error) from None
    for sentence, holds in claimed:
        wrong = [number for number, true in enumerate(holds) if not true]
        if wrong:
            yield Broken(lab.id, case, table, sentence, len(wrong), wrong[0])


def _fingerprint(claims: Claims, case: str, table: str) -> str:
    parts = [inspect.getsource(inspect.getmodule(claims) or claims), repr(read_case(case).facts), f"{case}/{table}"]
    made = hashlib.sha256("\n".join(parts).encode())
    for file in (
        places.HOUSE / "datasets" / case / f"{table}.csv",
        places.HOUSE / "datasets" / case / "datapackage.json",
    ):
        made.update(file.read_bytes())
    return made.hexdigest()
