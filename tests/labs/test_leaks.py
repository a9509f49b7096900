"""The leak gate: canaries planted in all that trainees must not see are found wherever they get out, however packed."""

import base64
import bz2
import gzip
import io
import json
import lzma
import quopri
import tarfile
import urllib.parse
import zipfile
import zlib
from pathlib import Path

import nbformat
import openpyxl
import pytest
import yaml
from nbgrader import preprocessors

from peakend.base.errors import PeakendError
from peakend.base.language import set_language
from peakend_labs import lab
from peakend_labs.lab import read_lab
from peakend_labs.places import HOUSE, LABS
from peakend_labs.release import kit as release
from peakend_labs.release import leaks, unpack
from peakend_labs.release.canaries import Canaries
from peakend_labs.release.leaks import require_no_canary, require_no_leak
from submissions import LAB

FLOCK = Canaries(Path())
CANARY = FLOCK.mark("hidden-tests")
TEXT = f"nothing\n{CANARY}\nnothing"
PLAIN = TEXT.encode("ascii")


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


def notebook_with(attachment: bytes) -> bytes:
    attachments = {"a.zip": {"application/zip": encoded(attachment)}}
    cell = nbformat.v4.new_markdown_cell("x", attachments=attachments)
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell])).encode()


def encoded(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def escaped(form: str) -> bytes:
    return "".join(form.format(ord(character)) for character in TEXT).encode("ascii")


HIDING_PLACES = {
    "plain": PLAIN,
    "utf-16": TEXT.encode("utf-16"),
    "utf-16 in a binary": b"\x00\x01\xff" + TEXT.encode("utf-16-be") + b"\x00\x90",
    "utf-32": TEXT.encode("utf-32"),
    "json escapes": b'{"a": "' + escaped("\\u{:04x}") + b'"}',
    "python escapes": escaped("\\x{:02x}"),
    "html entities": escaped("&#{};"),
    "url": escaped("%{:02X}"),
    "quoted-printable": escaped("={:02X}"),
    "quoted-printable in lines": quopri.encodestring(b"x" * 50 + PLAIN),
    "hexadecimal": PLAIN.hex().encode(),
    **{f"base64 at {start}": encoded(b"x" * start + PLAIN).encode() for start in range(3)},
    **{f"base64 after {start}": b"y" * start + base64.b64encode(PLAIN) for start in range(4)},
    "base64 in lines": base64.encodebytes(b"a longer beginning that moves the line to its end: " + PLAIN * 3),
    "base64 in lines of a notebook": json.dumps({"a": [base64.encodebytes(PLAIN * 3).decode()]}).encode(),
    "base64 for urls": base64.urlsafe_b64encode(b"\xff\xfe\xfb" + PLAIN),
    "base64 in base64 in a url": urllib.parse.quote(encoded(encoded(PLAIN).encode())).encode(),
    "base64 of utf-16": base64.b64encode(TEXT.encode("utf-16")),
    "gzip": gzip.compress(PLAIN),
    "bzip2": bz2.compress(PLAIN),
    "xz": lzma.compress(PLAIN),
    "stream in a picture": b"\x89PNG\r\n\x1a\n\x00\x00zTXt" + zlib.compress(PLAIN) + b"IEND",
    "zip": zipped(PLAIN),
    "zip behind a program": b"#!/bin/sh\nexit\n" + zipped(PLAIN),
    "wheel in a zip": zipped(zipped(PLAIN), "wheel.whl"),
    "name in a zip": zipped(b"", f"{CANARY}.txt"),
    "tar": tarred(PLAIN, "w"),
    "tar.gz in a zip": zipped(tarred(PLAIN, "w:gz")),
    "workbook": workbook(),
    "zip in an attachment": notebook_with(zipped(PLAIN)),
}


@pytest.fixture
def folders(tmp_path) -> tuple[Path, Path]:
    """The kit of a trial, and the kit."""
    for name in ("trial", "kit"):
        (tmp_path / name / "deep").mkdir(parents=True)
    return tmp_path / "trial", tmp_path / "kit"


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_a_canary_is_found_however_it_is_packed(place, folders):
    """The sentence names the file and where the canary was planted."""
    trial, kit = folders
    (trial / "deep" / "file.bin").write_bytes(HIDING_PLACES[place])
    with pytest.raises(PeakendError, match=r"^Not released: deep/file\.bin would hold .*: hidden-tests\b"):
        require_no_canary(trial, kit, FLOCK.stem)


@pytest.mark.parametrize("name", [CANARY, f"{CANARY}.txt"], ids=["folder", "file"])
def test_a_canary_is_found_in_a_name(name, folders):
    """Also in the name of a folder without files."""
    trial, kit = folders
    (trial / name).mkdir()
    with pytest.raises(PeakendError, match=r"^Not released: … would hold .*: hidden-tests"):
        require_no_canary(trial, kit, FLOCK.stem)


@pytest.mark.parametrize("kept", ["trial", "kit"])
def test_a_change_without_a_canary_is_a_leak_too(kept, folders):
    """The length of an answer, its checksum, or whether there is one, tells of it."""
    (folders[0].parent / kept / "lengths.txt").write_text("17", encoding="utf-8")
    with pytest.raises(PeakendError, match=r"^Not released: lengths\.txt changes with what trainees must not see"):
        require_no_canary(*folders, FLOCK.stem)


def test_the_same_kit_passes(folders):
    """What was there before the canaries holds none of them."""
    for folder in folders:
        (folder / "deep" / "file.bin").write_bytes(zipped(b"nothing"))
    require_no_canary(*folders, FLOCK.stem)


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(bytes(5_000_000)),
        zipped(bytes(5_000_000)),
        b"Rar!\x1a\x07\x01\x00",
        zipped(b"x" * 99).replace(b"x" * 9, b"y").replace(b"\x08\x00", b"\x63\x00"),
    ],
    ids=["without end", "large", "another archive", "another method"],
)
def test_what_cannot_be_searched_is_not_released(content, folders, monkeypatch):
    """No find is no proof there."""
    monkeypatch.setattr(unpack, "LARGEST", 1_000_000)
    (folders[1] / "locked").write_bytes(content)
    with pytest.raises(PeakendError, match=r"^Not released: locked cannot be searched"):
        require_no_leak(folders[1], {})


