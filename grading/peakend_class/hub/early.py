"""Start the JupyterLabs of the whole list before anybody comes: each takes seconds of a processor."""

import asyncio
import contextlib
import os
from collections.abc import Callable, Sequence

from peakend_class.hub.calls import call, server_of
from peakend_class.hub.plan import Plan

PAUSE_SECONDS, MOST_SECONDS = 1, 200  # between two looks, and for one JupyterLab


async def start_early(plan: Plan, seats: Sequence[str], ready: Callable[[], None]) -> None:
    """Start as many side by side as there are processors; what fails here starts when somebody opens it.

    Parameters
    ----------
    plan : Plan
        The room's.
    seats : sequence of str
        Whose.
    ready : callable
        Called when all are there.
    """
    while await call(plan, "GET", "/") is None:
        await asyncio.sleep(PAUSE_SECONDS)
    left = list(reversed(seats))
    await asyncio.gather(*(_start_those(plan, left) for _turn in range(os.cpu_count() or 1)))
    ready()


async def _start_those(plan: Plan, left: list[str]) -> None:
    while left:
        seat = left.pop()
        user = f"/users/{seat}"
        await call(plan, "POST", user)  # refused where the hub knows them from before
        await call(plan, "POST", f"{user}/server")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(MOST_SECONDS):
                while not await server_of(plan, seat):
                    await asyncio.sleep(PAUSE_SECONDS)
