"""What predicts the recalled rating: against published figures and plain recomputation."""

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest

import peakend as pe

COLUMNS = {"journey": "visit", "order": "time", "emotion": "emotion"}

# Anscombe (1973), The American Statistician 27, 17–21, first data set.
X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
Y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]


def anscombe() -> pd.DataFrame:
    """Eleven visits of two equal moments, so that peak, end and mean are Anscombe's x."""
    visit = np.repeat(np.arange(11), 2)
    return pd.DataFrame({"visit": visit, "time": [0, 1] * 11, "emotion": np.repeat(X, 2), "recalled": np.repeat(Y, 2)})


def visits(count: int = 60, seed: int = 4) -> pd.DataFrame:
    """Visits of different lengths, remembered as the peak–end rule says; no peak is tied."""
    random = np.random.default_rng(seed)
    length = random.integers(2, 9, count)
    visit = np.repeat(np.arange(count), length)
    time = np.concatenate([np.arange(size) for size in length])
    rows = pd.DataFrame({"visit": visit, "time": time, "emotion": random.uniform(-2, 2, len(visit))})
    score = pe.peak_end(rows, **COLUMNS)["score"]
    return rows.assign(recalled=(5 + 2 * score).to_numpy()[visit])


def remembered(rows: pd.DataFrame, **options) -> pd.DataFrame:
    return pe.remembered(rows, "recalled", **COLUMNS, **options).set_index("predictor")


def test_correlation_equals_a_published_figure():
    """Anscombe (1973): r = .816; R 4.2.2, ``cor.test(anscombe$x1, anscombe$y1)``: .8164205, .4243912 to .9506933."""
    result = remembered(anscombe()).loc["peak"]
    assert pytest.approx([result.r, result.ci_low, result.ci_high], abs=1e-7) == [0.8164205, 0.4243912, 0.9506933]


def test_leaving_one_out_equals_the_press_statistic():
    """Allen (1974), Technometrics 16, 125–127: a left-out residual is the residual over one less its leverage."""
    x, y = np.array(X, dtype="float64"), np.array(Y)
    design = np.column_stack([np.ones(11), x])
    leverage = np.diag(design @ np.linalg.inv(design.T @ design) @ design.T)
    residual = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
    press = ((residual / (1 - leverage)) ** 2).sum() / (((y - y.mean()) * 11 / 10) ** 2).sum()
    assert remembered(anscombe(), folds=50).loc["end", "r2_cv"] == pytest.approx(1 - press)


def test_folds_are_predicted_from_all_others():
    """Fold by fold with NumPy's own line."""
    rows = visits()
    found = pe.peak_end(rows, **COLUMNS)
    x, y = found["mean"].to_numpy(), rows.groupby("visit")["recalled"].first().to_numpy()
    fold, error, total = np.arange(60) % 10, 0.0, 0.0
    for left_out in range(10):
        seen, new = fold != left_out, fold == left_out
        error += ((y[new] - np.polyval(np.polyfit(x[seen], y[seen], 1), x[new])) ** 2).sum()
        total += ((y[new] - y[seen].mean()) ** 2).sum()
    assert remembered(rows).loc["mean", "r2_cv"] == pytest.approx(1 - error / total)


def test_the_best_predictor_comes_first():
    """Ratings made by the rule are predicted by the rule, and not by duration."""
    result = pe.remembered(visits(), "recalled", **COLUMNS)
    assert result.loc[0, "predictor"] == "peak_end"
    assert pytest.approx([1, 1]) == result.loc[0, ["r", "r2_cv"]].tolist()
    assert result.set_index("predictor").loc["duration", "r2_cv"] < 0.1


def test_published_figures_stand_beside_one_s_own():
    """Alaybek et al. (2022): r = .581, 95 % interval .487–.661; duration essentially nil."""
    result = remembered(visits())
    published = ["published_r", "published_low", "published_high"]
    assert result.loc["peak_end", published].tolist() == [0.581, 0.487, 0.661]
    assert (result.loc["duration", "published_r"], result.loc["duration", "published"]) == (0, "essentially nil")