@pytest.fixture(scope="module")
def secrets() -> list[str]:
    """The lines of lab 3 that trainees must not see, the Chinese ones too."""
    return list(leaks.secrets(read_lab(LAB).source()))


@pytest.mark.parametrize("alphabet", ["utf-8", "utf-16", "gb18030"])
def test_a_chinese_line_is_found_in_any_alphabet(alphabet, secrets, tmp_path):
    """A rubric copied into a text file, as Windows may write it."""
    line = max(secrets, key=lambda line: sum("一" <= character <= "鿿" for character in line))
    (tmp_path / "notes.txt").write_bytes(f"评分：\r\n{line}\r\n".encode(alphabet))
    with pytest.raises(PeakendError, match=rf"^Not released: notes\.txt holds a line of lab {LAB}"):
        require_no_leak(tmp_path, {LAB: read_lab(LAB).source()})


def test_every_line_is_found_in_a_notebook(secrets):
    """With quotes and backslashes as JSON writes them, in an archive."""
    cells = [nbformat.v4.new_code_cell(f"\t{line}\n") for line in secrets]
    packed = zipped(nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode())
    found = list(unpack.layers(packed))
    assert not [line for line in secrets if not any(line.encode() in layer for layer in found)]


def test_each_secret_place_of_a_lab_has_its_canary():
    """Solutions, hidden tests, mark schemes, attachments, metadata of all kinds, and outputs."""
    source = read_lab(LAB).read("zh")
    FLOCK.plant_notebook(source)
    text = nbformat.writes(source)
    for place in ("attachment", "output", "tag", "cell-metadata", "notebook-metadata"):
        assert FLOCK.mark(place) in text
    for kind in ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME"):
        assert 0 < text.count(f"BEGIN {kind}") <= text.count(FLOCK.mark(kind.replace(" ", "-").lower()))


def test_each_secret_file_has_its_canary(tmp_path):
    """Of what a checkout has for trainers, and of what may lie about in it."""
    canaries = Canaries(tmp_path / "house")
    canaries.plant_house()
    names = (
        *(f"labs/{LAB}/lab.md", f"labs/{LAB}/wrong-answers/all-in-one-pot.yml", f"labs/{LAB}/worksheets/.key.yml"),
        *("course/outline.yml", "course/1-excellent-service/P1.zh.md", "datasets/generator/truth/hospital.yml"),
        *("datasets/README.md", "grading/broken-submissions.md", "tests/submissions.py", "lib/peakend/notes.txt"),
        *("lib/peakend/base/locale/zh/LC_MESSAGES/peakend.po", f"labs/{LAB}/worksheets/guess.yml"),
    )
    for name in names:
        assert canaries.stem in (tmp_path / "house" / name).read_text(encoding="utf-8")


