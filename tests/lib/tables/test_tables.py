"""Tables for people: headings in the language in use."""

import re

import pandas as pd
import pytest
from openpyxl import load_workbook

import peakend as pe
from designs import small
from peakend.datasets.folder import datasets_folder
from peakend.tables.about import about, describe
from sample_maps import clinic

HALL = pe.JourneyMap.read(datasets_folder() / "service-hall" / "journey.yaml")
IDEA = {"id": "guide", "name": "向导", "desirable": 5, "feasible": 4, "viable": 3}
SCREENING = pe.Screening(id="ideas", title="概念", concepts=[IDEA])
RATINGS = pd.DataFrame({"a": [9, 7, 5, 4], "b": [1, 2, 4, 5], "c": [1, 3, 2, 2], "g": ["x", "x", "y", "y"]})
KANO = pd.DataFrame({"服务": ["a", "a"], "b": [1, 2], "c": [5, 4], "i": [9, 8]})
MOMENTS = pd.DataFrame(
    {
        "旅程": [1, 1, 2, 2, 3, 3],
        "o": [1, 2] * 3,
        "e": [1, -2, 0, 1, 2, 2],
        "r": [5, 5, 3, 3, 4, 4],
        "组": ["x", "x", "x", "x", "y", "y"],
    }
)
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
    "csat": lambda: pe.csat(pe.load("service-hall/survey"), "satisfaction", invalid="drop"),
    "ces": lambda: pe.ces(pe.load("service-hall/survey"), "ease", high_is="easy", invalid="drop"),
    "acsi": lambda: pe.acsi(RATINGS, "a", "b", "c"),
    "nps series": lambda: pe.nps_series(pe.load("service-hall/survey"), "recommend", time="date", invalid="drop"),
    "compare": lambda: pe.compare(RATINGS, "a", between="g"),
    "drivers": lambda: pe.drivers(RATINGS, "a", ["b", "c"], bootstrap=0),
    "kano": lambda: pe.kano(KANO, feature="服务", functional="b", dysfunctional="c", importance="i"),
    "kano continuous": lambda: pe.kano_continuous(KANO, feature="服务", functional="b", dysfunctional="c"),
    "kano stability": lambda: pe.kano_stability(KANO, feature="服务", functional="b", dysfunctional="c", bootstrap=9),
    "kano curve": lambda: pe.kano_curve(0.6, -0.2, "O", points=3),
    "servqual": lambda: pe.servqual(pe.load("service-hall/servqual"), level="item", invalid="drop"),
    "journeys": lambda: pe.peak_end(MOMENTS, journey="旅程", order="o", emotion="e"),
    "journeys by segment": lambda: pe.peak_end(MOMENTS, journey="旅程", order="o", emotion="e", by="组"),
    "remembered": lambda: pe.remembered(MOMENTS, "r", journey="旅程", order="o", emotion="e"),
    "waivers": lambda: pe.audit_waivers(
        pe.load("service-hall/ledger", labels=False), limits={"clerk": 500, "manager": 2000}
    ),
    "importance and performance": lambda: pe.importance_performance(
        RATINGS.drop_duplicates("a"), item="a", importance="b", performance="c"
    ).rename(columns={"a": "事项"}),
    "codebook": lambda: pe.codebook("service-hall/survey"),
    "survey": lambda: pe.load("service-hall/survey"),
    "cards": lambda: pe.draw_cards("cross-industry", 1),
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
    for column, words in about(table).words.items():
        assert not words.keys() & {*shown[column]}


def test_a_heading_means_what_it_means_in_its_table():
    """The first of two groups is not the first moment of a journey."""
    pe.set_language("zh")
    assert "第一个时刻" in pe.show(clinic().score()).to_html()
    assert "甲组" in pe.show(TABLES["nps difference"]()).to_html()


def headings(table, **options):
    return re.findall(r"<th [^>]*class=\"col_heading[^>]*>([^<]*)</th>", pe.show(table, **options).to_html())


def nps_by_level():
    answers = pd.DataFrame({"level": ["basic", "basic", "gold"], "type": ["wait", "wait", "action"], "r": [9, 3, 10]})
    return pe.nps(answers, "r", by=["level", "type"])


def test_segments_are_the_users_own():
    """Neither their names nor their values mean what they mean in a map or an interview."""
    pe.set_language("en")
    shown = pe.show(nps_by_level())
    assert shown.data["level"].tolist() == ["basic", "gold"]
    assert shown.data["type"].tolist() == ["wait", "action"]
    assert headings(nps_by_level())[:4] == ["level", "type", "answers", "no answer"]


def test_a_users_own_table_is_shown_as_it_is():
    """Columns that have the names of columns of ours keep them, whatever stands beside them."""
    own = pd.DataFrame({"type": ["wait"], "left": [1], "time": [2], "care": [3], "level": ["basic"]})
    pe.set_language("zh")
    assert headings(own) == ["type", "left", "time", "care", "level"]
    assert pe.show(own).data["type"].tolist() == ["wait"]


def test_a_column_that_is_added_keeps_its_name():
    """What the measure has not made, it has not named."""
    pe.set_language("en")
    assert headings(nps_by_level().assign(time=1))[-1] == "time"


def test_a_column_that_is_added_can_be_given_a_heading():
    """In the language in use, or in any."""
    pe.set_language("zh")
    named = headings(nps_by_level().assign(a=1, b=2), headings={"a": {"zh": "甲", "en": "A"}, "b": "B"})
    assert named[-2:] == ["甲", "B"]


