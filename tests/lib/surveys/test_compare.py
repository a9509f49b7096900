"""Experiments against published figures and reference programs."""

import math

import numpy as np
import pandas as pd
import pytest

import peakend as pe

# Student (1908), Biometrika 6, 1–25: hours of sleep gained under two drugs, R's data set sleep.
SLEEP = pd.DataFrame(
    {
        "drug": ["1"] * 10 + ["2"] * 10,
        "hours": [
            *[0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
            *[1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
        ],
    }
)


def two_shares(first: tuple[int, int], second: tuple[int, int]) -> pd.DataFrame:
    rows = [("a", "yes", first[0]), ("a", "no", first[1] - first[0])]
    rows += [("b", "yes", second[0]), ("b", "no", second[1] - second[0])]
    return pd.DataFrame([(group, answer) for group, answer, count in rows for _ in range(count)], columns=["g", "sold"])


def test_difference_of_means_equals_the_reference_program():
    """R's example t.test(extra ~ group, data = sleep): interval −3.3654832 to 0.2054832, p = 0.07939."""
    result = pe.compare(SLEEP, "hours", between="drug").iloc[0]
    assert pytest.approx([result.difference, result.ci_low, result.ci_high], abs=1e-7) == [-1.58, -3.3654832, 0.2054832]
    assert pytest.approx(result.p_value, abs=1e-7) == 0.0793941


def test_effect_size_is_hedges_g():
    """Cohen's d of Student's sleep data is −0.8321811 (R package effsize); g = d (1 − 3/71)."""
    result = pe.compare(SLEEP, "hours", between="drug").iloc[0]
    assert pytest.approx(result.effect_size, abs=1e-7) == -0.8321811 * (1 - 3 / 71)


def test_exact_permutation_test_tries_all_divisions():
    """Student's sleep data have 184,756 divisions; the p value equals full enumeration by subset sums."""
    tenths = (SLEEP.hours * 10).round().astype(int).tolist()
    observed = abs(2 * sum(tenths[:10]) - sum(tenths))
    ways = {(0, 0): 1}
    for value in tenths:
        for (size, total), count in list(ways.items()):
            ways[size + 1, total + value] = ways.get((size + 1, total + value), 0) + count
    ways = {total: count for (size, total), count in ways.items() if size == 10}
    expected = sum(count for total, count in ways.items() if abs(2 * total - sum(tenths)) >= observed) / 184756
    exact = pe.compare(SLEEP, "hours", between="drug", permutations=200_000).loc[0, "p_permutation"]
    assert expected == pytest.approx(exact, abs=1e-12)


def test_random_permutations_come_near_the_exact_p_value():
    """9,999 deals give the p value within three standard errors."""
    exact = pe.compare(SLEEP, "hours", between="drug", permutations=200_000).loc[0, "p_permutation"]
    dealt = pe.compare(SLEEP, "hours", between="drug").loc[0, "p_permutation"]
    assert exact == pytest.approx(dealt, abs=3 * np.sqrt(exact / 9999))


def test_permutation_test_of_shares_is_fishers():
    """The lady tasting tea (Fisher 1935): three right of four gives 34/70 two-sided."""
    result = pe.compare(two_shares((3, 4), (1, 4)), "sold", between="g", success="yes").iloc[0]
    assert pytest.approx(result.p_permutation, abs=1e-12) == 34 / 70


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [((56, 70), (48, 80), 5.24, 33.39), ((9, 10), (3, 10), 17.05, 80.90), ((10, 10), (0, 10), 60.75, 100)],
)
def test_interval_of_shares_equals_a_published_table(first, second, low, high):
    """Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10."""
    result = pe.compare(two_shares(first, second), "sold", between="g", success="yes").iloc[0]
    assert pytest.approx([result.ci_low, result.ci_high], abs=0.006) == [low, high]


def test_test_of_shares_is_chi_squared_without_correction():
    """56 of 70 against 48 of 80: χ² = 7.0234 with one degree of freedom."""
    chi_squared = 150 * (56 * 32 - 14 * 48) ** 2 / (104 * 46 * 70 * 80)
    result = pe.compare(two_shares((56, 70), (48, 80)), "sold", between="g", success="yes").iloc[0]
    assert math.erfc(math.sqrt(chi_squared / 2)) == pytest.approx(result.p_value)


def test_effect_size_of_shares_is_cohens_h():
    """Cohen (1988), ch. 6: h of 0.65 and 0.50 is 1.8755 − 1.5708 = 0.3047."""
    result = pe.compare(two_shares((65, 100), (50, 100)), "sold", between="g", success="yes").iloc[0]
    assert pytest.approx(result.effect_size, abs=1e-4) == 0.3047


def test_superiority_is_the_share_of_pairs_won():
    """Answers 5, 3 against 3, 1: of four pairs three are won and one is tied."""
    frame = pd.DataFrame({"g": ["a", "a", "b", "b"], "x": [5, 3, 3, 1]})
    assert pe.compare(frame, "x", between="g").loc[0, "superiority"] == 3.5 / 4


def test_difference_keeps_its_sign():
    """First less second; turned round, everything turns."""
    one = pe.compare(SLEEP, "hours", between="drug").iloc[0]
    other = pe.compare(SLEEP, "hours", between="drug", groups=("2", "1")).iloc[0]
    assert (one.difference, one.ci_low, one.effect_size) == pytest.approx(
        (-other.difference, -other.ci_high, -other.effect_size)
    )


def test_success_may_be_several_answers():
    """The top two of five points as a share."""
    frame = pd.DataFrame({"g": list("aaabbb"), "x": [5, 4, 3, 4, 2, 1]})
    result = pe.compare(frame, "x", between="g", success=(4, 5)).iloc[0]
    assert ("percent", pytest.approx(200 / 3), pytest.approx(100 / 3)) == (
        result.measure,
        result.value_first,
        result.value_second,
    )


def test_success_may_be_true():
    """A column of truth values."""
    frame = pd.DataFrame({"g": list("aabb"), "x": [True, True, True, False]})
    assert pe.compare(frame, "x", between="g", success=True).loc[0, "difference"] == 50


def test_missing_and_invalid_answers_are_counted_not_lost():
    """Those of a third group are not."""
    frame = pd.DataFrame({"g": list("aabbbc"), "x": [1, None, 2, 4, "?", None]})
    result = pe.compare(frame, "x", between="g", groups=("a", "b"), invalid="drop").iloc[0]
    assert (result.n_first, result.n_second, result.n_missing, result.n_invalid) == (1, 2, 1, 1)


def test_words_are_refused_with_the_way_out():
    """Column, value, how often, and what a success would be."""
    with pytest.raises(pe.PeakendError, match=r"'sold'.*'yes' × 2.*success='no'"):
        pe.compare(two_shares((1, 2), (1, 4)), "sold", between="g")


def test_two_groups_are_needed():
    """Three scripts without a choice are refused, and the way out is shown."""
    with pytest.raises(pe.PeakendError, match=r"groups=\('a', 'b'\)"):
        pe.compare(pd.DataFrame({"g": list("abc"), "x": [1, 2, 3]}), "x", between="g")


def test_nothing_varies_nothing_is_tested():
    """Equal answers differ by exactly 0, without a t test; every deal of labels reaches that."""
    frame = pd.DataFrame({"g": list("aabb"), "x": [3, 3, 3, 3]})
    result = pe.compare(frame, "x", between="g").iloc[0]
    assert (result.difference, result.ci_low, result.ci_high, result.p_permutation) == (0, 0, 0, 1)
    assert np.isnan([result.p_value, result.effect_size]).all()


@pytest.mark.parametrize("success", [None, 3])
def test_an_empty_group_gives_no_difference(success):
    """All answers of the second script are missing."""
    frame = pd.DataFrame({"g": list("aab"), "x": [3, 4, None]})
    result = pe.compare(frame, "x", between="g", success=success).iloc[0]
    assert (result.n_first, result.n_second) == (2, 0)
    assert np.isnan([result.difference, result.ci_low, result.p_value, result.p_permutation]).all()


def test_one_answer_a_group_gives_a_difference_without_interval():
    """Two answers have no variance to judge by."""
    result = pe.compare(pd.DataFrame({"g": ["a", "b"], "x": [3, 5]}), "x", between="g").iloc[0]
    assert (result.difference, result.p_permutation) == (-2, 1)
    assert np.isnan([result.ci_low, result.ci_high, result.p_value]).all()


def test_dealing_can_be_left_out():
    """No permutation test without permutations."""
    assert np.isnan(pe.compare(SLEEP, "hours", between="drug", permutations=0).loc[0, "p_permutation"])


@pytest.mark.parametrize(
    ("options", "n"),
    [
        ({"difference": 1, "sd": 1, "power": 0.9}, 23),
        ({"difference": 0.5, "sd": 1}, 64),
        ({"percent": (50, 75), "power": 0.9}, 77),
    ],
)
def test_sample_size_equals_the_reference_program(options, n):
    """R: power.t.test(power = .90, delta = 1) 22.02, Cohen's table 64, power.prop.test(.50, .75, power = .90) 76.7."""
    assert n == pe.compare_sample_size(**options)


def test_sample_size_is_the_smallest_that_reaches_the_power():
    """Simulated with Welch's test: 17 answers a group find one standard deviation in four of five experiments."""
    n = pe.compare_sample_size(difference=1, sd=1)
    random = np.random.default_rng(2)
    found = [
        pe.compare(
            pd.DataFrame({"g": ["a"] * n + ["b"] * n, "x": random.normal(size=2 * n) + np.repeat([1.0, 0.0], n)}),
            "x",
            between="g",
            permutations=0,
        ).loc[0, "p_value"]
        < 0.05
        for _ in range(300)
    ]
    assert pytest.approx(np.mean(found), abs=0.07) == 0.8


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"difference": 0.5},
        {"difference": 0, "sd": 1},
        {"percent": (60, 60)},
        {"percent": (60, 170)},
        {"difference": 1, "sd": 1, "percent": (1, 2)},
    ],
)
def test_impossible_plans_are_refused(options):
    """The sentence shows both ways to ask."""
    with pytest.raises(pe.PeakendError, match=r"percent=\(60, 70\)"):
        pe.compare_sample_size(**options)