def unchanged(self, notebook, resources):
    return notebook, resources


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


CATALOGUE = "lib/**/*.po"  # one file instead of all the library's saves time
BROKEN_STEPS = {
    "solution": (preprocessors.ClearSolutions, "preprocess", unchanged),
    "hidden-tests": (preprocessors.ClearHiddenTests, "preprocess", unchanged),
    "mark-scheme": (preprocessors.ClearMarkScheme, "preprocess", unchanged),
    "output": (preprocessors.ClearOutput, "preprocess", unchanged),
    "notebook-metadata": (release, "NOTEBOOK_METADATA", ("kernelspec", "canary")),
    "cell-metadata": (release, "CELL_METADATA", ("nbgrader", "canary")),
    "tag": (release, "TAGS", type("Any", (), {"__contains__": lambda self, tag: True})()),
    "attachment": (release, "keep_what_trainees_need", lambda file: None),
    "comment-in-a-form": (release, "form_without_comments", lambda text: text),
    "catalogue": (release, "catalogue_without_comments", text_of),
    r"labs/\S+/worksheets/\.key\.yml": (lab, "PARTS", (*lab.PARTS, "worksheets/.*.yml")),
    r"labs/\S+/lab\.md": (release, "KIT", (CATALOGUE, "labs/*/*.md")),
    r"labs/\S+/wrong-answers/\S+": (release, "KIT", (CATALOGUE, "labs/*/wrong-answers/*")),
    r"labs/\S+/solution\.ipynb": (release, "KIT", (CATALOGUE, "labs/*/*.ipynb")),
    r"datasets/generator/truth/\S+": (release, "KIT", (CATALOGUE, "datasets/*/truth/*")),
    r"datasets/service-hall/marks\.xlsx": (release, "KIT", (CATALOGUE, "datasets/*/*.xlsx")),
    r"course/1\S+\.md": (release, "KIT", (CATALOGUE, "course/1-*/*")),
    r"lib/README\.md": (release, "KIT", (CATALOGUE, "lib/**/*.*")),
    r"tests/\S+": (release, "KIT", (CATALOGUE, "tests/*.py")),
}


@pytest.mark.parametrize("place", BROKEN_STEPS)
def test_a_broken_step_fails_the_release(place, tmp_path, monkeypatch):
    """One step left out, and the canaries that it should have kept get out: nothing is released, and it says why."""
    monkeypatch.setattr(release, "KIT", (CATALOGUE,))
    monkeypatch.setattr(*BROKEN_STEPS[place])
    monkeypatch.setattr(release, "require_no_leak", lambda folder, sources: None)
    with pytest.raises(PeakendError, match=rf"^Not released: \S+ would hold .* as a trial shows: .*{place}"):
        release.release_kit([LAB], "zh", tmp_path / "kit")
    assert not list(tmp_path.iterdir())


def test_the_sentence_is_chinese_for_chinese_trainers(folders):
    """File and place stand in it."""
    set_language("zh")
    (folders[0] / "file.txt").write_bytes(PLAIN)
    with pytest.raises(PeakendError, match=r"^未发布：试发布发现，file\.txt 会带出学员不该看到的内容：hidden-tests。"):
        require_no_canary(*folders, FLOCK.stem)


def test_forms_say_the_same_without_comments():
    """What is left out are comments alone."""
    for file in LABS.glob("*/**/worksheets/*.yml"):
        assert yaml.safe_load(text_of(file)) == yaml.safe_load(release.form_without_comments(text_of(file)))


def test_the_catalogue_says_the_same_without_comments():
    """Every message in use stays."""
    file = HOUSE / "lib/peakend/base/locale/zh/LC_MESSAGES/peakend.po"
    kept = [line for line in text_of(file).splitlines() if not line.startswith("#")]
    assert [line for line in kept if line] == [
        line for line in release.catalogue_without_comments(file).splitlines() if line
    ]


def test_the_library_is_in_the_list_whole():
    """A new kind of file beside the code is not forgotten."""
    listed = {file for pattern in release.KIT for file in HOUSE.glob(pattern)}
    packages = (HOUSE / "lib" / "peakend", *(HOUSE / package for package in release.PACKAGES))
    files = {file for package in packages for file in package.glob("**/*.*") if file.is_file()}
    assert {file for file in files if file.suffix not in {".pyc", ".md"}} <= listed
