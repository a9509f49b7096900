"""What stopped a program that the course's author wrote, a figure's or a lab's claims: the line, and a sentence."""

import traceback
from pathlib import Path

from peakend.base.language import translate as _


def stopped(file: Path, error: Exception) -> tuple[int, str]:
    r"""Return the line of an author's program at which an error came up, and what it says.

    Examples
    --------
    >>> try:
    ...     exec(compile("rows = 1\nrows[0]", "figure.py", "exec"))
    ... except TypeError as error:
    ...     stopped(Path("figure.py"), error)[0]
    2
    """
    said = (str(error).splitlines() or [""])[0]
    sentence = _("the program stops with {kind}: {problem}", kind=type(error).__name__, problem=said)
    if isinstance(error, SyntaxError) and error.lineno:
        return error.lineno, sentence
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 1 for frame in reversed(frames) if frame.filename == str(file)), 1), sentence