def test_result_has_the_promised_columns_in_order():
    """Users and notebooks rely on the names."""
    expected = ["predictor", "n", "n_missing", "r", "ci_low", "ci_high", "r2_cv", "published_r"]
    assert expected == list(pe.remembered(visits(), "recalled", **COLUMNS))[:8]


def test_the_result_is_the_same_each_time_and_in_any_row_order():
    """Folds are dealt out by the journeys' ids."""
    rows = visits()
    pd.testing.assert_frame_equal(remembered(rows), remembered(rows.sample(frac=1, random_state=1)))


@pytest.mark.parametrize("engine", [pl.from_pandas, lambda rows: pl.from_pandas(rows).lazy(), duckdb.from_df])
def test_engines_agree(engine):
    """Moments and ratings from other frames."""
    rows = visits()
    pd.testing.assert_frame_equal(remembered(rows), remembered(engine(rows)), check_dtype=False)


def test_ratings_may_stand_in_a_table_of_their_own():
    """One row a visit."""
    rows = visits()
    ratings = rows[["visit", "recalled"]].drop_duplicates()
    pd.testing.assert_frame_equal(remembered(rows), remembered(rows.drop(columns="recalled"), ratings=ratings))


def test_a_rating_in_one_row_is_that_of_its_journey():
    """Asked at the end only."""
    rows = visits()
    only_last = rows.assign(recalled=rows["recalled"].where(~rows["visit"].duplicated(keep="last")))
    pd.testing.assert_frame_equal(remembered(rows), remembered(only_last))


def test_journeys_that_cannot_be_compared_are_counted():
    """One without rating, one with a single moment, which has no trend."""
    rows = visits()
    rows.loc[rows["visit"] == 3, "recalled"] = None
    rows = rows[(rows["visit"] != 5) | (rows["time"] == 0)]
    assert remembered(rows).loc["peak", ["n", "n_missing"]].tolist() == [58, 2]


def test_a_predictor_that_does_not_vary_has_no_correlation():
    """All of Anscombe's visits last one unit."""
    assert remembered(anscombe()).loc["duration", ["r", "r2_cv"]].isna().all()


def test_two_ratings_of_one_journey_are_refused():
    """In the rows of the moments, or in a table of their own."""
    rows = anscombe()
    rows.loc[0, "recalled"] = 1
    with pytest.raises(pe.PeakendError, match="1 journeys have more than one rating in column 'recalled'"):
        remembered(rows)
    with pytest.raises(pe.PeakendError, match="1 journeys have more than one rating in column 'recalled'"):
        remembered(anscombe(), ratings=pd.DataFrame({"visit": [1, 1], "recalled": [4, 5]}))


def test_ratings_that_are_no_numbers_are_named():
    """Words."""
    with pytest.raises(pe.PeakendError, match="'recalled' has ratings that are not numbers, such as 'good'"):
        remembered(anscombe().assign(recalled="good"))


def test_two_journeys_are_too_few():
    """Any line fits two points."""
    with pytest.raises(pe.PeakendError, match="Only 2 of 2 journeys"):
        remembered(anscombe().head(4))


@pytest.mark.parametrize("folds", [1, 2.5])
def test_impossible_folds_are_refused(folds):
    """At least two parts."""
    with pytest.raises(pe.PeakendError, match="folds="):
        remembered(anscombe(), folds=folds)


def ratings_of(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.groupby("visit", as_index=False)["recalled"].first()


def test_ids_of_another_type_are_refused():
    """Numbers among the moments, text among the ratings: none would meet."""
    with pytest.raises(pe.PeakendError, match=r"ids in column 'visit' do not fit together: 0 .* '0'"):
        remembered(anscombe(), ratings=ratings_of(anscombe()).astype({"visit": str}))


def test_ratings_without_an_id_are_left_out():
    """Two of them are not one journey with two ratings."""
    homeless = pd.DataFrame({"visit": [None, None], "recalled": [1.0, 2.0]})
    result = remembered(anscombe(), ratings=pd.concat([ratings_of(anscombe()), homeless]))
    assert result.loc["peak", "n"] == 11


def test_an_infinite_rating_is_refused():
    """It is no number to compare with."""
    with pytest.raises(pe.PeakendError, match="not numbers, such as inf"):
        remembered(anscombe().assign(recalled=np.inf))
