"""Which of a workspace's labs are handed in: those named, or all in which something has been filled in."""

from collections.abc import Sequence
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend_labs.workspace.workspace import MARKER


def find_workspace(folder: Path, language: str) -> Path:
    """Return the workspace that a folder is, lies in, or holds under the name that a start gives it.

    Raises
    ------
    PeakendError
        If there is none.
    """
    here = folder.absolute()
    for place in (here, here / f"peakend-{language}", *here.parents):
        if (place / MARKER).is_file():
            return place
    raise PeakendError(
        _(
            "{folder} is not a folder of this course. Name it: peakend hand-in --in peakend-{language}.",
            folder=here,
            language=language,
        )
    )


def begun_labs(workspace: Path, wanted: Sequence[str]) -> list[Path]:
    """Return the folders of the labs wanted, or of all in which a form has been filled in.

    Raises
    ------
    PeakendError
        If a lab is not in the workspace, or nothing has been filled in yet.
    """
    labs = {
        path.name: path for path in sorted((workspace / "labs").iterdir()) if (path / f"{path.name}.ipynb").is_file()
    }
    for name in wanted:
        if name not in labs:
            raise PeakendError(
                _(
                    "There is no lab {name!r} in {folder}. There are: {names}.",
                    name=name,
                    folder=workspace,
                    names=join_words(labs),
                )
            )
    begun = [labs[name] for name in wanted] or [path for path in labs.values() if (path / "answers").is_dir()]
    if not begun:
        raise PeakendError(_("Nothing has been filled in yet in {folder}.", folder=workspace))
    return begun
