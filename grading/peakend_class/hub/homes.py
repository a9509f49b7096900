"""A trainee's folder on the trainer's machine: a copy of the prepared workspace, theirs alone, and joined already."""

import json
import os
import pwd
import shutil
import stat
from pathlib import Path
from typing import Any

from peakend.base.files import write_text
from peakend.base.language import translate as _
from peakend.datasets.variants import WARM_UP
from peakend.lessons.class_link import FORMAT, LINK
from peakend_class.hub.plan import Plan, secret_of
from peakend_grading.untrusted.plain_json import visible_text
from peakend_grading.walls.disk import used

FIRST_USER, LAST_USER = 50_000, 60_999  # of a machine's users, those whom neither people nor the grading's walls have


def open_home(plan: Plan, seat: str, person: dict[str, Any]) -> Path:
    """Return a trainee's folder, made at the first time: whole, or not at all.

    Parameters
    ----------
    plan : Plan
        The room's.
    seat : str
        What the hub calls the trainee.
    person : dict
        Their ``id`` and ``team``.
    """
    home = plan.home(seat)
    if home.is_dir():
        if os.geteuid() == 0 and not FIRST_USER <= home.stat().st_uid <= LAST_USER:  # restored from an archive
            _give(home, _free_user(home.parent))
        home.chmod(0o700)
        return home
    begun = home.with_name(f".{seat}")
    shutil.rmtree(begun, ignore_errors=True)
    labs = begun / "work" / "labs"
    shutil.copytree(plan.template, begun / "work")
    link = {"format": FORMAT, "address": plan.room, "secret": secret_of(plan.token, seat)}
    write_text(labs / LINK, json.dumps(link) + "\n")
    answers = {"id": person["id"], **({"team": person["team"]} if person.get("team") else {})}
    known = {"format": "answers/1", "worksheet": WARM_UP.stem, "answers": answers}
    (labs / WARM_UP).parent.mkdir(parents=True, exist_ok=True)
    write_text(labs / WARM_UP, json.dumps(known, ensure_ascii=False) + "\n")
    if os.geteuid() == 0:
        _give(begun, _free_user(home.parent))
    begun.chmod(0o700)
    begun.rename(home)
    return home


def too_full(home: Path, most: int) -> str:
    """Return why nobody may work in a folder: it takes more of the disk than one person may, or that cannot be told.

    Parameters
    ----------
    home : Path
        A trainee's.
    most : int
        Bytes that it may have.
    """
    try:
        taken = used(home)
    except OSError:
        return _("Your folder cannot be read. Your trainer can put it right: {folder}.", folder=home)
    if taken <= most:
        return ""
    found = [(file.lstat().st_size, file) for file in home.rglob("*") if stat.S_ISREG(file.lstat().st_mode)]
    size, largest = max(found, default=(0, home))
    return _(
        "Your folder has {taken} MB, and at most {most} MB are allowed, so the labs were ended. "
        "The largest file is {file} ({size} MB). Your trainer can delete it in {folder}; then open the labs again.",
        taken=round(taken / 1e6),
        most=round(most / 1e6),
        file=visible_text(largest.relative_to(home).as_posix()),
        size=round(size / 1e6),
        folder=home,
    )


def _give(folder: Path, user: int) -> None:
    """Make a folder, in which nobody works, and all that is in it a user's."""
    for place in (folder, *folder.rglob("*")):
        os.chown(place, user, user, follow_symlinks=False)


def _free_user(homes: Path) -> int:
    """Return the first user of the machine who has no folder here, and no account."""
    taken = {home.stat().st_uid for home in homes.iterdir()} | {one.pw_uid for one in pwd.getpwall()}
    return next(user for user in range(FIRST_USER, LAST_USER + 1) if user not in taken)
