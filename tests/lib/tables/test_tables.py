"""Tables for people: headings in the language in use."""

import re

import pandas as pd
import pytest

import peakend as pe
from designs import small
from peakend.datasets.folder import datasets_folder
from peakend.tables.words import choice_words
from sample_maps import clinic

HALL = pe.JourneyMap.read(datasets_folder() / "service-hall" / "journey.yaml")
IDEA = {"id": "guide", "name": "向导", "desirable": 5, "feasible": 4, "viable": 3}
SCREENING = pe.Screening(id="ideas", title="概念", concepts=[IDEA])
TABLES = {
    "touchpoints": HALL.touchpoints,
    "blueprint": HALL.blueprint,
    "check": clinic().check,
    "score": clinic().score,
    "moments": HALL.moments,
    "script": HALL.script,
    "standards": HALL.standards,
    "nps difference": lambda: pe.nps_difference(
        pe.load("service-hall/survey"), "recommend", between="channel", invalid="drop"
    ),
    "compare log": lambda: HALL.compare(pe.load("service-hall/visits")),
    "compare map": lambda: HALL.compare(HALL.with_emotion("leave", 1)),
    "redesign": lambda: HALL.redesign(pe.load("service-hall/options"), budget=9).table,
    "chosen": lambda: HALL.redesign(pe.load("service-hall/options"), budget=9).chosen("even"),
    "ranking": SCREENING.ranking,
    "sensitivity": SCREENING.sensitivity,
    "rice": SCREENING.rice,
    "stakeholders": small("StakeholderMap").strategies,
    "levels": small("Interview").levels,
    "user test": pe.UserTest(id="a", title="A").summary,
    "strategies": pe.innovation_strategies,
    "suggested": lambda: pe.suggest_strategies(HALL),
    "gaps": lambda: pe.needs_and_norms([{"need": "know"}], [{"norm": "badge", "serves": ""}]).gaps,
    "timeline": small("Plan").timeline,
    "service levels": small("ServiceLevel").matrix,
    "notes": lambda: small("Interview").table("notes"),
    "trials": lambda: small("UserTest").table("trials"),
    "lost": lambda: HALL.compare(HALL),
}


@pytest.mark.parametrize("name", list(TABLES))
def test_every_heading_is_chinese_in_chinese(name):
    """No key of a column is shown."""
    pe.set_language("zh")
    shown = pe.show(TABLES[name]()).to_html()
    headings = re.findall(r"<th [^>]*class=\"col_heading[^>]*>([^<]*)</th>", shown)
    assert headings
    assert not [heading for heading in headings if re.fullmatch(r"[a-z_ .]+", heading)]


@pytest.mark.parametrize("name", list(TABLES))
def test_every_choice_is_chinese_in_chinese(name):
    """No key of a choice is shown."""
    pe.set_language("zh")
    table = TABLES[name]()
    shown = pe.show(table).data
    for column in choice_words().keys() & {*table}:
        assert not choice_words()[column].keys() & {*shown.iloc[:, list(table).index(column)]}


def test_a_heading_means_what_it_means_in_its_table():
    """The first of two groups is not the first moment of a journey."""
    pe.set_language("zh")
    assert "第一个时刻" in pe.show(clinic().score()).to_html()
    assert "甲组" in pe.show(pd.DataFrame({"first": ["a"], "second": ["b"]})).to_html()


def test_yes_and_no_are_words():
    """True and False are not."""
    pe.set_language("zh")
    shown = pe.show(HALL.moments()[["peak"]]).to_html()
    assert ">是<" in shown
    assert "True" not in shown


def test_without_findings_a_sentence_says_so():
    """An empty table under "message" and "how to mend it" leaves open whether anything was looked for."""
    pe.set_language("en")
    shown = pe.show(pd.DataFrame(columns=["message", "fix"])).to_html()
    assert "Nothing was found that needs mending." in shown
    assert "col_heading" not in shown
