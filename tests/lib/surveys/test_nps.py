"""Net Promoter Score against published figures and reference programs."""

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

import peakend as pe
from peakend.surveys.trinomial import adjusted_wald


def answers(detractors: int, passives: int, promoters: int) -> pd.DataFrame:
    return pd.DataFrame({"recommend": [3] * detractors + [8] * passives + [10] * promoters})


# R package NPS by Brendan Rocks, development version 2.0.999, run in R 4.2.2 on counts of detractors, passives,
# promoters (conf 0.95; bounds as shares). The score bounds agree with an independent restricted maximum likelihood.
ROCKS = [
    ("wald", (20, 30, 50), 0.1469219192, 0.4530780808),
    ("wald", (0, 0, 10), 1, 1),
    ("wald", (0, 3, 7), 0.4159742349, 0.9840257651),
    ("wald", (153, 250, 597), 0.3979152488, 0.4900847512),
    ("wald", (5, 10, 5), -0.3098975162, 0.3098975162),
    ("wald", (1, 2, 3), -0.2630647146, 0.9297313812),
    ("adjusted_wald", (20, 30, 50), 0.1405113018, 0.4420129701),
    ("adjusted_wald", (0, 0, 10), 0.4750355154, 1.063426023),
    ("adjusted_wald", (153, 250, 597), 0.3966383236, 0.4887056445),
    ("adjusted_wald", (5, 10, 5), -0.2889809239, 0.2889809239),
    ("score", (20, 30, 50), 0.1395514127, 0.4433930516),
    ("score", (0, 0, 10), 0.4449343681, 1),
    ("score", (153, 250, 597), 0.3966196638, 0.4887454104),
]


@pytest.mark.parametrize(("method", "counts", "low", "high"), ROCKS)
def test_intervals_equal_the_reference_program(method, counts, low, high):
    """All three intervals, unclipped, equal those of R's NPS package."""
    result = pe.nps(answers(*counts), "recommend", method=method, clip=False).iloc[0]
    assert [low, high] == pytest.approx(
        [result.ci_low / 100, result.ci_high / 100], abs=2e-6 if method == "score" else 1e-8
    )


def test_intervals_stay_on_the_scale_by_default():
    """The adjusted Wald bound of ten promoters, 106.3, is clipped to 100."""
    assert pe.nps(answers(0, 0, 10), "recommend").loc[0, "ci_high"] == 100


def test_one_degree_of_freedom_less_is_the_other_convention():
    """Turk, Cinderich & McNeill divide the adjusted variance by n + 3 − 1."""
    result = pe.nps(answers(20, 30, 50), "recommend", ddof=1).iloc[0]
    assert pytest.approx([result.ci_low / 100, result.ci_high / 100], abs=1e-9) == [
        0.1397741294984686,
        0.4427501423461916,
    ]


def test_standard_error_equals_the_reference_program():
    """R's NPS package, its own basic test: variance 0.5556 and SE 0.30429 for counts 1, 2, 3."""
    result = pe.nps(answers(1, 2, 3), "recommend").iloc[0]
    assert pytest.approx([result.nps, result.se], abs=1e-7) == [100 / 3, 30.4290309725]


def test_one_sample_p_value_follows_from_the_standard_error():
    """R package NPS 1.1, ``nps.test`` of counts 20, 30, 50 against 0: p = 0.000122481."""
    result = pe.nps(answers(20, 30, 50), "recommend").iloc[0]
    assert pytest.approx(2 * norm.sf(result.nps / result.se), abs=1e-9) == 0.00012248100771


def test_interval_includes_the_covariance_of_promoters_and_detractors():
    """Of 1,000 answers 250 promoters and 75 detractors: taken as independent the bounds would be 14.3 and 20.5."""
    result = pe.nps(answers(75, 675, 250), "recommend", method="wald").iloc[0]
    assert pytest.approx([result.ci_low, result.ci_high], abs=1e-7) == [14.137219245413352, 20.862780754586646]


