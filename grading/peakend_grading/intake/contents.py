"""What is in a submission, as this bounded process finds it; `submissions.Content` is what the class sees of it."""

import base64
import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.files import NotWritten, whole_folder
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.lessons.hand_in_files import parameters_of
from peakend_grading.intake.notebook import read_notebook
from peakend_grading.intake.prints import FORMS, LARGEST_FORM, prints_of
from peakend_grading.intake.shelf import Shelf, shelf_of
from peakend_grading.intake.submissions import NotUnderstood
from peakend_grading.untrusted.plain_json import visible_text

TIMESTAMP = "timestamp.txt"
LONGEST_TIMESTAMP = 100
MOST_IDS = 1_000
ITEMS = ("answers/before.json", "answers/after.json")  # the forms in which labs ask the course's items
LANGUAGES = ("zh", "en")
MOST_ITEMS, LONGEST_ITEM = 100, 20


def read_content(
    path: Path, inside: str, renamed: str, wanted: Mapping[str, list[str]], version: str, judged: str, copy: Path | None
) -> dict[str, Any]:
    """Read one submission, and copy it to where nbgrader looks for it.

    Parameters
    ----------
    path, inside, renamed
        The folder or archive, the place in the archive, and the notebook that bears another name.
    wanted : mapping
        The names of the lab's notebooks, and the ids of the graded cells in each.
    version : str
        What marks the version of the lab, with which the digest begins.
    judged : str
        The digest that was judged before: then nothing else is read.
    copy : Path, optional
        Where to copy it.

    Returns
    -------
    dict
        The fields of `Content`, as JSON holds them; of a submission judged before only its digest.
    """
    digest = hashlib.sha256(version.encode())
    try:
        shelf = shelf_of(path, inside)
        if renamed:
            shelf = _with_notebook_renamed(shelf, renamed, next(iter(wanted)))
        contents = {name: file.read() for name, file in shelf.items()}
        for name, content in contents.items():
            digest.update(os.fsencode(f"{name}\n{hashlib.sha256(content).hexdigest()}\n"))
        mark = digest.hexdigest()
        if mark == judged:
            return {"digest": mark}
        _require_notebook(shelf, list(wanted))
        return {"digest": mark, **_read(contents, wanted), **_copied(contents, copy)}
    except NotUnderstood as reason:
        problem, others = str(reason), reason.ids[:MOST_IDS]
    except OSError as error:
        problem, others = _unreadable(error, path), ()
    digest.update(problem.encode())
    return {"digest": digest.hexdigest(), "problem": problem, "others": others}


def _read(contents: dict[str, bytes], wanted: Mapping[str, list[str]]) -> dict[str, Any]:
    notebooks, others, chosen = {}, [], dict[str, Any]()
    for name, ids in wanted.items():
        file = f"{name}.ipynb"
        if file in contents:
            notebooks[name], found = read_notebook(contents[file], file, ids)
            with contextlib.suppress(PeakendError):
                chosen = parameters_of(contents[file], file)
            if 2 * len(set(ids) & set(found)) < len(ids):
                others += found[:MOST_IDS]
    files = {name: content for name, content in contents.items() if name.removesuffix(".ipynb") not in notebooks}
    return {
        "notebooks": notebooks,
        "files": {name: base64.b64encode(content).decode("ascii") for name, content in files.items()},
        "handed_in": _handed_in(contents.get(TIMESTAMP, b"")),
        "variants": sorted({number for name, form in files.items() if (number := _variant(name, form)) is not None}),
        "others": others,
        "language": chosen.get("lang") if chosen.get("lang") in LANGUAGES else "",
        "case": visible_text(str(chosen.get("case") or ""))[:LONGEST_ITEM],
        "prints": prints_of(files, notebooks),
        "items": next((answers for name in ITEMS if (answers := _items(files.get(name, b"")))), {}),
    }


def _with_notebook_renamed(shelf: Shelf, renamed: str, name: str) -> Shelf:
    """Return the shelf with one notebook under the lab's name, and no other notebooks beside it."""
    others = {place: file for place, file in shelf.items() if "/" in place or not place.endswith(".ipynb")}
    return {f"{name}.ipynb": shelf[renamed], **others} if renamed in shelf else shelf


def _require_notebook(shelf: Shelf, notebooks: list[str]) -> None:
    if not any(f"{name}.ipynb" in shelf for name in notebooks):
        books = [name for name in shelf if name.endswith(".ipynb")]
        found = visible_text(join_words(books))[:200] if books else _("no notebook")
        raise NotUnderstood(
            _("{file} is missing; the folder holds {found}.", file=f"{notebooks[0]}.ipynb", found=found)
        )


def _copied(contents: Mapping[str, bytes], target: Path | None) -> dict[str, str]:
    """Copy the files, or return in one sentence why they cannot be: that is the trainer's to mend."""
    if target:
        try:
            with whole_folder(target, replace=True) as draft:
                for name, content in contents.items():
                    file = draft / name
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(content)
        except NotWritten as error:
            return {"unwritten": str(error)}
    return {}


def _variant(name: str, content: bytes) -> int | None:
    """Return the number of the data on which a form was filled in."""
    if not name.startswith(FORMS) or not name.endswith(".json") or len(content) > LARGEST_FORM:
        return None
    try:
        number = json.loads(content.decode("utf-8-sig"))["variant"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return number if type(number) is int and 0 <= number < 1_000 else None


def _items(content: bytes) -> dict[str, str]:
    """Return what was answered to the course's items, each a short word by a short id."""
    if len(content) > LARGEST_FORM:
        return {}
    try:
        answers = json.loads(content.decode("utf-8-sig"))["answers"].items()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    short = [(name, answer) for name, answer in answers if isinstance(answer, str)]
    return dict([one for one in short if max(map(len, one)) <= LONGEST_ITEM][:MOST_ITEMS])


def _handed_in(content: bytes) -> str | None:
    """Return when nbgrader's exchange received it, where that is told."""
    if not content or len(content) > LONGEST_TIMESTAMP:
        return None
    from nbgrader.utils import parse_utc

    try:
        found = parse_utc(content.decode("utf-8").strip())
    except (ValueError, OverflowError):
        return None
    return found.isoformat() if isinstance(found, datetime) else None


def _unreadable(error: OSError, path: Path) -> str:
    file = visible_text(Path(error.filename or path).name)[:100]
    if error.errno in (errno.EACCES, errno.EPERM):
        return _("{file} cannot be read: its permissions forbid it.", file=file)
    if error.errno == errno.ENAMETOOLONG:
        return _("The folder holds too many folders in one another: hand in the lab's folder alone.")
    return _("{file} cannot be read: {reason}.", file=file, reason=error.strerror or str(error))
