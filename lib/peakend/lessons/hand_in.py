"""A hand-in: one file that carries a lab's notebook, its answers, and who handed in what."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from peakend.base.files import write_bytes

FORMAT: Literal["hand-in/1"] = "hand-in/1"
ENDING = ".peakend"
OWN_FILE = "own-data.csv"  # what a lab keeps, and hands in, of a team's own file
MANIFEST = "manifest.json"
RECEIPT = 8  # characters of base32: 40 bits, enough to tell the hand-ins of a class apart by eye
MOST_FILES = 1_000
LARGEST = 50_000_000  # bytes of one file; a notebook with its pictures has about one million

_SHORT = Field(default="", max_length=128)
_HASH = re.compile(r"[0-9a-f]{64}")
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')  # in file names, on one system or another


class Manifest(BaseModel):
    """What a hand-in says of itself.

    Attributes
    ----------
    id, team : str
        Whose it is, and their team; its data variant follows the team where there is one.
    members : tuple of str
        Ids of all for whom it counts.
    lab, language, case : str
        Which lab, in which language, on which case.
    variant : int
        The number of the data that were answered on, 0 to 999.
    own_data : str
        The team's own file that took the place of the case's data, or nothing.
    carried : tuple of str
        Files that were carried on from an earlier lab.
    versions : dict
        Of what made it: ``peakend``, ``python``.
    files : dict
        SHA-256 of each file, by its place in the lab's folder.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["hand-in/1"] = FORMAT
    id: str = Field(min_length=1, max_length=128)
    team: str = _SHORT
    members: tuple[str, ...] = Field(default=(), max_length=100)
    lab: str = Field(min_length=1, max_length=64)
    language: Literal["zh", "en"]
    case: str = Field(max_length=64)
    variant: int = Field(ge=0, lt=1000)
    own_data: str = _SHORT
    carried: tuple[str, ...] = Field(default=(), max_length=MOST_FILES)
    versions: dict[str, str] = Field(default={}, max_length=20)
    files: dict[str, str] = Field(max_length=MOST_FILES)

    @model_validator(mode="after")
    def _names_what_is_there(self) -> Self:
        named = {*self.carried, self.own_data} - {""}
        if missing := named - self.files.keys():
            raise ValueError(f"not among the files: {sorted(missing)[0]}")
        if not all(map(_HASH.fullmatch, self.files.values())) or not all(map(is_plain_name, self.files)):
            raise ValueError("files: names inside the folder, and their SHA-256")
        return self


@dataclass(frozen=True)
class HandIn:
    """A hand-in, packed: two with the same bytes have the same receipt.

    Attributes
    ----------
    manifest : Manifest
        What it says of itself.
    files : mapping of str to bytes
        The files, by their place in the lab's folder.
    packed : bytes
        The file as it is handed in.
    """

    manifest: Manifest
    files: Mapping[str, bytes]
    packed: bytes

    @cached_property
    def receipt(self) -> str:
        """What trainee and trainer compare: the first characters of the file's SHA-256 in base32."""
        return receipt_of(self.packed)

    @property
    def name(self) -> str:
        """What the file is called."""
        return f"{_FORBIDDEN.sub('_', self.manifest.id).strip('. ') or '_'}-{self.manifest.lab}{ENDING}"

    def write(self, folder: Path) -> Path:
        """Write the file into a folder, and return it."""
        file = folder / self.name
        write_bytes(file, self.packed)
        return file


def receipt_of(packed: bytes) -> str:
    """Return the receipt of a hand-in's file.

    Examples
    --------
    >>> receipt_of(b"")
    '4OYMIQUY'
    """
    return base64.b32encode(hashlib.sha256(packed).digest()).decode("ascii")[:RECEIPT]


def hash_of(content: bytes) -> str:
    """Return a file's SHA-256, as a manifest keeps it."""
    return hashlib.sha256(content).hexdigest()


def is_plain_name(name: str) -> bool:
    """Whether a file's name leads to a place inside its folder, on every system."""
    parts = name.split("/")
    return (
        len(name) < 400
        and len(parts) < 20
        and not any(
            _FORBIDDEN.search(part) or part in ("", ".", "..") or part != part.strip(" ") or part.endswith(".")
            for part in parts
        )
    )


def manifest_text(manifest: Manifest) -> str:
    """Return a manifest as it stands in the file: the same one for the same content."""
    return json.dumps(manifest.model_dump(), ensure_ascii=False, sort_keys=True, indent=1) + "\n"
