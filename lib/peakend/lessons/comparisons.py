"""A lab's answers held against what is right: by position, ties accepted, missing and infinite values refused."""

import math
from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import pandas as pd

from peakend.base.errors import CheckFailed
from peakend.base.language import choose_text
from peakend.lessons.checks import check

_TIE = 1e-9  # what two ways of adding the same numbers may differ by


def check_among(answer: object, right: object, message: str | Mapping[str, str]) -> None:
    """Pass where the answer is the right one, or one of those that are equally right; else fail with a message.

    Parameters
    ----------
    answer : object
        The trainee's answer.
    right : object
        The right answer; a list, set or tuple where several tie.
    message : str or mapping
        What to tell the trainee, a text or ``{"zh": …, "en": …}``.

    Raises
    ------
    CheckFailed
        If the answer is another, or missing.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> gaps = pd.Series({"care": -1.2, "speed": -1.2, "room": -0.3})
    >>> pe.check_among("speed", pe.lowest(gaps), "Look for the lowest.")
    """
    candidates = right if isinstance(right, list | set | tuple | frozenset) else [right]
    check(not is_missing(answer) and any(_same(answer, candidate) for candidate in candidates), message)


def check_near(answer: object, right: object, message: str | Mapping[str, str], *, within: float) -> None:
    """Pass where the answer is a finite number close to the right one, or to one of those that are equally right.

    Parameters
    ----------
    answer : object
        The trainee's answer; text, a missing value and infinity are no numbers.
    right : float or collection of float
        The right number; several where they tie.
    message : str or mapping
        What to tell the trainee, a text or ``{"zh": …, "en": …}``.
    within : float
        How far off it may be: for one decimal 0.05 and a little more.

    Raises
    ------
    CheckFailed
        If the answer is no such number.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.check_near(-1.2, -1.234, "Read the gap, to one decimal.", within=0.06)
    """
    candidates = right if isinstance(right, list | set | tuple | frozenset) else [right]
    known = [number for number in map(finite, candidates) if number is not None]
    given = finite(answer)
    check(given is not None and any(abs(given - number) <= within for number in known), message)


def check_same_table(
    answer: object,
    right: pd.DataFrame,
    message: str | Mapping[str, str],
    *,
    keys: Sequence[str] = (),
    values: Sequence[str] = (),
    within: float = 0.0,
) -> None:
    """Pass where a table says the same as the right one, row by row in the same order; else fail with a message.

    Rows are compared by their position, whatever their index says. A number that is missing or infinite where the
    right one is not fails, as does a row too many or too few.

    Parameters
    ----------
    answer : object
        The trainee's table.
    right : pandas.DataFrame
        The right table.
    message : str or mapping
        What to tell the trainee, a text or ``{"zh": …, "en": …}``.
    keys : sequence of str
        Columns that must be equal.
    values : sequence of str
        Columns of numbers that must be close.
    within : float
        How far off a number may be.

    Raises
    ------
    CheckFailed
        If the tables differ in these columns.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> right = pd.DataFrame({"channel": ["hall", "line"], "nps": [12.0, -3.5]})
    >>> pe.check_same_table(right.iloc[::-1], right, "Not these scores.", values=["nps"], within=0.05)
    Traceback (most recent call last):
    ...
    peakend.base.errors.CheckFailed: Not these scores.
    """
    columns = [*keys, *values]
    if not isinstance(answer, pd.DataFrame) or not answer.columns.is_unique or not {*columns} <= {*answer.columns}:
        raise CheckFailed(choose_text(message))
    check(len(answer) == len(right), message)
    for name in keys:
        check(all(map(_same, answer[name].tolist(), right[name].tolist())), message)
    for name in values:
        for given, wanted in zip(answer[name].tolist(), right[name].tolist(), strict=True):
            if is_missing(wanted):
                check(is_missing(given), message)
            else:
                check_near(given, wanted, message, within=within)


def lowest(values: "pd.Series[Any]") -> list[Any]:
    """Return the labels of the lowest value, all of them where several tie.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> pe.lowest(pd.Series({"a": 1.0, "b": 2.0, "c": 1.0}))
    ['a', 'c']
    """
    return _tied(values, values.min())


def highest(values: "pd.Series[Any]") -> list[Any]:
    """Return the labels of the highest value, all of them where several tie.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> pe.highest(pd.Series({"a": 1.0, "b": 2.0}))
    ['b']
    """
    return _tied(values, values.max())


def is_missing(value: object) -> bool:
    """Whether a value says nothing: None, ``<NA>``, not a number."""
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, Real) and value != value)


def finite(value: object) -> float | None:
    """Return a finite number, or None for anything else; true and false are no numbers."""
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        return None
    return float(value)


def _same(one: object, other: object) -> bool:
    if is_missing(one) or is_missing(other):
        return is_missing(one) and is_missing(other)
    try:
        return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)
    except (TypeError, ValueError):  # values of other kinds or shapes are not the same
        return False


def _tied(values: "pd.Series[Any]", extreme: float) -> list[Any]:
    return [label for label, value in values.items() if not is_missing(value) and abs(value - extreme) < _TIE]
