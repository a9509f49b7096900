"""Start the JupyterLabs of the whole list before anybody comes: each takes seconds of a processor."""

import asyncio
import contextlib
import json
import os
from collections.abc import Callable, Sequence

from tornado.httpclient import AsyncHTTPClient, HTTPClientError

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
    while await _call(plan, "GET", "/") is None:
        await asyncio.sleep(PAUSE_SECONDS)
    left = list(reversed(seats))
    await asyncio.gather(*(_start_those(plan, left) for _turn in range(os.cpu_count() or 1)))
    ready()


async def _start_those(plan: Plan, left: list[str]) -> None:
    while left:
        user = f"/users/{left.pop()}"
        await _call(plan, "POST", user)  # refused where the hub knows them from before
        await _call(plan, "POST", f"{user}/server")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(MOST_SECONDS):
                while not (json.loads(await _call(plan, "GET", user) or b"{}").get("server")):
                    await asyncio.sleep(PAUSE_SECONDS)


async def _call(plan: Plan, method: str, path: str) -> bytes | None:
    """Call the hub, and return its answer; None where it refuses, or is not there."""
    body, headers = b"" if method == "POST" else None, {"Authorization": f"token {plan.token}"}
    try:
        client = AsyncHTTPClient()
        return bytes((await client.fetch(plan.hub + path, method=method, headers=headers, body=body)).body)
    except (HTTPClientError, OSError):
        return None
