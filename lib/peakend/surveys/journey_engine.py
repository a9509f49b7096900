"""Journeys summed up in the frame's own engine: moments never leave it, and no row order is needed.

A moment's place and its emotion are packed into one whole number. The largest number of a journey is then its last
moment and the smallest its first, so that a single ``group_by`` finds everything.
"""

import datetime
import itertools
from functools import reduce
from math import isqrt
from operator import and_
from typing import Any

import narwhals.stable.v2 as nw

from peakend.surveys.journey_kernel import (
    EMOTION,
    JOURNEY,
    MICROSECONDS_A_MINUTE,
    PACKABLE,
    PLACE,
    ROUNDING,
    SCALES,
    TIES,
    Extent,
    Moments,
    check_moments,
    emotion_error,
    label_names,
    order_error,
    summarise_table,
    then_name,
    whole,
)

FOREMOST = -(2**53)  # for a place that is unknown: below all numbers of events and microseconds, exact in a float
SQUARABLE = 2**16  # sums of squares of places up to here are exact in a float; larger places are taken in two parts

Frame = nw.LazyFrame[Any]


def summarise_journeys(lazy: Frame, moments: Moments) -> Frame:
    """Return one row a journey, with the columns that `journey_kernel.summarise_arrays` returns."""
    rows, unit = pick_moments(lazy, moments)
    if rows.implementation.is_pyarrow():
        return nw.from_native(summarise_table(nw.to_native(rows).to_pandas(), moments, unit)).lazy()
    place, emotion = _extents(rows, moments)
    packs = place.scale > 0 and emotion.scale > 0 and place.span * emotion.span < PACKABLE
    if moments.end_window > 1 or moments.then or not packs:
        if rows.implementation.is_dask():
            return _by_partition(rows, moments, unit)
        rows, ends = _windowed(rows, moments, unit)
    else:
        rows, ends = _packed(rows, place, emotion, unit)
    rows, weights = _in_parts(rows, place)
    totals = {**_totals(len(weights), len(moments.labels)), **ends.totals}
    journeys = rows.group_by(JOURNEY).agg(*[total.alias(name) for name, total in totals.items()])
    journeys = journeys.with_columns(*[value.alias(name) for name, value in ends.values.items()])
    return _statistics(journeys, weights, unit * (place.scale or 1), moments)


class _Ends:
    """How first, end and duration are found: what to aggregate, and what to make of it."""

    def __init__(self, totals: dict[str, nw.Expr], values: dict[str, nw.Expr]) -> None:
        self.totals = totals
        self.values = values


def pick_moments(lazy: Frame, moments: Moments) -> tuple[Frame, int]:
    """Select what is needed under names of our own, and tell how many units of place make one unit of duration."""
    schema = lazy.collect_schema()
    order, is_time = _place(lazy, moments.order)
    emotion, emotion_type = nw.col(moments.emotion), schema[moments.emotion]
    if not emotion_type.is_numeric():
        raise emotion_error(moments.emotion)
    picked = lazy.select(
        _plain(moments.journey, schema).alias(JOURNEY),
        order.alias(PLACE),
        *[_place(lazy, name)[0].fill_null(FOREMOST).alias(then_name(i)) for i, name in enumerate(moments.then)],
        emotion.cast(nw.Int64 if _is_whole(emotion_type) else nw.Float64).alias(EMOTION),
        *[_plain(name, schema).alias(f"label_{i}") for i, name in enumerate(moments.labels)],
    )
    # Some engines hold NaN and null apart; here both say that a number is unknown.
    known = [
        nw.when(~nw.col(name).is_nan()).then(nw.col(name)).alias(name) for name in _decimals(picked.collect_schema())
    ]
    return picked.with_columns(nw.col(JOURNEY), *known), MICROSECONDS_A_MINUTE if is_time else 1


