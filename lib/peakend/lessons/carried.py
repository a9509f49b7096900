"""What a lab carries on from an earlier one: a copy in the lab's own folder, so that it is handed in with the lab."""

import json
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.files import copy_file
from peakend.base.language import translate as _
from peakend.datasets.variants import CARRIED
from peakend.lessons.hand_in import is_plain_name

LARGEST = 5_000_000  # bytes; a form has some thousand


def carried(lab: str, file: str) -> Path | None:
    """Carry a file on from an earlier lab, and return the copy in this lab's folder.

    In a workspace the labs lie side by side: the earlier lab's file is copied to ``carried/<lab>/<file>`` each time, so
    that this lab has it as it is now. Where the earlier lab is not here, as when a hand-in is graded, the copy that was
    handed in is taken.

    Parameters
    ----------
    lab : str
        The earlier lab's id, for instance ``"1-excellent-service"``.
    file : str
        The file's place in that lab's folder, for instance ``"answers/my-essence.json"``.

    Returns
    -------
    pathlib.Path or None
        The copy; None where nothing was carried on, and the lab begins from its case.

    Raises
    ------
    PeakendError
        If the place leads out of the lab's folder, or the copy cannot be written.

    Examples
    --------
    >>> import peakend as pe
    >>> print(pe.carried("1-excellent-service", "answers/no-such-form.json"))
    None
    """
    if not is_plain_name(f"{lab}/{file}"):
        raise PeakendError(_("{file!r} is not a place in a lab's folder.", file=f"{lab}/{file}"))
    source, copy = Path("..", lab, file), Path(CARRIED, lab, file)
    if _is_plain(source) and not (_is_plain(copy) and copy.read_bytes() == source.read_bytes()):
        copy_file(source, copy)
    return copy if _is_plain(copy) else None


def carried_answers(lab: str, form: str) -> dict[str, Any]:
    """Carry a form's answers on from an earlier lab.

    Parameters
    ----------
    lab : str
        The earlier lab's id.
    form : str
        The form's id, as `worksheet` has it.

    Returns
    -------
    dict
        The answers by field; empty where nothing was carried on, or it cannot be read.

    Examples
    --------
    >>> import peakend as pe
    >>> pe.carried_answers("1-excellent-service", "no-such-form")
    {}
    """
    file = carried(lab, f"answers/{form}.json")
    try:
        answers = json.loads(file.read_text(encoding="utf-8-sig"))["answers"] if file else {}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return answers if isinstance(answers, dict) else {}


def _is_plain(file: Path) -> bool:
    return file.is_file() and not file.is_symlink() and file.stat().st_size <= LARGEST
