"""The leak gate: what trainees must not see is refused wherever it gets out, and what is on no list stays out."""

import base64
import bz2
import codecs
import gzip
import hashlib
import io
import json
import zipfile
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
from peakend_labs.release import leaks
from peakend_labs.release.canaries import Canaries
from peakend_labs.release.kit_list import FORM, kit_files, left_out, only_known
from peakend_labs.release.leaks import require_no_canary, require_no_leak
from submissions import LAB

FLOCK = Canaries(Path())
CANARY = FLOCK.mark("hidden-tests")
PLAIN = f"nothing\n{CANARY}\nnothing".encode("ascii")
OTHER = b"nothing\nassert gap == 7\nnothing"


def zipped(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.bin", content)
    return file.getvalue()


def workbook(content: bytes) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active["C7"] = content.decode()
    book.save(file)
    return file.getvalue()


PACKED = {
    "utf-16": lambda content: content.decode().encode("utf-16"),
    "ebcdic": lambda content: content.decode().encode("cp500"),
    "rot13": lambda content: codecs.encode(content.decode(), "rot13").encode(),
    "reversed": lambda content: content[::-1],
    "upper case": bytes.upper,
    "spaced": lambda content: " ".join(content.decode()).encode(),
    "hexadecimal": lambda content: content.hex(" ").encode(),
    "base32": base64.b32encode,
    "base64 in lines": base64.encodebytes,
    "base85": base64.b85encode,
    "exclusive or": lambda content: bytes(byte ^ 7 for byte in content),
    "gzip": gzip.compress,
    "bzip2 behind a program": lambda content: b"#!/bin/sh\n" + bz2.compress(content),
    "zip in zip": lambda content: zipped(zipped(content)),
    "workbook": workbook,
    "checksum": lambda content: hashlib.sha256(content).digest(),
    "length": lambda content: str(len(content)).encode(),
}


@pytest.fixture
def folders(tmp_path) -> tuple[Path, Path]:
    """The kit of a trial, and the kit."""
    for name in ("trial", "kit"):
        (tmp_path / name / "deep").mkdir(parents=True)
    return tmp_path / "trial", tmp_path / "kit"


def test_a_canary_is_found_and_its_place_named(folders):
    """The sentence names the file and where the canary was planted."""
    trial, kit = folders
    (trial / "deep" / "file.bin").write_bytes(PLAIN)
    (kit / "deep" / "file.bin").write_bytes(OTHER)
    with pytest.raises(PeakendError, match=r"^Not released: deep/file\.bin would hold .*: hidden-tests\b"):
        require_no_canary(trial, kit, FLOCK.stem)


@pytest.mark.parametrize("packing", PACKED)
def test_whatever_is_made_of_a_secret_is_refused(packing, folders):
    """Packed, encoded, or counted: it changes with the secret, and needs no unpacking to be found."""
    trial, kit = folders
    (trial / "deep" / "file.bin").write_bytes(PACKED[packing](PLAIN))
    (kit / "deep" / "file.bin").write_bytes(PACKED[packing](OTHER))
    with pytest.raises(PeakendError, match=r"^Not released: deep/file\.bin changes with what trainees must not see"):
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
    [gzip.compress(PLAIN), zipped(PLAIN), b"Rar!\x1a\x07\x01\x00\xff", b"\xd0\xc2"],
    ids=["gzip", "zip", "rar", "bytes"],
)
def test_what_cannot_be_searched_is_not_released(content, folders):
    """A kit is text, but for its font."""
    (folders[1] / "locked").write_bytes(content)
    (folders[1] / "letters.ttf").write_bytes(content)
    with pytest.raises(PeakendError, match=r"^Not released: locked is not UTF-8 text"):
        require_no_leak(folders[1], {})


@pytest.fixture(scope="module")
def secrets() -> list[str]:
    """The lines of lab 3 that trainees must not see, the Chinese ones too."""
    return list(leaks.secrets(read_lab(LAB).source()))


