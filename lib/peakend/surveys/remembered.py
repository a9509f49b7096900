"""What of an experience predicts how it is remembered: the peak–end rule put to the test on one's own data."""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import pandas as pd

from peakend.base.arguments import check_confidence, check_count
from peakend.base.arrays import Floats
from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.frames.frames import read_frame, require_columns
from peakend.surveys.journey_kernel import JOURNEY, label_names
from peakend.surveys.peak_end import check_moment_options, ends_of, summarise
from peakend.surveys.stray_codes import warn_of_counted, warn_of_ends
from peakend.surveys.tally import missing, numbers
from peakend.tables.about import describe
from peakend.tables.headings import INTERVAL

PREDICTORS = {
    "peak_end": "score",
    "peak": "peak",
    "end": "end",
    "trough": "trough",
    "mean": "mean",
    "trend": "trend",
    "duration": "duration",
}
HEADINGS = {
    "predictor": message("predictor"),
    "n": message("journeys"),
    "n_missing": message("journeys left out"),
    "r": message("correlation"),
    **INTERVAL,
    "r2_cv": message("R², cross-validated"),
    "published_r": message("published correlation"),
    "published_low": message("published, interval from"),
    "published_high": message("published, interval to"),
    "published": message("published finding"),
}
PREDICTOR_WORDS = {
    "peak_end": message("peak and end"),
    "peak": message("peak"),
    "end": message("end"),
    "trough": message("worst moment"),
    "mean": message("mean of all moments"),
    "trend": message("trend"),
    "duration": message("duration"),
}
# Alaybek et al. (2022): correlation with the recalled rating, and the bounds of its 95 % interval.
PUBLISHED = {"peak_end": (0.581, 0.487, 0.661), "duration": (0.0, np.nan, np.nan)}


def remembered(
    frame: object,
    rating: str,
    *,
    journey: str,
    order: str | Sequence[str],
    emotion: str,
    ratings: object = None,
    end_window: int = 1,
    neutral: float = 0.0,
    folds: int = 10,
    conf: float = 0.95,
) -> pd.DataFrame:
    r"""Which of peak, end, trough, mean, trend and duration predicts the rating that people give afterwards.

    Each feature of the journeys alone predicts the rating by a straight line. How well it predicts journeys that the
    line has not seen is

    .. math:: R^2_{cv} = 1 - \frac{\sum_i (y_i - \hat y_{(i)})^2}{\sum_i (y_i - \bar y_{(i)})^2}

    where line :math:`\hat y_{(i)}` and mean :math:`\bar y_{(i)}` come from all folds but that of journey *i*. Below 0
    a feature predicts worse than the plain mean. All features are compared on the same journeys.

    Where a journey's peak is tied (`peak_end`), its lower reading predicts, as everywhere: a mean of both would be a
    peak that nobody felt.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a moment, as for `peak_end`.
    rating : str
        The column of the recalled rating, one number a journey; it may be in one of its rows or in all.
    journey, order, emotion : str
        Columns, as for `peak_end`.
    ratings : any frame that Narwhals reads, optional
        Where the ratings stand if not in `frame`: one row a journey, with the columns `journey` and `rating`.
        Ratings without an id are left out.
    end_window : int, default 1
        How many of the last moments make the end.
    neutral : float, default 0
        The emotion that is neither good nor bad.
    folds : int, default 10
        Parts for cross-validation: the journeys, sorted by id, are dealt out one by one, so that the result is the same
        each time. With fewer journeys each is a fold of its own.
    conf : float, default 0.95
        Confidence level of the correlation.

    Returns
    -------
    pandas.DataFrame
        One row a predictor, the best first: ``predictor`` (``peak_end`` is the average of peak and end), ``n``
        (journeys compared), ``n_missing`` (journeys without a rating or one of the features), ``r`` (Pearson's),
        ``ci_low, ci_high`` (Fisher's interval of ``r``), ``r2_cv``, and beside them what is known from 174 published
        effects: ``published_r, published_low, published_high`` and ``published``, the finding in words. A predictor
        that does not vary has no ``r``.

    Raises
    ------
    PeakendError
        As for `peak_end`; and if a journey has two ratings, a rating is no finite number, or there are fewer than three
        journeys to compare.

    Warns
    -----
    UserWarning
        If emotions or ratings look like codes for "no answer", such as 99 beside 1–5.

    References
    ----------
    Alaybek, Dalal, Fyffe, Aitken, Zhou, Qu, Roman & Baines (2022), Organ. Behav. Hum. Decis. Process. 170, 104149:
    peak–end r = .581, 95 % interval .487–.661; as strong as the overall mean, stronger than trend, first and lowest
    moment; duration essentially nil.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> moments = pd.DataFrame(
    ...     {
    ...         "visit": [1, 1, 1, 2, 2, 3, 3, 3, 4, 4],
    ...         "minute": [0, 4, 9, 0, 5, 0, 2, 3, 0, 8],
    ...         "emotion": [-1, 2, 2, 0, -2, 0, 1, 0, 0, 1],
    ...         "recalled": [70, 70, 70, 30, 30, 52, 52, 52, 65, 65],
    ...     }
    ... )
    >>> result = pe.remembered(moments, "recalled", journey="visit", order="minute", emotion="emotion")
    >>> result[["predictor", "n", "r", "r2_cv", "published_r"]].round(2).head(2)
      predictor  n     r  r2_cv  published_r
    0  peak_end  4  0.98   0.96         0.58
    1       end  4  0.99   0.95          NaN
    """
    check_confidence(conf)
    check_count("folds", folds, 2)
    labels = (rating,) if ratings is None else ()
    moments = check_moment_options(journey, order, emotion, labels, neutral, end_window)
    journeys = summarise(frame, moments)
    if ratings is None:
        low, high = label_names(0)
        answers, conflicts = journeys[low], journeys[low].notna() & (journeys[low] != journeys[high])
    else:
        given = _given_ratings(ratings, journey, rating, journeys[JOURNEY])
        conflicts = given[JOURNEY].duplicated(keep=False)
        answers = journeys[[JOURNEY]].merge(given.drop_duplicates(JOURNEY), how="left", on=JOURNEY)["rating"]
    if conflicts.any():
        raise PeakendError(
            _(
                "{count} journeys have more than one rating in column {column!r}. Keep the one given last.",
                count=_count_journeys(conflicts, None if ratings is None else given),
                column=rating,
            )
        )
    y = _numeric(answers, rating)
    journeys = journeys.assign(peak=2 * journeys["score"] - journeys["end"])
    features = {name: journeys[column].to_numpy(dtype="float64") for name, column in PREDICTORS.items()}
    is_complete = np.isfinite(np.stack([y, *features.values()])).all(axis=0)
    n = int(is_complete.sum())
    if n < 3:
        raise PeakendError(
            _(
                "Only {n} of {all} journeys have a rating and at least two rated moments; three are needed to compare.",
                n=n,
                all=len(journeys),
            )
        )
    y = y[is_complete]
    warn_of_ends(frame, emotion, *ends_of(journeys), "empty")
    warn_of_counted(rating, y, np.ones(n), "empty")
    rows = []
    for name, feature in features.items():
        x = feature[is_complete]
        r = _correlation(x, y)
        published_r, published_low, published_high = PUBLISHED.get(name, (np.nan, np.nan, np.nan))
        rows.append(
            {
                "predictor": name,
                "n": n,
                "n_missing": len(journeys) - n,
                "r": r,
                **dict(zip(("ci_low", "ci_high"), _fisher(r, n, conf), strict=True)),
                "r2_cv": _cross_validate(x, y, min(int(folds), n)),
                "published_r": published_r,
                "published_low": published_low,
                "published_high": published_high,
                "published": _finding(name),
            }
        )
    table = pd.DataFrame(rows).sort_values("r2_cv", ascending=False, kind="stable", ignore_index=True)
    return describe(table, "remembered", HEADINGS, words={"predictor": PREDICTOR_WORDS})


