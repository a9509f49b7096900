"""What callers pass: checks of options and numbers, and which spelling was probably meant."""

import difflib
from collections.abc import Iterable, Sequence
from math import inf, isfinite
from numbers import Integral, Real
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import join_words, quote
from peakend.base.language import translate as _


def near(name: object, allowed: Iterable[object]) -> str | None:
    """Return the spelling that was probably meant, capitals or not; of two Chinese characters, one has to be right.

    Examples
    --------
    >>> near("Chanel", ["channel", "branch"])
    'channel'
    """
    spelt = {str(known).casefold(): str(known) for known in allowed}
    text = str(name).casefold()
    found = difflib.get_close_matches(text, spelt, n=1, cutoff=0.6 if text.isascii() else 0.5)
    return spelt[found[0]] if found else None


def did_you_mean(name: object, allowed: Iterable[object]) -> str:
    """Return the question that follows a sentence about a name that is not known, or nothing."""
    meant = near(name, allowed)
    return _(" Did you mean {near!r}?", near=meant) if meant else ""


def as_list(value: Any) -> list[Any]:
    """Return one value, or a collection of values, as a list; a text is one value."""
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str | bytes) else [value]


def check_option(name: str, value: object, allowed: Sequence[str]) -> None:
    """Raise `PeakendError` unless the value of an option is one of those allowed."""
    if value not in allowed:
        raise PeakendError(
            _(
                "{name}={value!r} is not an option. Choose one of: {allowed}.",
                name=name,
                value=value,
                allowed=join_words(map(quote, allowed)),
            )
        )


def is_number(value: object, low: float = -inf, high: float = inf) -> bool:
    """Tell whether a value is a finite number from low to high; true and false are none."""
    return isinstance(value, Real) and not isinstance(value, bool) and low <= float(value) <= high and isfinite(value)


def check_number(name: str, value: object, low: float, high: float = inf) -> None:
    """Raise `PeakendError` unless the value of an option is a finite number from low to high."""
    if is_number(value, low, high):
        return
    if high == inf:
        raise PeakendError(
            _("{name}={value!r} does not work. Give a number, {low} or more.", name=name, value=value, low=low)
        )
    raise PeakendError(
        _(
            "{name}={value!r} does not work. Give a number from {low} to {high}.",
            name=name,
            value=value,
            low=low,
            high=high,
        )
    )


def check_count(name: str, value: object, low: int = 1) -> None:
    """Raise `PeakendError` unless the value of an option is a whole number from low upwards."""
    if not is_number(value, low) or not isinstance(value, Integral):
        raise PeakendError(
            _(
                "{name}={value!r} does not work. Give a whole number, {low} or more.",
                name=name,
                value=value,
                low=low,
            )
        )


def check_confidence(conf: float) -> float:
    """Return the confidence level, or raise `PeakendError` unless it lies between 0 and 1."""
    if is_number(conf, 0, 1) and 0 < conf < 1:
        return float(conf)
    raise PeakendError(_("conf={conf!r} does not work. Give a share between 0 and 1, for instance 0.95.", conf=conf))
