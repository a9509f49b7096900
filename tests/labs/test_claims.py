"""What the labs say of their data is true in every case and in each of the thousand variants."""

from dataclasses import replace

import numpy as np
import pytest

from peakend.base.errors import PeakendError
from peakend_labs.lab import read_lab
from peakend_labs.places import lab_names
from peakend_labs.proof import claims, seeds
from peakend_labs.proof.variants import AllVariants

CLAIMING = [lab for lab in map(read_lab, lab_names()) if claims.read_claims(lab)]


@pytest.mark.parametrize(
    ("lab", "case"), [pytest.param(lab, case, id=f"{lab.id}-{case}") for lab in CLAIMING for case in lab.cases]
)
def test_every_claim_holds(lab, case):
    """In all cases and all variants."""
    assert [] == [str(broken) for broken in claims.broken_claims(lab, case)]


def test_the_labs_with_data_claim_something():
    """None of them was forgotten."""
    labs = ["1-excellent-service", "2-needs", "3-three-surveys", "4-journey", "5-peaks-and-ends"]
    assert labs == [lab.id for lab in CLAIMING]


def test_a_claim_that_fails_is_told_with_its_variants(tmp_path, monkeypatch):
    """How many there are, which is the first, and what to change; and it is not kept as one that held."""
    lab = read_lab("2-needs")

    def apologies(variants, _facts):
        yield "every variant is an odd one", np.arange(len(variants.kept)) % 2 == 1

    monkeypatch.setattr(claims, "read_claims", lambda _lab: {"apologies": apologies})
    (broken,) = claims.broken_claims(lab, "hospital", tmp_path)
    assert "does not hold in 500 of 1,000 variants, the first of them 0" in str(broken)
    assert not list(tmp_path.iterdir())


def test_what_held_is_kept_until_something_changes(tmp_path, monkeypatch):
    """A second look takes no time."""
    lab = read_lab("2-needs")
    assert [] == claims.broken_claims(lab, "hospital", tmp_path)
    monkeypatch.setattr(AllVariants, "of", None)
    assert [] == claims.broken_claims(lab, "hospital", tmp_path)


def test_a_seed_is_found(monkeypatch):
    """The first with which all claims hold; the whole table and its variants are made anew with each."""
    monkeypatch.setattr(seeds, "claims_of", lambda _table: [_first_was_forgiven])
    seed = seeds.find_seed("hospital", "apologies")
    assert _first_answers(seed) == "5"
    assert "5" not in [_first_answers(earlier) for earlier in range(1, seed)]


def test_where_no_seed_helps_it_says_which_claim_fails(monkeypatch):
    """And where to change what is true."""
    monkeypatch.setattr(seeds, "claims_of", lambda _table: [lambda variants, _facts: iter([("never", [False])])])
    with pytest.raises(PeakendError, match=r"With none of 2 seeds .* it is “never” that does not\. Change labs/cases/"):
        seeds.find_seed("hospital", "apologies", most=2)


def test_what_contradicts_a_claim_with_every_seed_is_said_soon(monkeypatch):
    """No maker waits for two thousand seeds where the truth itself is against what the lab says."""
    monkeypatch.setattr(seeds, "claims_of", lambda _table: [lambda variants, _facts: iter([("never", [False])])])
    monkeypatch.setattr(seeds, "SOON", 3)
    with pytest.raises(PeakendError, match=r"With none of 3 seeds"):
        seeds.find_seed("hospital", "apologies")


def _first_was_forgiven(variants, _facts):
    yield "the first complaint was forgiven whole", np.full(len(variants.kept), _first(variants.table) == "5")


def _first_answers(seed):
    return _first(seeds.drawn_table("hospital", "apologies", seed))


def _first(table):
    return str(table["forgiven"].iloc[0])


@pytest.mark.parametrize(
    ("program", "line", "said"),
    [
        ("def survey(:\n", 1, "the program stops with SyntaxError: "),
        (
            'def survey(variants, facts):\n    yield "one", facts["none"]\n',
            2,
            "the program stops with KeyError: 'none'",
        ),
    ],
)
def test_a_program_of_claims_that_stops_is_told_with_its_line(tmp_path, program, line, said):
    """Its author reads which file, where and why, and no traceback."""
    lab = replace(read_lab("3-three-surveys"), folder=tmp_path)
    (tmp_path / "claims.py").write_text(program, encoding="utf-8")
    with pytest.raises(PeakendError) as told:
        claims.broken_claims(lab, "service-hall")
    assert f"labs/3-three-surveys/claims.py, line {line}: {said}" in str(told.value)
