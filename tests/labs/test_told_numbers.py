"""The figures that a case's stories tell are those of its data, in both languages."""

import re

import numpy as np
import pytest

import peakend as pe
from peakend_labs.lab import read_lab
from peakend_labs.proof.variants import AllVariants

NUMBERS = {"four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
NUMBERS |= {word: number for number, word in enumerate("四五六七八九十", 4)}
NUMBERS |= {"六千": 6000, "一万二": 12_000, "两万": 20_000}
LOGGED = {"four or five hundred": (400, 500), "四五百": (400, 500), "seven or eight hundred": (700, 800)}
LOGGED |= {"七八百": (700, 800), "eight or nine hundred": (800, 900), "八九百": (800, 900)}
LOGGED |= {"about a thousand": (900, 1100), "大约一千": (900, 1100)}
CASES = read_lab("5-peaks-and-ends").cases
LANGUAGES = ["zh", "en"]


def told(lab, language, case):
    """All that a lab says on a case."""
    cells = read_lab(lab).read(language, case).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_flow_chart_on_the_wall_has_as_many_boxes_as_the_map_has_touchpoints(case, language):
    """Lab 4 begins with it."""
    found = re.search(r"(\w+) boxes in a line|(\w)个方框一条直线", told("4-journey", language, case))
    assert len(pe.load(f"{case}/journey").steps) == NUMBERS[found[1] or found[2]]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ledger_covers_three_months(case, language):
    """As lab 1 says above it."""
    assert re.search(r"ledger of three months|三个月", told("1-excellent-service", language, case))
    dates = pe.load(f"{case}/ledger")["date"].astype(str)
    assert 3 == dates.str[:7].nunique()


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_remedy_of_budget_day_is_for_what_is_felt_worst_and_takes_the_whole_budget(case, language):
    """In each variant: lab 5's story, its budget and the table of options tell the same of it."""
    text = told("5-peaks-and-ends", language, case)
    found = re.search(r"([\d,]+) yuan a year|一年(.+?)，正好", text)
    told_cost = NUMBERS[found[2]] if found[2] else int(found[1].replace(",", ""))
    options = pe.load(f"{case}/options")
    dearest = options.loc[options["cost"].astype(float).idxmax()]
    assert told_cost == 1000 * dearest["cost"]
    code = "\n".join(cell.source for cell in read_lab("5-peaks-and-ends").read(language, case).cells)
    assert int(re.search(r"^budget = (\d+)", code, re.MULTILINE)[1]) == dearest["cost"]
    variants = AllVariants.of(case, "visits")
    touchpoints = variants.table["touchpoint"].astype(str)
    emotion = variants.on_scale("emotion", -2, 2)
    names = list(dict.fromkeys(touchpoints))
    felt = np.array([variants.mean(emotion, np.flatnonzero(touchpoints == name)) for name in names])
    assert {str(dearest["touchpoint"])} == {names[worst] for worst in felt.argmin(axis=0)}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lab", ["4-journey", "5-peaks-and-ends"])
def test_each_trainee_has_as_many_visits_as_the_story_says(case, language, lab):
    """In each variant: whoever has an id has nine in ten of all, whoever has none has all."""
    sentence = re.compile(rf"({'|'.join(LOGGED)})( \w+ (have been logged|in the system)|次\w+的记录)", re.IGNORECASE)
    (words,) = [found[1].lower() for found in sentence.finditer(told(lab, language, case))]
    visits = AllVariants.of(case, "visits")
    first_rows = (~visits.table["journey"].duplicated()).to_numpy()
    counts = visits.kept[:, first_rows].sum(axis=1)
    assert LOGGED[words][0] <= counts.min() <= counts.max() <= LOGGED[words][1]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_hundreds_rated_their_visit_a_week_later(case, language):
    """Of those whose visits a trainee has, in each variant."""
    assert re.search("hundreds of these|几百人", told("5-peaks-and-ends", language, case))
    assert AllVariants.of(case, "recalled").kept.sum(axis=1).min() >= 200
