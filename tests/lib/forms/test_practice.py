"""Practice: questions that answer at once in the browser, and leave nothing behind."""

from pathlib import Path

import pytest

import peakend as pe
from peakend.base.errors import PeakendError
from peakend_labs.places import HOUSE

SOURCE = """
format: practice/1
title: {zh: 练, en: Try}
questions:
  - ask: {zh: 谁, en: Who}
    answers:
      - {say: {zh: 甲, en: A}, why: {zh: 对, en: just so}, right: true}
      - {say: B, why: not so}
  - ask: how many
    answers: [{say: 10, why: just so, right: true}]
    otherwise: count again
"""


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    (tmp_path / "worksheets").mkdir()
    (tmp_path / "worksheets" / "try.yml").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_browser_gets_every_reason_and_nothing_is_written(folder):
    """It answers without the kernel, and nothing is there to hand in."""
    who, count = pe.practice("try").questions
    assert [("A", "just so", True), ("B", "not so", False)] == [tuple(answer.values()) for answer in who["answers"]]
    assert (10, "count again") == (count["answers"][0]["say"], count["otherwise"])
    assert ["worksheets"] == [path.name for path in folder.iterdir()]


def test_where_no_form_can_run_the_questions_stand_without_their_answers(folder):
    """As in a handed-in notebook that somebody reads."""
    assert "<p>Try</p><ul><li>Who</li><li>how many</li></ul>" == pe.practice("try")._repr_html_()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (", right: true}\n", "}\n", "line 6.*one answer, and one only, needs right: true"),
        ("    otherwise: count again\n", "", "line 10.*a number to be typed needs 'otherwise'"),
        ("why: not so", "because: not so", "line 8.*why"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(folder, old, new, sentence):
    """Two right answers or none, a number that most answers to it are not met, a key misspelt."""
    (folder / "worksheets" / "try.yml").write_text(SOURCE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PeakendError, match=sentence):
        pe.practice("try")


@pytest.mark.parametrize(
    "file", sorted(HOUSE.glob("labs/**/worksheets/practice*.yml")), ids=lambda file: file.parts[-3]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_labs_practice_can_be_read(file, language, monkeypatch):
    """In both languages, and no two wrong answers are met with the same words."""
    monkeypatch.chdir(file.parents[1])
    pe.set_language(language)
    for question in pe.practice(file.stem).questions:
        reasons = [answer["why"] for answer in question["answers"]]
        assert len(reasons) == len(set(reasons))
