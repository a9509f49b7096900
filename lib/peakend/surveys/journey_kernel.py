"""Journeys summed up in memory: moments packed into whole numbers, sorted once, and reduced run by run.

What it returns equals what `journey_engine` finds in other engines; a test compares the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from peakend.base.arrays import Floats
from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.frames.frames import ROWS
from peakend.surveys.tally import list_values, missing, numbers

JOURNEY, PLACE, EMOTION = "journey_id", "moment_place", "moment_emotion"
STATISTICS = ("first", "peak", "trough", "end", "mean", "trend", "duration", "score", "score_high")
TIES = ("peak_tied", "end_tied")
NEARLY = 0.25  # points on −2..2: so near to each other, best and worst lie equally far from neutral
ROUNDING = 1e-9  # sums of decimals that tie on paper tie here
MICROSECONDS_A_MINUTE = 60_000_000
SCALES = (1, 10, 100, 1000)
PACKABLE = 2**62

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Moments:
    """Which columns hold the moments, and what is asked of them; `then` orders those that share a place."""

    journey: str
    order: str
    emotion: str
    labels: tuple[str, ...] = ()
    neutral: float = 0.0
    end_window: int = 1
    nearly: float = NEARLY
    then: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extent:
    """The range of a column's numbers, and the power of ten that makes them whole (0 for none)."""

    low: float
    high: float
    scale: int

    @classmethod
    def of(cls, low: float | None, high: float | None, scale: int | None) -> "Extent":
        """Make one of bounds that may be unknown; whole numbers need no scale, too large ones have none."""
        if low is None or high is None or low != low:
            low = high = 0
        if scale is None:
            return cls(int(low), int(high), 1)
        is_packable = max(abs(low), abs(high)) * scale < PACKABLE
        return cls(float(low), float(high), scale if is_packable else 0)

    @property
    def span(self) -> int:
        """How many different whole numbers there can be."""
        return whole(self.high, self.scale) - whole(self.low, self.scale) + 1


def whole(value: float, scale: int) -> int:
    """Return a value as a whole number of its scale's units."""
    return value * scale if isinstance(value, int) else round(value * scale)


def then_name(i: int) -> str:
    """Return our own name of the column that orders moments of one place, from 0."""
    return f"moment_then_{i}"


def label_names(i: int) -> tuple[str, str]:
    """Return the names of the columns that hold the lowest and the highest label found in a journey."""
    return f"label_low_{i}", f"label_high_{i}"


def summarise_frame(frame: pd.DataFrame, moments: Moments) -> pd.DataFrame:
    """Sum up the journeys of a pandas frame; see `summarise_arrays`."""
    place, unit = _places(frame[moments.order], moments.order)
    emotion = _emotions(frame[moments.emotion], moments.emotion)
    labels = [frame[name] for name in moments.labels]
    then = [_places(frame[name], name)[0] for name in moments.then]
    return summarise_arrays(frame[moments.journey], place, emotion, labels, moments, unit, then)


def summarise_table(rows: pd.DataFrame, moments: Moments, unit: int) -> pd.DataFrame:
    """Sum up journeys whose columns already bear our own names; see `summarise_arrays`."""
    labels = [rows[f"label_{i}"] for i in range(len(moments.labels))]
    place, emotion = (_integers_or_floats(rows[name]) for name in (PLACE, EMOTION))
    then = [_integers_or_floats(rows[then_name(i)]) for i in range(len(moments.then))]
    return summarise_arrays(rows[JOURNEY], place, emotion, labels, moments, unit, then)


def summarise_arrays(
    journey: pd.Series,
    place: Array,
    emotion: Array,
    labels: list[pd.Series],
    moments: Moments,
    unit: int,
    then: Sequence[Array] = (),
) -> pd.DataFrame:
    """Sum up journeys.

    Parameters
    ----------
    journey : pandas.Series
        Each moment's journey.
    place : numpy.ndarray
        Each moment's place in it: whole or decimal numbers.
    emotion : numpy.ndarray
        Each moment's emotion: whole or decimal numbers; NaN where it is unknown.
    labels : list of pandas.Series
        What each moment says about the segments of its journey.
    moments : Moments
        Neutral point and end window.
    unit : int
        How many units of place make one unit of duration.
    then : sequence of numpy.ndarray
        What orders moments of one place; unknown numbers go first.

    Returns
    -------
    pandas.DataFrame
        One row a journey, sorted: ``journey_id, n``, the statistics, ``n_missing, peak_tied, end_tied``, and for each
        label the lowest and the highest found.
    """
    code, ids = _journey_codes(journey)
    is_rated = np.ones(len(emotion), dtype=bool) if emotion.dtype.kind == "i" else ~np.isnan(emotion)
    is_placeless = np.zeros(len(place), dtype=bool) if place.dtype.kind == "i" else np.isnan(place)
    check_moments(moments, homeless=int((code < 0).sum()), placeless=int((is_rated & is_placeless).sum()))
    rows = np.bincount(code, minlength=len(ids))
    all_rated = bool(is_rated.all())
    n = rows if all_rated else np.bincount(code[is_rated], minlength=len(ids))
    kept = slice(None) if all_rated else is_rated
    runs = n[n > 0]
    ranks = [np.nan_to_num(values[kept], nan=-np.inf) if values.dtype.kind == "f" else values[kept] for values in then]
    places, emotions, ranks = _sort(code[kept], place[kept], emotion[kept], ranks, moments)
    found = pd.DataFrame(_reduce(places, emotions, ranks, runs, unit, moments))
    present = np.flatnonzero(rows)
    table = found.set_axis(np.flatnonzero(n)).reindex(present) if len(runs) < len(present) else found
    table.insert(0, JOURNEY, ids[present])
    table.insert(1, "n", n[present])
    table["n_missing"] = (rows - n)[present]
    for name in TIES:
        table[name] = table.pop(name).eq(True)
    for i, label in enumerate(labels):
        for name, values in zip(label_names(i), _label_range(label, code, len(ids)), strict=True):
            table[name] = values[present]
    return table.reset_index(drop=True)


