"""The data sets: readable, explained, reproducible, and with the features that the lessons need."""

import subprocess
import sys
from pathlib import Path

import frictionless
import pytest

import peakend as pe
from peakend.datasets import catalogue

DATASETS = Path(__file__).parents[3] / "datasets"
PACKAGES = sorted(path.parent.name for path in DATASETS.glob("*/datapackage.json"))


def test_generators_make_the_files_byte_for_byte():
    """The committed tables and codebooks are what the seeded programs write."""
    made = "from datasets.generator.__main__ import files; print([str(f) for f, c in files() if f.read_bytes() != c])"
    command = [sys.executable, "-c", made]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=DATASETS.parent)
    assert done.stdout.strip() == "[]"


CASES = ("service-hall", "hospital", "coffee-shop", "courier")
TABLES = ("survey", "servqual", "kano", "greetings", "apologies", "ledger")


@pytest.mark.parametrize("name", PACKAGES)
def test_codebook_is_valid_for_frictionless(name):
    """Frictionless accepts descriptor and data."""
    report = frictionless.validate(str(DATASETS / name / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert report.tasks


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", [f"{case}/{table}" for case in CASES for table in TABLES])
def test_codebook_explains_every_column(language, name):
    """Each column of the table has a title and a description, in both languages."""
    pe.set_language(language)
    book = pe.codebook(name)
    assert list(pe.load(name)) == book["column"].tolist()
    assert (book[["title", "description"]].map(len) > 0).all(axis=None)


def test_categories_speak_the_language_in_the_codebooks_order():
    """Channels carry Chinese names in Chinese, codes on request."""
    pe.set_language("zh")
    survey = pe.load("service-hall/survey")
    assert survey["channel"].cat.categories.tolist() == ["10086 热线", "客户经理", "营业厅"]
    coded = pe.load("service-hall/survey", labels=False)
    assert coded["channel"].cat.categories.tolist() == ["hotline", "account_manager", "service_hall"]


def test_an_unknown_data_set_gets_the_right_spelling():
    """The sentence names what there is."""
    with pytest.raises(pe.PeakendError, match=r"There are: .*service-hall/survey"):
        pe.load("service-hal/survey")


def test_a_table_that_no_codebook_describes_says_so(monkeypatch, tmp_path):
    """And names the file in which to describe it."""
    (tmp_path / "courier").mkdir()
    (tmp_path / "courier" / "delays.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    monkeypatch.setattr(catalogue, "datasets_folder", lambda: tmp_path)
    with pytest.raises(pe.PeakendError, match=r"datasets/courier/delays\.csv is there, and datapackage\.json does not"):
        catalogue.find_resource("courier/delays")


def test_a_codebook_that_is_not_json_names_its_line(tmp_path):
    """File, line, and what stands in the way."""
    (tmp_path / "courier").mkdir()
    book = tmp_path / "courier" / "datapackage.json"
    book.write_text('{\n "resources": [,]\n}\n', encoding="utf-8")
    with pytest.raises(pe.PeakendError, match=r"datasets/courier/datapackage\.json, line 2: this is not JSON"):
        catalogue._read_codebook(book)


def test_satisfaction_tells_the_three_channels_apart_no_better_than_chance():
    """The lesson's first half: all three score 'not bad', within a point of each other."""
    result = pe.csat(pe.load("service-hall/survey"), "satisfaction", by="channel", invalid="drop")
    assert result.top_box.max() - result.top_box.min() < 1
    assert result.top_box.min() > 70


def test_the_other_two_surveys_find_the_hotline_behind():
    """The lesson's second half: the hotline costs more effort and is recommended less than the service hall."""
    survey = pe.load("service-hall/survey", labels=False)
    effort = pe.ces(survey, "ease", by="channel", high_is="easy", invalid="drop").set_index("channel")
    assert effort.loc["hotline", "ci_high"] < effort.loc["service_hall", "ci_low"]
    recommended = pe.nps_difference(
        survey, "recommend", between="channel", groups=("service_hall", "hotline"), invalid="drop"
    )
    assert recommended.loc[0, "p_value"] < 0.01


def test_the_highest_score_may_not_be_called_the_best():
    """Account managers lead with the fewest answers; their lead over the service hall is noise."""
    survey = pe.load("service-hall/survey", labels=False)
    result = pe.nps(survey, "recommend", by="channel", invalid="drop").set_index("channel")
    assert (result.nps.idxmax(), result.n.idxmin()) == ("account_manager", "account_manager")
    lead = pe.nps_difference(
        survey, "recommend", between="channel", groups=("account_manager", "service_hall"), invalid="drop"
    )
    assert lead.loc[0, "p_value"] > 0.3


def test_the_data_are_as_untidy_as_life():
    """Missing answers in every question, and a few off the scale."""
    survey = pe.load("service-hall/survey")
    for column, scale in {"satisfaction": (1, 5), "ease": (1, 7), "recommend": (0, 10)}.items():
        result = pe.csat(survey, column, scale=scale, invalid="drop").iloc[0]
        assert result.n_missing > 100
        assert 5 < result.n_invalid < 60
