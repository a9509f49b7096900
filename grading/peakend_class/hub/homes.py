"""A trainee's folder on the trainer's machine: a copy of the prepared workspace, theirs alone, and joined already."""

import json
import os
import pwd
import shutil
from pathlib import Path
from typing import Any

from peakend.base.files import write_text
from peakend.datasets.variants import WARM_UP
from peakend.lessons.class_link import FORMAT, LINK
from peakend_class.hub.plan import Plan, secret_of

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
        user = _free_user(home.parent)
        for place in (begun, *begun.rglob("*")):
            os.chown(place, user, user, follow_symlinks=False)
    begun.chmod(0o700)
    begun.rename(home)
    return home


def _free_user(homes: Path) -> int:
    """Return the first user of the machine who has no folder here, and no account."""
    taken = {home.stat().st_uid for home in homes.iterdir()} | {one.pw_uid for one in pwd.getpwall()}
    return next(user for user in range(FIRST_USER, LAST_USER + 1) if user not in taken)
