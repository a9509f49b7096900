"""What answers and headings say of a scale: in several languages, beside the number, turned, or left open."""

import csv

import pytest

import peakend as pe
from peakend.surveys.exports.scale_in_head import scale_in_head
from peakend.surveys.exports.wording import worth_of


def read(folder, head, answers, **options):
    """Write a plain file of one question and read it."""
    file = folder / "a.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["key", head], *([f"k{i % 2}", answer] for i, answer in enumerate(answers))])
    return pe.read_survey(file, **options)


@pytest.mark.parametrize(
    ("worst", "best"),
    [
        ("0 - Überhaupt nicht wahrscheinlich", "10 - Äußerst wahrscheinlich"),
        ("0 - Pas du tout probable", "10 - Extrêmement probable"),
        ("0 - Nada probable", "10 - Extremadamente probable"),
        ("0：まったく可能性がない", "10：非常に可能性が高い"),
        ("Not at all likely - 0", "Extremely likely - 10"),
        ("0 out of 10", "10 out of 10"),
        ("0/10", "10/10"),
    ],
)
def test_both_ends_alone_are_scores(tmp_path, worst, best):
    """A small pilot: nobody is in between, and two of three promote."""
    survey = read(tmp_path, "Recommend?", [worst, best, best])
    assert pe.nps(survey, "Recommend?")["nps"][0] == pytest.approx(100 / 3)


@pytest.mark.parametrize(
    "answers",
    [
        ["Sehr zufrieden", "Zufrieden", "Weder zufrieden noch unzufrieden", "Sehr unzufrieden"],
        ["Très satisfait(e)", "Plutôt satisfait(e)", "Ni satisfait(e) ni insatisfait(e)", "Très insatisfait(e)"],
        ["Muy satisfecho/a", "Satisfecho/a", "Ni satisfecho/a ni insatisfecho/a", "Muy insatisfecho/a"],
        ["とても満足", "やや満足", "どちらともいえない", "とても不満"],
        ["매우 만족", "만족", "보통", "매우 불만족"],
    ],
)
def test_satisfaction_in_words_is_scored_in_any_language(tmp_path, answers):
    """Two of four are satisfied."""
    assert pe.csat(read(tmp_path, "?", answers), "?")["top_box"][0] == 50


def test_words_that_fit_two_scales_are_asked_about(tmp_path):
    """Without “excellent” and without “very poor”, nobody knows which end is missing."""
    survey = read(tmp_path, "?", ["Poor", "Fair", "Good", "Very good"])
    with pytest.raises(pe.PeakendError, match="Say what each is worth"):
        pe.csat(survey, "?")
    assert worth_of(["Poor", "Fair", "Good", "Very good", "Excellent"]).scores["Very good"] == 4


def test_ends_whose_words_nobody_knows_leave_the_direction_open(tmp_path):
    """1 may be the best: the measure asks, unless it is told."""
    survey = read(tmp_path, "?", ["1 - knorke", "2", "3", "5 - dufte", "1 - knorke"])
    with pytest.raises(pe.PeakendError, match="from “knorke” to “dufte”, and it is not known which is the good end"):
        pe.csat(survey, "?")
    assert pe.csat(survey, "?", high_is="dissatisfied")["top_box"][0] == 60


@pytest.mark.parametrize(
    "head",
    [
        "Schulnote (1 = sehr gut, 6 = ungenügend)",
        "Satisfaction: 1 is best, 6 is worst",
        "满意度 1分非常满意 6分非常不满意",
        "满意度（6=非常不满意；1=非常满意）",
        "非常满意1分，非常不满意6分",
        "How satisfied (1 very satisfied - 6 very dissatisfied)",
        "very satisfied (1) to very dissatisfied (6)",
        "Zufriedenheit von 1 (sehr zufrieden) bis 6 (sehr unzufrieden)",
        "3. Satisfied? (1-6, 1 = very satisfied)",
    ],
)
def test_a_heading_whose_best_end_is_low_turns_the_answers(tmp_path, head):
    """However it says so; what is off the scale is told and not lost."""
    assert scale_in_head(head).scale == (1, 6)
    survey = read(tmp_path, head, [1, 2, 6, 1, 99])
    result = pe.csat(survey, head, invalid="drop").iloc[0]
    assert (75, 1) == (result.top_box, result.n_invalid)


@pytest.mark.parametrize(
    ("head", "scale"),
    [
        ("2. Waiting (−2…+2)", (-2, 2)),
        ("How satisfied, from 1 (not at all satisfied) to 7 (completely satisfied)", (1, 7)),
        ("2024 in 3 words", None),
    ],
)
def test_a_heading_that_turns_nothing(head, scale):
    """The high end is the good one, or nothing is said."""
    said = scale_in_head(head)
    assert (said.scale, bool(said.low_is_good)) == (scale, False)


def test_a_list_of_numbered_options_is_no_scale():
    """Halls are not scores, and "3 or more" is none either."""
    assert worth_of(["1. Hall", "2. Phone", "3. App"]) is None
    assert worth_of(["1", "2", "3 or more"]) is None


def test_words_for_no_answer_do_not_hide_a_code(tmp_path):
    """N/A is none; 99 is asked about where it would be averaged, and off the scale elsewhere."""
    survey = read(tmp_path, "?", ["5", "99", "4", "N/A", "-", "2"])
    result = pe.csat(survey, "?", invalid="drop").iloc[0]
    assert (3, 2, 1) == (result.n, result.n_missing, result.n_invalid)
    with pytest.raises(pe.PeakendError, match="99 × 1"):
        pe.compare(survey, "?", between="key")


def test_decimal_commas_are_numbers_and_options_in_order_are_not(tmp_path):
    """4,5 of a weight; 1,3 of a list."""
    assert read(tmp_path, "w", ["1,25", "0,75", "1"])["w"].tolist() == [1.25, 0.75, 1.0]
    assert read(tmp_path, "spent", ["1,200", "3,450", "800"])["spent"].tolist() == ["1,200", "3,450", "800"]


@pytest.mark.parametrize("value", ["90%", "Extremely likely - 10", "12/10"])
def test_answers_with_signs_are_never_to_be_dropped(tmp_path, value):
    """They are not stray values but the column's way of writing."""
    survey = read(tmp_path, "?", [value, "ninety", "80%"])
    with pytest.raises(pe.PeakendError) as error:
        pe.nps(survey, "?")
    assert "drop" not in str(error.value)


@pytest.mark.parametrize(
    ("faces", "scale"),
    [("😀🙂😐🙁😡", (1, 5)), ("😁😊😑☹😠", (1, 5)), ("🙂😐🙁", (1, 3))],
    ids=["five", "other five", "three"],
)
def test_faces_are_points_and_it_is_said_which(tmp_path, faces, scale):
    """From the angriest to the happiest; a row of faces that no scale has is left alone."""
    rows = [f"{i},{faces[i % len(faces)]}" for i in range(30)]
    file = tmp_path / "faces.csv"
    file.write_text("\n".join(["id,How was it?", *rows]), encoding="utf-8")
    survey = pe.read_survey(file)
    question = survey.questions["How was it?"]
    assert (scale, "high") == (question.scale, question.direction)
    assert {face: scale[1] - place for place, face in enumerate(faces)} == question.scores
    assert any("are scored" in said for said in survey.problems["message"])
