"""How long tests wait for what a busy machine does late: long, since who waits too long learns nothing from it."""

import time
from collections.abc import Callable
from typing import TypeVar

SECONDS = 300
MILLISECONDS = 1000 * SECONDS
_Found = TypeVar("_Found")


def wait_for(what: Callable[[], _Found], seconds: float = SECONDS, between: float = 0.1) -> _Found:
    """Wait until something is true, and return it."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, f"waited {seconds} seconds in vain"
        time.sleep(between)
    return found