@pytest.mark.parametrize(
    ("n", "options", "covered"),
    [
        (10, {"method": "wald"}, 0.82954),
        (10, {}, 0.94723),
        (10, {"pseudo_counts": (1, 1, 1)}, 0.96758),
        (10, {"method": "score"}, 0.96799),
        (20, {"method": "wald"}, 0.86472),
        (20, {}, 0.96168),
        (20, {"pseudo_counts": (1, 1, 1)}, 0.96168),
        (20, {"method": "score"}, 0.96195),
    ],
)
def test_coverage_speaks_against_plain_wald(n, options, covered):
    """Exact coverage at shares 1/12, 1/12, 5/6 by full enumeration: 83 % instead of 95 % for Wald at n = 10."""
    rows = [(d, p, n - d - p) for d, p in itertools.product(range(n + 1), repeat=2) if d + p <= n]
    frame = pd.concat([answers(*counts).assign(case=i) for i, counts in enumerate(rows)])
    result = pe.nps(frame, "recommend", by="case", clip=False, **options)
    log_factorial = np.concatenate([[0.0], np.log(np.arange(1, n + 1)).cumsum()])
    counts = np.array(rows)
    probability = np.exp(
        log_factorial[n] - log_factorial[counts].sum(axis=1) + counts @ np.log(np.array([1, 1, 10]) / 12)
    )
    inside = (result.ci_low <= 75 + 1e-9) & (result.ci_high >= 75 - 1e-9)
    assert covered == pytest.approx(probability[inside].sum(), abs=1e-4)


@pytest.mark.parametrize("pseudo_counts", [(1, 1), (0, 0, 0), (1, -1, 1), (1, 1, "1")])
def test_impossible_pseudo_counts_are_refused(pseudo_counts):
    """Three numbers from 0 upwards, not all 0."""
    with pytest.raises(pe.PeakendError, match="pseudo_counts="):
        pe.nps(answers(1, 1, 1), "recommend", pseudo_counts=pseudo_counts)


@pytest.mark.parametrize(("scores", "expected"), [([0, 7, 9], 0), ([7, 9], 50), ([0, 7], -50)])
def test_score_equals_a_published_example(scores, expected):
    """The README of the Python package npspy 0.1.0."""
    assert expected == pe.nps(pd.DataFrame({"score": scores}), "score").loc[0, "nps"]


def test_result_has_the_promised_columns_in_order():
    """Users and notebooks rely on the names."""
    expected = ["n", "n_missing", "n_invalid", "promoters", "passives", "detractors", "nps", "ci_low", "ci_high"]
    assert expected == list(pe.nps(answers(1, 1, 1), "recommend"))[:9]


def test_seven_and_eight_are_passive_and_six_is_a_detractor():
    """Every point of the scale lands in its group."""
    result = pe.nps(pd.DataFrame({"score": range(11)}), "score").iloc[0]
    assert (result.detractors, result.passives, result.promoters) == (7, 2, 2)


def test_each_segment_is_a_row_in_order():
    """Segments come sorted, and each has its own score."""
    frame = pd.DataFrame({"channel": ["b", "a", "b"], "score": [10, 0, 10]})
    result = pe.nps(frame, "score", by="channel")
    assert dict(zip(result.channel, result.nps, strict=True)) == {"a": -100, "b": 100}


def test_missing_and_invalid_answers_are_counted_not_lost():
    """Twelve rows: ten valid, one missing, one off the scale."""
    frame = pd.DataFrame({"score": [9] * 10 + [None, 11]})
    result = pe.nps(frame, "score", invalid="drop").iloc[0]
    assert (result.n, result.n_missing, result.n_invalid) == (10, 1, 1)


@pytest.mark.parametrize("value", [11, -1, 6.5, "N/A"])
def test_an_answer_off_the_scale_is_named(value):
    """The sentence names column, value, how often, the scale, and the way out."""
    frame = pd.DataFrame({"score": pd.Series([9, value, value], dtype=object)})
    with pytest.raises(pe.PeakendError, match=r"'score'.*0–10.*× 2.*invalid='drop'") as error:
        pe.nps(frame, "score")
    assert repr(value) in str(error.value)


def test_numbers_written_as_text_are_read():
    """A CSV column with one N/A arrives as text; its numbers still count."""
    result = pe.nps(pd.DataFrame({"score": ["10", "9", "N/A", ""]}), "score", invalid="drop").iloc[0]
    assert (result.n, result.n_missing, result.n_invalid) == (2, 1, 1)


