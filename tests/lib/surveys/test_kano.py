"""KANO against published tables and reference programs."""

import warnings

import numpy as np
import pandas as pd
import pytest

import peakend as pe

COLUMNS = {"feature": "feature", "functional": "with_it", "dysfunctional": "without_it"}
PAIR = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (3, 1), "Q": (1, 1)}


def pairs(rows: list[tuple[object, object]], feature: str = "f") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["with_it", "without_it"])
    return frame.assign(feature=feature)


def answers(feature: str = "f", **counts: int) -> pd.DataFrame:
    return pairs([PAIR[letter] for letter, count in counts.items() for _ in range(count)], feature)


def kano(frame: object, **options: object) -> pd.Series:
    return pe.kano(frame, **COLUMNS, **options).iloc[0]


CLASSIC = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]


@pytest.mark.parametrize("functional", range(1, 6))
@pytest.mark.parametrize("dysfunctional", range(1, 6))
def test_classic_table_equals_the_published_one(functional, dysfunctional):
    """Sauerwein et al. (1996), figure 6; R package stp25stat agrees in all 25 cells."""
    expected = CLASSIC[functional - 1][dysfunctional - 1]
    assert expected == kano(pairs([(functional, dysfunctional)])).category


def test_pouliots_table_questions_every_repeated_answer_but_neutral():
    """Pouliot in Berger et al. (1993), p. 33: of the classic table only the cells (2, 2) and (4, 4) change, to Q."""
    different = {
        (functional, dysfunctional): (before, after)
        for functional in range(1, 6)
        for dysfunctional in range(1, 6)
        if (before := kano(pairs([(functional, dysfunctional)])).category)
        != (after := kano(pairs([(functional, dysfunctional)]), table="pouliot").category)
    }
    assert different == {(2, 2): ("I", "Q"), (4, 4): ("I", "Q")}


def test_six_answers_equal_a_published_example():
    """The article on analysis at kanosurveys.com: six pairs of words give A, I, R, A, R, A."""
    words = [
        ("like", "expect"),
        ("neutral", "neutral"),
        ("dislike", "tolerate"),
        ("like", "neutral"),
        ("dislike", "like"),
        ("like", "tolerate"),
    ]
    result = kano(pairs(words))
    assert (result.A, result.I, result.R, result.category) == (3, 1, 2, "A")


# R package stp25stat, Kano_Auswertung(rnd_output = FALSE) with its Fong(), run on the package's own example. It rounds
# the right side of Fong's test to one decimal; the figures here are before rounding.
STP25 = [
    ({"M": 3, "O": 1, "A": 3, "I": 9, "R": 7, "Q": 2}, "I", 0.25, -0.25, 0.08, 0.28, 2, 5.442499, "ns"),
    (
        {"M": 3, "O": 11, "A": 6, "I": 6, "R": 1},
        "O", 0.6538461538, -0.5384615385, 0.1851851852, 0.7407407407, 5, 5.631348, "ns",
    ),
    (
        {"M": 8, "O": 11, "A": 4, "I": 4},
        "O", 0.5555555556, -0.7037037037, 0.1111111111, 0.8518518519, 3, 5.790258, "ns",
    ),
    (
        {"M": 4, "O": 3, "A": 2, "I": 18},
        "I", 0.1851851852, -0.2592592593, 0.5185185185, 0.3333333333, 14, 5.957628, "sig",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "category", "better", "worse", "category_strength", "total_strength", "lead", "critical", "fong"), STP25
)
def test_indices_equal_the_reference_program(
    counts, category, better, worse, category_strength, total_strength, lead, critical, fong
):
    """Category, CS+, CS−, both strengths and Fong's test."""
    result = kano(answers(**counts))
    assert (category, lead, fong) == (result.category, result.fong_difference, result.fong)
    assert [better, worse, category_strength, total_strength] == pytest.approx(
        [result.better, result.worse, result.category_strength, result.total_strength], abs=1e-9
    )
    assert critical == pytest.approx(result.fong_critical, abs=1e-6)


APP = {"A": 216, "O": 56, "M": 13, "I": 275, "R": 23, "Q": 24}


