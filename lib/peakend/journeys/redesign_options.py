"""What could be done at touchpoints, at what cost, with what effect on emotion: the options of a redesign."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import get_language, join_words
from peakend.base.language import translate as _
from peakend.documents.problems import DocumentError, nearest
from peakend.frames.frames import missing_column_message, read_frame
from peakend.journeys.map_value import MapValue

REQUIRED = ("option", "touchpoint", "cost", "effect")


@dataclass(frozen=True)
class Option:
    """Something that can be done at a touchpoint.

    Attributes
    ----------
    id, name, touchpoint : str
        The name is what people read; without one it is the id.
    cost, effect : fractions.Fraction
        In money and in points of emotion; as exact as they were written, so that sums can be compared.
    """

    id: str
    name: str
    touchpoint: str
    cost: Fraction
    effect: Fraction


def read_options(options: object, journey_map: MapValue) -> tuple[Option, ...]:
    """Read options from a frame or a list of dicts, or say which of them is wrong."""
    table = _table(options)
    for name in REQUIRED:
        if name not in table:
            raise PeakendError(missing_column_message(name, [str(column) for column in table]))
    names = next((c for c in ("name", f"name_{get_language()}", "name_zh", "name_en") if c in table), "option")
    rows = table.to_dict("records")
    return tuple(_read_option(row, names, rows[:i], journey_map) for i, row in enumerate(rows))


def read_amount(value: object, what: str) -> Fraction:
    """Return a number as exactly as it was written, or raise `PeakendError`."""
    is_number = isinstance(value, (int, float, np.number, Fraction)) and not isinstance(value, bool)
    if not is_number or not np.isfinite(float(value)):  # type: ignore[arg-type]
        raise PeakendError(_("{what}: {value!r} is not a number. Give one, for instance 2.5.", what=what, value=value))
    # A float's shortest spelling is what its author meant: 0.1, not the binary number next to it.
    return value if isinstance(value, Fraction) else Fraction(str(value))


def _table(options: object) -> pd.DataFrame:
    if isinstance(options, Sequence) and not isinstance(options, str):
        if not all(isinstance(option, dict) for option in options):
            raise PeakendError(
                _("Each option is a dict with the keys {keys}, or a row of a table.", keys=join_words(REQUIRED))
            )
        return pd.DataFrame(list(options), columns=None if options else list(REQUIRED))
    return options if isinstance(options, pd.DataFrame) else read_frame(options).collect().to_pandas()


def _read_option(row: Any, names: str, before: list[Any], journey_map: MapValue) -> Option:
    if pd.isna(row["option"]) or str(row["option"]) in [str(other["option"]) for other in before]:
        raise PeakendError(
            _(
                "Option {number} has the id {id!r}, which is empty or is used further up. Give each its own.",
                number=len(before) + 1,
                id=None if pd.isna(row["option"]) else str(row["option"]),
            )
        )
    option, touchpoint = str(row["option"]), str(row["touchpoint"])
    known = {step.id: step.emotion for step in journey_map.steps}
    if touchpoint not in known:
        reason = _(
            "Option {option!r}: there is no touchpoint {touchpoint!r}; the touchpoints are {known}",
            option=option,
            touchpoint=touchpoint,
            known=join_words(known),
        )
        raise DocumentError((), "", reason + nearest(touchpoint, list(known)))
    if known[touchpoint] is None:
        raise PeakendError(
            _(
                "Option {option!r}: the emotion at {touchpoint!r} is unknown, so nobody can say what an effect makes "
                "of it. Fill it in, or leave the option out.",
                option=option,
                touchpoint=touchpoint,
            )
        )
    cost = read_amount(row["cost"], _("Cost of option {option!r}", option=option))
    if cost < 0:
        raise PeakendError(
            _("Option {option!r} costs {cost}; give 0 or more.", option=option, cost=format_amount(cost))
        )
    effect = read_amount(row["effect"], _("Effect of option {option!r}", option=option))
    name = option if pd.isna(row[names]) else str(row[names])
    return Option(option, name, touchpoint, cost, effect)


def format_amount(amount: Fraction) -> str:
    """Return an amount as people write it."""
    return f"{float(amount):g}" if amount.denominator > 1 else str(amount)
