"""How the command line was called, so that a sentence names a command as its reader types it."""

import os
import re

CALLED = "PEAKEND_CALLED"  # where start.sh and start.bat say what was typed
_OWN_NAME = re.compile(r"(?<![\w./\\-])(?<!import )peakend(?= [a-z])")  # before a command, and in no path
_called = "peakend"


def remember_call() -> str | None:
    """Keep how a start file was called, for this process alone; return it, or None where there was none."""
    global _called
    called = os.environ.pop(CALLED, None)
    _called = called or "peakend"
    return called


def as_typed(text: str) -> str:
    """Return a sentence with commands as they are typed here.

    Examples
    --------
    >>> as_typed("Later: peakend grade.")
    'Later: peakend grade.'
    """
    return _OWN_NAME.sub(lambda _found: _called, text)
