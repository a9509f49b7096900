"""The peak–end rule 峰终定律: what a logged experience leaves in memory, journey by journey."""

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from peakend.base.arguments import as_list, check_confidence
from peakend.base.errors import PeakendError
from peakend.base.language import join_words, message, quote
from peakend.base.language import translate as _
from peakend.frames.frames import read_frame, require_columns
from peakend.surveys.intervals import mean_interval
from peakend.surveys.journey_engine import summarise_journeys
from peakend.surveys.journey_kernel import JOURNEY, NEARLY, STATISTICS, TIES, Moments, label_names, summarise_frame
from peakend.surveys.stray_codes import warn_of_ends
from peakend.surveys.tally import By, result_table, segment_columns, segments_of
from peakend.tables.about import describe
from peakend.tables.headings import INTERVAL

HEADINGS = {
    "n": message("moments rated"),
    "first": message("first moment"),
    "peak": message("peak"),
    "trough": message("trough"),
    "end": message("end"),
    "mean": message("mean"),
    "trend": message("trend"),
    "duration": message("from the first to the last"),
    "score": message("score"),
    "score_high": message("score, higher reading"),
    "n_missing": message("moments not rated"),
    "peak_tied": message("peak tied"),
    "end_tied": message("end tied"),
}
OF_JOURNEYS = {
    "n": message("journeys"),
    "n_missing": message("journeys not rated"),
    "n_peak_tied": message("journeys whose peak is tied"),
    "n_end_tied": message("journeys whose end is tied"),
    **INTERVAL,
}