def _place(lazy: Frame, column: str) -> tuple[nw.Expr, bool]:
    """Return a column of places as whole or decimal numbers, and whether it holds times."""
    dtype = lazy.collect_schema()[column]
    if dtype in (nw.Datetime, nw.Date):
        return _microseconds(nw.col(column), dtype, lazy.implementation), True
    if not dtype.is_numeric():
        raise order_error(column, str(dtype))
    return nw.col(column).cast(nw.Int64 if _is_whole(dtype) else nw.Float64), False


def _is_whole(dtype: Any) -> bool:
    # The largest numbers of 64 bits without sign are no signed ones.
    return dtype.is_integer() and dtype != nw.UInt64


def _plain(name: str, schema: Any) -> nw.Expr:
    # The smallest of a category column is not defined everywhere.
    return nw.col(name).cast(nw.String) if schema[name] in (nw.Categorical, nw.Enum) else nw.col(name)


def _microseconds(order: nw.Expr, dtype: Any, implementation: nw.Implementation) -> nw.Expr:
    instant = order.cast(nw.Datetime("us")) if dtype == nw.Date else order
    if implementation.is_spark_like():
        return instant.cast(nw.Int64) * 1_000_000 + instant.dt.microsecond().cast(nw.Int64)
    if implementation.is_duckdb() or implementation.is_ibis():
        zone = datetime.UTC if getattr(dtype, "time_zone", None) else None
        return (instant - nw.lit(datetime.datetime(1970, 1, 1, tzinfo=zone))).dt.total_microseconds().cast(nw.Int64)
    return instant.dt.timestamp("us")


def _extents(rows: Frame, moments: Moments) -> tuple[Extent, Extent]:
    """Look at all moments once: ranges, what is missing, and how fine the numbers are."""
    decimals = _decimals(rows.collect_schema())
    checks = {
        "homeless": nw.col(JOURNEY).is_null(),
        "placeless": nw.col(PLACE).is_null() & ~nw.col(EMOTION).is_null(),
        **{f"{name}{scale}": _is_finer(name, scale) for name in decimals for scale in SCALES},
    }
    bounds = {f"low{name}": nw.col(name).min() for name in (PLACE, EMOTION)}
    bounds |= {f"high{name}": nw.col(name).max() for name in (PLACE, EMOTION)}
    counted = rows.with_columns(*[nw.when(check).then(1).otherwise(0).alias(key) for key, check in checks.items()])
    bounds |= {key: nw.col(key).sum() for key in checks}
    seen = counted.select(*[bound.alias(key) for key, bound in bounds.items()]).collect().rows(named=True)[0]
    check_moments(moments, homeless=seen["homeless"] or 0, placeless=seen["placeless"] or 0)
    place, emotion = (
        Extent.of(
            seen[f"low{name}"],
            seen[f"high{name}"],
            next((scale for scale in SCALES if not seen[f"{name}{scale}"]), 0) if name in decimals else None,
        )
        for name in (PLACE, EMOTION)
    )
    check_moments(moments, place=place, emotion=emotion)
    return place, emotion


def _decimals(schema: Any) -> list[str]:
    return [name for name in (PLACE, EMOTION) if not schema[name].is_integer()]


def _is_finer(name: str, scale: int) -> nw.Expr:
    return ~nw.col(name).is_null() & ((nw.col(name) * scale).round(0) / scale != nw.col(name))


def _code(name: str, extent: Extent) -> nw.Expr:
    """Whole numbers from 0 upwards; an unknown number is masked by the caller."""
    filled = nw.col(name).fill_null(extent.low)
    if isinstance(extent.low, int):
        return filled.cast(nw.Int64) - extent.low
    return (filled * extent.scale).round(0).cast(nw.Int64) - whole(extent.low, extent.scale)


def _rated() -> nw.Expr:
    return ~nw.col(EMOTION).is_null()


