"""Checks of a lab's answers: each says in one plain sentence what is missing, and none gives the answer away."""

import re
from collections.abc import Iterator, Mapping, Sequence
from numbers import Real

import pandas as pd

from peakend.base.errors import CheckFailed
from peakend.base.language import choose_text, join_sentences, join_words
from peakend.base.language import translate as _
from peakend.base.numbers import read_number
from peakend.datasets.variants import same_id
from peakend.forms.worksheet import Worksheet
from peakend.forms.worksheet_source import Field

_NAMED = 3  # findings alike that are told by name


def check(condition: object, message: str | Mapping[str, str]) -> None:
    """Pass where the condition holds; else fail with a message.

    Parameters
    ----------
    condition : object
        True or false, as ``if`` would take it.
    message : str or mapping
        What to tell the trainee, a text or ``{"zh": …, "en": …}``.

    Raises
    ------
    CheckFailed
        If the condition does not hold.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.check(9 in (9, 10), {"zh": "9 分是推荐者。", "en": "A nine is a promoter."})
    """
    try:
        passed = bool(condition)
    except (TypeError, ValueError):  # an answer of another shape: many truths at once, or none
        passed = False
    if not passed:
        raise CheckFailed(choose_text(message))


def check_number(value: object, *, low: float, high: float, question: str = "") -> None:
    """Pass where the answer is a number in its possible range; else say what it is.

    Parameters
    ----------
    value : object
        The trainee's answer.
    low, high : float
        The range that the answer cannot leave, whatever the data.
    question : str, default ""
        What was asked, to tell apart which of several answers is meant.

    Raises
    ------
    CheckFailed
        If the answer is missing, no number, or out of range.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.check_number(42.5, low=-100, high=100)
    ✓ This is a possible number. Your trainer's marking will show whether it is right.
    """
    asked = _("“{question}”: ", question=question) if question else ""
    if value is None or value is ...:
        raise CheckFailed(asked + _not_answered())
    # NumPy's and pandas' numbers register as Real; a result table or a text does not.
    if isinstance(value, bool) or not isinstance(value, Real) or value != value:
        raise CheckFailed(asked + _("A number is needed here, but this is {value}.", value=_seen(value)))
    if not low <= float(value) <= high:
        numbers = {"value": value, "low": low, "high": high}
        said = {name: str(number).replace("-", "−") for name, number in numbers.items()}
        said_so = _("The answer is {value}. It has to be between {low} and {high}: please check.", **said)
        raise CheckFailed(asked + said_so)
    print("✓ " + _("This is a possible number. Your trainer's marking will show whether it is right."))


def check_table(value: object, *, columns: Sequence[str], rows: int) -> None:
    """Pass where the answer is a table of the right shape; else say what is wrong with it.

    Parameters
    ----------
    value : object
        The trainee's answer.
    columns : sequence of str
        Columns that it must have; more may be there.
    rows : int
        How many rows it must have.

    Raises
    ------
    CheckFailed
        If the answer is missing, no table, or has other columns or another number of rows.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> pe.check_table(pd.DataFrame({"nps": [12.5]}), columns=["nps"], rows=1)
    ✓ The table has the right rows and columns. Your trainer's marking will show whether it is right.
    """
    if value is None or value is ...:
        raise CheckFailed(_not_answered())
    if not isinstance(value, pd.DataFrame):
        raise CheckFailed(_("A result table is needed here, but this is {value}.", value=_seen(value)))
    if not {*columns} <= {*value.columns}:
        raise CheckFailed(_("This is not the table the task asks for. Check the name of the function."))
    if len(value) != rows:
        raise CheckFailed(
            _(
                "The table should have {rows} rows, but has {found}. Did you leave out the grouping, or choose "
                "another one?",
                found=len(value),
                rows=rows,
            )
        )
    print("✓ " + _("The table has the right rows and columns. Your trainer's marking will show whether it is right."))


def check_filled(sheet: Worksheet, *fields: str) -> None:
    """Pass where the fields of a worksheet are filled in with what can be an answer; else say all that is missing.

    Parameters
    ----------
    sheet : Worksheet
        The worksheet.
    *fields : str
        Ids of the fields that count; all of them where none is named.

    Raises
    ------
    CheckFailed
        If this is no worksheet any more, a field is empty, a number is none or not between the form's ``min`` and
        ``max``, or an option is not the form's.
    """
    if not isinstance(sheet, Worksheet):
        raise CheckFailed(_("The form is not open here. Reload the page, then check again."))
    problems = [
        problem for name in fields or tuple(sheet.fields) for problem in _missing(sheet.fields[name], sheet[name])
    ]
    if problems:
        raise CheckFailed("\n".join(problems))
    print("✓ " + _("Filled in. Your trainer's marking will show whether it is right."))


