"""Start Peakend: install what a command needs, once, and run it."""

import os
import subprocess
import sys
from pathlib import Path

from peakend_labs.start.environment import prepare
from peakend_labs.start.folder import open_folder
from peakend_labs.start.sentences import CannotStart

ROOT = Path(__file__).resolve().parents[3]
EXTRAS = {
    **dict.fromkeys(("handbook", "slides", "printables", "runsheet", "twins", "check"), "course"),
    **dict.fromkeys(("score", "map"), "report"),
    "class": "class",
    "test": "dev",
}


def main(words: list[str]) -> int:
    """Prepare the environment and hand over to the command; the exit code is the command's."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    words = words or ["lab"]
    try:
        folder = open_folder(ROOT, words, os.environ)
        # A kit opens its notebooks; the course's own folder makes them.
        prepare(folder, "labs" if folder.is_kit else EXTRAS.get(words[0], "grading"))
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 2
    os.environ.pop("PYTHONPATH", None)
    # Made for images, which are built once: here every start, kernel and sandbox would compile all packages anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONUTF8"] = "1"
    # Not by the programs in the environment, which know the folder by its name when it was made.
    module = ["poethepoet"] if words[0] == "test" and not folder.is_kit else ["peakend.command"]
    if module == ["poethepoet"]:
        os.environ.pop("PEAKEND_CALLED", None)  # tests start commands by other names
    command = [str(folder.python), "-P", "-m", *module, *words]
    if os.name == "nt":
        return subprocess.call(command)
    os.execv(command[0], command)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
