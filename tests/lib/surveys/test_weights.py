"""Case weights: the errors of R 4.2.2 with survey 4.1.1, `s <- svydesign(ids = ~1, weights = ~w, data = d)`."""

import duckdb
import numpy as np
import pandas as pd
import polars
import pytest

import peakend as pe

PLACE = np.arange(1, 61)


def survey():
    """Return the data of the reference: `i <- 1:60; w = 0.5 + (i %% 6) / 2`, with some answers missing."""
    return pd.DataFrame(
        {
            "score": pd.Series((7 * PLACE) % 11).mask(PLACE % 13 == 0),
            "five": pd.Series(1 + (3 * PLACE) % 5).mask(PLACE % 17 == 0),
            "seven": 1 + (5 * PLACE) % 7,
            "expected": 1 + (2 * PLACE) % 7,
            "ideal": 1 + (4 * PLACE) % 7,
            "w": 0.5 + (PLACE % 6) / 2,
            "same": 2.0,
            "g": np.array(["a", "b", "c"])[PLACE % 3],
            "two": np.where(PLACE % 2 == 0, "x", "y"),
            "lacking": 1 + (2 * PLACE) % 5,
        }
    )


def rows(table, columns):
    return table[columns].to_numpy(dtype=float).ravel().tolist()


def test_nps_by_segment():
    """`svyby(~net, ~g, s, svymean, na.rm = TRUE)`."""
    result = pe.nps(survey(), "score", by="g", weights="w", ddof=1)
    expected = [-52.17391304, 18.89269495, -47.61904762, 21.04766891, -37.93103448, 19.55885454]
    assert expected == pytest.approx(rows(result, ["nps", "se"]))


def test_nps_of_all():
    """`svymean(~net, s, na.rm = TRUE)`."""
    result = pe.nps(survey(), "score", weights="w", ddof=1)
    assert [-44.3877551, 11.8978312] == pytest.approx(rows(result, ["nps", "se"]))


def test_difference_of_nps():
    """`svycontrast(svyby(~net, ~g, …, covmat = TRUE), c(a = 1, b = -1))`: −0.04554865 with error 0.28283180."""
    result = pe.nps_difference(survey(), "score", between="g", groups=("a", "b"), weights="w", method="wald").iloc[0]
    error = (result["ci_high"] - result["ci_low"]) / 2 / 1.959963985
    assert [-4.554865424, 28.28318032] == pytest.approx([result["difference"], error])


def test_share_of_satisfied():
    """`svyby(~top, ~g, s, svymean, na.rm = TRUE)`."""
    result = pe.csat(survey(), "five", by="g", weights="w")
    expected = [34.78260870, 12.86866400, 43.07692308, 12.53078476, 42.85714286, 12.11011955]
    assert expected == pytest.approx(rows(result, ["top_box", "se"]))


def test_mean_satisfaction():
    """`svyby(~five, ~g, s, svymean, na.rm = TRUE)`: 2.913043478 with error 0.3936199311, `qt(0.975, 18)` of it."""
    result = pe.csat(survey(), "five", by="g", weights="w").iloc[0]
    error = (result["mean_ci_high"] - result["mean_ci_low"]) / 2 / 2.10092204
    assert [2.913043478, 0.3936199311] == pytest.approx([result["mean"], error])


def test_net_satisfaction():
    """`svyby(~I(top - bottom), ~g, s, svymean, na.rm = TRUE)`."""
    result = pe.csat(survey(), "five", bottom=2, by="g", weights="w")
    assert [-8.695652174, 0, 7.142857143] == pytest.approx(result["net"].tolist(), abs=1e-9)


def test_ease():
    """`svyby(~seven, ~g, s, svymean)`, and the same of the easy and of the net."""
    result = pe.ces(survey(), "seven", high_is="easy", by="g", weights="w")
    means = [4.06, 0.5002719261, 4.014285714, 0.4975012212, 4.1, 0.4849136448]
    assert means == pytest.approx(rows(result, ["mean", "se"]))
    assert [42, 2, 40, -2.857142857, 46.66666667, 6.666666667] == pytest.approx(rows(result, ["percent_easy", "net"]))


