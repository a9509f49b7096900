"""Options that are ticked column by column, tables that lie on their side, headings with the marks of a web page."""

import csv

import pytest

import peakend as pe

PHONE, APP, HALL = (1, 0, 1, 1, 0, 1), (0, 0, 1, 0, 0, 1), (0, 1, 1, 0, 1, 0)
CHANNELS = ["Channel: phone", "Channel: app", "Channel: hall"]


def read(folder, rows):
    """Write a plain file and read it."""
    file = folder / "a.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return pe.read_survey(file)


def ticked(chosen, other, heads=CHANNELS):
    """Return a table of three options, ticked with these words, after a column of marks."""
    answers = zip(PHONE, APP, HALL, strict=True)
    rows = [[mark, *(chosen if one else other for one in given)] for mark, given in enumerate(answers, 3)]
    return [["Recommend (0-10)", *heads], *rows]


@pytest.mark.parametrize(
    ("chosen", "other"),
    [
        ("TRUE", "FALSE"),
        ("Checked", "Unchecked"),
        ("是", "否"),
        ("☑", "☐"),
        ("Yes", "No"),
        ("Yes", ""),
        ("Quoted", "Not quoted"),
        ("已选", "未选"),
        ("1", "0"),
        ("1", ""),
        ("√", ""),
    ],
)
def test_ticks_in_neighbouring_columns_are_options_of_one_question(tmp_path, chosen, other):
    """Four of six came by phone, two by the app."""
    survey = read(tmp_path, ticked(chosen, other))
    assert ["several"] * 3 == [survey.questions[name].kind for name in CHANNELS]
    assert [4, 2, 3] == [int(survey.table[name].sum()) for name in CHANNELS]


def test_ticks_without_a_common_beginning_are_options_too(tmp_path):
    """Nobody answers a single question with "Unchecked"."""
    survey = read(tmp_path, ticked("Checked", "Unchecked", ["phone", "app", "hall"]))
    assert {"phone"} == {survey.questions[name].group for name in ("phone", "app", "hall")}


def test_questions_answered_by_yes_and_no_stay_questions(tmp_path):
    """Being a member and having complained are no options of one question."""
    survey = read(tmp_path, ticked("Yes", "No", ["Are you a member?", "Did you complain?", "Did you call?"]))
    assert "choice" == survey.questions["Are you a member?"].kind


def test_an_option_that_nobody_chose_is_one(tmp_path):
    """Its column is empty, and stands between two that are not."""
    rows = [[*row[:2], "", row[3]] for row in ticked("Yes", "")]
    rows[0][2] = "Channel: fax"
    assert 0 == read(tmp_path, rows).table["Channel: fax"].sum()


QUESTIONS = [
    ["How likely are you to recommend us? (0-10)", 9, 10, 3, 9],
    ["Satisfaction (1-5)", 5, 4, 1, 2],
    ["Channel", "app", "hall", "app", "app"],
]


@pytest.mark.parametrize("heads", [["Respondent", "R1", "R2", "R3", "R4"], ["Question", "1", "2", "3", "4"], None])
def test_a_table_on_its_side_is_turned_over_and_said(tmp_path, heads):
    """Three of four promote, one detracts."""
    survey = read(tmp_path, [*([heads] if heads else []), *QUESTIONS])
    assert (4, 50.0) == tuple(pe.nps(survey, QUESTIONS[0][0])[["n", "nps"]].iloc[0])
    assert "stand in rows" in survey.problems["message"][survey.problems["kind"] == "shape"].iloc[0]


def test_people_by_their_names_are_no_questions(tmp_path):
    """Questions may be numbered."""
    survey = read(tmp_path, [["Name", "1", "2", "3"], ["Ann", 5, 4, 3], ["Bo", 4, 4, 2], ["Cy", 1, 2, 5]])
    assert 3 == len(survey)


def test_headings_may_have_the_marks_of_a_web_page(tmp_path):
    """A page itself is no table."""
    survey = read(tmp_path, [["<b>How likely?</b> (0-10)", "segment"], [9, "a"], [3, "b"], [9, "a"]])
    assert "How likely? (0-10)" == survey.questions[0].text
    with pytest.raises(pe.PeakendError, match="cannot be read as a table"):
        read(tmp_path, [["<html><body><p>a", "b"], [9, "a"]])