def test_a_misspelt_column_gets_the_right_spelling():
    """The nearest column is offered."""
    with pytest.raises(pe.PeakendError, match="Did you mean 'recommend'"):
        pe.nps(answers(1, 1, 1), "recomend")


def test_something_that_is_no_table_is_refused():
    """A list is not a frame."""
    with pytest.raises(pe.PeakendError, match="this is a list"):
        pe.nps([1, 2, 3], "score")


def test_an_unknown_method_names_those_allowed():
    """Options are closed lists."""
    with pytest.raises(pe.PeakendError, match="'adjusted_wald', 'wald', 'score'"):
        pe.nps(answers(1, 1, 1), "recommend", method="exact")


def test_no_answers_give_no_score():
    """An empty segment has n = 0 and neither score nor interval."""
    result = pe.nps(pd.DataFrame({"score": [None, None]}, dtype="float"), "score", method="score").iloc[0]
    assert result.n == 0
    assert result[["nps", "ci_low", "ci_high"]].isna().all()


def test_equal_weights_change_nothing():
    """Weights of 3 for all give the unweighted score, error and interval."""
    frame = answers(20, 30, 50).assign(weight=3.0)
    columns = ["nps", "se", "ci_low", "ci_high"]
    weighted = pe.nps(frame, "recommend", weights="weight")
    assert pe.nps(frame, "recommend")[columns].iloc[0].tolist() == pytest.approx(weighted[columns].iloc[0].tolist())


def test_weights_give_the_linearised_error_and_kish_effective_n():
    """Direct sums over rows (Kish 1965; Särndal, Swensson & Wretman 1992, ch. 5)."""
    random = np.random.default_rng(7)
    frame = pd.DataFrame({"score": random.integers(0, 11, 400), "w": random.uniform(0.2, 4, 400)})
    x = np.select([frame.score >= 9, frame.score >= 7], [1.0, 0.0], -1.0)
    total = frame.w.sum()
    mean = (frame.w * x).sum() / total
    result = pe.nps(frame, "score", weights="w", method="wald").iloc[0]
    expected = [mean * 100, 100 * np.sqrt((frame.w**2 * (x - mean) ** 2).sum()) / total, total**2 / (frame.w**2).sum()]
    assert expected == pytest.approx([result.nps, result.se, result.n_effective])


@pytest.mark.parametrize("weight", [-1.0, None, float("inf")])
def test_impossible_weights_are_refused(weight):
    """Negative, missing and infinite weights are found."""
    with pytest.raises(pe.PeakendError, match="'w' are negative, missing or infinite"):
        pe.nps(pd.DataFrame({"score": [9, 10], "w": [1.0, weight]}), "score", weights="w")


@pytest.mark.parametrize("method", ["adjusted_wald", "wald", "score"])
def test_weights_that_are_all_zero_give_no_score(method):
    """Two answers, counted in n, that weigh nothing."""
    frame = pd.DataFrame({"score": [9, 0], "w": [0.0, 0.0]})
    result = pe.nps(frame, "score", weights="w", method=method).iloc[0]
    assert result.n == 2
    assert result[["nps", "ci_low", "ci_high", "se"]].isna().all()


def two_groups() -> pd.DataFrame:
    return pd.concat([answers(20, 30, 50).assign(group="x"), answers(30, 30, 40).assign(group="y")])


@pytest.mark.parametrize(
    ("method", "low", "high", "p"),
    [
        ("wald", -0.02347027693, 0.42347027693, 0.0794106259989),
        ("adjusted_wald", -0.02551595983, 0.41386547439, 0.08321586753),
    ],
)
def test_difference_of_two_groups_equals_the_reference_program(method, low, high, p):
    """R's NPS package (both versions); the adjusted recipe also as MeasuringU describes it."""
    result = pe.nps_difference(two_groups(), "recommend", between="group", method=method).iloc[0]
    assert [20, low * 100, high * 100, p] == pytest.approx(
        [result.difference, result.ci_low, result.ci_high, result.p_value], abs=1e-7
    )


