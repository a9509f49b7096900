"""What a lab's outcome rests on, and a fingerprint of it: nothing else makes the lab be executed again.

These are the lab's own files, the modules of the library behind the names that it uses, what those import, the files
beside them, the messages that they say, the tables that it loads, and the locked environment.
"""

import functools
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from peakend.base.language import messages
from peakend_labs.facts import FACTS
from peakend_labs.imports import PACKAGES, module_files, public_names, reached, texts_of
from peakend_labs.lab import Lab, read_lab
from peakend_labs.places import HOUSE
from peakend_labs.proof.outcome import Job

PROOF = "peakend_labs.proof.execute"
CARDS = "peakend.lessons.cards"
_PUBLIC = re.compile(r"\bpe\.(\w+)")
_MODULE = re.compile(r"\bpeakend(?:\.\w+)+")
# `load` imports the face of a map when it is asked for a map, and maps bring the editor, slides and charts with them.
_FOR_MAPS = (("peakend.lessons.datasets", "peakend.faces.journey_map"),)
_WORD = re.compile(r"[\w-]+")
_CODE = (".py", ".pyi", ".pyc", ".md", ".po")  # of the catalogue count the messages that can be said


class Needs:
    """The house as it stands, asked what a job rests on.

    Parameters
    ----------
    house : Path, optional
        The folder of the course, where it is not this one.
    """

    def __init__(self, house: Path = HOUSE) -> None:
        self.house = house
        self._files = module_files(house)
        self._reached: dict[str, frozenset[str]] = {}
        self._public = public_names(house / PACKAGES["peakend"] / "__init__.pyi")

    def fingerprint(self, job: Job) -> str:
        """Return a name for a run that changes with whatever its outcome rests on."""
        lab = read_lab(job.lab)
        made = hashlib.sha256(repr((job, lab.files, sys.version)).encode())
        made.update((self.house / "uv.lock").read_bytes())
        for part in self._rests_on(lab, job.case):
            made.update(part)
        return made.hexdigest()

    def modules(self, lab: Lab) -> frozenset[str]:
        """Return the modules of the house that executing a lab can reach."""
        text = _code_of(lab)
        if text not in self._reached:
            names = self._public if "from peakend import" in text else _PUBLIC.findall(text)
            roots = [PROOF, "peakend", *(self._public[name] for name in names if name in self._public)]
            never = () if "journey" in text.lower() else _FOR_MAPS
            self._reached[text] = frozenset(reached([*roots, *_MODULE.findall(text)], self._files, never))
        return self._reached[text]

    def data(self, lab: Lab, case: str) -> dict[str, str]:
        """Return the tables and maps that a lab can load on a case, and what their codebooks say of them."""
        own, library = f"{_code_of(lab)}\n{lab.own_file}", "\n".join(self._texts(lab))
        words, found = set(_WORD.findall(own)), {}
        for book in sorted((self.house / "datasets").glob("*/datapackage.json")):
            folder = book.parent.name
            if folder == case or folder in words or f"{folder}/" in library:
                for resource in json.loads(book.read_text(encoding="utf-8"))["resources"]:
                    if resource["name"] in words or f"/{resource['name']}" in library:
                        found[f"{folder}/{resource['path']}"] = json.dumps(resource)
        return found

    def _rests_on(self, lab: Lab, case: str) -> Iterator[bytes]:
        """Yield the content of all that a run reads, besides the lab itself."""
        modules = self.modules(lab)
        for file in (*(self._files[name] for name in sorted(modules)), *self._beside(modules)):
            yield file.relative_to(self.house).as_posix().encode() + file.read_bytes()
        texts, catalogue = self._texts(lab), messages()
        yield repr(sorted((text, catalogue[text]) for text in texts if text in catalogue)).encode()
        for name, said in self.data(lab, case).items():
            yield f"{name} {said}".encode() + (self.house / "datasets" / name).read_bytes()
        if "{fact}" in lab.text:
            yield FACTS.read_bytes()
        if CARDS in modules:
            yield from (deck.read_bytes() for deck in sorted((self.house / "course" / "cards").glob("*.yml")))

    def _texts(self, lab: Lab) -> frozenset[str]:
        """Return the texts in the code that a lab reaches: what it can say, and the names that it can ask for."""
        return frozenset().union(*(texts_of(self._files[name]) for name in self.modules(lab)))

    def _beside(self, modules: frozenset[str]) -> list[Path]:
        """Return the files that are no code and lie in a package of these modules, or below it."""
        packages = {self._files[name].parent for name in modules}
        return [file for file in self._others if _package_of(file) in packages]

    @functools.cached_property
    def _others(self) -> list[Path]:
        found = sorted((self.house / PACKAGES["peakend"]).rglob("*.*"))
        return [file for file in found if file.is_file() and file.suffix not in _CODE]


def _package_of(file: Path) -> Path:
    return next(folder for folder in file.parents if (folder / "__init__.py").is_file())


def _code_of(lab: Lab) -> str:
    """Return all that a lab's files say below their headers, which name cases besides the one at hand."""
    return "\n".join(text.split("\n---\n", 1)[-1] for _place, text in lab.files)
