"""Event logs of journeys: who was at which touchpoint when, and how it felt.

The frame's own engine reduces the events to one row a visit, that is a journey's time at a touchpoint; only visits come
back, as whole numbers and decimals.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from peakend.base.arguments import near
from peakend.base.arrays import Floats
from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.datasets.catalogue import NAMES
from peakend.frames.frames import read_frame, require_columns
from peakend.journeys.parts import MOST_EMOTION
from peakend.surveys.journey_engine import pick_moments
from peakend.surveys.journey_kernel import EMOTION, JOURNEY, PLACE, Moments, check_moments

TOUCHPOINT = "label_0"
MOST_TOUCHPOINTS = 500
_JOURNEYS_AT_ONCE = 50_000
_EXAMPLE = "{'queue-again': '再次排队'}"

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class LogColumns:
    """The columns of an event log, and what its touchpoints are called."""

    journey: str = "journey"
    touchpoint: str = "touchpoint"
    time: str = "time"
    emotion: str = "emotion"
    names: Mapping[str, str | Mapping[str, str]] | None = None

    def without_emotion(self, frame: object) -> bool:
        """Tell whether a log has no emotions, where nobody said which column holds them, and none is misspelt."""
        is_parted = hasattr(type(frame), "journey_parts")
        names = frame.columns if is_parted else read_frame(frame).collect_schema().names()  # type: ignore[attr-defined]
        return self.emotion == LogColumns.emotion and self.emotion not in names and not near(self.emotion, names)


@dataclass(frozen=True)
class Visits:
    """What journeys did, one entry a journey and touchpoint; sorted by journey and first time.

    Attributes
    ----------
    ids : list of str
        The touchpoints as ids of a map.
    names : list of str or dict
        What they are called: as the caller says, or else as the log writes them.
    journeys : int
        How many journeys there are.
    journey, touchpoint : numpy.ndarray
        Each visit's journey, from 0, and its touchpoint's place in `ids`.
    first, emotion : numpy.ndarray
        When the touchpoint was first met, and its mean emotion in this journey; NaN where unknown.
    written : list of str
        The touchpoints as the log writes them.
    """

    ids: list[str]
    names: list[str | Mapping[str, str]]
    journeys: int
    journey: Codes
    touchpoint: Codes
    first: Floats
    emotion: Floats
    written: list[str]


def parts_of(frame: object) -> Iterable[object]:
    """Return a log as it is, and one larger than memory in parts that hold whole journeys each."""
    is_parted = hasattr(type(frame), "journey_parts")
    return frame.journey_parts() if is_parted else [frame]  # type: ignore[attr-defined]


def read_visits(frame: object, columns: LogColumns, *, needs_emotion: bool = True) -> Visits:
    """Reduce an event log to its visits, or say what is wrong with it; emotions may be missing if not needed."""
    read = [_visits_of(part, columns, needs_emotion=needs_emotion) for part in parts_of(frame)]
    names = sorted({name for part in read for name in part.names})
    starts = np.cumsum([0, *(part.journeys for part in read)])
    count = int(starts[-1])
    if count < 2:
        raise PeakendError(
            _("Column {column!r} holds only one journey. A map from a log needs two or more.", column=columns.journey)
        )
    if len(names) > MOST_TOUCHPOINTS:
        raise PeakendError(
            _(
                "Column {column!r} holds {count} different touchpoints; a map takes at most {most}. "
                "Is it the right column?",
                column=columns.touchpoint,
                count=len(names),
                most=MOST_TOUCHPOINTS,
            )
        )
    said = getattr(frame, "attrs", {}).get(NAMES, {}) if columns.names is None else _require_names(columns.names)
    return Visits(
        _make_ids(names, columns.touchpoint),
        [said.get(name, name) for name in names],
        count,
        np.concatenate([part.journey + start for part, start in zip(read, starts, strict=False)]),
        np.concatenate([np.searchsorted(names, part.names)[part.touchpoint] for part in read]),
        np.concatenate([part.first for part in read]),
        np.concatenate([part.emotion for part in read]),
        names,
    )


@dataclass(frozen=True)
class _Part:
    """The visits of some journeys; see `Visits`."""

    names: Sequence[str]
    journeys: int
    journey: Codes
    touchpoint: Codes
    first: Floats
    emotion: Floats


def _visits_of(frame: object, columns: LogColumns, *, needs_emotion: bool) -> _Part:
    lazy = read_frame(frame)
    if not needs_emotion and columns.without_emotion(frame):
        lazy = lazy.with_columns(nw.lit(None).cast(nw.Float64).alias(columns.emotion))
    require_columns(lazy, [columns.journey, columns.touchpoint, columns.time, columns.emotion])
    moments = Moments(columns.journey, columns.time, columns.emotion, (columns.touchpoint,))
    rows, _unit = pick_moments(lazy, moments)
    table = _reduce(rows)
    check_moments(moments, homeless=int(table.loc[table[JOURNEY].isna(), "events"].sum()))
    _check(table, columns)
    journey, _journeys = pd.factorize(table[JOURNEY], sort=True)
    touchpoint, names = pd.factorize(table[TOUCHPOINT].astype(str), sort=True)
    first = table["first"].to_numpy(dtype="float64")
    order = np.lexsort((touchpoint, first, journey))
    emotion = table["emotion"].to_numpy(dtype="float64", na_value=np.nan)
    return _Part(list(names), int(journey.max()) + 1, journey[order], touchpoint[order], first[order], emotion[order])


def count_precedence(visits: Visits) -> Codes:
    """Count in how many journeys one touchpoint was first met before another: row before column."""
    size = len(visits.ids)
    wins = np.zeros((size, size), dtype="int64")
    for start in range(0, visits.journeys, _JOURNEYS_AT_ONCE):
        stop = min(start + _JOURNEYS_AT_ONCE, visits.journeys)
        here = slice(*np.searchsorted(visits.journey, [start, stop]))
        # Touchpoints that a journey does not have are NaN, and come neither before nor after any.
        met = np.full((stop - start, size), np.nan)
        met[visits.journey[here] - start, visits.touchpoint[here]] = visits.first[here]
        for i in range(size):
            wins[i] += (met[:, [i]] < met).sum(axis=0)
    return wins


def _reduce(rows: nw.LazyFrame[Any]) -> pd.DataFrame:
    """Return one row a journey and touchpoint, in pandas."""
    place, emotion = nw.col(PLACE), nw.col(EMOTION)
    rows = rows.with_columns(
        nw.col(TOUCHPOINT).cast(nw.String),
        emotion.cast(nw.Float64),
        nw.when(place.is_null()).then(1).otherwise(0).alias("timeless"),
    )
    visits = rows.group_by(JOURNEY, TOUCHPOINT).agg(
        nw.len().alias("events"),
        nw.col("timeless").sum().alias("timeless"),
        place.min().alias("first"),
        emotion.mean().alias("emotion"),
        emotion.min().alias("lowest"),
        emotion.max().alias("highest"),
    )
    return visits.collect().to_pandas()


def _check(table: pd.DataFrame, columns: LogColumns) -> None:
    if table.empty:
        raise PeakendError(_("The log has no rows. Give one row a journey and touchpoint."))
    nameless = int(table.loc[table[TOUCHPOINT].isna(), "events"].sum())
    timeless = int(table["timeless"].sum())
    for count, column in ((nameless, columns.touchpoint), (timeless, columns.time)):
        require_filled(count, column)
    if not np.isfinite(table["first"].to_numpy(dtype="float64")).all():
        raise PeakendError(
            _("Column {column!r} has an infinite number. Correct it, or drop those rows.", column=columns.time)
        )
    bounds = table[["lowest", "highest"]].to_numpy(dtype="float64", na_value=np.nan)
    beyond = bounds[np.abs(bounds) > MOST_EMOTION]
    if len(beyond):
        raise PeakendError(
            _(
                "Column {column!r} has the emotion {value:g}; emotion runs from −{most} (bad) to {most} (good). "
                "Bring other scales onto it first, for instance 1 to 5 by subtracting 3.",
                column=columns.emotion,
                value=beyond[0],
                most=MOST_EMOTION,
            )
        )


def require_filled(empty: int, column: str) -> None:
    """Raise `PeakendError` if events have nothing in a column."""
    if empty:
        raise PeakendError(
            _(
                "{count} events have nothing in column {column!r}. Fill it in, or drop those rows.",
                count=empty,
                column=column,
            )
        )


def _require_names(names: object) -> Mapping[str, Any]:
    """Return what touchpoints are called, or say how to write it."""
    if isinstance(names, Mapping) and all(isinstance(name, str) or _is_bilingual(name) for name in names.values()):
        return names
    raise PeakendError(
        _("names={names!r} names no touchpoints. Give a dict, for instance {example}.", names=names, example=_EXAMPLE)
    )


def _is_bilingual(name: object) -> bool:
    return isinstance(name, Mapping) and set(name) == {"zh", "en"}


def _make_ids(names: list[str], column: str) -> list[str]:
    """Make ids of names: what an id cannot hold becomes a hyphen."""
    ids = [re.sub(r"[^\w.-]+", "-", name).strip("-.") for name in names]
    for i, (name, made) in enumerate(zip(names, ids, strict=True)):
        if not made or made in ids[:i]:
            raise PeakendError(
                _(
                    "The touchpoint {name!r} in column {column!r} cannot be made an id of its own. "
                    "Rename it with letters, digits and '-'.",
                    name=name,
                    column=column,
                )
            )
    return ids