def test_coefficients_equal_a_published_table():
    """Brand & Rese (2026), Journal of Retailing and Consumer Services 89, 104596, table 1: an app in a shop."""
    result = kano(answers(**APP))
    assert pytest.approx([result.better, result.worse], abs=5e-4) == [0.486, -0.123]
    assert pytest.approx([result.category_strength, result.total_strength]) == [0.09719934102141681, 0.4695222405271829]
    assert (59, pytest.approx(28.215288518424263), "sig") == (result.fong_difference, result.fong_critical, result.fong)


@pytest.mark.parametrize(
    ("counts", "better", "worse", "within"),
    [
        ({"A": 7, "O": 33, "M": 50, "I": 10}, 0.4, -0.83, 1e-9),
        ({"A": 104, "O": 451, "M": 305, "I": 115}, 0.57, -0.78, 5e-3),
    ],
)
def test_coefficients_equal_the_ski_study(counts, better, worse, within):
    """Sauerwein et al. (1996), figures 10 and 11; from the second's rounded percentages one would get −0.77."""
    result = kano(answers(**counts))
    assert [better, worse] == pytest.approx([result.better, result.worse], abs=within)


# A. Reppel, Doing Research Online: The Kano Model (2022), its published table for three features, n = 358, under
# Pouliot's table; and the same answers under the classic table. Cells (2, 2) and (4, 4) hold the difference of Q.
REPPEL = [
    ({"A": 70, "O": 121, "M": 59, "I": 77, "R": 9, "Q": 12}, 10, (0.5840979, -0.5504587), (0.56676558, -0.53412463)),
    ({"A": 78, "O": 122, "M": 66, "I": 62, "R": 7, "Q": 14}, 9, (0.6097561, -0.5731707), (0.59347181, -0.5578635)),
    ({"A": 18, "O": 174, "M": 90, "I": 42, "R": 7, "Q": 17}, 10, (0.5925926, -0.8148148), (0.5748503, -0.79041916)),
]


@pytest.mark.parametrize(("counts", "repeated", "pouliot", "classic"), REPPEL)
def test_both_tables_equal_a_published_study(counts, repeated, pouliot, classic):
    """Coefficients under either table, and the category O by every rule."""
    frame = pd.concat([answers(**counts), pairs([(2, 2)] * (repeated - 4) + [(4, 4)] * 4)])
    for table, expected in (("pouliot", pouliot), ("classic", classic)):
        result = kano(frame, table=table)
        assert expected == pytest.approx((result.better, result.worse), abs=1e-7)
    for rule in ("mode", "moai", "oam"):
        assert kano(frame, table="pouliot", rule=rule).category == "O"


def test_questionable_answers_move_with_the_table():
    """Reppel's feature 7: 12 questionable answers under the classic table, 22 under Pouliot's."""
    frame = pd.concat([answers(**REPPEL[0][0]), pairs([(2, 2)] * 6 + [(4, 4)] * 4)])
    assert (kano(frame).Q, kano(frame, table="pouliot").Q) == (12, 22)


@pytest.mark.parametrize(
    ("counts", "rule", "category", "ties", "decided_by"),
    [
        (APP, "mode", "I", "", "mode"),
        (APP, "oam", "I", "", "O+A+M ≤ I+R+Q"),
        ({"A": 4, "M": 4, "I": 2}, "mode", "M", "MA", "mode, then M>O>A>I"),
        ({"O": 48, "A": 52}, "moai", "O", "OA", "mode, then M>O>A>I"),
        ({"O": 46, "A": 54}, "moai", "A", "", "mode"),
        ({"A": 30, "O": 25, "I": 45}, "oam", "A", "", "O+A+M > I+R+Q"),
        ({"A": 30, "O": 30, "I": 40}, "oam", "O", "OA", "O+A+M > I+R+Q, then M>O>A>I"),
        ({"A": 5, "I": 5}, "oam", "I", "AI", "O+A+M ≤ I+R+Q"),
        ({"R": 2, "Q": 2}, "mode", "R", "RQ", "mode, then M>O>A>I"),
    ],
)
def test_each_rule_decides_and_says_how(counts, rule, category, ties, decided_by):
    """Mode, M > O > A > I on ties and near-ties, and O + A + M against I + R + Q (Berger et al. 1993)."""
    result = kano(answers(**counts), rule=rule)
    assert (category, ties, decided_by) == (result.category, result.ties, result.decided_by)