def peak_end(
    frame: object,
    *,
    journey: str,
    order: str | Sequence[str],
    emotion: str,
    by: By = None,
    end_window: int = 1,
    neutral: float = 0.0,
    nearly: float = NEARLY,
    conf: float = 0.95,
) -> pd.DataFrame:
    r"""Peak, end and the other features of logged experiences: one row a journey, or their means by segment.

    .. math:: \mathrm{score} = \frac{\mathrm{peak} + \mathrm{end}}{2}

    Memory keeps the most intense moment and the last one, and neglects duration. The peak is the highest or the
    lowest emotion, whichever lies further from neutral.

    Where both lie equally far, or within `nearly` of it, nobody knows which of them is remembered, and the rule gives
    two scores. ``score`` is then the lower reading, whose peak is the worst moment, ``score_high`` the other, and
    ``peak_tied`` says so. By convention the lower one goes first: whoever plans with it is never pleased by a coin's
    fall, and it never drops when an emotion rises. Elsewhere both are the same number.

    Moments need not be sorted: what comes first and last is decided by `order` alone. Of several moments in the last
    place the one with the highest emotion is the end, and ``end_tied`` says that others stood there; of several in the
    first place the one with the lowest is the first.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a moment.
    journey : str
        The column that tells whose journey or which visit a moment belongs to.
    order : str or sequence of str
        Each moment's place in its journey: a number (position, minutes) or a time. Numbers need not be whole. Further
        columns order the moments that share a place, as the number of the event does where a log has whole minutes;
        duration and trend are those of the first.
    emotion : str
        Each moment's emotion, on any scale. Moments without one are left out of everything and counted. Numbers that
        arrived as text are read in pandas; in other engines turn them into numbers first.
    by : str or sequence of str, optional
        Columns that make the segments. A journey belongs to one segment; moments that do not name it belong to their
        journey's, and journeys that name none anywhere make a segment of their own, with a missing label. Without `by`
        the journeys themselves are returned.
    end_window : int, default 1
        How many of the last moments make the end; their mean counts. A shorter journey uses all it has.
    neutral : float, default 0
        The emotion that is neither good nor bad. 0 is right for −2..+2 and for intensities such as pain from 0 to 10,
        where the peak is the worst moment; for a scale of 1..5 give 3.
    nearly : float, default 0.25
        How near to each other the distances of best and worst are called equal, in points of emotion. The default is a
        sixteenth of −2..+2; on another scale take as much of its own length.
    conf : float, default 0.95
        Confidence level, used with `by`.

    Returns
    -------
    pandas.DataFrame
        Without `by` one row a journey, sorted: the column of `journey`, ``n`` (moments with an emotion), ``first,
        peak, trough`` (the lowest), ``end, mean`` (points of emotion), ``trend`` (least-squares slope, points
        per unit of order), ``duration`` (last place less first, units of order), ``score, score_high``
        (points), ``n_missing`` (moments without an emotion), ``peak_tied``, ``end_tied`` (moments that differ
        share the last place, or the first of the end's window with one before it). For times the unit is the
        minute. A journey without any emotion has ``n`` 0 and no statistics; one without duration has no trend.
        With `by` one row a segment: the columns of `by`, ``n`` (journeys), the same statistics averaged over journeys,
        ``n_missing`` (journeys without any emotion), ``n_peak_tied, n_end_tied`` (journeys), ``ci_low, ci_high`` (of
        ``score``, Student's interval).

    Raises
    ------
    PeakendError
        For a missing column, an emotion or order that is no number, a moment without journey or place, a journey in
        two segments, or an impossible option.

    Warns
    -----
    UserWarning
        If emotions look like codes for "no answer", such as 99 beside 1–5.

    Notes
    -----
    Moments stay in the frame's engine; only journeys, or with `by` only segments, come back. A Parquet file larger than
    memory is best read through DuckDB with its ``memory_limit`` and ``temp_directory`` set, where it puts what exceeds
    that: 100 million moments by segment took 1.2 GB in all with a limit of 1 GB. Dask brings the
    moments of each journey together for an `end_window` above 1 and for numbers too fine to be packed
    with their place into 62 bits.

    References
    ----------
    Fredrickson & Kahneman (1993), J. Pers. Soc. Psychol. 65, 45–55. Redelmeier & Kahneman (1996), Pain 66, 3–8.
    Kahneman (2011), Thinking, Fast and Slow, ch. 35: patient A, whose pain peaked at 8 and ended at 7, scores 7.5.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> pain = pd.DataFrame({"patient": ["A"] * 4, "minute": [2, 4, 6, 8], "pain": [2, 5, 8, 7]})
    >>> result = pe.peak_end(pain, journey="patient", order="minute", emotion="pain")
    >>> result[["patient", "n", "peak", "end", "trend", "duration", "score"]]
      patient  n  peak  end  trend  duration  score
    0       A  4   8.0  7.0    0.9       6.0    7.5

    Two moments of one minute are ordered by the number of the event:

    >>> visit = pd.DataFrame({"visit": [1, 1, 1], "minute": [0, 5, 5], "event": [1, 3, 2], "felt": [0, -2, 1]})
    >>> pe.peak_end(visit, journey="visit", order=["minute", "event"], emotion="felt")[["end", "end_tied"]]
       end  end_tied
    0 -2.0     False

    A visit whose best and worst moment lie equally far from neutral has two readings:

    >>> visit = pd.DataFrame({"visit": [1, 1, 1], "step": [1, 2, 3], "emotion": [2, -2, 1]})
    >>> result = pe.peak_end(visit, journey="visit", order="step", emotion="emotion")
    >>> result[["peak", "end", "score", "score_high", "peak_tied"]]
       peak  end  score  score_high  peak_tied
    0  -2.0  1.0   -0.5         1.5       True
    """
    segments = segment_columns(by)
    check_confidence(conf)
    moments = check_moment_options(journey, order, emotion, tuple(segments), neutral, end_window, nearly)
    if segments:
        result, ends = _aggregate(_lazy_journeys(frame, moments), segments, moments.neutral, conf)
        warn_of_ends(frame, emotion, *ends, "empty")
        return result
    table = summarise(frame, moments)
    warn_of_ends(frame, emotion, *ends_of(table), "empty")
    ids = table[[JOURNEY]].set_axis([journey], axis=1)
    columns = {name: table[name].to_numpy() for name in ("n", *STATISTICS, "n_missing", *TIES)}
    return describe(result_table(ids, columns), "peak_end", HEADINGS, segments=[journey])


def summarise(frame: object, moments: Moments) -> pd.DataFrame:
    """Return the journeys as a pandas table, sorted by their ids."""
    table = _lazy_journeys(frame, moments).collect().to_pandas()
    return table if isinstance(frame, pd.DataFrame) else table.sort_values(JOURNEY, ignore_index=True)


def ends_of(journeys: pd.DataFrame) -> tuple[float, float]:
    """Return the lowest emotion of all journeys, and the highest of those that are further from neutral than it."""
    return journeys["trough"].min(), journeys["peak"].max()


def _lazy_journeys(frame: object, moments: Moments) -> nw.LazyFrame[Any]:
    """Sum up the journeys: pandas frames by the kernel, which also sorts; all others in their own engine."""
    lazy = read_frame(frame)
    require_columns(lazy, [moments.journey, moments.order, *moments.then, moments.emotion, *moments.labels])
    if lazy.implementation.is_pandas():
        return nw.from_native(summarise_frame(nw.to_native(lazy), moments)).lazy()
    return summarise_journeys(lazy, moments)


