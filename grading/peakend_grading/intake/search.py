"""Hand-ins found in whatever people send: packed ones, folders, archives; and a sentence for all that is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.datasets.variants import is_id
from peakend.lessons.hand_in import ENDING
from peakend_grading.intake.reader import Reader
from peakend_grading.intake.shelf import ARCHIVE, DEEPEST, WITHIN, is_archive, is_hidden
from peakend_grading.intake.submissions import Found, Submission, as_one_name
from peakend_grading.untrusted.plain_json import plain_text, visible_text

if TYPE_CHECKING:  # a class's list brings pandas, which takes a second that no grade need wait for
    from peakend.lessons.roster import Roster

NOTEBOOK = ".ipynb"
_WITHIN_ARCHIVE = f"{ARCHIVE}{WITHIN[0]}"
MOST_LOOKED_AT = 5_000  # files and folders of one entry
_COPY = re.compile(r"\s*[(（]\d{1,2}[)）]$")  # what a second download of the same file is called
_CLUTTER = (".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", ".ipynb_checkpoints")
_BESIDE = ("answers", "worksheets", "carried", "data", "__pycache__")  # what lies beside a lab's notebook


def find_submissions(folder: Path, known: Sequence[str], lab: str | None = None) -> list[Submission]:
    """Return the submissions in a folder, in order of lab and trainee; see `find_hand_ins`."""
    return list(find_hand_ins(folder, known, lab).submissions)


def find_hand_ins(folder: Path, known: Sequence[str], lab: str | None = None, roster: "Roster | None" = None) -> Found:
    """Return the hand-ins in a folder, and a sentence for everything in it that is none.

    Taken are packed hand-ins (``.peakend``), ``<trainee>/<lab>/`` as nbgrader has it, labs deeper in a trainee's
    folder, a notebook that lies in a trainee's folder by itself, and ZIP archives of any of these. Of two copies the
    newer one counts.

    Parameters
    ----------
    folder : Path
        What was handed in.
    known : sequence of str
        The labs that there are.
    lab : str, optional
        Only this lab's.
    roster : Roster, optional
        The class: its way of writing an id and its teams count.

    Raises
    ------
    PeakendError
        If the folder does not exist, or holds no hand-in.
    """
    if not folder.is_dir():
        raise PeakendError(
            _("There is no folder {folder}. Give the folder that holds one folder per trainee.", folder=folder)
        )
    with _Search(known) as search:
        for entry in sorted(folder.iterdir()):
            search.look_at(entry)
    found = [_as_listed(one, roster) for one in search.found if lab in (None, one.lab)]
    submissions, copies = _newest(found)
    if not submissions:
        said = _(
            "No submissions found in {folder}. Put the .peakend files there, or a folder for each trainee, as in "
            "zhang-san/{lab}/{lab}.ipynb.",
            folder=folder,
            lab=lab or "<lab>",
        )
        raise PeakendError(" ".join([said, *search.notes[:5]]))
    return Found(tuple(sorted(submissions, key=lambda one: (one.lab, one.trainee))), (*search.notes, *copies))


class _Search:
    """Goes through what was handed in, and keeps what it finds and what it does not understand."""

    def __init__(self, known: Sequence[str]) -> None:
        self.found: list[Submission] = []
        self.notes: list[str] = []
        self._known, self._reader = known, Reader()

    def __enter__(self) -> "_Search":
        return self

    def __exit__(self, *_error: object) -> None:
        self._reader.close()

    def look_at(self, path: Path) -> None:
        """Look at one entry of the folder of hand-ins."""
        if self._is_left_out(path):
            return
        if path.is_dir() and path.name not in self._known:
            self._look_at_trainee(path, _COPY.sub("", path.name))
        elif path.is_dir() or path.suffix.lower() == NOTEBOOK:
            self._note(path, _("it lies in no trainee's folder: put it into one that is named by the id"))
        else:
            self._look_at_file(path, self._owner(path.stem))

    def _look_at_trainee(self, path: Path, trainee: str) -> None:
        before = len(self.found), len(self.notes)
        for child in sorted(path.iterdir()):
            if self._is_left_out(child):
                continue
            if child.is_dir():
                self._look_at_lab(child, trainee)
            elif child.suffix.lower() == NOTEBOOK:
                self._look_at_notebook(child, trainee)
            elif is_archive(child) or child.suffix.lower() == ENDING:
                self._look_at_file(child, trainee)
        if before == (len(self.found), len(self.notes)):
            self._note(path, _("there is no lab in it"))

    def _look_at_lab(self, path: Path, trainee: str) -> None:
        if path.name in self._known:
            self.found.append(self._submission(trainee, path.name, path, notebook=_renamed(path)))
        elif path.name not in _BESIDE:
            deeper = list(self._labs_below(path))
            self.found += [self._submission(trainee, lab.name, lab, notebook=_renamed(lab)) for lab in deeper]
            if not deeper:
                self.found.append(self._submission(trainee, path.name, path))

    def _labs_below(self, path: Path) -> Iterator[Path]:
        """Yield the folders of labs in a folder, level by level, as far as one may look."""
        level, left = [path], MOST_LOOKED_AT
        for _depth in range(DEEPEST):
            inside = [child for place in level for child in sorted(place.iterdir()) if not child.is_symlink()]
            left -= len(inside)
            if left < 0:
                return
            folders = [child for child in inside if child.is_dir() and not is_hidden(child.name)]
            yield from (child for child in folders if child.name in self._known)
            level = [child for child in folders if child.name not in self._known]

    def _look_at_notebook(self, path: Path, trainee: str) -> None:
        """Take a notebook that lies in a trainee's folder without the lab's folder around it."""
        lab = path.stem if path.stem in self._known else self._meant(path.stem)
        if lab and not (path.parent / lab).is_dir():
            renamed = "" if path.stem == lab else path.name
            self.found.append(self._submission(trainee, lab, path.parent, notebook=renamed))
        else:
            self._note(path, _("it is none of the labs' notebooks: call it by its lab's name"))

    def _look_at_file(self, path: Path, trainee: str) -> None:
        if path.suffix.lower() != ENDING and not is_archive(path):
            self._note(path, _("it is not a hand-in: those end in .peakend or .zip, or are folders"))
            return
        told = self._reader.look(path)
        if problem := told.get("problem"):
            self._note(path, problem)
        elif "places" in told:
            self._look_at_places(path, trainee, told["places"], is_empty=not told["hand_ins"] and not told["problems"])
            for place, one in told["hand_ins"].items():
                self._take_packed(path, one, f"{place}{WITHIN}")
            for place, reason in told["problems"].items():
                self._note(path / place, reason)
        else:
            self._take_packed(path, told)

    def _take_packed(self, path: Path, told: dict[str, Any], inside: str = "") -> None:
        one = self._submission(told["id"], told["lab"], path)
        self.found.append(replace(one, team=told["team"], receipt=told["receipt"], inside=inside))

    def _look_at_places(self, path: Path, trainee: str, places: Sequence[str], *, is_empty: bool) -> None:
        """Take the labs in an archive; where one lab is there several times, the folders around it are trainees."""
        works = [(lab, place) for place in map(PurePosixPath, places) if (lab := self._lab_of(place))]
        several = len({lab for lab, _place in works}) < len(works)
        for lab, place in works:
            around = [part for part in map(self._plain, place.parts[:-1]) if part not in (lab, "labs", "")]
            packed = [part for part in place.parts if part.endswith(_WITHIN_ARCHIVE) and self._plain(part)]
            several_or_named = several or (packed and trainee == self._owner(path.stem))
            owner = _COPY.sub("", around[-1]) if around and (several_or_named or not trainee) else trainee
            if not owner:
                self._note(path, _("nothing tells whose it is: name it by the trainee's id"))
                continue
            inside = "" if str(place.parent) == "." else str(place.parent)
            inside += "/" if inside.endswith(_WITHIN_ARCHIVE) else ""  # at the top of an archive in the archive
            renamed = "" if place.stem == lab else place.name
            self.found.append(replace(self._submission(owner, lab, path, notebook=renamed), inside=inside))
        if not works and is_empty:
            self._note(path, _("there is no lab in it"))

    def _plain(self, part: str) -> str:
        """Return a folder's name; of an archive in an archive whose it is by its name."""
        return self._owner(PurePosixPath(part[:-1]).stem) if part.endswith(_WITHIN_ARCHIVE) else part

    def _lab_of(self, place: PurePosixPath) -> str:
        if place.suffix.lower() != NOTEBOOK:
            return ""
        if place.stem in self._known:
            return place.stem
        return place.parent.name if place.parent.name in self._known else self._meant(place.stem)

    def _meant(self, name: str) -> str:
        """Return the lab that a notebook's changed name begins with, as copies' names do, or nothing."""
        return next((lab for lab in self._known if name.startswith(lab) and not name[len(lab) :][:1].isalnum()), "")

    def _owner(self, stem: str) -> str:
        """Return whose a file is by its name: an id, perhaps with the lab behind it; nothing for a lab's own name."""
        name = _COPY.sub("", stem)
        lab = next((lab for lab in self._known if name.endswith(lab)), "")
        return name.removesuffix(lab).rstrip("-_ ")

    def _submission(self, trainee: str, lab: str, path: Path, notebook: str = "") -> Submission:
        problem = ""
        if not is_id(trainee) or plain_text(trainee) != trainee:
            problem = _("{name!r} cannot be an id: give one without * ? [ ] + / \\.", name=trainee)
        elif lab not in self._known:
            problem = _("There is no lab {name!r}. There are: {names}.", name=lab, names=", ".join(self._known))
        who, what = as_one_name(plain_text(trainee)), as_one_name(plain_text(lab))
        return Submission(who, what, path, not problem, problem, notebook=notebook)

    def _is_left_out(self, path: Path) -> bool:
        if path.name in _CLUTTER:
            return True
        if path.is_symlink():
            self._note(path, _("it is a link, which is not followed"))
        elif is_hidden(path.name):
            self._note(path, _("its name hides it: give it one that does not begin with a dot"))
        else:
            return False
        return True

    def _note(self, path: Path, reason: str) -> None:
        place = "/".join(map(visible_text, path.parts[-2:]))
        self.notes.append(_("Not taken: {place}: {reason}", place=place, reason=reason))