def test_result_has_the_promised_columns_in_order():
    """Users and notebooks rely on the names."""
    expected = [
        "segment",
        "feature",
        "n",
        "n_missing",
        "n_invalid",
        "A",
        "O",
        "M",
        "I",
        "R",
        "Q",
        "category",
        "ties",
        "better",
        "worse",
        "category_strength",
        "total_strength",
        "fong",
    ]
    assert expected == list(pe.kano(answers(A=1).assign(segment="x"), **COLUMNS, by="segment"))[:18]


@pytest.mark.parametrize(
    "words",
    [
        ["喜欢", "理应如此", "无所谓", "勉强接受", "不喜欢"],
        ["我很喜欢", "理所当然", "无所谓", "可以忍受", "我很不喜欢"],
        ["A. 非常喜欢", "B. 理应如此", "C. 无所谓", "D. 勉强接受", "E. 很不喜欢"],
        ["like", "must-be", "neutral", "live with", "dislike"],
        ["I like it that way", "It must be that way", "I am neutral", "I can live with it that way",
         "I dislike it that way."],
        ["I like it", "I expect it", "I’m neutral", "I can tolerate it", " I DISLIKE it "],
        ["1", "2", "3", "4", "5"],
        [1.0, 2.0, 3.0, 4.0, 5.0],
    ],
)  # fmt: skip
def test_answers_may_be_words_or_numbers(words):
    """The usual wordings in Chinese and English give the same counts as the numbers 1–5."""
    rows = [(one, other) for one in words for other in words]
    expected = kano(pairs([(one, other) for one in range(1, 6) for other in range(1, 6)]))
    assert expected.equals(kano(pairs(rows)))


def test_the_courses_three_classes_are_named_in_the_language_in_use():
    """Must-be, performance and attractive are M, O and A."""
    frame = pd.concat([answers("a", A=1), answers("m", M=1), answers("o", O=1)])
    assert pe.kano(frame, **COLUMNS).course_class.tolist() == ["attractive", "must-be", "performance"]


def test_segments_are_analysed_apart():
    """One feature is basic for regulars and exciting for newcomers."""
    frame = pd.concat([answers(M=3).assign(who="regular"), answers(A=3).assign(who="new")])
    result = pe.kano(frame, **COLUMNS, by="who")
    assert dict(zip(result.who, result.category, strict=True)) == {"new": "A", "regular": "M"}


def test_self_stated_importance_is_averaged_over_those_who_stated_it():
    """Mean of 9, 8 and 4, and one who said nothing."""
    frame = answers(A=4).assign(weight=[9, 8, 4, None])
    result = kano(frame, importance="weight")
    assert (result.importance, result.n_importance) == (7, 3)


def test_importances_off_the_scale_are_dropped_and_counted():
    """10 is more than the 9 points there are."""
    frame = answers(A=4).assign(weight=[9, 8, 10, None])
    result = kano(frame, importance="weight", invalid="drop")
    assert (result.n_importance, result.n_importance_missing, result.n_importance_invalid) == (2, 1, 1)


def test_missing_and_invalid_pairs_are_counted_not_lost():
    """One complete pair, one with a gap, one with an answer that is none."""
    result = kano(pairs([(1, 5), (1, None), (6, 5)]), invalid="drop")
    assert (result.n, result.n_missing, result.n_invalid, result.category) == (1, 1, 1, "O")


def test_an_unknown_answer_is_named():
    """Column, value, how often, and the way out."""
    with pytest.raises(pe.PeakendError, match=r"'without_it'.*'maybe' × 2.*invalid='drop'"):
        kano(pairs([(1, "maybe"), (2, "maybe"), (1, 5)]))


def test_a_feature_with_one_question_only_is_refused():
    """Nobody answered the dysfunctional question about the second feature."""
    frame = pd.concat([answers("seat", A=2), pairs([(1, None), (2, None)], "tea")])
    with pytest.raises(pe.PeakendError, match="Feature 'tea' was answered in column 'with_it' only"):
        kano(frame)


def test_a_feature_with_one_question_only_may_be_kept_empty():
    """With ``invalid="drop"`` it has n = 0 and no category."""
    result = kano(pairs([(1, None), (2, None)]), invalid="drop")
    assert (result.n, result.n_missing, result.category) == (0, 2, None)
    assert np.isnan([result.better, result.worse, result.total_strength]).all()