def test_acsi():
    """`svyby(~acsi, ~g, s, svymean)`."""
    result = pe.acsi(survey(), "seven", "expected", "ideal", scale=(1, 7), by="g", weights="w")
    expected = [52.33333333, 5.155495486, 49.84126984, 4.961980856, 51.11111111, 5.080093661]
    assert expected == pytest.approx(rows(result, ["acsi", "se"]))


def test_comparison_of_means():
    """`svyttest(seven ~ two, s)`, first less second."""
    result = pe.compare(survey(), "seven", between="two", weights="w")
    expected = [-0.01111111111, -1.176031334, 1.153809111, 0.9848328]
    assert expected == pytest.approx(rows(result, ["difference", "ci_low", "ci_high", "p_value"]))


def test_comparison_of_shares():
    """`svycontrast(svyby(~top, ~two, …), c(x = 1, y = -1))`: 0.02352941 with error 0.1467886993."""
    result = pe.compare(survey(), "five", between="two", success=(4, 5), weights="w")
    assert [2.352941176, 0.8726485] == pytest.approx(rows(result, ["difference", "p_value"]), rel=1e-5)


def items():
    """Return the reference with three items of expectation and perception, the last with gaps."""
    multiples = {"E1": (2, 7), "E2": (4, 7), "E3": (3, 7), "P1": (5, 7), "P2": (6, 7)}
    answers = {name: 1 + (step * PLACE) % points for name, (step, points) in multiples.items()}
    return survey().assign(**answers, P3=lambda frame: frame["five"])


ITEMS = {
    "expectations": ["E1", "E2", "E3"],
    "perceptions": ["P1", "P2", "P3"],
    "dimensions": {"tangibles": 2, "reliability": 1},
}


def test_gaps_of_service_quality():
    """`svyby(~d1, ~g, s, svymean, na.rm = TRUE)`, and of d2 and of .75 d1 + .25 d2."""
    result = pe.servqual(items(), **ITEMS, dimension_weights=(75, 25), by="g", weights="w")
    gaps = [0.06, -1.0217391304, -0.30434782609, 0.10714285714, -1.1692307692, -0.06153846154]
    errors = [0.6021358594, 0.7194581670, 0.4321935152, 0.5701941935, 0.5333704021, 0.4147268252]
    assert [*gaps, 0.03333333333, -0.9285714286, -0.04464285714] == pytest.approx(result["gap"].tolist())
    assert [*errors, 0.5468852624, 0.3839738534, 0.3795214623] == pytest.approx(result["se"].tolist())
    item = pe.servperf(
        items(), perceptions=ITEMS["perceptions"], dimensions=ITEMS["dimensions"], weights="w", level="item"
    )
    assert (item["perception"][2], item["se"][2], item["se"][0]) == pytest.approx(
        (3.0102564, 0.21743, 0.2914), rel=1e-4
    )


def test_kano_on_a_continuous_scale():
    """Each feature's `svymean(~F + ~D, svydesign(ids = ~1, weights = ~w, data = d[d$g == "a", ]), na.rm = TRUE)`."""
    columns = {"feature": "g", "functional": "five", "dysfunctional": "lacking"}
    result = pe.kano_continuous(survey(), **columns, weights="w")
    means = [0.73913043, 0.65217391, 0.64615385, 0.49230769, 0.5, 0.35714286]
    errors = [0.60824, 0.62389, 0.57689, 0.56739, 0.5478, 0.49415]
    assert means == pytest.approx(rows(result, ["functional", "dysfunctional"]))
    assert errors == pytest.approx(rows(result, ["functional_se", "dysfunctional_se"]), rel=1e-4)
    half = (result["functional_ci_high"] - result["functional_ci_low"])[0] / 2
    assert half == pytest.approx(2.10092204 * 0.60824, rel=1e-4)
    by_two = pe.kano_continuous(survey(), **columns, by="two", weights="w")
    assert [0.6988712704, 0.7731693044, 0.6988712704] == pytest.approx(by_two["functional_se"].tolist()[:3])


