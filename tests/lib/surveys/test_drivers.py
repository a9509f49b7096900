"""Key drivers against reference programs, on Switzerland in 1888."""

import itertools

import numpy as np
import pandas as pd
import pytest

import peakend as pe
from peakend.surveys.relative_importance import r_squared

# Correlations of R's data set swiss (47 provinces; Mosteller & Tukey 1977), the outcome Fertility last.
NAMES = ["Agriculture", "Examination", "Education", "Catholic", "Infant.Mortality"]
SWISS = np.array(
    [
        [1, -0.686542208617, -0.639522518948, 0.401095053049, -0.060858608417, 0.35307918362],
        [-0.686542208617, 1, 0.698415296288, -0.572741806064, -0.114021596482, -0.645882706457],
        [-0.639522518948, 0.698415296288, 1, -0.153858917091, -0.099321845821, -0.663788857035],
        [0.401095053049, -0.572741806064, -0.153858917091, 1, 0.175495907597, 0.463684700652],
        [-0.060858608417, -0.114021596482, -0.099321845821, 0.175495907597, 1, 0.416556031435],
        [0.35307918362, -0.645882706457, -0.663788857035, 0.463684700652, 0.416556031435, 1],
    ]
)


def swiss() -> pd.DataFrame:
    """Make 47 rows that have exactly these correlations."""
    raw = np.random.default_rng(0).normal(size=(47, 6))
    orthogonal, _ = np.linalg.qr(raw - raw.mean(axis=0))
    return pd.DataFrame(orthogonal @ np.linalg.cholesky(SWISS).T, columns=[*NAMES, "Fertility"])


def drivers(frame: pd.DataFrame, **options: object) -> pd.DataFrame:
    return pe.drivers(frame, "Fertility", NAMES, **{"bootstrap": 0, **options})


def test_johnsons_weights_equal_the_reference_program():
    """R package rwa 0.1.2.9000, rwa_multiregress."""
    expected = [0.04841689581, 0.15470824981, 0.27196410465, 0.11468002995, 0.11696572138]
    assert expected == pytest.approx(drivers(swiss(), method="johnson").importance.tolist(), abs=1e-8)


def test_shares_equal_the_reference_program():
    """The same, in percent of R²."""
    expected = [6.850785047, 21.890560034, 38.481765306, 16.226736993, 16.55015262]
    assert expected == pytest.approx((100 * drivers(swiss(), method="johnson").share).tolist(), abs=1e-6)


def test_lmg_equals_the_reference_program():
    """R package relaimpo, calc.relimp(swiss, type = "lmg")."""
    expected = [0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592]
    assert expected == pytest.approx(drivers(swiss()).importance.tolist(), abs=1e-8)


def test_first_and_last_equal_the_reference_program():
    """R package relaimpo, types first and last."""
    result = drivers(swiss())
    first = [0.1246649099, 0.4171644705, 0.4406156467, 0.2150035016, 0.1735189273]
    last = [0.042869607125, 0.007387418515, 0.161962693077, 0.062372625827, 0.056945258732]
    assert first == pytest.approx(result["first"].tolist(), abs=1e-8)
    assert last == pytest.approx(result["last"].tolist(), abs=1e-8)


@pytest.mark.parametrize("method", ["lmg", "johnson"])
def test_importances_add_up_to_r_squared(method):
    """R² of all five predictors is 0.7067350016 (R package rwa, and R's lm)."""
    result = drivers(swiss(), method=method)
    assert pytest.approx(result.importance.sum(), abs=1e-8) == 0.7067350016
    assert pytest.approx(result.share.sum()) == 1


def test_lmg_is_the_mean_over_all_orders_of_entry():
    """The definition, by brute force over 120 orders with least squares."""
    data = swiss()

    def explained(chosen: tuple[str, ...]) -> float:
        if not chosen:
            return 0.0
        fit, *_ = np.linalg.lstsq(data[list(chosen)], data["Fertility"], rcond=None)
        return float(1 - ((data["Fertility"] - data[list(chosen)] @ fit) ** 2).sum() / (data["Fertility"] ** 2).sum())

    orders = list(itertools.permutations(NAMES))
    gains = [
        np.mean([explained(order[: order.index(name) + 1]) - explained(order[: order.index(name)]) for order in orders])
        for name in NAMES
    ]
    assert gains == pytest.approx(drivers(data).importance.tolist())


def test_every_subset_has_its_r_squared():
    """The empty model explains nothing, the full one everything that all together can."""
    explained = r_squared(SWISS[None])
    assert (len(explained), explained[0, 0]) == (32, 0)
    assert pytest.approx(explained[-1, 0], abs=1e-9) == 0.7067350016


def test_result_has_the_promised_columns_in_order():
    """Users and notebooks rely on the names."""
    assert list(drivers(swiss()))[:5] == ["driver", "importance", "share", "ci_low", "ci_high"]


def test_drivers_keep_the_order_given_and_carry_their_rank():
    """Education goes furthest with fertility."""
    result = drivers(swiss()).set_index("driver")
    assert result.index.tolist() == NAMES
    assert (result["rank"].idxmin(), result["rank"].min()) == ("Education", 1)


def test_bootstrap_intervals_hold_the_estimate():
    """Each importance lies between its bounds, and the bounds differ."""
    result = drivers(swiss(), bootstrap=300)
    assert (result.ci_low < result.importance).all()
    assert (result.importance < result.ci_high).all()