def test_a_respondent_who_answers_twice_is_named():
    """Respondent 7 answered about tea three times."""
    frame = answers("tea", A=4).assign(id=[7, 7, 7, 8])
    with pytest.raises(pe.PeakendError, match="7 answered 'tea' 3 times"):
        kano(frame, respondent="id")


def test_a_respondent_may_answer_about_several_features():
    """One row a respondent and feature is as it should be."""
    frame = pd.concat([answers("tea", A=2).assign(id=[7, 8]), answers("seat", A=2).assign(id=[7, 8])])
    assert kano(frame, respondent="id").n == 2


def test_an_empty_frame_gives_an_empty_table():
    """No rows, no features, all columns."""
    result = pe.kano(answers(A=1).iloc[:0], **COLUMNS)
    assert (len(result), result.columns[0]) == (0, "feature")


@pytest.mark.parametrize(("option", "value"), [("table", "new"), ("rule", "best"), ("near", 1.5)])
def test_an_impossible_option_is_refused(option, value):
    """The sentence names the option."""
    with pytest.raises(pe.PeakendError, match=f"{option}="):
        kano(answers(A=1), **{option: value})


def test_continuous_values_are_those_of_dumouchel():
    """Each answer alone: functional 4, 2, 0, −1, −2 and dysfunctional −2, −1, 0, 2, 4."""
    rows = pd.concat([pairs([(answer, answer)], str(answer)) for answer in range(1, 6)])
    result = pe.kano_continuous(rows, **COLUMNS)
    assert result.functional.tolist() == [4, 2, 0, -1, -2]
    assert result.dysfunctional.tolist() == [-2, -1, 0, 2, 4]


@pytest.mark.parametrize(
    ("rows", "quadrant"),
    [
        ([(1, 5), (3, 3)], "O"),
        ([(1, 3)], "A"),
        ([(3, 5)], "M"),
        ([(3, 3), (3, 4)], "I"),
        ([(5, 1)], "R"),
    ],
)
def test_quadrants_divide_at_two(rows, quadrant):
    """The middle of 0–4 belongs to the upper side; below 0 on both sides is reverse."""
    assert quadrant == pe.kano_continuous(pairs(rows), **COLUMNS).loc[0, "quadrant"]


def test_continuous_interval_is_students():
    """Functional values 4, 4, 2, 0: mean 2.5, standard error 0.957427, t(3) 3.182446."""
    result = pe.kano_continuous(pairs([(1, 3), (1, 4), (2, 3), (3, 3)]), **COLUMNS).iloc[0]
    assert pytest.approx([result.functional_ci_low, result.functional_ci_high], abs=1e-6) == [-0.546960, 5.546960]


def test_a_unanimous_category_is_stable():
    """Every sample of identical answers gives the same category."""
    assert pe.kano_stability(answers(O=12), **COLUMNS).loc[0, "stability"] == 1


def test_stability_equals_the_exact_probability():
    """Of 11 A and 9 I, 20 draws give at least as many A as I with probability 0.751 (binomial sum)."""
    result = pe.kano_stability(answers(A=11, I=9), **COLUMNS, bootstrap=20000)
    assert pytest.approx(result.loc[0, "stability"], abs=0.01) == 0.7507


def test_the_same_seed_gives_the_same_stability():
    """Two runs agree to the last digit."""
    first, second = (pe.kano_stability(answers(A=5, I=4), **COLUMNS, seed=3) for _ in range(2))
    assert first.equals(second)


def test_stability_needs_samples():
    """No bootstrap without draws."""
    with pytest.raises(pe.PeakendError, match="bootstrap=0"):
        pe.kano_stability(answers(A=5), **COLUMNS, bootstrap=0)


def test_curve_ends_at_better():
    """An attractive feature of Atlason & Giacalone: 0.6820988 at full fulfilment; one grid point earlier 0.666455."""
    curve = pe.kano_curve(0.6820988, -0.3117284, "A").satisfaction
    assert [curve.iloc[-1], curve.iloc[-2]] == pytest.approx([0.6820988, 0.666455], abs=1e-6)