def check_moments(
    moments: Moments,
    *,
    homeless: int = 0,
    placeless: int = 0,
    place: Extent | None = None,
    emotion: Extent | None = None,
) -> None:
    """Raise `PeakendError` for moments without a journey or a place, and for infinite numbers."""
    if homeless:
        raise PeakendError(
            _(
                "{count} moments belong to no journey: column {column!r} is empty there. "
                "Fill it in, or drop those rows.",
                count=homeless,
                column=moments.journey,
            )
        )
    if placeless:
        raise PeakendError(
            _(
                "{count} rated moments have no place in their journey: column {column!r} is empty there. "
                "Fill it in, or drop those rows.",
                count=placeless,
                column=moments.order,
            )
        )
    for column, extent in ((moments.order, place), (moments.emotion, emotion)):
        if extent and not (np.isfinite(extent.low) and np.isfinite(extent.high)):
            raise PeakendError(
                _("Column {column!r} has an infinite number. Correct it, or drop those rows.", column=column)
            )


def order_error(column: str, values: str) -> PeakendError:
    """Say that a column gives no order, and what it holds."""
    return PeakendError(
        _(
            "Column {column!r} gives no order: it holds neither numbers nor dates but {values}. "
            "Give each moment its number, its minute or its time.",
            column=column,
            values=values,
        )
    )


def emotion_error(column: str, values: str = "") -> PeakendError:
    """Say that a column holds no emotions, and which values are no numbers."""
    if not values:
        return PeakendError(_("Column {column!r} does not hold numbers. Turn it into numbers first.", column=column))
    return PeakendError(
        _(
            "Column {column!r} has values that are not numbers: {values}. Correct them, or make them missing.",
            column=column,
            values=values,
        )
    )


def _places(order: pd.Series, column: str) -> tuple[Array, int]:
    if isinstance(order.dtype, pd.DatetimeTZDtype):
        order = order.dt.tz_convert(None)
    if order.dtype.kind == "M":
        micros = order.to_numpy().astype("datetime64[us]").astype("int64")
        return (np.where(order.isna(), np.nan, micros) if order.isna().any() else micros), MICROSECONDS_A_MINUTE
    if order.dtype == object:
        order = pd.to_numeric(order, errors="coerce").where(order.notna()) if _is_numeric(order) else order
    if order.dtype == bool or not pd.api.types.is_numeric_dtype(order):
        raise order_error(column, list_values(pd.DataFrame({column: order.dropna(), ROWS: 1}), column))
    return _integers_or_floats(order), 1


def _integers_or_floats(values: pd.Series) -> Array:
    is_small = pd.api.types.is_integer_dtype(values) and values.dtype != "uint64"
    if is_small and not values.isna().any():
        return values.to_numpy(dtype="int64")
    return values.to_numpy(dtype="float64", na_value=np.nan)


def _is_numeric(values: pd.Series) -> bool:
    return bool(np.isfinite(numbers(values)[values.notna().to_numpy()]).all())


def _emotions(emotion: pd.Series, column: str) -> Array:
    if pd.api.types.is_numeric_dtype(emotion) and not pd.api.types.is_bool_dtype(emotion):
        return _integers_or_floats(emotion)
    values = numbers(emotion)
    wrong = emotion[np.isnan(values) & ~missing(emotion)]
    if len(wrong):
        raise emotion_error(column, list_values(pd.DataFrame({column: wrong, ROWS: 1}), column))
    return values


def _journey_codes(journey: pd.Series) -> tuple[Array, Any]:
    """Number the journeys in order of their ids; whole ids that lie close together need no table."""
    if isinstance(journey.dtype, np.dtype) and journey.dtype.kind in "iu" and len(journey):
        ids = journey.to_numpy()
        low, high = int(ids.min()), int(ids.max())
        if high - low < 4 * len(ids):
            # Unsigned differences are right whatever the type of the ids wraps round.
            code = (ids - ids.min()).view(f"u{ids.dtype.itemsize}").astype("int64")
            return code, np.arange(high - low + 1).astype(ids.dtype) + ids.min()
    code, found = pd.factorize(journey, sort=True)
    return code, found