@pytest.mark.parametrize(
    ("alphabet", "found"),
    [("utf-8", f"holds a line of lab {LAB}"), ("utf-16", "is not UTF-8 text"), ("gb18030", "is not UTF-8 text")],
)
def test_a_chinese_line_is_refused_in_any_alphabet(alphabet, found, secrets, tmp_path):
    """A rubric copied into a text file, as Windows may write it."""
    line = max(secrets, key=lambda line: sum("一" <= character <= "鿿" for character in line))
    (tmp_path / "notes.txt").write_bytes(f"评分：\r\n{line}\r\n".encode(alphabet))
    with pytest.raises(PeakendError, match=rf"^Not released: notes\.txt {found}"):
        require_no_leak(tmp_path, {LAB: read_lab(LAB).source()})


@pytest.mark.parametrize("ascii_only", [False, True])
def test_every_line_is_found_in_a_notebook(secrets, tmp_path, ascii_only):
    """With quotes, backslashes and other characters as JSON writes them."""
    source = {LAB: read_lab(LAB).source()}
    for line in secrets:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f"\t{line}\n")])
        (tmp_path / "a.ipynb").write_text(json.dumps(notebook, ensure_ascii=ascii_only), encoding="utf-8")
        with pytest.raises(PeakendError, match=rf"^Not released: a\.ipynb holds a line of lab {LAB}"):
            require_no_leak(tmp_path, source)


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
        *("course/outline.yml", "course/1-excellent-service/P1.zh.md", "labs/cases/hospital/truth.yml"),
        *("datasets/README.md", "grading/broken-submissions.md", "tests/submissions.py", "lib/peakend/notes.txt"),
        *("lib/peakend/base/locale/zh/LC_MESSAGES/peakend.po", f"labs/{LAB}/worksheets/guess.yml"),
    )
    for name in names:
        assert canaries.stem in (tmp_path / "house" / name).read_text(encoding="utf-8")


def unchanged(self, notebook, resources):
    return notebook, resources


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def listing(*patterns):
    """A kit's list of one codebook and the catalogue, which saves time, and of what a pattern lets through."""
    always = ("lib/**/*.po", "datasets/commute/datapackage.json")

    def files(house: Path) -> list[str]:
        found = [file for pattern in (*always, *patterns) for file in house.glob(pattern)]
        return [file.relative_to(house).as_posix() for file in found if file.is_file()]

    return release, "kit_files", files


BROKEN_STEPS = {
    "solution": (preprocessors.ClearSolutions, "preprocess", unchanged),
    "hidden-tests": (preprocessors.ClearHiddenTests, "preprocess", unchanged),
    "mark-scheme": (preprocessors.ClearMarkScheme, "preprocess", unchanged),
    "output": (preprocessors.ClearOutput, "preprocess", unchanged),
    "notebook-metadata": (release, "NOTEBOOK_METADATA", ("kernelspec", "canary")),
    "cell-metadata": (release, "CELL_METADATA", ("nbgrader", "canary")),
    "tag": (release, "TAGS", type("Any", (), {"__contains__": lambda self, tag: True})()),
    "attachment": (release, "keep_what_trainees_need", lambda file: None),
    "comment-in-a-form": (release, "form_for_trainees", lambda text: text),
    "key-in-a-form": (release, "FORM", {**FORM, "answer": None}),
    "key-in-a-codebook": (release, "codebook_for_trainees", lambda text: text),
    "catalogue": (release, "catalogue_without_comments", text_of),
    r"labs/\S+/worksheets/\.key\.yml": (lab, "PARTS", (*lab.PARTS, "worksheets/.*.yml")),
    r"labs/\S+/lab\.md": listing("labs/*/*.md"),
    r"labs/\S+/wrong-answers/\S+": listing("labs/*/wrong-answers/*"),
    r"labs/\S+/solution\.ipynb": listing("labs/*/*.ipynb"),
    r"labs/cases/\S+": listing("labs/cases/*/*.yml"),
    r"datasets/service-hall/truth\.csv": listing("datasets/*/*.csv"),
    r"datasets/service-hall/marks\.xlsx": listing("datasets/*/*.xlsx"),
    r"course/1\S+\.md": listing("course/1-*/*"),
    r"course/cards/key\.yml": listing("course/cards/*.yml"),
    r"lib/peakend/notes\.txt": listing("lib/peakend/*.txt"),
    r"lib/peakend/zz_key\.py": listing("lib/peakend/zz*.py"),
    r"tests/\S+": listing("tests/*.py"),
}


