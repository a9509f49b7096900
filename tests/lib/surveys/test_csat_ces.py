"""CSAT, ACSI, CES and Wilson's interval against published figures."""

import pandas as pd
import pytest

import peakend as pe


def frame(counts: dict[int, int]) -> pd.DataFrame:
    return pd.DataFrame({"answer": [value for value, count in counts.items() for _ in range(count)]})


def test_top_two_box_equals_a_published_example():
    """Delighted's help centre, article 240: 74 of 107 answers, 69 %."""
    result = pe.csat(frame({5: 42, 4: 32, 3: 10, 2: 9, 1: 14}), "answer").iloc[0]
    assert (107, pytest.approx(69.158878505, abs=1e-6)) == (result.n, result.top_box)


def test_mean_is_not_rounded():
    """QuestionPro's help: a sum of 137 from 20 answers; their text cuts the mean of 6.85 to 6.7."""
    result = pe.csat(frame({7: 17, 6: 3}), "answer", scale=(1, 10)).iloc[0]
    assert (20, pytest.approx(6.85, abs=1e-9)) == (result.n, result["mean"])


def test_mean_interval_is_students():
    """Gosset's sleep data (Student 1908, Biometrika 6, 1–25), in tenths of an hour: mean 23.3, t interval 9.0–37.6."""
    values = [19, 8, 11, 1, -1, 44, 55, 16, 46, 34]
    result = pe.csat(pd.DataFrame({"answer": values}), "answer", scale=(-10, 100)).iloc[0]
    assert pytest.approx([result["mean"], result.mean_ci_low, result.mean_ci_high], abs=1e-5) == [
        23.3,
        8.976775,
        37.623225,
    ]


def test_csat_has_the_promised_columns_in_order():
    """Users and notebooks rely on the names."""
    expected = ["n", "n_missing", "n_invalid", "top_box", "mean", "ci_low", "ci_high"]
    assert expected == list(pe.csat(frame({5: 1}), "answer"))[:7]


@pytest.mark.parametrize("top", [0, 5, -1])
def test_an_impossible_top_box_is_refused(top):
    """A top box leaves at least one point below it."""
    with pytest.raises(pe.PeakendError, match="1–4"):
        pe.csat(frame({5: 1}), "answer", top=top)


@pytest.mark.parametrize("scale", [(5, 1), (1,), "1-5", (1, 5.5), None])
def test_an_impossible_scale_is_refused(scale):
    """The sentence shows what a scale looks like."""
    with pytest.raises(pe.PeakendError, match=r"for instance \(1, 5\)"):
        pe.csat(frame({5: 1}), "answer", scale=scale)


def test_an_answer_that_does_not_fit_the_scale_is_named():
    """A seven on a declared five-point scale."""
    with pytest.raises(pe.PeakendError, match="1–5: 7 × 3"):
        pe.csat(frame({5: 2, 7: 3}), "answer")


def test_ces_mean_equals_a_published_example():
    """CYS Group's support page: 1,000 answers on seven points, 7 = easy, mean 4.08."""
    counts = {1: 80, 2: 210, 3: 140, 4: 110, 5: 160, 6: 180, 7: 120}
    result = pe.ces(frame(counts), "answer", high_is="easy").iloc[0]
    assert pytest.approx([result["mean"], result.percent_easy, result.net], abs=1e-9) == [4.08, 46, 3]


def test_ces_percent_easy_equals_a_published_example():
    """Delighted's help centre, article 249: five disagree, five neutral, ten agree on five points give 50."""
    result = pe.ces(frame({2: 5, 3: 5, 4: 10}), "answer", scale=(1, 5), high_is="easy").iloc[0]
    assert (result.percent_easy, result.net) == (50, 25)


def test_ces_direction_turns_what_is_easy():
    """The same answers read as effort: the five low ones are the easy ones; the mean stays as answered."""
    result = pe.ces(frame({2: 5, 3: 5, 4: 10}), "answer", scale=(1, 5), high_is="effort").iloc[0]
    assert (result.percent_easy, result.net, result["mean"]) == (25, -25, 3.25)


def test_ces_direction_must_be_named():
    """No default can be right for both versions of the question."""
    with pytest.raises(TypeError):
        pe.ces(frame({2: 5}), "answer")
    with pytest.raises(pe.PeakendError, match="'easy', 'effort'"):
        pe.ces(frame({2: 5}), "answer", high_is="low")


def test_ces_has_the_promised_columns_in_order():
    """Users and notebooks rely on the names."""
    expected = ["n", "n_missing", "n_invalid", "mean", "percent_easy", "net", "ci_low", "ci_high"]
    assert expected == list(pe.ces(frame({5: 1}), "answer", high_is="easy"))[:8]


def test_acsi_equals_a_published_formula():
    """Verint's article, weights of the State of Ohio 0.3885, 0.3190, 0.2925: answers 8, 7, 6 give 67.73."""
    answers = pd.DataFrame({"satisfaction": [8], "expectations": [7], "ideal": [6]})
    result = pe.acsi(answers, "satisfaction", "expectations", "ideal", question_weights=(0.3885, 0.3190, 0.2925))
    assert pytest.approx(result.loc[0, "acsi"], abs=1e-9) == 67.73333333333333