def _renamed(folder: Path) -> str:
    """Return the one notebook in a lab's folder, where it does not bear the lab's name; else nothing."""
    notebooks = [file.name for file in folder.glob(f"*{NOTEBOOK}") if file.is_file() and not is_hidden(file.name)]
    return notebooks[0] if len(notebooks) == 1 and notebooks[0] != f"{folder.name}{NOTEBOOK}" else ""


def _as_listed(one: Submission, roster: "Roster | None") -> Submission:
    """Return a submission under the id that the class's list has, with the team that it has."""
    person = roster.find(one.trainee) if roster else None
    return replace(one, trainee=person.id, team=person.team) if person else one


def _newest(found: Sequence[Submission]) -> tuple[list[Submission], list[str]]:
    """Return the newest of each trainee's hand-ins for each lab, and a sentence for each that does not count."""
    kept: dict[tuple[str, str], Submission] = {}
    notes = []
    for one in sorted(found, key=lambda one: one.folder.stat().st_mtime):
        older = kept.get((one.trainee, one.lab))
        if older is not None:
            place = "/".join(map(visible_text, older.folder.parts[-2:]))
            said = _(
                "Not taken: {place}: {trainee} has handed in {lab} again, and the newer one counts.",
                place=place,
                trainee=visible_text(one.trainee),
                lab=one.lab,
            )
            notes.append(said)
        kept[one.trainee, one.lab] = one
    return list(kept.values()), notes
