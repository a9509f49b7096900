"""The leak gate: canaries planted in all that trainees must not see are found wherever they get out, however packed."""

import base64
import bz2
import gzip
import io
import json
import lzma
import shutil
import tarfile
import zipfile
import zlib

import nbformat
import openpyxl
import pytest
from nbgrader import preprocessors

from peakend.errors import PeakendError
from peakend_grading import leaks, release, unpack
from peakend_grading.canaries import Canaries
from peakend_grading.house import HOUSE, LABS
from peakend_grading.leaks import require_no_canary
from peakend_grading.source import read_lab
from submissions import LAB

CANARY = Canaries().mark("hidden-tests")
TEXT = f"nothing\n{CANARY}\nnothing"


def zipped(content: bytes, name: str = "inside.bin") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def tarred(content: bytes, mode: str) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        member = tarfile.TarInfo("inside.txt")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def workbook() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active["C7"] = TEXT
    book.save(file)
    return file.getvalue()


def notebook() -> bytes:
    cell = nbformat.v4.new_markdown_cell("x", attachments={"a.zip": {"application/zip": encoded(zipped(PLAIN))}})
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode()


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def escaped(form: str) -> bytes:
    return "".join(form.format(ord(character)) for character in TEXT).encode("ascii")


PLAIN = TEXT.encode("ascii")
HIDING_PLACES = {
    "plain": PLAIN,
    "capitals": PLAIN.upper(),
    "backwards": PLAIN[::-1],
    "utf-16": TEXT.encode("utf-16"),
    "utf-32": TEXT.encode("utf-32"),
    "json": json.dumps({"a": [TEXT]}).encode(),
    "json escapes": b'{"a": "' + escaped("\\u{:04x}") + b'"}',
    "python escapes": escaped("\\x{:02x}"),
    "html entities": escaped("&#{};"),
    "url": escaped("%{:02X}"),
    "hexadecimal": PLAIN.hex().encode(),
    **{f"base64 at {start}": encoded(b"x" * start + PLAIN).encode() for start in range(3)},
    **{f"base64 after {start}": b"y" * start + base64.b64encode(PLAIN) for start in range(4)},
    "base64 in lines": base64.encodebytes(b"a longer beginning that moves the line to its end: " + PLAIN * 3),
    "base64 for urls": base64.urlsafe_b64encode(b"\xff\xfe\xfb" + PLAIN),
    "gzip": gzip.compress(PLAIN),
    "bzip2": bz2.compress(PLAIN),
    "xz": lzma.compress(PLAIN),
    "stream in a picture": b"\x89PNG\r\n\x1a\n\x00\x00zTXt" + zlib.compress(PLAIN) + b"IEND",
    "zip": zipped(PLAIN),
    "zip behind a program": b"#!/bin/sh\nexit\n" + zipped(PLAIN),
    "zip in a zip": zipped(zipped(PLAIN, "wheel.whl")),
    "name in a zip": zipped(b"", f"{CANARY}.txt"),
    "tar": tarred(PLAIN, "w"),
    "tar.gz": tarred(PLAIN, "w:gz"),
    "workbook": workbook(),
    "attachment of a notebook": notebook(),
}


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_a_canary_is_found_however_it_is_packed(place, tmp_path):
    """The sentence names the file and where the canary was planted."""
    (tmp_path / "kit" / "deep").mkdir(parents=True)
    (tmp_path / "kit" / "deep" / "file.bin").write_bytes(HIDING_PLACES[place])
    with pytest.raises(PeakendError, match=r"Not released: deep/file\.bin .*"):
        require_no_canary(tmp_path / "kit", CANARY.partition("-")[0])


def test_a_canary_is_found_in_a_file_name(tmp_path):
    """Also in the name of a folder without files."""
    (tmp_path / "kit" / CANARY).mkdir(parents=True)
    with pytest.raises(PeakendError, match="hidden-tests"):
        require_no_canary(tmp_path / "kit", CANARY.partition("-")[0])


def test_other_canaries_are_no_find(tmp_path):
    """Each trial has a stem of its own."""
    for name, content in HIDING_PLACES.items():
        (tmp_path / name).write_bytes(content)
    require_no_canary(tmp_path, Canaries().stem)


def test_a_file_that_unpacks_without_end_is_not_released(tmp_path, monkeypatch):
    """What cannot be searched is no proof."""
    monkeypatch.setattr(unpack, "LARGEST", 1_000_000)
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(bytes(5_000_000)))
    with pytest.raises(PeakendError, match="more than can be searched"):
        require_no_canary(tmp_path, Canaries().stem)