def _given_ratings(ratings: object, journey: str, rating: str, ids: pd.Series) -> pd.DataFrame:
    lazy = read_frame(ratings)
    require_columns(lazy, [journey, rating])
    table = lazy.select(journey, rating).collect().to_pandas().set_axis([JOURNEY, "rating"], axis=1)
    table = table[table["rating"].notna() & table[JOURNEY].notna()].infer_objects()
    are_numbers = [pd.api.types.is_numeric_dtype(values) for values in (ids, table[JOURNEY])]
    if len(ids) and len(table) and len(set(are_numbers)) > 1:
        raise PeakendError(
            _(
                "The ids in column {column!r} do not fit together: {first!r} among the moments, {second!r} among the "
                "ratings. Write both as numbers or both as text.",
                column=journey,
                first=ids.tolist()[0],
                second=table[JOURNEY].tolist()[0],
            )
        )
    return table


def _count_journeys(conflicts: pd.Series, given: pd.DataFrame | None) -> int:
    return int(conflicts.sum()) if given is None else int(given.loc[conflicts, JOURNEY].nunique())


def _numeric(answers: pd.Series, column: str) -> Floats:
    values = numbers(answers)
    wrong = answers[~np.isfinite(values) & ~missing(answers)]
    if len(wrong):
        raise PeakendError(
            _(
                "Column {column!r} has ratings that are not numbers, such as {value!r}. Turn them into numbers first.",
                column=column,
                value=wrong.tolist()[0],
            )
        )
    return values


def _correlation(x: Floats, y: Floats) -> float:
    dx, dy = x - x.mean(), y - y.mean()
    spread = np.sqrt((dx @ dx) * (dy @ dy))
    return float(np.clip(dx @ dy / spread, -1, 1)) if np.ptp(x) > 0 and np.ptp(y) > 0 else np.nan


def _fisher(r: float, n: int, conf: float) -> tuple[float, float]:
    if n <= 3 or not abs(r) <= 1:
        return np.nan, np.nan
    with np.errstate(divide="ignore"):
        centre, half = np.arctanh(r), NormalDist().inv_cdf((1 + conf) / 2) / np.sqrt(n - 3)
    return float(np.tanh(centre - half)), float(np.tanh(centre + half))


def _cross_validate(x: Floats, y: Floats, folds: int) -> float:
    """Predict each fold from a line through all others, whose sums are the whole less the fold."""
    if not (np.ptp(x) > 0 and np.ptp(y) > 0):
        return np.nan
    x, y = x - x.mean(), y - y.mean()
    fold = np.arange(len(x)) % folds

    def others(values: Floats) -> Floats:
        return values.sum() - np.bincount(fold, weights=values, minlength=folds)

    size = others(np.ones(len(x)))
    mean_x, mean_y = others(x) / size, others(y) / size
    squares, products = others(x * x) - size * mean_x**2, others(x * y) - size * mean_x * mean_y
    varies = squares > 1e-12 * (x @ x)
    slope = np.where(varies, products / np.where(varies, squares, 1), 0)
    error = y - mean_y[fold] - slope[fold] * (x - mean_x[fold])
    return float(1 - error @ error / ((y - mean_y[fold]) ** 2).sum())


def _finding(predictor: str) -> str:
    return {
        "peak_end": _("strong: r = .581 [.487, .661]"),
        "mean": _("about as strong as peak and end"),
        "trend": _("weaker than peak and end"),
        "trough": _("weaker than peak and end"),
        "duration": _("essentially nil"),
    }.get(predictor, "")
