"""A survey that knows its questions: plain data and back, scores said by the caller, and every measure."""

import dataclasses
import json

import pandas as pd
import pytest

import peakend as pe
from peakend.surveys.question import Question, Questions
from peakend.surveys.survey import Survey


def survey(**known: object) -> Survey:
    """Six people, their channel in words, and a question about which `known` is known."""
    table = pd.DataFrame({"channel": ["hall", "app"] * 3, "Q1": ["good", "good", "bad", "fair", None, "good"]})
    questions = [Question("channel", "Which channel?", "choice"), Question("Q1", "How was it?", "choice", **known)]
    return Survey(table, Questions(questions), source={"file": "a.csv"})


SCORES = {"bad": 1, "fair": 3, "good": 5}


def test_a_survey_survives_as_plain_data():
    """Table with its types, questions, problems and source, through JSON."""
    times = pd.to_datetime(["2025-03-01 10:00"]).as_unit("us")
    table = pd.DataFrame(
        {"at": times, "n": pd.array([None], dtype="Int64"), "text": pd.array(["满意"], dtype="string")}
    )
    question = Question(
        "n", "几分", "rating", scale=(1, 5), direction="high", scores={"好": 5.0}, missing_codes={"-2": 1}
    )
    problems = pd.DataFrame({"kind": ["x"], "column": ["n"], "rows": [1], "message": ["?"]})
    before = Survey(table, Questions([question]), problems, {"file": "a.csv"})
    after = Survey.from_plain(json.loads(json.dumps(before.to_plain(), allow_nan=False)))
    pd.testing.assert_frame_equal(before.table, after.table)
    pd.testing.assert_frame_equal(before.problems, after.problems)
    assert (before.questions, before.source) == (after.questions, after.source)


def test_a_survey_stays_as_it_is():
    """Saying what answers are worth gives a new one."""
    before = survey()
    after = before.score("Q1", SCORES)
    assert ({}, 5.0) == (before.questions["Q1"].scores, after.questions["Q1"].scores["good"])
    with pytest.raises(dataclasses.FrozenInstanceError):
        before.table = pd.DataFrame()


def test_words_with_scores_go_into_a_measure():
    """Three of five are satisfied; the segment keeps its words."""
    result = pe.csat(survey().score("Q1", SCORES), "Q1", by="channel")
    assert [("app", 3), ("hall", 2)] == list(zip(result["channel"], result["n"], strict=True))
    assert pe.csat(survey().score("Q1", SCORES), "Q1")["top_box"][0] == pytest.approx(60)


def test_an_answer_that_is_none_is_missing():
    """“Fair” here means that nobody could say."""
    result = pe.csat(survey().score("Q1", SCORES | {"fair": None}), "Q1").iloc[0]
    assert (4, 2) == (result.n, result.n_missing)


def test_answers_without_a_score_are_named():
    """No answer is dropped unseen."""
    with pytest.raises(pe.PeakendError, match=r"answers without a score: 'fair'"):
        survey().score("Q1", {"bad": 1, "good": 5})


def test_an_option_may_be_named_by_its_number():
    """The table holds words, the questionnaire numbers."""
    known = survey(labels={"1": "good", "2": "fair", "3": "bad"}).score("Q1", {1: 3, 2: 2, 3: 1})

    assert [3, 3, 1, 2, None, 3] == known.measured(["Q1"])["Q1"].astype(object).where(
        lambda x: x.notna(), None
    ).tolist()


def test_numbers_are_turned_around_on_their_scale():
    """Where 1 is the best mark."""
    table = pd.DataFrame({"mark": [1, 1, 2, 5, 9]})
    marks = Survey(table, Questions([Question("mark", "Mark", "rating")]))
    turned = marks.score("mark", scale=(1, 5), direction="low", missing=[9])
    assert pe.csat(turned, "mark")["top_box"][0] == pytest.approx(75)
    with pytest.raises(pe.PeakendError, match="give its scale"):
        marks.score("mark", direction="low")


def test_words_need_scores():
    """They are no numbers."""
    with pytest.raises(pe.PeakendError, match=r"holds words, such as 'good'"):
        survey().score("Q1", scale=(1, 5))


def test_a_doubt_stops_the_measure():
    """With its own sentence, instead of a figure."""
    with pytest.raises(pe.PeakendError, match="these may be option numbers"):
        pe.csat(survey(doubt="these may be option numbers"), "Q1")


def test_a_question_is_had_by_name():
    """And a wrong name gets those there are."""
    assert "How was it?" == survey().questions["Q1"].text
    with pytest.raises(pe.PeakendError, match="There is no column 'Q2'"):
        survey().questions["Q2"]


def test_columns_are_had_as_from_a_table():
    """A column, its presence, the number of people."""
    answers = survey()
    assert ("hall", True, False, 6) == (answers["channel"][0], "Q1" in answers, "Q9" in answers, len(answers))


@pytest.mark.parametrize(("language", "said"), [("en", "6 respondents"), ("zh", "6 位受访者")])
def test_a_notebook_shows_what_was_understood(language, said):
    """The file, the questions, and what to look at."""
    pe.set_language(language)
    shown = survey()._repr_html_()
    assert said in shown
    assert "How was it?" in shown