def test_bootstrap_interval_covers_at_its_level():
    """One driver, r = 0.5 and n = 200: the percentile interval of R² is near the one by Fisher's z, 0.150–0.361."""
    random = np.random.default_rng(3)
    raw = random.normal(size=(200, 2))
    orthogonal, _ = np.linalg.qr(raw - raw.mean(axis=0))
    frame = pd.DataFrame({"x": orthogonal[:, 0], "y": 0.5 * orthogonal[:, 0] + np.sqrt(0.75) * orthogonal[:, 1]})
    result = pe.drivers(frame, "y", ["x"], bootstrap=4000).iloc[0]
    assert pytest.approx([result.ci_low, result.ci_high], abs=0.025) == [0.150, 0.361]


def test_bootstrap_from_counts_equals_bootstrap_from_rows():
    """Few distinct answers given often, and the same with a little noise that makes them distinct."""
    random = np.random.default_rng(5)
    staff, queue = random.integers(1, 4, size=(2, 4000))
    frame = pd.DataFrame({"staff": staff, "queue": queue, "overall": staff + queue + random.integers(0, 3, 4000)})
    counted = pe.drivers(frame, "overall", ["staff", "queue"], bootstrap=500)
    noisy = pe.drivers(
        frame + random.normal(scale=1e-6, size=frame.shape), "overall", ["staff", "queue"], bootstrap=500
    )
    assert counted.ci_low.tolist() == pytest.approx(noisy.ci_low.tolist(), abs=0.006)


def test_the_same_seed_gives_the_same_interval_whatever_the_order_of_rows():
    """Shuffling respondents changes nothing."""
    first = drivers(swiss(), bootstrap=50, seed=4)
    second = drivers(swiss().sample(frac=1, random_state=1), bootstrap=50, seed=4)
    assert first.ci_low.tolist() == pytest.approx(second.ci_low.tolist(), rel=1e-9)


def test_respondents_with_gaps_are_left_out_and_counted():
    """A null, a NaN and an infinite rating."""
    frame = swiss()
    gaps = pd.concat([frame, frame.iloc[:3].assign(Catholic=[None, np.nan, np.inf])])
    result = drivers(gaps)
    assert (result.n[0], result.n_missing[0]) == (47, 3)
    assert drivers(frame).importance.tolist() == pytest.approx(result.importance.tolist())


def test_large_numbers_lose_no_digits():
    """A million added to every rating changes no importance."""
    shifted = drivers(swiss() * 10 + 1e6)
    assert drivers(swiss()).importance.tolist() == pytest.approx(shifted.importance.tolist(), abs=1e-7)


def test_collinear_drivers_are_named():
    """A total beside its parts."""
    frame = swiss()
    frame["Schooling"] = frame["Education"] + frame["Examination"]
    with pytest.raises(pe.PeakendError, match="'Examination', 'Education', 'Schooling' are collinear"):
        pe.drivers(frame, "Fertility", [*NAMES, "Schooling"])


@pytest.mark.parametrize("column", ["Fertility", "Catholic"])
def test_a_column_without_variance_is_named(column):
    """Everybody gave the same rating."""
    remedy = {"Fertility": "another outcome", "Catholic": "Leave the column out"}[column]
    with pytest.raises(pe.PeakendError, match=f"column '{column}' are the same.*{remedy}"):
        drivers(swiss().assign(**{column: 0.1}))


def test_a_text_column_is_named_with_an_example():
    """Ratings that arrived as words."""
    with pytest.raises(pe.PeakendError, match=r"'Catholic' does not hold numbers.*'good'"):
        drivers(swiss().assign(Catholic="good"))


def test_too_few_respondents_are_refused():
    """Five drivers need seven complete rows."""
    with pytest.raises(pe.PeakendError, match=r"6 respondents .* need at least 7"):
        drivers(swiss().iloc[:6])


def test_respondents_without_weight_do_not_count():
    """All of them weigh nothing, which divides by nothing."""
    frame = pd.DataFrame({"score": [10, 9, 3, 7], "wait": [5, 4, 2, 3], "w": [0.0] * 4})
    with pytest.raises(pe.PeakendError, match=r"0 respondents .* need at least 3"):
        pe.drivers(frame, "score", ["wait"], weights="w")


def test_too_many_drivers_for_lmg_are_sent_to_johnson():
    """Thirteen drivers have 8,192 subsets."""
    frame = pd.DataFrame(np.random.default_rng(0).normal(size=(40, 14)), columns=[f"q{i}" for i in range(14)])
    with pytest.raises(pe.PeakendError, match="method='johnson'"):
        pe.drivers(frame, "q13", list(frame)[:13])
    assert len(pe.drivers(frame, "q13", list(frame)[:13], method="johnson", bootstrap=0)) == 13


@pytest.mark.parametrize(("candidates", "message"), [([], "no driver"), (["y"], "twice"), (["x", "x"], "twice")])
def test_impossible_lists_of_drivers_are_refused(candidates, message):
    """None, the outcome itself, and one twice."""
    with pytest.raises(pe.PeakendError, match=message):
        pe.drivers(pd.DataFrame({"x": [1, 2, 3, 5], "y": [1, 2, 4, 3]}), "y", candidates)


@pytest.mark.parametrize("option", [{"seed": "a"}, {"bootstrap": None}, {"bootstrap": -1}])
def test_impossible_numbers_are_refused(option):
    """The sentence shows the option."""
    with pytest.raises(pe.PeakendError, match=next(iter(option))):
        pe.drivers(swiss(), "Fertility", ["Catholic"], **option)


def test_candidates_must_be_columns():
    """A number is no column's name."""
    with pytest.raises(pe.PeakendError, match="There is no column '5'"):
        pe.drivers(swiss(), "Fertility", 5)