def test_acsi_leaves_out_and_counts_incomplete_and_invalid_respondents():
    """Four respondents: one complete, two with a gap, one off the scale."""
    answers = pd.DataFrame({"s": [10, 9, None, 11], "e": [10, None, 8, 5], "i": [10, 5, 5, None]})
    result = pe.acsi(answers, "s", "e", "i", invalid="drop").iloc[0]
    assert (result.n, result.n_missing, result.n_invalid, result.acsi) == (1, 2, 1, 100)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2552885198782742, 0.36620957698280004), (0, 20, 0, 0.1611251580528194)],
)
def test_wilson_equals_published_figures(successes, n, low, high):
    """Inputs of Newcombe (1998), table I; digits from statsmodels ``proportion_confint`` and R ``prop.test``."""
    assert (low, high) == pytest.approx(pe.wilson(successes, n), abs=1e-9)


def test_wilson_with_continuity_correction_equals_r():
    """``prop.test(340, 400)`` as printed on R-help in February 2007, and run in R 4.2.2."""
    expected = (0.8103308616, 0.8827748787)
    assert expected == pytest.approx(pe.wilson(340, 400, continuity_correction=True), abs=1e-9)


def test_wilson_refuses_more_successes_than_trials():
    """A share needs its part to be no more than the whole."""
    with pytest.raises(pe.PeakendError, match="successes=5 and n=4"):
        pe.wilson(5, 4)


def test_net_ease_has_no_interval_without_answers():
    """The pseudo-respondents of the adjusted interval are nobody's answer."""
    answers = pd.DataFrame({"ease": [7.0, None], "channel": ["hall", "hotline"]})
    result = pe.ces(answers, "ease", high_is="easy", by="channel").iloc[1]
    assert result[["n", "net_ci_low", "net_ci_high"]].isna().tolist() == [False, True, True]


@pytest.mark.parametrize("top", [1.5, "2", True])
def test_a_top_box_is_a_whole_number_of_points(top):
    """Neither one and a half, nor text, nor true."""
    with pytest.raises(pe.PeakendError, match="top="):
        pe.csat(frame({5: 1, 1: 1}), "answer", top=top)


@pytest.mark.parametrize("scale", [(1, float("inf")), (0, 10**12), (1, float("nan"))])
def test_an_endless_scale_is_refused(scale):
    """It would need a column for each of its points."""
    with pytest.raises(pe.PeakendError, match="1000 apart"):
        pe.csat(frame({5: 1}), "answer", scale=scale)


ANSWERS = pd.DataFrame({"ease": [p + 1 for p, n in enumerate([80, 210, 140, 110, 160, 180, 120]) for _ in range(n)]})


@pytest.mark.parametrize(("boxes", "net"), [({}, 3), ({"top": 2, "bottom": 3}, -13), ({"top": 2}, -13)])
def test_ces_of_other_boxes(boxes, net):
    """5–7 against 1–3 as a rule; 6–7 against 1–3 as some publish it."""
    assert net == pytest.approx(pe.ces(ANSWERS, "ease", high_is="easy", **boxes)["net"][0])


def test_the_best_grade_may_be_one():
    """Where high answers are dissatisfied, the satisfied are the low ones."""
    turned = pd.DataFrame({"s": [1] * 6 + [2] * 2 + [5] * 2})
    result = pe.csat(turned, "s", high_is="dissatisfied", bottom=2).iloc[0]
    assert [80, 20, 60] == pytest.approx([result["top_box"], result["bottom_box"], result["net"]])


@pytest.mark.parametrize("boxes", [{"top": 5}, {"top": 3, "bottom": 3}, {"bottom": -1}])
def test_boxes_that_overlap_or_are_empty_are_refused(boxes):
    """No answer is satisfied and dissatisfied at once."""
    with pytest.raises(pe.PeakendError, match="does not fit the scale 1–5"):
        pe.csat(pd.DataFrame({"s": [1]}), "s", **boxes)


@pytest.mark.parametrize(
    ("satisfied", "margin", "expected"), [(50, 5, 381), (50, 10, 93), (80, 5, 245), (95, 2, 469), (90, 10, 37)]
)
def test_csat_sample_size_is_that_of_prop_test(satisfied, margin, expected):
    """R 4, prop.test(correct = FALSE): the first n whose interval is narrow enough."""
    assert expected == pe.csat_sample_size(margin, satisfied=satisfied)


@pytest.mark.parametrize(
    ("sd", "margin", "expected"), [(1, 0.5, 18), (1.5, 0.1, 867), (20, 2, 387), (20, 5, 64), (3, 0.25, 556)]
)
@pytest.mark.parametrize("measure", [pe.ces_sample_size, pe.acsi_sample_size])
def test_sample_sizes_of_means_are_students(measure, sd, margin, expected):
    """R 4: the first n with qt(.975, n - 1) * sd / sqrt(n) <= margin."""
    assert expected == measure(margin, sd=sd)


@pytest.mark.parametrize("call", [lambda: pe.csat_sample_size(0), lambda: pe.ces_sample_size(0.1, sd=-1)])
def test_an_impossible_sample_size_is_refused(call):
    """A margin of nothing, a negative deviation."""
    with pytest.raises(pe.PeakendError):
        call()