def check_moment_options(
    journey: str,
    order: str | Sequence[str],
    emotion: str,
    labels: tuple[str, ...],
    neutral: float,
    end_window: int,
    nearly: float = NEARLY,
) -> Moments:
    """Return what is asked of the moments, or raise `PeakendError` for an option that is not possible."""
    if not isinstance(end_window, (int, np.integer)) or isinstance(end_window, bool) or end_window < 1:
        raise PeakendError(
            _(
                "end_window={value!r} does not work. Say how many of the last moments are the end.",
                value=end_window,
            )
        )
    if not isinstance(neutral, (int, float, np.number)) or not np.isfinite(neutral):
        raise PeakendError(
            _("neutral={value!r} does not work. Give the emotion that is neither good nor bad.", value=neutral)
        )
    if not isinstance(nearly, (int, float, np.number)) or not 0 <= nearly < np.inf:
        raise PeakendError(
            _("nearly={value!r} does not work. Give 0 or more points of emotion, for instance 0.25.", value=nearly)
        )
    first, *then = as_list(order) or [""]
    return Moments(journey, first, emotion, labels, float(neutral), int(end_window), float(nearly), tuple(then))


def _aggregate(
    journeys: nw.LazyFrame[Any], segments: list[str], neutral: float, conf: float
) -> tuple[pd.DataFrame, tuple[float, float]]:
    """Average the journeys of each segment, in the engine; and return the ends of their emotions, as `ends_of` does."""
    labels = [label_names(i) for i in range(len(segments))]
    straddles = nw.lit(0)
    for low, high in labels:
        straddles = straddles + nw.when(~nw.col(low).is_null() & (nw.col(low) != nw.col(high))).then(1).otherwise(0)
    distance = nw.col("score") - neutral
    totals = {"journeys": nw.len(), "n": nw.col("score").count(), "straddling": nw.col("straddling").sum()}
    totals |= {name: nw.col(name).mean() for name in STATISTICS}
    totals |= {name: nw.col(name).sum() for name in TIES}
    totals |= {"distance": nw.col("distance").sum(), "squares": nw.col("squares").sum()}
    totals |= {"lowest": nw.col("trough").min(), "highest": nw.col("peak").max()}
    keys = [low for low, _high in labels]
    labelled = journeys.select(
        *[nw.col(key).alias(f"by_{i}") for i, key in enumerate(keys)],
        *STATISTICS,
        *[nw.when(nw.col(name)).then(1).otherwise(0).alias(name) for name in TIES],
        straddles.alias("straddling"),
        distance.alias("distance"),
        (distance * distance).alias("squares"),
    )
    grouped = labelled.group_by(*[f"by_{i}" for i in range(len(keys))])
    table = grouped.agg(*[total.alias(name) for name, total in totals.items()]).collect().to_pandas()
    groups, code = segments_of(table, segments)
    table = table.iloc[np.argsort(code)].reset_index(drop=True)
    if table["straddling"].sum():
        raise PeakendError(
            _(
                "{count} journeys lie in more than one segment of {columns}. "
                "Give each journey an id of its own, or choose segments that do not change on the way.",
                count=int(table["straddling"].sum()),
                columns=join_words(map(quote, segments)),
            )
        )
    n = table["n"].to_numpy(dtype="float64")
    with np.errstate(invalid="ignore", divide="ignore"):
        squares = table["squares"] - table["distance"] ** 2 / n
        variance = np.where(n > 1, np.maximum(squares, 0) / (n - 1), np.nan)
    ci_low, ci_high = mean_interval(table["score"].to_numpy(dtype="float64"), variance, n, conf)
    statistics = {name: table[name].to_numpy(dtype="float64") for name in STATISTICS}
    result = result_table(
        groups,
        {
            "n": table["n"].to_numpy(dtype="int64"),
            **statistics,
            "n_missing": (table["journeys"] - table["n"]).to_numpy(dtype="int64"),
            **{f"n_{name}": table[name].to_numpy(dtype="int64") for name in TIES},
            "ci_low": ci_low,
            "ci_high": ci_high,
        },
    )
    described = describe(result, "peak_end", {**HEADINGS, **OF_JOURNEYS}, segments=segments)
    return described, (table["lowest"].min(), table["highest"].max())