def check_document(value: object, *codes: str) -> None:
    """Pass where a journey map or a design sheet leaves nothing to mend; else say all of it, and how.

    Parameters
    ----------
    value : JourneyMap or design value
        What the trainee made.
    *codes : str
        The findings of its ``check()`` that count; all warnings where none is named.

    Raises
    ------
    CheckFailed
        If this is no map or sheet, or one of these findings is there.

    Examples
    --------
    >>> import peakend as pe
    >>> tea = pe.JourneyMap(id="tea", title="Tea", phases=[{"id": "drink", "name": "Drinking"}])
    >>> pe.check_document(tea, "emotion_unknown")
    ✓ Nothing is missing. Your trainer's marking will show whether it is right.
    """
    look = getattr(value, "check", None)
    if not callable(look):
        raise CheckFailed(_("There is nothing to check yet. Reload the page, then check again."))
    found = look()
    counting = found[found["code"].isin(codes)] if codes else found[found["severity"] == "warning"]
    if len(counting):
        raise CheckFailed("\n".join(_remedies(counting)))
    print("✓ " + _("Nothing is missing. Your trainer's marking will show whether it is right."))


def _remedies(findings: pd.DataFrame) -> Iterator[str]:
    """Yield each remedy once, after what it helps: a few by name, the others by their number."""
    for remedy, alike in findings.groupby("fix", sort=False):
        said = _("{found} {remedy}", found=join_sentences(alike["message"][:_NAMED]), remedy=remedy)
        others = len(alike) - _NAMED
        yield join_sentences([said, _("Others like it: {count}.", count=others) if others > 0 else ""])


def _missing(field: Field, value: object) -> Iterator[str]:
    """Yield what keeps a field from being answered, each in a sentence."""
    if field.kind == "table" and isinstance(value, Mapping):
        for row, label in field.rows.items():
            for column in field.columns:
                if problem := _problem(column, value[row][column.id], f"{label} · {column.label}"):
                    yield problem
    elif problem := _problem(field, value, field.label):
        yield problem


def _problem(field: Field, value: object, label: str) -> str:
    chosen = value if isinstance(value, list) else [value]
    if value is None:
        return _("Not filled in yet: “{label}”.", label=label)
    if field.kind == "number" and isinstance(value, str):
        return _("“{label}” needs a number, but holds “{value}”.", label=label, value=value)
    if field.kind == "number" and isinstance(value, Real) and not _is_possible(field, float(value)):
        return _impossible(field, value, label)
    if field.kind in ("name", "person") and not re.fullmatch(r"[\w .-]{1,64}", str(value)):
        return _("“{label}” takes letters, digits, spaces and - _ . alone, 64 at most.", label=label)
    if field.kind == "person" and field.options and not _is_listed(str(value), field.options):
        return _unlisted(str(value), field.options, label)
    if field.kind != "person" and field.options and not set(chosen) <= set(field.options):
        return _("“{label}” holds an option that is not offered. Choose again.", label=label)
    if field.kind == "rank" and sorted(map(str, chosen)) != sorted(field.options):
        return _("“{label}” needs every line in its place, once. Order them again.", label=label)
    return ""


def _is_listed(name: str, listed: Mapping[str, str]) -> bool:
    """Tell whether an id is in the class, however it is written."""
    return same_id(name) in map(same_id, listed)


def _unlisted(name: str, listed: Mapping[str, str], label: str) -> str:
    """Return what to enter for an id that is not in the class; whoever gave a name is told its id."""
    ids = [one for one, called in listed.items() if same_id(called) == same_id(name)]
    if len(ids) == 1:
        return _(
            "“{label}”: in the class list {value} has the id {id}. Enter that.", label=label, value=name, id=ids[0]
        )
    if ids:
        said = {"label": label, "value": name, "ids": join_words(ids)}
        return _("“{label}”: the class list has {value} more than once: {ids}. Enter your own id.", **said)
    return _("“{label}”: {value} is not in the class list. Choose yours from the list.", label=label, value=name)


def _is_possible(field: Field, value: float) -> bool:
    low, high = field.limits
    return (low is None or value >= low) and (high is None or value <= high)


def _impossible(field: Field, value: object, label: str) -> str:
    low, high = (None if limit is None else f"{limit:g}" for limit in field.limits)
    if high is None:
        return _("“{label}” cannot be {value}: it is {low} or more.", label=label, value=value, low=low)
    if low is None:
        return _("“{label}” cannot be {value}: it is {high} or less.", label=label, value=value, high=high)
    return _(
        "“{label}” cannot be {value}: it lies between {low} and {high}.", label=label, value=value, low=low, high=high
    )


def _not_answered() -> str:
    return _("Not answered yet. Replace None with your answer, and check again.")


def _seen(value: object) -> str:
    """Say what an answer is that is not what is asked for: never a whole table, nor the name of a type."""
    if isinstance(value, pd.DataFrame | pd.Series):
        return _("a whole table: give the one figure of it")
    if type(value).__module__.startswith("altair."):
        return _("a chart: give the table that is inside the brackets of pe.plot_…")
    if isinstance(value, str) and read_number(value) is not None:
        return _("the text “{text}”: leave out the quotation marks", text=value)
    if callable(value):
        return _("a function without its brackets: write them, and what belongs between them")
    text = value if isinstance(value, str) else repr(value)
    shown = text if len(text) <= 80 else text[:79] + "…"
    return f"“{shown}”" if isinstance(value, str) else shown
