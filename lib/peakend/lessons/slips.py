"""Slips in a line that a trainee writes: what Python found, in the trainee's language, with the line to write."""

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from peakend.base.language import join_words
from peakend.base.language import translate as _

# What a Chinese keyboard writes in the place of the signs that Python reads.
_WIDE = str.maketrans("（），：；＝＋－＊／．［］｛｝＂＇“”‘’【】。　", "(),:;=+-*/.[]{}\"'\"\"''[]. ")
_SLIPS = (NameError, SyntaxError, AttributeError, TypeError, KeyError)


def explain_slips() -> None:
    """Let this notebook say slips in one sentence, and not with a traceback; elsewhere nothing happens."""
    import IPython

    shell = IPython.get_ipython()
    if shell is not None:
        shell.set_custom_exc(_SLIPS, _show)


def explain(error: BaseException, line: str, names: Mapping[str, object]) -> str:
    r"""Say what is wrong with a line, and how it would be right.

    Parameters
    ----------
    error : BaseException
        What Python raised.
    line : str
        The line.
    names : mapping of str to object
        The names that are known there.

    Returns
    -------
    str
        One or two sentences, and the line to write where it is clear.

    Examples
    --------
    >>> print(explain(SyntaxError("invalid character"), "answer = 2 ＋ 5", {}))
    There are full-width signs in this line; Python reads half-width ones. Write:
        answer = 2 + 5
    >>> print(explain(NameError("name 'Pe' is not defined", name="Pe"), "Pe.nps()", {"pe": 0}))
    “Pe” is not known here. Write:
        pe.nps()
    """
    written, plain = line.strip(), line.strip().translate(_WIDE)
    if isinstance(error, SyntaxError):
        if written != plain:
            return _say(_("There are full-width signs in this line; Python reads half-width ones."), plain)
        return _syntax(str(error.msg))
    if isinstance(error, NameError) and (name := getattr(error, "name", None)):
        return _unknown_name(name, written, names)
    if isinstance(error, AttributeError) and (name := getattr(error, "name", None)):
        near = _near(name, dir(error.obj))
        return _say(_("“{name}” is not known here.", name=name), _replaced(written, name, near))
    if isinstance(error, KeyError):
        columns = sorted(_columns(names))
        near = _near(str(error.args[0]), columns)
        sentence = _(
            "There is no column “{name}”. Columns: {columns}.", name=error.args[0], columns=join_words(columns)
        )
        return _say(sentence, _replaced(written, str(error.args[0]), near))
    found = re.search(r"unexpected keyword argument '(\w+)'", str(error))
    if found:
        meant = re.search(r"Did you mean '(\w+)'", str(error))
        if not meant and found[1] == found[1].lower():
            return _("“{name}” does not belong here. Delete it.", name=found[1])
        return _say(
            _("“{name}” is not known here.", name=found[1]),
            _replaced(written, found[1], meant[1] if meant else found[1].lower()),
        )
    return _("This line cannot be worked out: {reason}. Compare it with the example above.", reason=error)


def _syntax(reason: str) -> str:
    if "never closed" in reason or "was never" in reason or "unmatched" in reason or "does not match" in reason:
        return _("A bracket has no partner in this line. Count the opening and the closing ones.")
    if "string literal" in reason:
        return _('A quotation mark has no partner in this line. Text goes between two of them: "recommend".')
    return _(
        "Python cannot read this line. Look at commas, quotation marks and brackets, and compare it with the example."
    )


def _unknown_name(name: str, line: str, names: Mapping[str, object]) -> str:
    if name in _columns(names):
        return _say(_("“{name}” is a column; it needs quotation marks.", name=name), _replaced(line, name, f'"{name}"'))
    near = _near(name, [known for known in names if not known.startswith("_")])
    if near is None:
        return _(
            "“{name}” is not known here. If the lab has been restarted, choose “Go on” above; else compare your line "
            "with the example.",
            name=name,
        )
    return _say(_("“{name}” is not known here.", name=name), _replaced(line, name, near))


def _say(sentence: str, line: str | None) -> str:
    return sentence if line is None else _("{sentence} Write:", sentence=sentence) + f"\n    {line}"


def _replaced(line: str, name: str, better: str | None) -> str | None:
    return None if better is None or better == name else re.sub(rf"(?<![\w\"'])['\"]?{re.escape(name)}\b", better, line)


def _near(name: str, known: Sequence[str]) -> str | None:
    folded = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(name.casefold(), folded, 1, 0.6)
    return folded[found[0]] if found else None


def _columns(names: Mapping[str, object]) -> set[str]:
    """Return the columns of the tables that are known."""
    tables = [value for name, value in names.items() if not name.startswith("_") and hasattr(value, "columns")]
    return {column for table in tables for column in getattr(table, "columns", ()) if isinstance(column, str)}


def _show(shell: Any, kind: type[BaseException], error: BaseException, trace: Any, tb_offset: Any = None) -> list[str]:
    """Show a slip as one sentence; it is an error of the cell all the same."""
    own = getattr(error, "_render_traceback_", None)
    said = own() if own else [f"✗ {explain(error, _line(shell, error, trace), shell.user_ns)}"]
    shell._showtraceback(kind, error, said)
    return said


def _line(shell: Any, error: BaseException, trace: Any) -> str:
    """Return the line of the cell at which it went wrong."""
    number = error.lineno if isinstance(error, SyntaxError) else None
    while trace is not None:
        if number is None and trace.tb_frame.f_globals is shell.user_ns:
            number = trace.tb_lineno
        trace = trace.tb_next
    cell = str(shell.user_ns.get("In", [""])[-1]).splitlines()
    return cell[number - 1] if number and number <= len(cell) else ""
