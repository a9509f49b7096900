"""Ports for servers that tests start."""

import os
import random
import socket

HANDED_OUT = 32_768
"""From here on Linux gives ports to whoever calls another program; macOS and Windows begin later."""

TOGETHER = 4
"""A room with a hub takes the three after its own, too."""

WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS
OWN = range(HANDED_OUT // 2 + TOGETHER * WORKER, HANDED_OUT - TOGETHER, TOGETHER * WORKERS)
"""Workers that test side by side never take each other's."""

DRAW = random.Random(os.getpid())


def free_port() -> int:
    """Return a port that nobody has, nor those after it, below those handed out to callers.

    It is still free when a server starts again.
    """
    for port in DRAW.sample(OWN, 200):
        if all(_is_free(one) for one in range(port, port + TOGETHER)):
            return port
    raise OSError("200 ports were tried and none is free")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
