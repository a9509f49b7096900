"""Hand-ins found in whatever people send: packed ones, folders, archives; and a sentence for all that is none."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from peakend.base.errors import PeakendError
from peakend.base.files import sentence_for
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.datasets.variants import is_id, same_id
from peakend.lessons.hand_in import ENDING
from peakend_grading.intake.by_name import people_named
from peakend_grading.intake.newest import in_one_spelling, newest, shown
from peakend_grading.intake.places import (
    EMPTY,
    Work,
    are_a_class,
    is_notebook,
    is_packed,
    lab_named,
    owner_named,
    works_in,
)
from peakend_grading.intake.reader import Reader
from peakend_grading.intake.shelf import ARCHIVE, DEEPEST, MOST_PLACES, WITHIN, is_hidden, plain_place
from peakend_grading.intake.submissions import Found, Submission, as_one_name
from peakend_grading.untrusted.plain_json import plain_text, visible_text

if TYPE_CHECKING:  # a class's list brings pandas, which takes a second that no grade need wait for
    from peakend.lessons.roster import Person, Roster

SHORTEST = 3  # characters of an id that is looked for within a longer name
_CLUTTER = (".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", ".ipynb_checkpoints")
_CLOUD = ".icloud"  # the end of a name that stands for a file in a cloud
_OTHER_ARCHIVE = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")


def find_submissions(folder: Path, known: Sequence[str], lab: str | None = None) -> list[Submission]:
    """Return the submissions in a folder, in order of lab and trainee; see `find_hand_ins`."""
    return list(find_hand_ins(folder, known, lab).submissions)


def find_hand_ins(
    folder: Path,
    known: Sequence[str],
    lab: str | None = None,
    roster: "Roster | None" = None,
    ids: Sequence[str] = (),
    reader: Reader | None = None,
) -> Found:
    """Return the hand-ins in a folder, and a sentence for everything in it that is none.

    Taken are packed hand-ins (``.peakend``), ``<trainee>/<lab>/`` as nbgrader has it, labs deeper in a trainee's
    folder, folders and notebooks called after trainee and lab, and ZIP archives of any of these. Of two copies the
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
    ids : sequence of str
        Ids that the gradebook has: its way of writing them counts where there is no roster.
    reader : Reader, optional
        What opens packed hand-ins and archives; one of its own where there is none.

    Raises
    ------
    PeakendError
        If the folder does not exist, or holds no hand-in.
    """
    if not folder.is_dir():
        raise PeakendError(
            _("There is no folder {folder}. Give the folder that holds one folder per trainee.", folder=folder)
        )
    own = Reader()  # it starts no process before it is asked
    search = _Search(known, roster, reader or own)
    try:
        for entry in sorted(folder.iterdir()):
            search.look_at(entry)
    finally:
        own.close()
    found = [one for one in in_one_spelling(search.found, ids) if lab in (None, one.lab)]
    submissions, copies = newest(found)
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

    def __init__(self, known: Sequence[str], roster: "Roster | None", reader: Reader) -> None:
        self.found: list[Submission] = []
        self.notes: list[str] = []
        self._known, self._roster, self._reader = known, roster, reader

    def look_at(self, entry: Path) -> None:
        """Look at one entry of the folder of hand-ins."""
        said = len(self.notes)
        places: list[PurePosixPath] = []
        packed: dict[PurePosixPath, dict[str, Any]] = {}
        for place in self._places_below(entry):
            if place.suffix.lower() not in (ENDING, ARCHIVE):
                places.append(place)
                continue
            told = self._reader.look(entry.parent / place)
            if problem := told.get("problem"):
                self._note(place, problem)
            elif "places" in told:
                within = place.with_name(f"{place.name}{WITHIN[0]}")
                places += [within / inner for inner in told["places"]]
                packed |= {within / inner: one for inner, one in told["hand_ins"].items()}
                for inner, reason in told["problems"].items():
                    self._note(within / inner, reason)
            else:
                packed[place] = told
        works, strays = works_in(places, self._known)
        for place, told in packed.items():
            if not any(work.file and work.lab == told["lab"] and work.folder in place.parents for work in works):
                self._take_packed(entry.parent, place, told)
        if packed:  # around them, an empty folder with a lab's name only says where they were collected
            works = [work for work in works if work.file or work.names]
        self._take(entry.parent, works)
        for place in strays:
            self._note(place, _("it is none of the labs' notebooks: call it by its lab's name"))
        self._note_what_is_left(places, works)
        if not (works or packed or len(self.notes) > said or entry.name in _CLUTTER):
            holds = entry.is_dir() or entry.suffix.lower() == ARCHIVE
            self._note(PurePosixPath(entry.name), _("there is no lab in it") if holds else _no_hand_in())

    def _places_below(self, entry: Path) -> Iterator[PurePosixPath]:
        """Yield the places of files and empty folders, level by level, as far as one may look."""
        level, left = [(entry, PurePosixPath(entry.name))], MOST_PLACES
        for _depth in range(DEEPEST + 1):
            deeper: list[tuple[Path, PurePosixPath]] = []
            for path, place in level:
                if self._is_left_out(path, place):
                    continue
                if not path.is_dir():
                    yield place
                    continue
                try:
                    inside = sorted(itertools.islice(path.iterdir(), left + 1))
                except OSError as error:
                    self._note(place, sentence_for(error, path))
                    continue
                left -= len(inside)
                if left < 0:
                    self._note(place, _("it holds too many files: hand in the lab's folder alone"))
                    return
                if not inside:
                    yield place / EMPTY
                deeper += [(child, place / plain_place(child.name)) for child in inside]
            level = deeper

    def _is_left_out(self, path: Path, place: PurePosixPath) -> bool:
        name = path.name
        if name in _CLUTTER:
            return True
        if path.is_symlink():
            self._note(place, _("it is a link, which is not followed"))
        elif name.endswith(_CLOUD):
            self._note(place, _("it still lies in a cloud drive: open it there once, so that it is downloaded"))
        elif is_hidden(name):
            if len(place.parts) == 1 or ENDING in name or lab_named(name.lstrip("."), self._known):
                self._note(place, _("its name hides it: give it one that does not begin with a dot"))
        elif not path.is_dir() and not path.is_file():
            self._note(place, _("it is neither a file nor a folder"))
        elif (path / "gradebook.db").is_file():
            self._note(place, _("it is what grading wrote: grade into another folder, with --out"))
        else:
            return False
        return True

    def _take(self, base: Path, works: Sequence[Work]) -> None:
        """Take the labs among an entry's files, each for whom the names around it tell."""
        is_class = are_a_class(works)
        owners = [self._owner(work, is_class=is_class) for work in works]
        for work, owner in zip(works, owners, strict=True):
            if not owner:
                self._note(work.folder, _("nothing tells whose it is: put it into a folder that is named by the id"))
                continue
            path, inside = _where(base, work.folder)
            renamed = "" if work.file == f"{work.lab}.ipynb" else work.file
            self.found.append(replace(self._submission(owner, work.lab, path), inside=inside, notebook=renamed))
        unclear = {work.names[-1] for work in works if len(work.names) > 1}
        if len(unclear) > 1 and {work.names[0] for work in works if work.names} == set(owners):
            said = _(
                "it is taken for one person's; if {names} are people, give the class's list with --names",
                names=join_words(map(visible_text, sorted(unclear)[:5])),
            )
            self.notes.append(_("Please check: {place}: {said}", place=shown(works[0].folder.parts[:1]), said=said))

    def _owner(self, work: Work, *, is_class: bool) -> str:
        """Return whose a lab is: whom the class's list has, the innermost first; else whom the names say."""
        if listed := next(filter(None, map(self._listed, reversed(work.names))), None):
            return listed.id
        if named := self._named(work):
            return named
        first, *others = work.folder.parts
        packed = [owner_named(part, self._known) for part in others if is_packed(part)] if is_packed(first) else []
        if any(packed):
            return next(filter(None, reversed(packed)))
        is_innermost = is_class or not owner_named(first, self._known)
        return (work.names[-1] if is_innermost else work.names[0]) if work.names else ""

    def _listed(self, name: str) -> "Person | None":
        """Return who in the class's list has an id, or the only one whose id stands in a longer name."""
        if self._roster is None:
            return None
        if person := self._roster.find(name):
            return person
        found = [person for person in self._roster.people if _stands_in(same_id(person.id), same_id(name))]
        return found[0] if len(found) == 1 else None

    def _named(self, work: Work) -> str:
        """Return the id of the only one in the class's list whose name stands there, and say that it is a guess."""
        told = (self._told_by_name(name, work.folder) for name in reversed(work.names))
        return next((owner for owner in told if owner is not None), "")

    def _told_by_name(self, text: str, where: PurePosixPath) -> str | None:
        """Return the id of the only one whose name stands in a text, nothing where there are several, else None."""
        found = people_named(text, self._roster) if self._roster else []
        ids, place = join_words(visible_text(person.id) for person in found), shown(where.parts[-3:])
        if len(found) == 1:
            said = _("{place}: taken for {id} by the name {name!r}.", place=place, id=ids, name=found[0].name)
            self.notes.append(said)
            return found[0].id
        if found:
            said = _("several in the class's list have this name, {ids}: put the id before it", ids=ids)
            self.notes.append(_("Please check: {place}: {said}", place=place, said=said))
            return ""
        return None

    def _take_packed(self, base: Path, place: PurePosixPath, told: dict[str, Any]) -> None:
        path, inside = _where(base, place)
        inside += WITHIN if inside else ""
        owner = self._packed_owner(place, told["id"])
        one = replace(self._submission(owner, told["lab"], path), receipt=told["receipt"], inside=inside)
        if owner != told["id"]:
            one = replace(one, also=(*one.also, told["team"] or told["id"]))
        self.found.append(one if one.team else replace(one, team=told["team"]))

    def _packed_owner(self, place: PurePosixPath, entered: str) -> str:
        """Return whose a packed hand-in is: whom the class's list has by the id entered, or by a name instead of it."""
        if self._roster is None or self._roster.find(entered):
            return entered
        return self._told_by_name(entered, place) or entered

    def _submission(self, trainee: str, lab: str, path: Path) -> Submission:
        problem = ""
        person = self._roster.find(trainee) if self._roster else None
        trainee, team = (person.id, person.team) if person else (trainee, "")
        also = (person.name,) if person and person.name else ()
        if not is_id(trainee) or plain_text(trainee) != trainee:
            problem = _("{name!r} cannot be an id: give one without * ? [ ] + / \\.", name=trainee)
        elif lab not in self._known:
            problem = _("There is no lab {name!r}. There are: {names}.", name=lab, names=join_words(self._known))
        who, what = as_one_name(plain_text(trainee)), as_one_name(plain_text(lab))
        return Submission(who, what, path, not problem, problem, team=team, also=also)

    def _note_what_is_left(self, places: Sequence[PurePosixPath], works: Sequence[Work]) -> None:
        """Name what lies beside the labs: archives of other kinds, and files in no lab's folder."""
        folders = {work.folder for work in works}
        kits = {folder.parent.parent for folder in folders if folder.parent.name == "labs"}
        left = [
            place
            for place in places
            if folders.isdisjoint(place.parents)
            and not (is_notebook(place) or place.name == EMPTY)
            and (
                place.suffix.lower() in _OTHER_ARCHIVE or (works and len(place.parts) == 2 and place.parent not in kits)
            )
        ]
        for place in left[:5]:
            self._note(place, _no_hand_in())
        if len(left) > 5:
            self._note(left[0].parent, _("{count} more files in no lab's folder", count=len(left) - 5))

    def _note(self, place: PurePosixPath, reason: str) -> None:
        self.notes.append(_("Not taken: {place}: {reason}", place=shown(place.parts[-3:]), reason=reason))


def _no_hand_in() -> str:
    return _("it is not a hand-in: those end in .peakend or .zip, or are folders")


def _stands_in(identity: str, name: str) -> bool:
    """Whether an id stands in a longer name by itself; Chinese may follow letters and figures without a space."""
    letter = "[0-9a-z]" if identity.isascii() else r"[^\W_]"
    pattern = rf"(?<!{letter}){re.escape(identity)}(?!{letter})"
    return len(identity) >= SHORTEST and bool(re.search(pattern, name))


def _where(base: Path, place: PurePosixPath) -> tuple[Path, str]:
    """Return the file or folder on the disk that holds a place, and the place in it."""
    path = base
    for number, part in enumerate(place.parts):
        if not (path / part).exists():
            rest = place.parts[number:]
            if is_packed(part):
                path, rest = path / part[: -len(WITHIN[0])], rest[1:]
            inside = "/".join(rest)
            return path, f"{inside}/" if inside and is_packed(rest[-1]) else inside
        path /= part
    return path, ""