@pytest.mark.parametrize(("category", "halfway"), [("A", 0.377541), ("O", 0.5), ("M", 0.622459)])
def test_curves_pay_late_evenly_or_early(category, halfway):
    """Wang & Ji (2010): halfway, (√e − 1)/(e − 1), a half, and √e (√e − 1)/(e − 1) of the way is made."""
    curve = pe.kano_curve(1, 0, category, points=3).satisfaction
    assert pytest.approx(curve.tolist(), abs=1e-6) == [0, halfway, 1]


@pytest.mark.parametrize("arguments", [(0.5, -0.5, "I"), (1.5, -0.5, "A"), (0.5, 0.5, "A")])
def test_impossible_curves_are_refused(arguments):
    """No curve for indifferent features, and none beyond the range of the coefficients."""
    with pytest.raises(pe.PeakendError, match=r"is not an option|does not work"):
        pe.kano_curve(*arguments)


def test_no_lead_is_not_significant():
    """Questionable answers alone have a lead of 0 and a critical value of 0."""
    assert kano(answers(Q=4)).fong == "ns"


def test_what_is_undefined_is_none():
    """A feature without any answer has no category, no test and no class."""
    result = pe.kano(pd.concat([pairs([(None, None)]), answers("g", A=1)]), **COLUMNS)
    assert result.loc[0, ["category", "fong", "decided_by", "course_class"]].tolist() == [None] * 4


def test_an_undefined_quadrant_is_none():
    """A feature without any answer."""
    result = pe.kano_continuous(pd.concat([pairs([(None, None)]), answers("g", A=1)]), **COLUMNS)
    assert result.loc[0, ["quadrant", "course_class"]].tolist() == [None, None]


@pytest.mark.parametrize("near", ["a", float("nan"), 2])
def test_an_impossible_nearness_is_refused(near):
    """A share of the answers."""
    with pytest.raises(pe.PeakendError, match="near="):
        kano(answers(A=1), near=near)


@pytest.mark.parametrize("seed", ["a", -1])
def test_an_impossible_seed_is_refused(seed):
    """A whole number from 0 upwards."""
    with pytest.raises(pe.PeakendError, match="seed="):
        pe.kano_stability(answers(A=1), **COLUMNS, seed=seed)


def test_a_wide_table_becomes_a_long_one():
    """Two columns a feature, with the segment carried along."""
    wide = pd.DataFrame({"age": ["a", "b"], "q1": [1, 2], "q2": [5, 3], "q3": [3, 3], "q4": [3, 5]})
    long = pe.melt_kano(wide, {"tea": ("q1", "q2"), "seats": ("q3", "q4")}, keep="age")
    assert ["age", "feature", "functional", "dysfunctional"] == list(long)
    result = pe.kano(long, feature="feature", functional="functional", dysfunctional="dysfunctional", by="age")
    assert ["I", "O", "M", "I"] == result["category"].tolist()


@pytest.mark.parametrize("pairs", [{"tea": ("q1",)}, {"tea": "q1"}, {"tea": ("q1", "q1")}])
def test_a_feature_has_two_columns(pairs):
    """One for having it, another for lacking it."""
    with pytest.raises(pe.PeakendError, match=r"two columns|two answers"):
        pe.melt_kano(pd.DataFrame({"q1": [1]}), pairs)


def test_answers_may_have_their_number_before_them():
    """With a sign between, or a space; what the words say counts, also where the numbers run the other way."""
    rows = pd.DataFrame(
        {"f": ["tea"] * 3, "have": ["1 喜欢", "1. 喜欢", "5-喜欢"], "lack": ["5 不喜欢", "E、不喜欢", "1：不喜欢"]}
    )
    assert 3 == pe.kano(rows, feature="f", functional="have", dysfunctional="lack")["O"][0]


def test_numbers_that_run_the_other_way_are_doubted():
    """Where customers would rather lack what they are asked about; not where words say so."""
    asked = {"feature": "f", "functional": "have", "dysfunctional": "lack"}
    turned = pd.DataFrame({"f": ["tea", "seats"] * 6, "have": [5, 4, 5] * 4, "lack": [1, 1, 2] * 4})
    with pytest.warns(UserWarning, match="6 − answer"):
        assert {"R"} == {*pe.kano(turned, **asked)["category"]}
    right = turned.assign(have=6 - turned["have"], lack=6 - turned["lack"])
    worded = turned.replace({1: "喜欢", 2: "理应如此", 4: "可以忍受", 5: "不喜欢"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pe.kano(right, **asked)
        pe.kano(worded, **asked)
