"""Numbers and words that stand for no answer, for half points and thousands; and what a heading asks for."""

import csv

import pytest

import peakend as pe
from peakend.report.plan import guess_plan

WORDS = {1: "Very dissatisfied", 2: "Dissatisfied", 3: "Neutral", 4: "Satisfied", 5: "Very satisfied"}
MARKS = [1, 2, 3, 4, 5, 5, 4, 1] * 3  # half of them satisfied


def read(folder, head, answers):
    """Write a plain file of one question and read it."""
    file = folder / "a.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["key", head], *([f"k{i % 2}", answer] for i, answer in enumerate(answers))])
    return pe.read_survey(file)


@pytest.mark.parametrize("none", ["9 - Don't know", "6 - Don't know", "0 - N/A", "99 – not applicable", "8. 不清楚"])
def test_a_numbered_answer_that_says_it_is_none_is_none(tmp_path, none):
    """Whatever its number: it makes neither a lower share nor another scale."""
    survey = read(tmp_path, "How satisfied?", [none, *(f"{mark} - {WORDS[mark]}" for mark in MARKS), none])
    assert (24, 2, 50.0) == tuple(pe.csat(survey, "How satisfied?")[["n", "n_missing", "top_box"]].iloc[0])


def test_a_lettered_answer_that_says_it_is_none_is_none(tmp_path):
    """Beside options by letters."""
    survey = read(tmp_path, "?", ["F. N/A", *(f"{'ABCDE'[mark - 1]}. {WORDS[mark]}" for mark in MARKS)])
    assert 50 == pe.csat(survey, "?")["top_box"][0]


def test_a_wording_with_a_stroke_is_a_point_of_its_scale(tmp_path):
    """Teils/teils is the middle of five."""
    words = ["Sehr unzufrieden", "Unzufrieden", "Teils/teils", "Zufrieden", "Sehr zufrieden"]
    assert 50 == pe.csat(read(tmp_path, "?", [words[mark - 1] for mark in MARKS]), "?")["top_box"][0]


@pytest.mark.parametrize("star", ["⭐️", "⭐", "★"])
def test_stars_of_each_kind_are_counted(tmp_path, star):
    """Some have an invisible mark behind each that asks for a picture."""
    assert 50 == pe.csat(read(tmp_path, "?", [star * mark for mark in MARKS]), "?")["top_box"][0]


def test_half_points_with_a_comma_are_numbers_and_no_options(tmp_path):
    """1,5 and 3,5 are means; a survey of options has other pairs too."""
    assert 2.5 == read(tmp_path, "Note", ["1,5", "3,5", 2, 3] * 3).table["Note"].mean()
    assert "several" in {question.kind for question in read(tmp_path, "Q", ["1,5", "1,2", "2", "1,2,5"] * 3).questions}


def test_weights_with_thousands_are_numbers(tmp_path):
    """1,234.5 is one number, and so is 1,234,567."""
    weights = read(tmp_path, "weight", ["1,234.5", "987", "1,234,567"]).table["weight"]
    assert [1234.5, 987.0, 1234567.0] == weights.tolist()


@pytest.mark.parametrize(
    ("head", "answers", "measure"),
    [
        ("Overall satisfaction (1-7)", range(1, 8), "csat"),
        ("您对服务满意吗？（0-10）", range(11), "csat"),
        ("How easy was it? (1-5)", range(1, 6), "ces"),
        ("How likely are you to recommend us?", [5, 6, 7, 7], "nps"),
        ("How likely are you to recommend us? (1-5)", range(1, 6), ""),
        ("How satisfied?", [0, 1, 2, 3, 4, 5], ""),
        ("Waiting", [0, 1, 2, 3, 4, 5], ""),
        ("How easy was it?", [1, 2, 3, 4, 5], ""),
        ("Member", [1, 2, 1, 2], ""),
        ("Waiting time in minutes", range(11), ""),
        ("How many times did you come?", range(1, 6), ""),
        ("How much effort did it take? (1-7)", range(1, 8), ""),
        ("How difficult was it? (1 = very easy, 7 = very difficult)", range(1, 8), "ces"),
    ],
)
def test_what_the_heading_asks_is_scored_and_nothing_else(tmp_path, head, answers, measure):
    """A satisfaction of 0–10 is no recommendation; where the scale is not known, that is said."""
    plan, guesses = guess_plan(read(tmp_path, head, [*answers] * 4))
    assert {"nps": plan.nps, "csat": plan.csat, "ces": plan.ces} == {
        name: (head,) if name == measure else () for name in ("nps", "csat", "ces")
    }
    assert measure or "(1-" in head or head == "Member" or "is not scored" in guesses[0].sentence