def _packed(rows: Frame, place: Extent, emotion: Extent, unit: int) -> tuple[Frame, _Ends]:
    at, felt = _code(PLACE, place) * emotion.span, _code(EMOTION, emotion)
    packed, turned = at + felt, at + (emotion.span - 1) - felt
    rows = rows.with_columns(
        nw.when(_rated()).then(turned).otherwise(-1).alias("packed_turned"),
        nw.when(_rated()).then(packed).otherwise(-1).alias("packed_high"),
        nw.when(_rated()).then(packed).otherwise(PACKABLE).alias("packed_low"),
    )

    def value(key: str) -> nw.Expr:
        return (nw.col(key) % emotion.span + whole(emotion.low, emotion.scale)).cast(nw.Float64) / emotion.scale

    # The last place, with its highest emotion and with its lowest: they differ where several moments stand last.
    last_low = (emotion.span - 1) - nw.col("turned") % emotion.span
    # Whole-number division is done in decimals by some engines; a difference of multiples needs none.
    highest, lowest = (nw.col(key) - nw.col(key) % emotion.span for key in ("highest", "lowest"))
    return rows, _Ends(
        {
            "highest": nw.col("packed_high").max(),
            "lowest": nw.col("packed_low").min(),
            "turned": nw.col("packed_turned").max(),
        },
        {
            "first": value("lowest"),
            "end": value("highest"),
            "duration": (highest - lowest).cast(nw.Float64) / (emotion.span * place.scale * unit),
            "end_differs": last_low < nw.col("highest") % emotion.span,
        },
    )


def _windowed(rows: Frame, moments: Moments, unit: int) -> tuple[Frame, _Ends]:
    """Number the moments of each journey, where one number cannot hold a moment or the end is several moments."""
    emotion, window = nw.col(EMOTION), moments.end_window
    places = [PLACE, *[then_name(i) for i in range(len(moments.then))]]
    rows = rows.with_columns(
        emotion.cum_count().over(JOURNEY, order_by=[*places, EMOTION]).alias("from_start"),
        emotion.cum_count(reverse=True).over(JOURNEY, order_by=[*places, EMOTION]).alias("from_end"),
        (emotion.max().over(JOURNEY, *places) > emotion.min().over(JOURNEY, *places)).alias("differs"),
    ).with_columns(
        *[
            nw.when(_rated() & (nw.col("from_end") == window) & nw.col("differs")).then(nw.col(name)).alias(f"edge_{i}")
            for i, name in enumerate(places)
        ],
        *[
            nw.when(_rated() & (nw.col("from_end") == window + 1)).then(nw.col(name)).alias(f"outside_{i}")
            for i, name in enumerate(places)
        ],
        nw.when(_rated() & (nw.col("from_start") == 1)).then(emotion.cast(nw.Float64)).alias("opening"),
        nw.when(_rated() & (nw.col("from_end") <= window)).then(emotion.cast(nw.Float64)).alias("closing"),
        nw.when(_rated()).then(nw.col(PLACE)).alias("place"),
    )
    return rows, _Ends(
        {
            "first": nw.col("opening").max(),
            "end": nw.col("closing").mean(),
            "since": nw.col("place").min(),
            "until": nw.col("place").max(),
            **{f"{side}_{i}": nw.col(f"{side}_{i}").max() for side in ("edge", "outside") for i in range(len(places))},
        },
        {
            "duration": (nw.col("until") - nw.col("since")).cast(nw.Float64) / unit,
            "end_differs": reduce(and_, (nw.col(f"edge_{i}") == nw.col(f"outside_{i}") for i in range(len(places)))),
        },
    )