@pytest.mark.parametrize(
    "measure",
    [
        lambda frame, **weights: pe.csat(frame, "five", bottom=1, by="g", **weights),
        lambda frame, **weights: pe.ces(frame, "seven", high_is="effort", **weights),
        lambda frame, **weights: pe.nps_difference(frame, "score", between="g", **weights),
        lambda frame, **weights: pe.kano(
            frame, feature="g", functional="five", dysfunctional="lacking", invalid="drop", **weights
        )[["category", "ties", "better", "worse_ci_low", "better_ci_high", "fong", "fong_critical"]],
        lambda frame, **weights: pe.servqual(
            frame, expectations=["ideal"], perceptions=["seven"], dimensions={"all": 1}, by="g", **weights
        ),
        lambda frame, **weights: pe.kano_continuous(
            frame, feature="g", functional="five", dysfunctional="lacking", invalid="drop", **weights
        ),
        lambda frame, **weights: pe.compare(frame, "five", between="two", success=5, **weights)[
            ["difference", "ci_low", "ci_high", "effect_size", "superiority"]
        ],
    ],
)
def test_equal_weights_change_nothing(measure):
    """Whoever weighs all alike has not weighed, but for R's correction for the size of the sample."""
    plain, weighted = measure(survey()), measure(survey(), weights="same")
    pd.testing.assert_frame_equal(plain, weighted[list(plain)], rtol=0.02)


def test_a_weighted_category_is_that_of_the_weights():
    """One loud voice outweighs two."""
    answers = pd.DataFrame({"f": ["tea"] * 3, "with": [1, 3, 3], "without": [3, 5, 5], "w": [5, 1, 1]})
    options = {"feature": "f", "functional": "with", "dysfunctional": "without"}
    assert pe.kano(answers, **options)["category"].tolist() == ["M"]
    assert pe.kano(answers, **options, weights="w")["category"].tolist() == ["A"]


@pytest.mark.parametrize(("value", "n"), [(99, (3, 2)), ((99, 98), (2, 2))])
def test_codes_for_no_answer_are_no_answers(value, n):
    """A 99 belongs into no mean."""
    frame = pd.DataFrame({"g": list("aaabbb"), "felt": [1, 2, 98, 4, 5, 99]})
    result = pe.compare(frame, "felt", between="g", missing=value, permutations=0)
    assert n == tuple(result.loc[0, ["n_first", "n_second"]])


def test_answers_off_a_declared_scale_are_refused():
    """Where the scale is known, a 99 is found."""
    frame = pd.DataFrame({"g": list("aabb"), "felt": [1, 2, 4, 99]})
    with pytest.raises(pe.PeakendError, match="outside 1–5: 99 × 1"):
        pe.compare(frame, "felt", between="g", scale=(1, 5))


def test_drivers():
    """`summary(lm(seven ~ five + score, d, weights = w))$r.squared`, and `cov.wt(…, wt = w, cor = TRUE)$cor`."""
    result = pe.drivers(survey(), "seven", ["five", "score"], weights="w", bootstrap=0)
    assert pytest.approx(0.02322750011) == result["r_squared"][0]
    assert [0.01835956416**2, 0.14880601332**2] == pytest.approx(result["first"].tolist())


def test_equal_weights_change_no_driver():
    """Nor their intervals."""
    columns = ("seven", ["five", "score"])
    plain, weighted = pe.drivers(survey(), *columns), pe.drivers(survey(), *columns, weights="same")
    pd.testing.assert_frame_equal(plain, weighted)


def test_codes_are_no_ratings():
    """A 99 is left out like a gap."""
    gaps = survey()
    codes = gaps.fillna({"five": 99})
    expected = pe.drivers(gaps, "seven", ["five", "expected"], bootstrap=0)
    pd.testing.assert_frame_equal(expected, pe.drivers(codes, "seven", ["five", "expected"], missing=99, bootstrap=0))
    dropped = pe.drivers(codes, "seven", ["five", "expected"], scale=(1, 7), invalid="drop", bootstrap=0)
    pd.testing.assert_frame_equal(expected, dropped)


