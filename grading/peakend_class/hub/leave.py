"""Remove what a trainee has in a browser-only room: the JupyterLab is ended, and the folder goes with all in it."""

import asyncio
import json
import os
import shutil
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_class.hub.calls import call
from peakend_class.hub.plan import Plan

PAUSE_SECONDS, MOST_SECONDS = 0.5, 60


async def leave(plan: Plan, seat: str) -> None:
    """End a trainee's JupyterLab and remove their folder.

    Parameters
    ----------
    plan : Plan
        The room's.
    seat : str
        Whose.

    Raises
    ------
    PeakendError
        If the hub does not end it: then nothing is removed.
    """
    if not plan.home(seat).is_dir():
        return
    await call(plan, "DELETE", f"/users/{seat}/server")
    try:
        async with asyncio.timeout(MOST_SECONDS):
            while not await _has_ended(plan, seat):
                await asyncio.sleep(PAUSE_SECONDS)
    except TimeoutError:
        raise PeakendError(_("Your labs cannot be ended just now, so nothing was removed. Try again.")) from None
    await asyncio.to_thread(remove_home, plan.home(seat))


def remove_home(home: Path) -> None:
    """Remove a folder in which nobody works; a part that nobody may open is opened first."""
    gone = home.with_name(f".left-{home.name}")
    shutil.rmtree(gone, ignore_errors=True)
    home.rename(gone)
    for folder, inside, _files in os.walk(gone):
        for inner in (Path(folder, name) for name in inside):
            if not inner.is_symlink():
                inner.chmod(0o700)
    shutil.rmtree(gone)


async def _has_ended(plan: Plan, seat: str) -> bool:
    said = await call(plan, "GET", f"/users/{seat}")
    if said is None:
        return False
    found = json.loads(said)
    return not found.get("server") and not found.get("pending") and not found.get("servers")