def test_each_secret_place_of_a_lab_has_its_canary():
    """Solutions, hidden tests, mark schemes, attachments, metadata of all kinds, and outputs."""
    canaries = Canaries()
    source = read_lab(LAB, "zh")
    canaries.plant(source)
    text = nbformat.writes(source)
    places = ("solution", "hidden-tests", "mark-scheme", "attachment", "output")
    for place in (*places, "cell-metadata", "notebook-metadata"):
        assert canaries.mark(place) in text
    for kind in ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME"):
        assert text.count(f"BEGIN {kind}") == text.count(canaries.mark(kind.replace(" ", "-").lower()))


def test_nothing_of_a_house_full_of_canaries_gets_into_the_kit(tmp_path):
    """The release steps as they are."""
    release.try_with_canaries([LAB], "zh", tmp_path)
    planted = [path for path in (tmp_path / "planted").rglob("*") if path.is_file()]
    assert sum(b"canary" in path.read_bytes() for path in planted) > 10


def unchanged(self, notebook, resources):
    return notebook, resources


BROKEN_STEPS = {
    "solution": (preprocessors.ClearSolutions, "preprocess", unchanged),
    "hidden-tests": (preprocessors.ClearHiddenTests, "preprocess", unchanged),
    "mark-scheme": (preprocessors.ClearMarkScheme, "preprocess", unchanged),
    "output": (preprocessors.ClearOutput, "preprocess", unchanged),
    "notebook-metadata": (release, "_NOTEBOOK_METADATA", ("kernelspec", "canary")),
    "cell-metadata": (release, "_CELL_METADATA", ("nbgrader", "tags", "canary")),
    "attachment": (release, "keep_what_trainees_need", lambda file: None),
    "side-file": (
        release,
        "side_files",
        lambda lab, labs: [path.relative_to(labs / lab) for path in (labs / lab).rglob("*.*") if path.is_file()],
    ),
    "worksheet-comment": (release, "without_comments", lambda file: file.read_text(encoding="utf-8")),
    "generator": (release, "NOT_IN_A_KIT", shutil.ignore_patterns("__pycache__", ".*")),
    "side-file-notes": (release, "KIT_FOLDERS", (*release.KIT_FOLDERS, "labs")),
}


@pytest.mark.parametrize("place", BROKEN_STEPS)
def test_a_broken_step_fails_the_release(place, tmp_path, monkeypatch):
    """One step left out, and the canaries that it should have kept get out: nothing is released, and it says why."""
    monkeypatch.setattr(*BROKEN_STEPS[place])
    with pytest.raises(PeakendError, match=r"Not released: .* as a trial shows"):
        release.release_kit([LAB], "zh", tmp_path / "kit")
    assert not list(tmp_path.iterdir())


def test_a_catalogue_with_comments_fails_the_release(tmp_path, monkeypatch):
    """Forms come without comments, and the catalogue with them."""
    real = release.without_comments
    forms_only = lambda file: file.read_text(encoding="utf-8") if file.suffix == ".po" else real(file)  # noqa: E731
    monkeypatch.setattr(release, "without_comments", forms_only)
    with pytest.raises(PeakendError, match=r"peakend\.po .*catalogue"):
        release.try_with_canaries([LAB], "zh", tmp_path)


def test_a_secret_line_is_found_in_an_archive(tmp_path):
    """Of the lab as it is, not of a trial."""
    source = read_lab(LAB, "zh")
    (tmp_path / "notes.zip").write_bytes(zipped("\n".join(leaks.secrets(source)).encode()))
    with pytest.raises(PeakendError, match=r"Not released: notes\.zip"):
        leaks.require_no_leak(tmp_path, {LAB: source})


def test_forms_and_catalogue_say_the_same_without_comments():
    """What is left out are comments alone."""
    import yaml

    for file in (LABS / LAB).glob("worksheets/*.yml"):
        assert yaml.safe_load(file.read_text(encoding="utf-8")) == yaml.safe_load(release.without_comments(file))
    catalogue = HOUSE / "lib/peakend/locale/zh/LC_MESSAGES/peakend.po"
    messages = [line for line in release.without_comments(catalogue).splitlines() if line.startswith("msg")]
    assert messages == [line for line in catalogue.read_text(encoding="utf-8").splitlines() if line.startswith("msg")]