def test_ratings_off_a_declared_scale_are_refused():
    """Three of them, and the ways out."""
    codes = survey().fillna({"five": 99})
    with pytest.raises(pe.PeakendError, match="'five' has 3 ratings that are not on the scale 1–7"):
        pe.drivers(codes, "seven", ["five"], scale=(1, 7))


@pytest.mark.parametrize("engine", ["polars", "pyarrow", "duckdb"])
def test_other_engines_weigh_and_leave_out_alike(engine):
    """Codes, gaps and weights mean the same to all of them."""
    codes = survey().fillna({"five": 99})
    frame = polars.from_pandas(codes)
    frame = {"polars": frame, "pyarrow": frame.to_arrow(), "duckdb": duckdb.from_arrow(frame.to_arrow())}[engine]
    options = {"scale": (0, 10), "missing": 99, "weights": "w", "bootstrap": 0}
    expected = pe.drivers(codes, "seven", ["five", "score"], **options)
    pd.testing.assert_frame_equal(expected, pe.drivers(frame, "seven", ["five", "score"], **options))


def halves():
    """Return the data of the reference with two months and two options of a question with several answers."""
    month = np.where(PLACE <= 30, "2025-01", "2025-02")
    return survey().assign(month=month, app=(PLACE % 2 == 0).astype(int), hall=(PLACE % 5 < 2).astype(int))


def test_satisfaction_by_month():
    """`svyby(~top, ~month, s, svymean, na.rm = TRUE)`."""
    result = pe.csat_series(halves(), "five", time="month", every="month", weights="w")
    assert [42.42424242, 10.33731781, 39.58333333, 10.47567267] == pytest.approx(rows(result, ["top_box", "se"]))


def test_difference_of_ease():
    """`svycontrast(svyby(~seven, ~two, s, svymean, covmat = TRUE), c(x = 1, y = -1))`, `qt(0.975, 58)` of the error."""
    result = pe.ces_difference(survey(), "seven", between="two", groups=("x", "y"), weights="w").iloc[0]
    error = (result["ci_high"] - result["ci_low"]) / 2 / 2.001717484
    assert [-0.0111111111, 0.58196] == pytest.approx([result["difference"], error], rel=1e-4)


def test_difference_of_acsi():
    """`svycontrast(svyby(~acsi, ~two, s, svymean, covmat = TRUE), c(x = 1, y = -1))`: −2.6851852 with error 5.98216."""
    options = {"scale": (1, 7), "between": "two", "groups": ("x", "y"), "weights": "w"}
    result = pe.acsi_difference(survey(), "seven", "expected", "ideal", **options).iloc[0]
    error = (result["ci_high"] - result["ci_low"]) / 2 / 2.001717484
    # Welch's degrees of freedom are a little below R's 58.
    assert [-2.6851852, 5.98216] == pytest.approx([result["difference"], error], rel=2e-4)


def test_shares_of_several_answers():
    """`svymean(~app, s)` and `svymean(~hall, s)`; Wilson's interval on the answers that give their errors."""
    result = pe.frequencies(halves(), ["app", "hall"], weights="w")
    shares = [42.85714286, 40.0]
    assert shares == pytest.approx(result["percent"].tolist())
    w = halves()["w"].to_numpy()
    for row, name in zip(result.itertuples(), ("app", "hall"), strict=True):
        chosen = halves()[name].to_numpy()
        p = (w * chosen).sum() / w.sum()
        n = p * (1 - p) / ((w**2 * (chosen - p) ** 2).sum() / w.sum() ** 2)
        z = 1.959963985
        middle, half = (p + z**2 / 2 / n), z * np.sqrt(p * (1 - p) / n + z**2 / 4 / n**2)
        ends = [100 * (middle + sign * half) / (1 + z**2 / n) for sign in (-1, 1)]
        assert ends == pytest.approx([row.ci_low, row.ci_high], rel=1e-6)