def test_difference_keeps_its_sign():
    """First less second: turned round, the sign turns too."""
    result = pe.nps_difference(two_groups(), "recommend", between="group", groups=("y", "x")).iloc[0]
    assert (result["first"], result["second"], pytest.approx(result.difference)) == ("y", "x", -20)


def test_difference_compares_every_pair_of_groups():
    """Three groups give three pairs, in the groups' order."""
    frame = pd.DataFrame({"g": list("abc"), "s": [0, 8, 10]})
    result = pe.nps_difference(frame, "s", between="g")
    assert list(result[["first", "second", "difference"]].itertuples(index=False, name=None)) == [
        ("a", "b", -100),
        ("a", "c", -200),
        ("b", "c", -100),
    ]


@pytest.mark.parametrize("groups", [("a", "z"), ("a", "a"), ("a",)])
def test_difference_needs_two_known_groups(groups):
    """An unknown, repeated or lone group is refused, and the way out is shown."""
    with pytest.raises(pe.PeakendError, match=r"groups=\('a', 'b'\)"):
        pe.nps_difference(pd.DataFrame({"g": list("abc"), "s": [1, 2, 3]}), "s", between="g", groups=groups)


def test_difference_with_a_group_that_did_not_answer_is_unknown():
    """No answers, no difference."""
    frame = pd.DataFrame({"g": ["a", "b"], "s": [9, None]})
    assert pe.nps_difference(frame, "s", between="g")[["difference", "ci_low", "p_value"]].isna().all(axis=None)


@pytest.mark.parametrize(("method", "n"), [("wald", 385), ("adjusted_wald", 380)])
def test_sample_size_for_a_margin(method, n):
    """z² × 1 / 0.1², and for adjusted Wald the fewest whose interval is within ±10."""
    assert n == pe.nps_sample_size(10, method=method)


@pytest.mark.parametrize(
    ("promoters", "detractors", "margin", "n"), [(90, 0, 10, 55), (97, 0, 3, 207), (100, 0, 5, 80), (80, 5, 5, 447)]
)
def test_sample_size_where_most_are_of_one_mind(promoters, detractors, margin, n):
    """The pseudo-respondents count most where there is little else."""
    assert n == pe.nps_sample_size(margin, promoters=promoters, detractors=detractors)


@pytest.mark.parametrize(("promoters", "detractors"), [(50, 50), (90, 0), (100, 0), (0, 100), (60, 20)])
def test_one_answer_fewer_is_too_few(promoters, detractors):
    """The interval of n answers is within the margin, that of n − 1 is not."""
    n = pe.nps_sample_size(5, promoters=promoters, detractors=detractors)
    shares = np.array([[detractors, 100 - promoters - detractors, promoters]]) / 100
    half = [float(np.diff(adjusted_wald(shares * size, 0.95), axis=0)[0, 0]) / 2 for size in (n - 1, n)]
    assert half[1] <= 0.05 < half[0]


def test_scores_without_a_label_are_no_group():
    """They are left out of the difference and counted."""
    frame = pd.DataFrame({"month": ["6", "7", None, None], "recommend": [9, 3, 0, None]})
    result = pe.nps_difference(frame, "recommend", between="month")
    assert list(result[["first", "second", "n_unlabelled"]].itertuples(index=False, name=None)) == [("6", "7", 2)]


@pytest.mark.parametrize("ddof", [-1, "a", float("nan")])
def test_an_impossible_ddof_is_refused(ddof):
    """A number from 0 upwards."""
    with pytest.raises(pe.PeakendError, match="ddof="):
        pe.nps(answers(1, 1, 1), "recommend", ddof=ddof)


def test_too_few_answers_for_ddof_give_no_standard_error():
    """One answer less one is none."""
    assert np.isnan(pe.nps(answers(0, 0, 1), "recommend", ddof=1).loc[0, "se"])


@pytest.mark.parametrize(
    "options",
    [{"margin": "5"}, {"margin": None}, {"margin": 1e-300}, {"margin": 5, "promoters": float("nan")}],
)
def test_a_sample_size_needs_numbers(options):
    """Text, nothing, next to nothing, and what is no number."""
    with pytest.raises(pe.PeakendError, match="does not work"):
        pe.nps_sample_size(**options)
