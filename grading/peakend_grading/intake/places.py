"""Which labs lie where among files that somebody sent, and whose they are: told by names alone, nothing is opened."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from peakend_grading.intake.shelf import ARCHIVE, WITHIN

PACKED = f"{ARCHIVE}{WITHIN[0]}"  # how the place of an archive ends, where more places follow in it
EMPTY = " "  # the name of what lies in an empty folder
_NOTEBOOK = re.compile(r"\.ipynb(\.json|\.txt)?$", re.IGNORECASE)  # some programs put an ending of theirs behind it
# What systems call a copy, or a second download; and endings that are no part of a name.
_COPY = re.compile(r"(([\s_-]*副本|[\s_-]+copy)\s?\d{0,2}|\s*[(（]\d{1,2}[)）]|\.peakend)+$", re.IGNORECASE)
_NOBODY = re.compile(r"((peakend|kit)([-_ ]?(zh|en|kit))?|labs)?", re.IGNORECASE)  # the kit's own folders
_BETWEEN = " -_."


@dataclass(frozen=True)
class Work:
    """A lab among somebody's files.

    Attributes
    ----------
    lab : str
        Which.
    folder : PurePosixPath
        The place in which its files lie.
    file : str
        The notebook's name; nothing where there is none, or several and none of them is the lab's.
    names : tuple of str
        What may be the owner's name in the folders around it, the outermost first.
    """

    lab: str
    folder: PurePosixPath
    file: str
    names: tuple[str, ...]


def is_notebook(place: PurePosixPath) -> bool:
    """Whether a place is a notebook's, by its name."""
    return bool(_NOTEBOOK.search(place.name))


def is_packed(part: str) -> bool:
    """Whether a part of a place is an archive."""
    return part.lower().endswith(PACKED)


def lab_named(name: str, labs: Sequence[str]) -> str:
    """Return the lab that stands at the beginning or the end of a name, or nothing.

    Examples
    --------
    >>> lab_named("张三-3-three-surveys (1)", ["3-three-surveys"])
    '3-three-surveys'
    """
    return _parted(name, labs)[0]


def owner_named(name: str, labs: Sequence[str]) -> str:
    """Return what a name says besides a lab, a kit, and that it is a copy: whose something may be.

    Examples
    --------
    >>> owner_named("张三-3-three-surveys - 副本.zip!", ["3-three-surveys"]), owner_named("kit", [])
    ('张三', '')
    """
    name = _COPY.sub("", name.removesuffix(WITHIN[0]).removesuffix(ARCHIVE).removesuffix(ARCHIVE.upper()))
    lab, rest = _parted(name, labs)
    name = _COPY.sub("", rest.strip(_BETWEEN)) if lab else name.strip()
    return "" if _NOBODY.fullmatch(name) else name


def works_in(places: Iterable[PurePosixPath], labs: Sequence[str]) -> tuple[list[Work], list[PurePosixPath]]:
    """Return the labs among places, and the notebooks that are none of theirs.

    Parameters
    ----------
    places : iterable of PurePosixPath
        Of files; those of one entry begin with the entry's name.
    labs : sequence of str
        The labs that there are.
    """
    notebooks: dict[PurePosixPath, list[str]] = defaultdict(list)
    for place in places:
        for folder in place.parents[:-1]:
            notebooks.setdefault(folder, [])
        if is_notebook(place):
            notebooks[place.parent].append(place.name)
    works, strays = [], []
    for folder, files in notebooks.items():
        own = _lab_of_folder(folder, labs)
        meant = {file: lab_named(_stem(file), labs) or own for file in files}
        strays += [folder / file for file in files if not meant[file]]
        if own and (len(folder.parts) > 1 or not files or own in map(_stem, files)):
            works.append(Work(own, folder, _best(files, own, labs), _names(folder, labs)))
        elif own or not folder.parts:
            works += [_alone(folder / file, lab, labs) for file, lab in meant.items() if lab]
        else:
            for lab in dict.fromkeys(filter(None, meant.values())):
                chosen = _best([file for file in files if meant[file]], lab, labs)
                works.append(Work(lab, folder, chosen, _names(folder, labs)))
    return [work for work in works if not _is_another_s(work, works)], strays


def are_a_class(works: Sequence[Work]) -> bool:
    """Whether the innermost names are people's: one lab is there under several of them, and none lies further out."""
    owners: dict[str, set[str]] = defaultdict(set)
    for work in works:
        owners[work.lab].add(work.names[-1] if work.names else "")
    return all(len(work.names) > 1 for work in works) and any(len(found) > 1 for found in owners.values())


def _parted(name: str, labs: Sequence[str]) -> tuple[str, str]:
    """Return the lab in a name, and what else the name says."""
    plain = _COPY.sub("", name)
    for lab in labs:
        found = re.fullmatch(rf"(.*(?![0-9a-z]).)?{re.escape(lab)}((?![0-9a-z]).*)?", plain, re.IGNORECASE | re.DOTALL)
        if found and not (found[1] and found[2]):
            return lab, found[1] or found[2] or ""
    return "", name


def _lab_of_folder(folder: PurePosixPath, labs: Sequence[str]) -> str:
    return "" if is_packed(folder.name) else lab_named(folder.name, labs)


def _best(files: Sequence[str], lab: str, labs: Sequence[str]) -> str:
    """Return which notebook is the lab's: the one of its name, one that is called after it, or the only one."""
    exact = [file for file in files if _stem(file).casefold() == lab.casefold()]
    called = sorted(file for file in files if lab_named(_stem(file), labs) == lab)
    return next(iter([*exact, *called, *(files if len(files) == 1 else ())]), "")


def _alone(place: PurePosixPath, lab: str, labs: Sequence[str]) -> Work:
    """Return a notebook that somebody sent without its folder: whose it is, its own name says."""
    return Work(
        lab, place, place.name, tuple(filter(None, [*_names(place.parent, labs), owner_named(_stem(place.name), labs)]))
    )


def _stem(file: str) -> str:
    return _NOTEBOOK.sub("", file)


def _names(folder: PurePosixPath, labs: Sequence[str]) -> tuple[str, ...]:
    return tuple(filter(None, (owner_named(part, labs) for part in folder.parts)))


def _is_another_s(work: Work, works: Sequence[Work]) -> bool:
    """Whether a folder is a part of another work: a lab's in its own one, or an empty one around or beside it."""
    for other in works:
        inside, around = other.folder in work.folder.parents, work.folder in other.folder.parents
        if (other.file and inside and other.lab == work.lab) or (other.file and around and not work.file):
            return True
    return False
