"""An installer's own words, understood: which of the sentences for a user they mean."""

import re
from pathlib import Path

from peakend_labs.start.folder import LONGEST_FOLDER, NEEDED_MB, Folder, free_mb, system_name
from peakend_labs.start.sentences import CannotStart

# In this order: the last cause of a chain says what it is, and what is said of the network stands around others.
SIGNS = (
    ("no_space", r"no space left|os error (28|112)\b|not enough space|disk quota|errno 28"),
    ("in_use", r"os error (32|33)\b|being used by another process|winerror 32"),
    ("path_too_long", r"name too long|os error (36|63|206)\b|path is too long"),
    ("not_writable", r"permission denied|access is denied|read-only file system|os error (5|13|30)\b|errno (13|30)"),
    ("other_files", r"hash mismatch|do not match the hashes|hashes are required|extract archive"),
    ("certificate", r"certificate|unknownissuer|ssl"),
    (
        "no_network",
        r"error sending request|dns error|could not connect|connect error|timed? ?out|connection (refused|reset|error)"
        r"|network is unreachable|failed to fetch|failed to download|temporary failure|newconnectionerror"
        r"|name resolution|max retries|proxy",
    ),
    (
        "not_there",
        r"not found in|no (version|matching distribution)|no solution found|were not found"
        r"|no wheels|has no usable wheels|could not find a version|source distribution",
    ),
)
_PACKAGE = re.compile(
    r"(?:`|archive: |distribution found for |because )([A-Za-z][\w.]*?)(?:==|`|\s|-\d)", re.IGNORECASE
)


def meaning(said: str) -> str:
    r"""Return the key of the sentence that an installer's words mean.

    Examples
    --------
    >>> meaning("error: Failed to fetch: `https://x/`\n  Caused by: dns error: failed to lookup address")
    'no_network'
    >>> meaning("Caused by: failed to write to file: No space left on device (os error 28)")
    'no_space'
    >>> meaning("it rains")
    'unknown'
    """
    words = said.lower()
    return next((key for key, sign in SIGNS if re.search(sign, words)), "unknown")


def failure(folder: Folder, said: str, found: str) -> CannotStart:
    """Return what to tell a user of an installer that failed; its own words are kept in a file.

    Parameters
    ----------
    folder : Folder
        What is started.
    said : str
        The installer's own words.
    found : str
        The version of Python.
    """
    log = keep(folder, said)
    package = next((name for name in _PACKAGE.findall(said) if name.lower() not in ("only", "there", "you")), "")
    key = meaning(said)
    if key == "not_there" and folder.wheels:
        key = "not_in_kit"
    return CannotStart(
        key,
        place=folder.source,
        package=package or "–",
        system=system_name(),
        found=found,
        folder=folder.root,
        free=free_mb(folder),
        needed=NEEDED_MB,
        length=len(str(folder.root)),
        most=LONGEST_FOLDER,
        file=log,
    )


def keep(folder: Folder, said: str) -> Path:
    """Write down an installer's own words, and return the file."""
    log = folder.root / "start.log"
    try:
        log.write_text(said, encoding="utf-8")
    except OSError:
        return Path("–")
    return log