def _in_parts(rows: Frame, place: Extent) -> tuple[Frame, list[int]]:
    """Add places as one or two small numbers, their squares and their products with the emotion."""
    if not place.scale:
        parts = {1: nw.col(PLACE) - place.low}
    elif place.span <= SQUARABLE:
        parts = {1: _code(PLACE, place)}
    else:
        divisor = isqrt(place.span)
        parts = {divisor: _code(PLACE, place) // divisor, 1: _code(PLACE, place) % divisor}
    rows = rows.with_columns(
        *[nw.when(_rated()).then(part.cast(nw.Float64)).alias(f"part_{i}") for i, part in enumerate(parts.values())],
        nw.col(EMOTION).cast(nw.Float64).alias("emotion"),
    )
    products = [(nw.col(f"part_{i}") * nw.col(f"part_{j}")).alias(f"square_{i}{j}") for i, j in _pairs(len(parts))]
    products += [(nw.col(f"part_{i}") * nw.col("emotion")).alias(f"product_{i}") for i in range(len(parts))]
    return rows.with_columns(*products), list(parts)


def _pairs(parts: int) -> list[tuple[int, int]]:
    return list(itertools.combinations_with_replacement(range(parts), 2))


def _totals(parts: int, labels: int) -> dict[str, nw.Expr]:
    emotion = nw.col("emotion")
    names = [f"part_{i}" for i in range(parts)] + [f"product_{i}" for i in range(parts)]
    names += [f"square_{i}{j}" for i, j in _pairs(parts)]
    totals = {"rows": nw.len(), "n": emotion.count(), "total": emotion.sum()}
    totals |= {"high": emotion.max(), "low": emotion.min(), **{name: nw.col(name).sum() for name in names}}
    for i in range(labels):
        low, high = label_names(i)
        totals |= {low: nw.col(f"label_{i}").min(), high: nw.col(f"label_{i}").max()}
    return totals


def _statistics(journeys: Frame, weights: list[int], unit: int, moments: Moments) -> Frame:
    """Turn a journey's totals into its statistics; null where there are none."""
    n, high, low = nw.col("n"), nw.col("high"), nw.col("low")
    spread = nw.lit(0.0)
    for i, j in _pairs(len(weights)):
        central = n * nw.col(f"square_{i}{j}") - nw.col(f"part_{i}") * nw.col(f"part_{j}")
        spread = spread + central * float((1 if i == j else 2) * weights[i] * weights[j])
    common = nw.lit(0.0)
    for i, weight in enumerate(weights):
        common = common + (n * nw.col(f"product_{i}") - nw.col(f"part_{i}") * nw.col("total")) * float(weight)
    lead = high - moments.neutral - (moments.neutral - low)
    wins, loses = lead > moments.nearly + ROUNDING, lead < -moments.nearly - ROUNDING
    is_tied = ~wins & ~loses & (high > low)
    values = {
        "first": nw.col("first"),
        "peak": nw.when(wins).then(high).otherwise(low),
        "peak_high": nw.when(loses).then(low).otherwise(high),
        "trough": low,
        "end": nw.col("end"),
        "mean": nw.col("total") / n,
        "trend": nw.when(nw.col("duration") > 0).then(common / spread * unit),
        "duration": nw.col("duration"),
    }
    journeys = journeys.with_columns(*[nw.when(n > 0).then(value).alias(name) for name, value in values.items()])
    labels = [name for i in range(len(moments.labels)) for name in label_names(i)]
    ties = dict(zip(TIES, (is_tied, nw.col("end_differs")), strict=True))
    return journeys.select(
        JOURNEY,
        n.cast(nw.Int64),
        *[name for name in values if name != "peak_high"],
        ((nw.col("peak") + nw.col("end")) / 2).alias("score"),
        ((nw.col("peak_high") + nw.col("end")) / 2).alias("score_high"),
        (nw.col("rows") - n).cast(nw.Int64).alias("n_missing"),
        *[nw.when(tie & (n > 0)).then(True).otherwise(False).alias(name) for name, tie in ties.items()],
        *labels,
    )


def _by_partition(rows: Frame, moments: Moments, unit: int) -> Frame:
    """Bring each journey's moments into one partition, where the kernel sums them up: Dask numbers no rows."""
    native = nw.to_native(rows)
    sample = summarise_table(native._meta_nonempty, moments, unit)
    shuffled = native.shuffle(on=JOURNEY)
    return nw.from_native(shuffled.map_partitions(summarise_table, moments, unit, meta=sample.iloc[:0])).lazy()
