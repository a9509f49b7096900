"""A case is begun in its own folder, and refused where it would end up as another one."""

import pytest

from peakend.base.errors import PeakendError
from peakend.base.language import set_language
from peakend_labs import places
from peakend_labs.cases import read_case
from peakend_labs.lab import read_lab
from peakend_labs.new_case import case_names, make_tables, new_case, still_copied
from peakend_labs.proof import seeds  # imported before the places are moved
from peakend_labs.release import kit


@pytest.fixture
def house(tmp_path, monkeypatch):
    """The labs and data sets of a copy, as far as a case needs them."""
    for folder in ("labs/_template", "labs/2-needs", "labs/cases", "datasets/hospital"):
        copy = tmp_path / folder
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.symlink_to(places.HOUSE / folder) if folder != "labs/cases" else copy.mkdir()
    (tmp_path / "labs" / "cases" / "hospital").symlink_to(places.LABS / "cases" / "hospital")
    monkeypatch.setattr(places, "HOUSE", tmp_path)
    monkeypatch.setattr(places, "LABS", tmp_path / "labs")
    return tmp_path


def test_a_case_begun_is_a_case_of_every_lab_that_tells_cases(house):
    """With what the other one says, to be changed."""
    told, data = new_case("airport-lounge", "hospital")
    assert {"journey.yaml", "options.csv"} == {file.name for file in data.iterdir()}
    assert (told / "truth.yml").is_file()
    assert ["airport-lounge", "hospital"] == case_names()
    assert ("airport-lounge", "hospital") == read_lab("2-needs", house / "labs").cases


@pytest.mark.parametrize(
    ("name", "like", "sentence"),
    [
        ("Airport Lounge", "hospital", "is not an id of a case"),
        ("airport", "hopsital", "There is no case 'hopsital'. There are: hospital.*hospital"),
        ("hospital", "hospital", "exists already"),
    ],
)
def test_a_case_that_cannot_be_begun_is_told_why(house, name, like, sentence):
    """Nothing is written."""
    with pytest.raises(PeakendError, match=sentence):
        new_case(name, like)
    assert ["hospital"] == case_names()


def test_tables_of_no_case_are_refused(house):
    """With the nearest name."""
    with pytest.raises(PeakendError, match="There is no case 'hopsital'"):
        make_tables("hopsital")


def test_no_other_case_is_released_in_its_place(house, tmp_path):
    """A lab that does not tell the case wanted stops the release."""
    new_case("airport-lounge", "hospital")
    lab = house / "labs" / "cases" / "airport-lounge" / "2-needs"
    lab.rename(lab.with_name("9-elsewhere"))
    with pytest.raises(PeakendError, match=r"Lab 2-needs does not tell the case 'airport-lounge'; it has hospital\."):
        kit._require_case(["2-needs"], "airport-lounge")


def test_what_still_says_what_another_case_says_is_named(house):
    """All that is written by hand, and no table; a file that was changed is named no more."""
    told, data = new_case("airport-lounge", "hospital")
    copied = still_copied("airport-lounge")
    assert {told / "truth.yml", told / "2-needs" / "story.md", data / "journey.yaml", data / "options.csv"} <= {*copied}
    (told / "truth.yml").write_text("# ours\n", encoding="utf-8")
    assert {*copied} - {told / "truth.yml"} == {*still_copied("airport-lounge")}


def test_the_seeds_found_can_be_read_again_in_either_language(house, monkeypatch):
    """What a program reads is written alike, whatever the maker's language."""
    new_case("airport-lounge", "hospital")
    monkeypatch.setattr(seeds, "find_seed", lambda case, table: 7)
    monkeypatch.setattr(seeds, "generated", lambda case: {})
    monkeypatch.setattr(seeds, "tables", lambda: ("kano", "survey"))
    monkeypatch.setattr(seeds, "claims_of", lambda table: ["one"])
    for language in ("zh", "en"):
        set_language(language)
        assert {7} == set(make_tables("airport-lounge").values())
        assert {7} == set(read_case("airport-lounge").seeds.values())