def _label_range(label: pd.Series, code: Array, size: int) -> tuple[Any, Any]:
    """Return the lowest and the highest label of each journey; missing where it has none."""
    number, labels = pd.factorize(label, sort=True)
    known = number >= 0
    low, high = np.full(size, len(labels)), np.full(size, -1)
    np.minimum.at(low, code[known], number[known])
    np.maximum.at(high, code[known], number[known])
    low[high < 0] = -1
    values = pd.Index(labels)
    return values.take(low, allow_fill=True, fill_value=None), values.take(high, allow_fill=True, fill_value=None)


def _extent(values: Array) -> Extent:
    if not len(values):
        return Extent(0, 0, 1)
    if values.dtype.kind == "i":
        return Extent(int(values.min()), int(values.max()), 1)
    scale = next((scale for scale in SCALES if (np.round(values * scale) / scale == values).all()), 0)
    return Extent.of(float(values.min()), float(values.max()), scale)


def _sort(
    code: Array, place: Array, emotion: Array, ranks: list[Array], moments: Moments
) -> tuple[Array, Floats, list[Array]]:
    """Return places, emotions and ranks by journey, place, rank and emotion; packed numbers are sorted if they fit."""
    places, emotions = _extent(place), _extent(emotion)
    check_moments(moments, place=places, emotion=emotions)
    place_bits, emotion_bits = (places.span - 1).bit_length(), (emotions.span - 1).bit_length()
    code_bits = int(code.max(initial=0)).bit_length()
    if ranks or not (places.scale and emotions.scale and code_bits + place_bits + emotion_bits <= 63):
        order = np.lexsort((emotion, *reversed(ranks), place, code))
        return place[order], emotion[order].astype("float64"), [rank[order] for rank in ranks]
    packed = code << place_bits
    packed |= _whole_codes(place, places)
    packed <<= emotion_bits
    packed |= _whole_codes(emotion, emotions)
    packed.sort()
    points = packed & ((1 << emotion_bits) - 1)
    points += whole(emotions.low, emotions.scale)
    packed >>= emotion_bits
    packed &= (1 << place_bits) - 1
    return (packed if places.scale == 1 else packed / places.scale), points / emotions.scale, []


def _whole_codes(values: Array, extent: Extent) -> Array:
    if values.dtype.kind == "f":
        values = np.round(values * extent.scale).astype("int64")
    return values - whole(extent.low, extent.scale)


def _reduce(
    place: Array, emotion: Floats, ranks: list[Array], runs: Array, unit: int, moments: Moments
) -> dict[str, Array]:
    """Compute the statistics of sorted moments, run by run."""
    starts = np.cumsum(runs) - runs
    last = starts + runs - 1
    if not len(runs):
        return {name: np.empty(0) for name in (*STATISTICS, *TIES)}
    total, high, low = (ufunc.reduceat(emotion, starts) for ufunc in (np.add, np.maximum, np.minimum))
    distance = (place - np.repeat(place[starts], runs)) / unit
    way, squares, products = (
        np.add.reduceat(values, starts) for values in (distance, distance * distance, distance * emotion)
    )
    mean = total / runs
    duration = distance[last]
    with np.errstate(invalid="ignore", divide="ignore"):
        trend = (products - way * mean) / (squares - way * way / runs)
    end = np.zeros(len(runs))
    for back in range(min(moments.end_window, int(runs.max()))):
        end += np.where(runs > back, emotion[np.maximum(last - back, 0)], 0)
    end /= np.minimum(runs, moments.end_window)
    lead = high - moments.neutral - (moments.neutral - low)
    peak = np.where(lead > moments.nearly + ROUNDING, high, low)
    tied = (np.abs(lead) <= moments.nearly + ROUNDING) & (high > low)
    return {
        "first": emotion[starts],
        "peak": peak,
        "trough": low,
        "end": end,
        "mean": mean,
        "trend": np.where(duration > 0, trend, np.nan),
        "duration": duration,
        "score": (peak + end) / 2,
        "score_high": (np.where(tied, high, peak) + end) / 2,
        "peak_tied": tied,
        "end_tied": _end_is_tied([place, *ranks], emotion, runs, moments.end_window),
    }


def _end_is_tied(places: list[Array], emotion: Floats, runs: Array, window: int) -> Array:
    """Tell where the first moment of the end shares its place with one before it, and their emotions differ."""
    starts = np.cumsum(runs) - runs
    edge = starts + runs - window  # the first moment within the window
    here, before = np.maximum(edge, 0), np.maximum(edge - 1, 0)
    tied = (runs > window) & np.logical_and.reduce([place[here] == place[before] for place in places])
    if not tied.any():
        return tied
    is_new = np.ones(len(emotion) + 1, dtype=bool)
    is_new[1:-1] = np.logical_or.reduce([place[1:] != place[:-1] for place in places])
    is_new[starts] = True
    groups = np.flatnonzero(is_new)
    own = np.searchsorted(groups, edge[tied], side="right") - 1
    tied[tied] = emotion[groups[own]] < emotion[groups[own + 1] - 1]  # sorted by emotion within a place
    return tied
