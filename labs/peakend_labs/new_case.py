"""A case begun after another one, and its tables made with seeds by which all that the labs claim of them holds."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.files import whole_folder, write_bytes, write_text
from peakend.base.language import translate as _
from peakend_labs import places
from peakend_labs.cases import CASE_FILE, cases_folder, read_case
from peakend_labs.lab_source import DEFAULT_CASE

# What is written by hand beside the tables, which are made.
WRITTEN = ("journey.yaml", "options.csv")
_CASE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SEEDS = re.compile(r"^(# Seeds .*\n)?seeds:.*\n?", re.MULTILINE)


def case_names() -> list[str]:
    """Return the cases that have tables for the labs, and not a map alone."""
    return sorted(file.parent.name for file in cases_folder().glob(f"*/{CASE_FILE}"))


def new_case(name: str, like: str = DEFAULT_CASE) -> list[Path]:
    """Begin a case with what another one says, and return the folders in which every word is to be changed.

    Raises
    ------
    PeakendError
        If the name is no case's id, the case is there already, or there is no case to begin it after.
    """
    known = case_names()
    if not _CASE_ID.fullmatch(name):
        raise PeakendError(
            _("{name!r} is not an id of a case. Write small letters, such as airport-lounge.", name=name)
        )
    if like not in known:
        raise PeakendError(places.unknown_case(like, known))
    told, data = cases_folder() / name, places.datasets_folder() / name
    for folder in (told, data):
        if folder.exists():
            raise PeakendError(_("{folder} exists already and is left as it is. Name a new folder.", folder=folder))
    with whole_folder(told) as draft, whole_folder(data) as beside:
        shutil.copytree(cases_folder() / like, draft, dirs_exist_ok=True)
        for file in WRITTEN:
            shutil.copy2(places.datasets_folder() / like / file, beside / file)
    return [told, data]


def still_copied(name: str) -> list[Path]:
    """Return the files of a case that say word for word what another case says, and so are still to be written."""
    folders = (cases_folder(), places.datasets_folder())
    own = [(folder / name, file) for folder in folders for file in sorted((folder / name).rglob("*")) if file.is_file()]
    written = [(top, file) for top, file in own if top.parent == folders[0] or file.name in WRITTEN]
    found = []
    for top, file in written:
        twins = (top.parent / other / file.relative_to(top) for other in case_names() if other != name)
        if any(twin.is_file() and twin.read_bytes() == file.read_bytes() for twin in twins):
            found.append(file)
    return found


def make_tables(name: str, progress: Callable[[str], None] = lambda table: None) -> dict[str, int]:
    """Find a seed for each table of a case, write them into its file, make its tables, and return the seeds.

    Raises
    ------
    PeakendError
        If there is no such case, its files are not as they should be, or no seed makes all claims true.
    """
    from peakend_labs.proof.seeds import claims_of, find_seed, generated, tables
    from peakend_labs.proof.side_files import require_sound_files

    known = case_names()
    if name not in known:
        raise PeakendError(places.unknown_case(name, known))
    read_case(name)
    require_sound_files((), [name])
    _write(generated(name))  # a codebook first: it says which rows a variant leaves out
    found = {}
    for table in tables():
        progress(table)
        if claims_of(table):
            found[table] = find_seed(name, table)
    file = cases_folder() / name / CASE_FILE
    said = ", ".join(f"{table}: {seed}" for table, seed in found.items())
    text = _SEEDS.sub("", file.read_text(encoding="utf-8")).rstrip("\n")
    how = f"# Seeds with which they hold, found by `peakend new-case {name} --make`."
    write_text(file, f"{text}\n{how}\nseeds: {{{said}}}\n")
    _write(generated(name))
    return found


def _write(files: dict[Path, bytes]) -> None:
    for file, content in files.items():
        write_bytes(file, content)
