"""The cases' logs: reproducible, explained, as untidy as life, and with the stories that the lessons tell."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import peakend as pe

ROOT = Path(__file__).parents[3]
CASES = ("hospital", "commute", "coffee-shop", "barber", "present-shop", "service-hall", "courier")
BUDGETS = {"hospital": 20, "coffee-shop": 6, "service-hall": 12, "courier": 12}
VARIANTS = 1000
# What a case's recalled ratings were made from, where it is not peak and end.
RECALLED_BY = {"commute": "mean", "courier": "mean", "barber": "trough"}
COLUMNS = {"journey": "journey", "order": "time", "emotion": "emotion"}


def observed(case: str) -> pe.JourneyMap:
    return pe.JourneyMap.from_log(pe.load(f"{case}/visits"), template=pe.load(f"{case}/journey"))


def plans(case: str) -> pd.DataFrame:
    found = observed(case).redesign(pe.load(f"{case}/options"), budget=BUDGETS[case])
    return found.table.set_index("plan")


def nine_tenths(size: int):
    """A thousand draws that leave out a tenth, as the trainees' variants do."""
    random = np.random.default_rng(7)
    for _variant in range(VARIANTS):
        yield random.permutation(size)[size // 10 :]


def test_the_generator_makes_the_files_byte_for_byte():
    """The committed logs, ratings and codebooks are what the seeded program writes."""
    made = "from datasets.generator.visits import files; print([str(f) for f, c in files() if f.read_bytes() != c])"
    command = [sys.executable, "-c", made]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    assert "[]" == done.stdout.strip()


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_loaded_as_a_map(case):
    """And its codebook says, in one row, what it is."""
    assert isinstance(pe.load(f"{case}/journey"), pe.JourneyMap)
    assert ["journey/1"] == list(pe.codebook(f"{case}/journey")["type"])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("table", ["visits", "recalled"])
@pytest.mark.parametrize("case", CASES)
def test_the_codebook_explains_every_column(case, table, language):
    """A title and a description each, in the language in use."""
    pe.set_language(language)
    book = pe.codebook(f"{case}/{table}")
    assert list(pe.load(f"{case}/{table}")) == book["column"].tolist()
    assert (book[["title", "description"]].map(len) > 0).all(axis=None)


@pytest.mark.parametrize("case", CASES)
def test_a_log_knows_the_case_and_is_as_untidy_as_life(case):
    """Every touchpoint of the map is met; steps are skipped, added, and some emotions are unknown."""
    visits, planned = pe.load(f"{case}/visits"), {step.id for step in pe.load(f"{case}/journey").steps}
    met = set(visits["touchpoint"])
    assert planned < met
    journeys = visits["journey"].nunique()
    assert 400 <= journeys <= 1200
    assert visits.groupby("touchpoint")["journey"].nunique()[list(planned)].min() < journeys
    assert 0.04 < visits["emotion"].isna().mean() < 0.12


@pytest.mark.parametrize("case", CASES)
def test_the_observed_map_keeps_the_planned_order(case):
    """Few take another way; the majority's order is the plan's."""
    planned = [step.id for step in pe.load(f"{case}/journey").steps]
    assert planned == [step.id for step in observed(case).steps if step.id in planned]


@pytest.mark.parametrize("case", CASES)
def test_what_the_ratings_were_made_from_predicts_them_best(case):
    """Out of sample, and clearly better than the rival; duration predicts nothing."""
    result = pe.remembered(pe.load(f"{case}/visits"), "rating", ratings=pe.load(f"{case}/recalled"), **COLUMNS)
    result = result.set_index("predictor")
    best = RECALLED_BY.get(case, "peak_end")
    rival = "mean" if best == "peak_end" else "peak_end"
    assert best == result.index[0]
    assert result.loc[best, "r2_cv"] > result.loc[rival, "r2_cv"] + 0.1
    assert result.loc["duration", "r2_cv"] < 0.02


@pytest.mark.parametrize("case", CASES)
def test_it_leads_in_every_variant(case):
    """In a thousand draws of nine tenths of the ratings, the correlation leads by 0.05 at least."""
    features = pe.peak_end(pe.load(f"{case}/visits"), **COLUMNS)
    best = RECALLED_BY.get(case, "score")
    rival = "mean" if best == "score" else "score"
    both = pe.load(f"{case}/recalled").merge(features, on="journey")[["rating", best, rival]].astype(float)
    values = both.dropna().to_numpy()
    correlations = (np.corrcoef(values[kept].T)[0] for kept in nine_tenths(len(values)))
    assert min(row[1] - row[2] for row in correlations) > 0.05


@pytest.mark.parametrize("case", BUDGETS)
def test_the_weakest_touchpoint_is_not_the_one_to_mend(case):
    """L2.7: the plan that mends it first gains less than half of what the best plan does; even money gains more."""
    result = plans(case)
    means = observed(case).touchpoints().set_index("touchpoint")["emotion"]
    options = pe.load(f"{case}/options").set_index("option")
    bought = {plan: set(options.loc[row.chosen.split(", "), "touchpoint"]) for plan, row in result.iterrows()}
    assert means.idxmin() in bought["weakest"]
    assert means.idxmin() not in bought["remembered"]
    assert result.loc["remembered", "gain"] > 2 * result.loc["weakest", "gain"] + 0.2
    assert result.loc["even", "gain"] > result.loc["weakest", "gain"]


@pytest.mark.parametrize("case", BUDGETS)
def test_the_lowest_mean_lies_apart_in_every_variant(case):
    """In a thousand draws of nine tenths of the journeys the same touchpoint is lowest, peak and end."""
    emotions = pe.load(f"{case}/visits").dropna().pivot_table("emotion", "journey", "touchpoint", aggfunc="mean")
    values = emotions.to_numpy(dtype=float)
    order = [step.id for step in observed(case).steps]
    story = {
        (names[np.nanargmin(mean)], names[np.nanargmax(np.abs(mean))])
        for names, mean in (
            (emotions.columns.to_numpy(), np.nanmean(values[kept], axis=0)) for kept in nine_tenths(len(values))
        )
    }
    expected = {
        "hospital": ("crowd", "crowd", "wait-alone"),
        "coffee-shop": ("notice", "changed", "take-seat"),
        "service-hall": ("wait", "advice", "leave"),
        "courier": ("wait", "hand-over", "five-stars"),
    }
    assert {expected[case][:2]} == story
    assert expected[case][2] == order[-1]


@pytest.mark.parametrize("case", BUDGETS)
def test_the_plans_stay_the_same_when_a_tenth_is_left_out(case):
    """Twenty draws from the thousand, redesigned anew: the same options, whichever journeys are missing."""
    visits, template, options = (pe.load(f"{case}/{name}") for name in ("visits", "journey", "options"))
    journeys = visits["journey"].unique()
    chosen = set()
    for kept, _draw in zip(nine_tenths(len(journeys)), range(20), strict=False):
        part = visits[visits["journey"].isin(journeys[kept])]
        found = pe.JourneyMap.from_log(part, template=template).redesign(options, budget=BUDGETS[case])
        chosen.add(tuple(found.table["chosen"][:2]))
    assert 1 == len(chosen)