MEASURES = {
    "nps": lambda frame: pe.nps(frame, "score", by="channel"),
    "nps_series": lambda frame: pe.nps_series(frame, "score", time="day"),
    "csat": lambda frame: pe.csat(frame, "score", scale=(0, 10)),
    "ces": lambda frame: pe.ces(frame, "score", scale=(0, 10), high_is="easy"),
    "compare": lambda frame: pe.compare(frame, "score", between="channel"),
    "drivers": lambda frame: pe.drivers(frame, "score", ["a", "b"]),
}


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_takes_a_survey(measure):
    """And says the same of it as of its table, where the table is all numbers."""
    rows = 40
    table = pd.DataFrame({"score": [i % 11 for i in range(rows)], "channel": ["hall", "app"] * (rows // 2)})
    table = table.assign(day="2025-03-01", a=[i % 5 for i in range(rows)], b=[(i * 7) % 4 for i in range(rows)])
    known = Survey(table, Questions(Question(name, name, "rating") for name in table))
    pd.testing.assert_frame_equal(MEASURES[measure](table), MEASURES[measure](known))


def test_a_measure_on_another_scale_is_refused():
    """Four of seven is in the middle, and not satisfied."""
    known = survey().score("Q1", {"bad": 2, "fair": 4, "good": 6}, scale=(1, 7))
    with pytest.raises(pe.PeakendError, match=r"has the scale 1–7 in this survey, and 1–5 is asked for"):
        pe.csat(known, "Q1", scale=(1, 5))
    assert 3 / 5 * 100 == pytest.approx(pe.csat(known, "Q1", scale=(1, 7))["top_box"][0])


def test_a_measure_takes_the_scale_and_direction_that_the_survey_knows():
    """Seven points and the good end, in the measure, its series and its differences; ease need not be named."""
    known = survey().score("Q1", {"bad": 2, "fair": 4, "good": 6}, scale=(1, 7))
    assert pe.csat(known, "Q1").equals(pe.csat(known, "Q1", scale=(1, 7), high_is="satisfied"))
    assert pe.ces(known, "Q1").equals(pe.ces(known, "Q1", scale=(1, 7), high_is="easy"))
    dated = dataclasses.replace(known, table=known.table.assign(day=["2025-03-14"] * len(known)))
    assert pe.csat_series(dated, "Q1", time="day", every="day")["top_box"][0] == pe.csat(known, "Q1")["top_box"][0]
    assert list(pe.ces_difference(known, "Q1", between="channel")["n_first"])


def test_a_direction_that_the_words_leave_open_is_asked_for():
    """By the measures of good answers alone, and not where the caller says it."""
    questions = Questions([Question("a", "a", "rating", scale=(1, 5), direction_doubt="which end?")])
    known = Survey(pd.DataFrame({"a": [1, 2, 5]}), questions)
    with pytest.raises(pe.PeakendError, match="which end"):
        pe.csat(known, "a")
    assert pe.csat(known, "a", high_is="dissatisfied")["top_box"][0] == pytest.approx(200 / 3)


def test_scores_with_words_beside_them_are_not_left_out():
    """In a frame that no survey explains: the ends of the scale are those with words."""
    table = pd.DataFrame({"Q1": ["10 - Extremely likely", "0 - Not at all likely", "9", "8"]})
    with pytest.raises(pe.PeakendError, match="Keep their numbers alone") as error:
        pe.nps(table, "Q1")
    assert "drop" not in str(error.value)


def test_what_may_be_a_code_is_not_averaged():
    """A measure with a scale counts it as off the scale; one without asks."""
    table = pd.DataFrame({"a": [1, 2, 3, 99] * 5, "b": [1, 2, 4, 3] * 5, "c": [3, 5, 2, 1] * 5})
    names = [Question("a", "a", "rating", code_doubt="99: a code?"), Question("b", "b", "rating")]
    known = Survey(table, Questions([*names, Question("c", "c", "rating")]))
    assert (15, 5) == tuple(pe.csat(known, "a", invalid="drop").loc[0, ["n", "n_invalid"]])
    with pytest.raises(pe.PeakendError, match=r"99: a code\?"):
        pe.drivers(known, "a", ["b", "c"])


@pytest.mark.parametrize("measure", [pe.csat, pe.ces])
def test_words_are_not_turned_around_twice(measure):
    """The scores are read so that high is good; who says that low is good is told."""
    known = survey(scores={"bad": 1.0, "fair": 3.0, "good": 5.0}, direction="high")
    wrong = "dissatisfied" if measure is pe.csat else "effort"
    with pytest.raises(pe.PeakendError, match="high is the good end of column 'Q1'"):
        measure(known, "Q1", scale=(1, 5), high_is=wrong)


def test_codes_are_not_compared():
    """Unless the caller says that they are none."""
    rows = {"a": [1, 2, 3, 99] * 5, "g": ["x", "y"] * 10}
    known = Survey(pd.DataFrame(rows), Questions([Question("a", "a", "rating", code_doubt="99: a code")]))
    with pytest.raises(pe.PeakendError, match="99: a code"):
        pe.compare(known, "a", between="g")
    assert 1 == len(pe.compare(known, "a", between="g", missing=99))
