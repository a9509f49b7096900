"""A lab begun: the template under a new name."""

import re
import shutil
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.files import whole_folder
from peakend.base.language import translate as _
from peakend_labs.places import TEMPLATE, labs_folder

_LAB_ID = re.compile(r"[0-9]+(-[a-z0-9]+)+")


def new_lab(name: str) -> Path:
    """Make a lab from the template, and return its folder.

    Raises
    ------
    PeakendError
        If the name is no lab's id, the lab is there already, or the template is not here.
    """
    labs = labs_folder()
    if not _LAB_ID.fullmatch(name):
        raise PeakendError(_("{name!r} is not an id of a lab. Write a number and words, such as 7-my-lab.", name=name))
    folder = labs / name
    if folder.exists():
        raise PeakendError(_("{folder} exists already and is left as it is. Name a new folder.", folder=folder))
    with whole_folder(folder) as draft:
        shutil.copytree(labs / TEMPLATE, draft, dirs_exist_ok=True)
    return folder
