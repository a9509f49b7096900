"""Tables for people: readable headings in the language in use, and few decimals."""

from collections.abc import Mapping
from functools import partial
from html import escape
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler

from peakend.base.language import translate as _
from peakend.tables.about import Wording, about, in_words


def show(table: pd.DataFrame, *, digits: int = 1, headings: Mapping[str, Wording] | None = None) -> Styler:
    """Show a result with headings and choices in the language in use; the table itself is not changed.

    A result knows its headings from the measure that made it, and keeps them where pandas does: when rows or columns
    are picked, sorted or added, or results of one kind are put under each other. Your own columns and values are shown
    as they are, and so is every column of a table that has lost its headings on the way.

    Parameters
    ----------
    table : pandas.DataFrame
        A result of `nps`, `csat`, `ces` and the like, or any table.
    digits : int, default 1
        Decimals shown.
    headings : mapping, optional
        Headings of your own, by column: a text, or ``{"zh": …, "en": …}``.

    Returns
    -------
    pandas.io.formats.style.Styler
        What a notebook draws as a table; where there is no row, a sentence that says so.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> answers = pd.DataFrame({"level": ["basic", "gold"], "recommend": [9, 3]})
    >>> page = pe.show(pe.nps(answers, "recommend", by="level")).to_html()
    >>> [word in page for word in ("promoters", "basic", "gold")]
    [True, True, True]
    """
    known = about(table)
    rows = table.reset_index(drop=table.index.name is None)
    rows, heads = in_words(rows, headings)
    if not rows.columns.is_unique:
        rows = rows.set_axis(range(len(heads)), axis=1)
    style = rows.style.format(precision=digits, thousands=",", na_rep="–", escape="html").hide(axis="index")
    if rows.empty:
        if known and known.measure == "check":
            return _without_rows(style.hide(axis="columns"), _("Nothing was found that needs fixing."))
        return _without_rows(_headed(style, heads), _("There is nothing to show yet."))
    decimals = [name for name in rows if pd.api.types.is_float_dtype(rows[name])]
    style = style.format(partial(_number, digits=digits), subset=decimals, na_rep="–")
    felt = [name for name in decimals if known and known.units.get(str(name)) == "emotion"]
    style = style.format(partial(_with_sign, digits=digits), subset=felt, na_rep="–")
    counts = [name for name in rows if pd.api.types.is_integer_dtype(rows[name])]
    style = style.format(partial(_number, digits=0), subset=counts, na_rep="–")
    tests = [name for name in rows if known and known.units.get(str(name)) == "p"]
    style = style.format(_p_value, subset=tests)
    days = [name for name in rows if pd.api.types.is_datetime64_any_dtype(rows[name])]
    style = style.format("{:%Y-%m-%d}", subset=days, na_rep="–")
    flags = [name for name in rows if _is_flag(rows[name])]
    style = style.format(lambda is_so: _("yes") if is_so else _("no"), subset=flags, na_rep="–")
    text = [name for name in rows if not pd.api.types.is_numeric_dtype(rows[name])]
    left: Any = {name: [{"selector": "th", "props": "text-align: left"}] for name in text}
    style = style.set_table_styles(left).set_properties(subset=text, **{"text-align": "left", "vertical-align": "top"})
    return _headed(style, heads)


def _headed(style: Styler, heads: list[str]) -> Styler:
    if style.columns.nlevels > 1:
        return style
    return style.relabel_index([escape(head) for head in heads], axis="columns")


def _without_rows(style: Styler, sentence: str) -> Styler:
    # A caption is as wide as its table, and this one has no width of its own.
    whole: Any = [{"selector": "caption", "props": "white-space: nowrap; text-align: left"}]
    return style.set_caption(sentence).set_table_styles(whole)


def _is_flag(column: "pd.Series[Any]") -> bool:
    """Tell whether a column holds yes and no alone; where some are missing, it is one of objects."""
    if pd.api.types.is_bool_dtype(column):
        return True
    known = column.dropna().tolist() if column.dtype == object else []
    return bool(known) and all(isinstance(cell, bool) for cell in known)


def _number(value: float, digits: int) -> str:
    return f"{value:z,.{digits}f}".replace("-", "−")  # z: no "-0.0"


def _with_sign(value: float, digits: int) -> str:
    text = _number(value, digits)
    return f"+{text}" if value > 0 and float(text) else text


def _p_value(value: object) -> str:
    p = float(str(value))
    if p != p:
        return "–"
    return "< 0.001" if p < 0.001 else f"{p:.3f}"