@pytest.mark.parametrize(
    "use",
    [
        lambda table: table[table["n"] > 1],
        lambda table: table.sort_values("nps"),
        lambda table: table[["level", "n"]],
        lambda table: table.head(1),
        lambda table: table.round(1),
        lambda table: table.assign(own=1),
        lambda table: pd.concat([table, table]),
        lambda table: table.query("n > 0").reset_index(drop=True),
        lambda table: table.copy(),
    ],
)
def test_a_table_still_knows_itself_after(use):
    """Picking, sorting and putting together results of one kind leave it what it is."""
    table = nps_by_level()
    assert about(use(table)) == about(table)


def test_a_table_of_two_kinds_is_shown_in_plain():
    """Which headings are right, nobody can tell."""
    pe.set_language("en")
    one, other = nps_by_level(), pe.nps(pd.DataFrame({"r": [9]}), "r")
    assert headings(pd.concat([one, other]))[2] == "n"


def test_a_table_knows_itself_after_parquet(tmp_path):
    """What a table knows is plain enough to be written with it."""
    table = nps_by_level()
    table.to_parquet(tmp_path / "nps.parquet")
    assert about(pd.read_parquet(tmp_path / "nps.parquet")) == about(table)


def test_an_own_column_may_be_called_like_a_heading():
    """Both stand there, side by side."""
    pe.set_language("en")
    table = pe.nps(pd.DataFrame({"answers": ["a"], "r": [9]}), "r", by="answers")
    assert headings(table)[:2] == ["answers", "answers"]


def test_markup_in_answers_is_shown_and_not_obeyed():
    """A survey may hold anything."""
    page = pe.show(pd.DataFrame({"<b>said</b>": ["<script>alert(1)</script>"]})).to_html()
    assert "<script>" not in page
    assert "<b>" not in page


def test_two_columns_of_one_name_are_shown():
    """A table as it came from a spreadsheet."""
    assert headings(pd.DataFrame([[1, 2]], columns=["a", "a"])) == ["a", "a"]


def test_a_described_table_is_the_table():
    """What it knows lies beside its cells."""
    plain = pd.DataFrame({"n": [1]})
    assert describe(plain.copy(), "counts", {"n": "answers"}).equals(plain)


def test_yes_and_no_are_words():
    """True and False are not."""
    pe.set_language("zh")
    shown = pe.show(HALL.moments()[["peak"]]).to_html()
    assert ">是<" in shown
    assert "True" not in shown


def test_without_findings_a_sentence_says_so():
    """An empty table under "message" and "how to fix it" leaves open whether anything was looked for."""
    pe.set_language("en")
    shown = pe.show(SCREENING.check().head(0)[["message", "fix"]]).to_html()
    assert "Nothing was found that needs fixing." in shown
    assert "col_heading" not in shown


def test_a_worksheet_has_the_headings_of_its_result(tmp_path):
    """A person reads it; CSV is for programs, and has the columns' names."""
    pe.set_language("en")
    people = pd.read_excel(pe.write_table(nps_by_level(), tmp_path / "nps.xlsx"))
    programs = pd.read_csv(pe.write_table(nps_by_level(), tmp_path / "nps.csv"))
    assert list(people)[:3] == ["level", "type", "answers"]
    assert people["level"].tolist() == ["basic", "gold"]
    assert list(programs)[:3] == ["level", "type", "n"]


def test_what_rounds_to_zero_has_no_sign_in_a_workbook(tmp_path):
    """A spreadsheet writes "-0.0" otherwise; the number itself stays as it is."""
    result = describe(pd.DataFrame({"nps": [-0.04, -0.06, 12.0]}), "nps", {}, units={"nps": "points"})
    cells = load_workbook(pe.write_table(result, tmp_path / "a.xlsx")).active["A"][1:]
    assert [(-0.04, "0.0;0.0"), (-0.06, "0.0"), (12, "0.0")] == [(cell.value, cell.number_format) for cell in cells]


def test_a_title_names_the_worksheet_and_stands_above_it_on_paper(tmp_path):
    """The headings stay in the first row, where programs look for them."""
    file = pe.write_table(nps_by_level(), tmp_path / "nps.xlsx", title="R&D: what customers would recommend")
    sheet = load_workbook(file).active
    assert ("R&D  what customers would recom", "level") == (sheet.title, sheet["A1"].value)
    assert "R&&D: what customers would recommend" == sheet.oddHeader.left.text


def test_a_number_below_zero_has_a_real_minus():
    """As in charts and sentences."""
    page = pe.show(pd.DataFrame({"gap": [-1.26], "change": [-3]})).to_html()
    assert ">−1.3<" in page and ">−3<" in page


def test_emotions_bear_their_sign_wherever_they_are_shown():
    """In a map's table as in its score; nothing is before 0 and what rounds to it."""
    steps = [
        {"id": name, "phase": "p", "name": name, "emotion": felt} for name, felt in (("a", 1), ("b", -2), ("c", 0.04))
    ]
    journey = pe.JourneyMap(id="m", title="M", phases=[{"id": "p", "name": "P"}], touchpoints=steps)
    for table, shown in ((journey.touchpoints()[["emotion"]], ("+1.0", "−2.0", "0.0")), (journey.score(), ("−2.0",))):
        cells = re.findall(r"<td [^>]*>([^<]*)</td>", pe.show(table).to_html())
        assert set(shown) <= set(cells)