def test_success_may_be_numpy_numbers():
    """Points taken from an array, and answers that arrived as text."""
    frame = pd.DataFrame({"g": list("aabb"), "x": ["4", "1", "5", "4"]})
    result = pe.compare(frame, "x", between="g", success=np.array([4, 5])).iloc[0]
    assert (result.value_first, result.value_second) == (50, 100)


def test_a_success_that_never_occurs_is_refused():
    """A misspelt answer would make both shares 0; the sentence shows the answers there are."""
    with pytest.raises(pe.PeakendError, match=r"'sold' is success='yess'.*'no' × 4, 'yes' × 2"):
        pe.compare(two_shares((1, 2), (1, 4)), "sold", between="g", success="yess")


@pytest.mark.parametrize("gap", [None, "", np.nan])
def test_rows_without_a_label_are_no_group(gap):
    """They are left out and counted."""
    result = pe.compare(pd.DataFrame({"g": ["a", "b", gap, gap], "x": [1, 2, 9, 9]}), "x", between="g").iloc[0]
    assert (*result[["first", "second", "n_first", "n_second", "n_unlabelled"]],) == ("a", "b", 1, 1, 2)


def test_one_group_is_sent_to_another_column():
    """No choice of groups would help."""
    with pytest.raises(pe.PeakendError, match="'g' gives 'a'"):
        pe.compare(pd.DataFrame({"g": ["a", None], "x": [1, 2]}), "x", between="g")


def test_an_unknown_group_is_named():
    """Beside the groups there are."""
    with pytest.raises(pe.PeakendError, match="'g' has no group 'c'"):
        pe.compare(two_shares((1, 2), (1, 4)), "sold", between="g", groups=("a", "c"), success="yes")


@pytest.mark.parametrize("option", [{"permutations": None}, {"permutations": -1}, {"seed": "x"}])
def test_impossible_numbers_are_refused(option):
    """The sentence shows the option."""
    with pytest.raises(pe.PeakendError, match=next(iter(option))):
        pe.compare(SLEEP, "hours", between="drug", **option)


@pytest.mark.parametrize(
    "options",
    [
        {"difference": "a", "sd": 1},
        {"difference": float("nan"), "sd": 1},
        {"difference": 1, "sd": float("inf")},
        {"percent": "60"},
        {"percent": 60},
        {"percent": (60, float("nan"))},
    ],
)
def test_plans_need_numbers(options):
    """Text, nothing and infinity are none."""
    with pytest.raises(pe.PeakendError, match=r"percent=\(60, 70\)"):
        pe.compare_sample_size(**options)
