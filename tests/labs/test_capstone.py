"""What lab 6 says where a team cannot go on yet."""

import pytest

import peakend as pe
from peakend_labs.cells import grade_id
from peakend_labs.lab import blank, read_lab


@pytest.mark.parametrize(
    ("language", "place"), [("zh", "先在第二节画好，检查 1 通过后"), ("en", "in section 2; once check 1 is passed")]
)
def test_the_journey_to_be_says_why_it_is_empty(language, place, tmp_path, monkeypatch, capsys):
    """Where there is nothing to begin with; once the journey as it is has been drawn, nothing is said."""
    monkeypatch.chdir(tmp_path)
    cells = {grade_id(cell): cell.source for cell in blank(read_lab("6-capstone").read(language), language).cells}
    names = {"pe": pe, "lang": language}
    exec(cells["answer-as-is"], names)
    exec(cells["answer-to-be"], names)
    assert place in capsys.readouterr().out
    names["as_is_editor"].map = pe.JourneyMap(**pe.load("barber/journey").to_document() | {"id": "as-is"})
    exec(cells["answer-to-be"], names)
    assert "" == capsys.readouterr().out
    assert len(names["as_is_editor"].map.steps) == len(names["to_be_editor"].map.steps)
