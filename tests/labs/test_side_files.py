"""Forms, maps and prose are read before a lab is executed, and a mistake is named with its file and line."""

import shutil

import pytest

from peakend.base.errors import PeakendError
from peakend_labs import places
from peakend_labs.lab import read_lab
from peakend_labs.proof.side_files import require_sound_files

LAB = "2-needs"


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A copy of one lab and one case."""
    for folder in ("labs/_template", f"labs/{LAB}", "labs/cases/hospital"):
        shutil.copytree(places.HOUSE / folder, tmp_path / folder)
    data = tmp_path / "datasets" / "hospital"
    data.mkdir(parents=True)
    for name in ("journey.yaml", "options.csv"):
        shutil.copy2(places.HOUSE / "datasets" / "hospital" / name, data / name)
    monkeypatch.setattr(places, "HOUSE", tmp_path)
    monkeypatch.setattr(places, "LABS", tmp_path / "labs")
    return tmp_path


def require_sound(house):
    """Read the copy."""
    require_sound_files([read_lab(LAB, house / "labs")], ["hospital"])


def test_what_is_sound_is_not_complained_of(house):
    """The lab and the case as they are."""
    require_sound(house)


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (
            "datasets/hospital/journey.yaml",
            "emotion: -2",
            "emotion: 7",
            r"datasets/hospital/journey\.yaml, line 90: .*7",
        ),
        ("datasets/hospital/journey.yaml", "- id: crowd", "- id crowd", r"journey\.yaml"),
        (
            "datasets/hospital/options.csv",
            "waiting-line,crowd",
            "waiting-line,crowds",
            r"datasets/hospital/options\.csv, line 4: the case's map has no touchpoint 'crowds'; .*crowd",
        ),
        (
            "labs/cases/hospital/visits.yml",
            "after: pay",
            "after: paid",
            r"labs/cases/hospital/visits\.yml, line 26: the case's map has no touchpoint 'paid'",
        ),
        (
            "labs/cases/hospital/2-needs/worksheets/notes.yml",
            "kind: table",
            "kind: tabel",
            r"labs/cases/hospital/2-needs/worksheets/notes\.yml, line 5: .*tabel",
        ),
        (
            "labs/cases/hospital/2-needs/story.md",
            "门诊楼要改流程。",
            "门诊楼<b>要改</b>流程。",
            r"labs/cases/hospital/2-needs/story\.md, line 3: HTML .*<b>",
        ),
        (
            "labs/cases/hospital/2-needs/story.md",
            "门诊楼要改流程。",
            "- [ ] 门诊楼要改流程。",
            r"labs/cases/hospital/2-needs/story\.md, line 3: No box to tick comes of \[ \]",
        ),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(house, file, old, new, sentence):
    """Before anything is executed, and by the name that stands in the course's folder."""
    text = (house / file).read_text(encoding="utf-8")
    assert old in text
    (house / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PeakendError, match=sentence) as told:
        require_sound(house)
    assert house.as_posix() not in str(told.value)


def test_all_that_is_wrong_is_said_at_once(house):
    """A line each."""
    for file, old in (("datasets/hospital/options.csv", ",pay,"), ("labs/cases/hospital/visits.yml", "after: pay")):
        text = (house / file).read_text(encoding="utf-8")
        (house / file).write_text(text.replace(old, old.replace("pay", "paid"), 1), encoding="utf-8")
    with pytest.raises(PeakendError) as told:
        require_sound(house)
    assert len(str(told.value).splitlines()) == 3  # the last names the map's touchpoints, once


def test_a_key_that_only_one_file_of_a_case_knows_is_named(house):
    """A category renamed in its words alone would be drawn without any."""
    told = house / "labs/cases/hospital/case.yml"
    text = told.read_text(encoding="utf-8")
    assert "    counter: {en: Reg" in text
    told.write_text(text.replace("    counter: {en: Reg", "    counters: {en: Reg"), encoding="utf-8")
    with pytest.raises(
        PeakendError, match=r"case\.yml: 'channel' has no words for 'counter', which truth\.yml draws"
    ) as said:
        require_sound(house)
    assert "; perhaps 'counters' is meant" in str(said.value)
    assert "'channel' has words for 'counters', which truth.yml does not draw" in str(said.value)


def test_limits_that_differ_between_files_are_named(house):
    """The amounts are drawn by one file, claimed by another and told to trainees in a third."""
    story = house / "labs/cases/hospital/1-excellent-service/story.md"
    text = story.read_text(encoding="utf-8")
    assert '"clerk": 500' in text
    story.write_text(text.replace('"clerk": 500', '"clerk": 400'), encoding="utf-8")
    with pytest.raises(PeakendError, match=r"in 3 files, and not alike: .*clerk 500.*story\.md \(clerk 400"):
        require_sound(house)
