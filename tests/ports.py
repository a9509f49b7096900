"""Ports for servers that tests start."""

import os
import random
import socket

HANDED_OUT = 32_768
"""From here on Linux gives ports to whoever calls another program; macOS and Windows begin later."""

DRAW = random.Random(os.getpid())
"""Workers that test side by side try different ports first."""


def free_port() -> int:
    """Return a port that nobody has, below those handed out to callers: it is still free when a server starts again."""
    for port in DRAW.sample(range(HANDED_OUT // 2, HANDED_OUT), 200):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("200 ports were tried and none is free")
