"""What is kept of a graded submission: its notebooks with their outputs, and the files beside them, on the disk."""

import base64
import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from peakend.base.files import whole_folder


def keep_work(folder: Path, notebooks: Mapping[str, str], files: Mapping[str, str]) -> None:
    """Write notebooks, by name, and other files, in base64 by path, into a folder of their own; all of them or none.

    The notebooks are on the disk when this returns: a power cut leaves none of which the gradebook says more.
    """
    with whole_folder(folder, replace=True) as draft:
        for name, content in files.items():
            file = draft / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(base64.b64decode(content))
        for name, text in notebooks.items():
            with (draft / f"{name}.ipynb").open("w", encoding="utf-8", newline="\n") as notebook:
                notebook.write(text)
                notebook.flush()
                os.fsync(notebook.fileno())
    with contextlib.suppress(OSError):  # Windows opens no folders; its file system keeps names by itself
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_kept(folder: Path) -> bool:
    """Whether notebooks that were kept are still there."""
    sizes = [file.stat().st_size for file in folder.glob("*.ipynb")]
    return bool(sizes) and all(sizes)


def without_collisions(files: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return the files that can lie beside the trainer's: none is where one of those needs a folder, or below one."""
    folders = {place[:end] for place in given for end, sign in enumerate(place) if sign == "/"}
    return {
        name: content
        for name, content in files.items()
        if name not in folders and given.keys().isdisjoint(name[:end] for end, sign in enumerate(name) if sign == "/")
    }