@pytest.mark.parametrize("place", BROKEN_STEPS)
def test_a_broken_step_fails_the_release(place, tmp_path, monkeypatch):
    """One step left out, and the canaries that it should have kept get out: nothing is released, and it says why."""
    monkeypatch.setattr(*listing())
    monkeypatch.setattr(*BROKEN_STEPS[place])
    monkeypatch.setattr(release, "require_no_leak", lambda folder, sources: None)
    with pytest.raises(PeakendError, match=rf"^Not released: \S+ would hold .* as a trial shows: .*{place}"):
        release.release_kit([LAB], "zh", tmp_path / "kit")
    assert not list(tmp_path.iterdir())


def test_what_labs_show_of_the_course_goes_into_the_kit(tmp_path, monkeypatch):
    """Films and things to try stand in no lab's folder, and pass the trial all the same, without their comments."""
    monkeypatch.setattr(*listing())
    monkeypatch.setattr(release, "add_means", lambda kit, means: None)
    release.release_kit(["2-needs", "4-journey"], "en", tmp_path / "kit")
    for place, kind, name in (("2-needs", "scenes", "two-greetings"), ("4-journey", "tries", "visibility")):
        taken = text_of(tmp_path / "kit" / "labs" / place / "worksheets" / f"{name}.yml")
        assert yaml.safe_load(text_of(HOUSE / "course" / kind / f"{name}.yml")) == yaml.safe_load(taken)


def test_the_sentence_is_chinese_for_chinese_trainers(folders):
    """File and place stand in it."""
    set_language("zh")
    (folders[0] / "file.txt").write_bytes(PLAIN)
    with pytest.raises(PeakendError, match=r"^未发布：试发布发现，file\.txt 会带出学员不该看到的内容：hidden-tests。"):
        require_no_canary(*folders, FLOCK.stem)


def test_forms_say_the_same_without_comments():
    """Every key that a form has is known."""
    for file in LABS.glob("*/**/worksheets/*.yml"):
        assert yaml.safe_load(text_of(file)) == yaml.safe_load(release.form_for_trainees(text_of(file)))


def test_codebooks_come_out_as_they_are():
    """Every key that a codebook has is known."""
    for file in HOUSE.glob("datasets/*/datapackage.json"):
        assert text_of(file) == release.codebook_for_trainees(text_of(file))


def test_a_key_that_no_form_has_is_told_with_its_place():
    """Wherever it stands."""
    form = {
        "title": "Guess",
        "fields": [{"id": "a"}, {"id": "b", "answer": 7, "help": {"zh": "一", "en": "1", "key": 7}}],
    }
    kept, unknown = only_known(form, FORM)
    assert {"title": "Guess", "fields": [{"id": "a"}, {"id": "b", "help": {"zh": "一", "en": "1"}}]} == kept
    assert ["fields 2, answer", "fields 2, help, key"] == unknown


def test_the_catalogue_says_the_same_without_comments():
    """Every message in use stays."""
    file = HOUSE / "lib/peakend/base/locale/zh/LC_MESSAGES/peakend.po"
    kept = [line for line in text_of(file).splitlines() if not line.startswith("#")]
    assert [line for line in kept if line] == [
        line for line in release.catalogue_without_comments(file).splitlines() if line
    ]


def test_the_library_is_in_the_list_whole():
    """A new kind of file beside the code is not forgotten."""
    assert [] == [name for name in left_out(HOUSE) if name.startswith("lib/") and not name.endswith(".py")]
    assert {"lib/peakend/surveys/nps.py", "lib/peakend/fonts/NotoSansSC-Regular.ttf", "uv.lock"} <= {*kit_files(HOUSE)}


def test_what_lies_about_is_in_no_kit_and_told(tmp_path):
    """A key that nothing imports, a table without a codebook, notes beside the fonts."""
    house = tmp_path / "house"
    Canaries(house).plant_house()
    names = {
        *("lib/peakend/zz_key.py", "lib/peakend/notes.txt", "lib/peakend/fonts/notes.txt", "course/cards/key.yml"),
        *("datasets/key.json", "datasets/service-hall/truth.csv", "datasets/service-hall/marks.xlsx"),
    }
    assert names <= {*left_out(house)}
    assert names.isdisjoint(kit_files(house))
