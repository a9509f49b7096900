"""What people send: found whatever its shape, or named as not understood; nothing is dropped without a word."""

import io
import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

import peakend as pe
from peakend.lessons.hand_in_files import make_hand_in
from peakend.lessons.roster import Person, Roster
from peakend_grading.intake.search import find_hand_ins
from peakend_grading.intake.shelf import shelf_of
from peakend_grading.intake.submissions import Found

LABS = ["0-warm-up", "3-three-surveys", "4-journey"]
LAB = LABS[1]
NOTEBOOK = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def put(*places: Path) -> None:
    """Write an empty notebook to each place."""
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(NOTEBOOK, encoding="utf-8")


def put_bytes(place: Path, content: bytes = b"x") -> None:
    """Write some bytes to a place."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def pack(archive: Path, *names: str | tuple[str, str | bytes]) -> None:
    """Write an archive with an empty notebook, or the content that stands beside it, under each name."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w") as file:
        for name in names:
            file.writestr(*((name, NOTEBOOK) if isinstance(name, str) else name))


def works(found: Found) -> list[tuple[str, str]]:
    return [(one.trainee, one.lab) for one in found.submissions if one.known]


def test_a_packed_hand_in_is_taken_with_its_receipt(tmp_path):
    """Whose it is, its manifest says; the file may be called anything."""
    lab = tmp_path / "labs" / LAB
    put(lab / f"{LAB}.ipynb")
    form = tmp_path / "labs" / "0-warm-up" / "answers" / "trainee.json"
    form.parent.mkdir(parents=True)
    form.write_text(json.dumps({"answers": {"id": "李梅", "team": "蓝队"}}), encoding="utf-8")
    made = make_hand_in(lab)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "下载 (1).peakend").write_bytes(made.packed)
    (one,) = find_hand_ins(tmp_path / "in", LABS).submissions
    assert ("李梅", LAB, "蓝队", made.receipt) == (one.trainee, one.lab, one.team, one.receipt)


@pytest.mark.parametrize("name", ["../../etc", "..", "a/b", "a\\b", "a\0b"])
def test_an_id_that_leads_to_another_folder_is_none(tmp_path, name):
    """Whoever makes a hand-in by hand writes nowhere but into a folder of this class."""
    manifest = {"id": name, "lab": LAB, "language": "en", "case": "hospital", "variant": 0, "files": {}}
    pack(tmp_path / "x.peakend", ("manifest.json", json.dumps(manifest)))
    (one,) = find_hand_ins(tmp_path, LABS).submissions
    assert "cannot be an id" in one.problem
    assert Path(one.trainee).name == one.trainee != ".."


SHAPES = {
    "nbgrader's": lambda at: put(at / "anna" / LAB / f"{LAB}.ipynb"),
    "the workspace": lambda at: put(at / "anna" / "peakend-zh" / "labs" / LAB / f"{LAB}.ipynb"),
    "a lone notebook": lambda at: put(at / "anna" / f"{LAB}.ipynb"),
    "a lone notebook, renamed": lambda at: put(at / "anna" / f"{LAB} - Copy.ipynb"),
    "a renamed notebook in its folder": lambda at: put(at / "anna" / LAB / "mine.ipynb"),
    "a second download": lambda at: put(at / "anna (1)" / LAB / f"{LAB}.ipynb"),
    "an archive by name": lambda at: pack(at / "anna.zip", f"{LAB}/{LAB}.ipynb", f"{LAB}/answers/guess.json"),
    "an archive of the lab's files": lambda at: pack(at / "anna.zip", f"{LAB}.ipynb", "answers/guess.json"),
    "an archive with the lab's name": lambda at: pack(at / f"anna-{LAB}.zip", f"{LAB}.ipynb"),
    "an archive in a folder": lambda at: pack(at / "anna" / f"{LAB}.zip", f"{LAB}/{LAB}.ipynb"),
    "an archive of a trainee's folder": lambda at: pack(at / f"{LAB}.zip", f"anna/{LAB}/{LAB}.ipynb"),
    "a copy of a lab's folder": lambda at: put(at / "anna" / f"{LAB} - 副本 (2)" / f"{LAB}.ipynb"),
    "a folder of another name": lambda at: put(at / "anna" / "实验三" / f"{LAB}.ipynb"),
    "a folder called after both": lambda at: put(at / f"anna-{LAB}" / f"{LAB}.ipynb"),
    "a folder called after both, the lab first": lambda at: put(at / f"{LAB}_anna (1)" / f"{LAB}.ipynb"),
    "a notebook called after both": lambda at: put(at / f"anna-{LAB}.ipynb"),
    "a notebook called after both in a folder": lambda at: put(at / "anna" / f"anna-{LAB}.ipynb"),
    "a lab's folder of notebooks": lambda at: put(at / LAB / "anna.ipynb"),
    "a lab's folder of trainees": lambda at: put(at / LAB / "anna" / f"{LAB}.ipynb"),
    "unpacked twice": lambda at: put(at / "anna" / LAB / LAB / f"{LAB}.ipynb"),
    "capitals": lambda at: put(at / "anna" / LAB.upper() / f"{LAB.upper()}.IPYNB"),
    "an ending of a browser's": lambda at: put(at / "anna" / LAB / f"{LAB}.ipynb.json"),
    "a copy beside it": lambda at: put(at / "anna" / LAB / f"{LAB}.ipynb", at / "anna" / LAB / f"{LAB}-Copy1.ipynb"),
    "a copy beside it in an archive": lambda at: pack(
        at / "anna.zip", f"{LAB}/{LAB}.ipynb", f"{LAB}/{LAB}-Copy1.ipynb"
    ),
    "unpacked where backslashes are no folders": lambda at: put(at / "anna" / f"{LAB}\\{LAB}.ipynb"),
    "a space behind it": lambda at: put(at / "anna " / LAB / f"{LAB}.ipynb"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_is_understood(tmp_path, shape):
    """The trainee and the lab are found, and nothing is said."""
    SHAPES[shape](tmp_path)
    found = find_hand_ins(tmp_path, LABS)
    assert ([("anna", LAB)], ()) == (works(found), found.notes)


def test_each_shape_can_be_read(tmp_path):
    """The notebook is there under some name, wherever the place is."""
    for number, (shape, make) in enumerate(SHAPES.items()):
        (tmp_path / str(number)).mkdir()
        make(tmp_path / str(number))
        (one,) = find_hand_ins(tmp_path / str(number), LABS).submissions
        assert (one.notebook or f"{LAB}.ipynb") in shelf_of(one.folder, one.inside), shape


def test_a_folder_of_groups_is_a_class(tmp_path):
    """Where one lab lies there twice, the innermost folders are the trainees."""
    put(tmp_path / "第一组" / "anna" / LAB / f"{LAB}.ipynb", tmp_path / "第一组" / "王芳" / f"{LAB}.ipynb")
    assert [("anna", LAB), ("王芳", LAB)] == works(find_hand_ins(tmp_path, LABS))


def test_an_archive_of_two_who_did_not_hand_in_the_same_is_asked_about(tmp_path):
    """Unless the class's list tells that the folders in it are people."""
    pack(tmp_path / "class.zip", f"anna/{LAB}/{LAB}.ipynb", "bob/4-journey/4-journey.ipynb")
    assert (
        "Please check: class.zip: it is taken for one person's; if anna, bob" in find_hand_ins(tmp_path, LABS).notes[0]
    )
    roster = Roster(people=(Person(id="Anna"), Person(id="bob")))
    found = find_hand_ins(tmp_path, LABS, roster=roster)
    assert ([("Anna", LAB), ("bob", "4-journey")], ()) == (works(found), found.notes)


@pytest.mark.parametrize(
    ("name", "owner"),
    [("b01_李梅_assignsubmission_file", "b01"), ("2024-b01李梅", "b01"), ("b012", "b012"), ("b01-b02", "b01-b02")],
)
def test_an_id_is_found_in_a_longer_name(tmp_path, name, owner):
    """As platforms and people make them; where it is the only one of the class's list."""
    put(tmp_path / name / LAB / f"{LAB}.ipynb")
    roster = Roster(people=(Person(id="b01"), Person(id="b02")))
    assert [(owner, LAB)] == works(find_hand_ins(tmp_path, LABS, roster=roster))


CLASS = Roster(
    people=(
        Person(id="t07", name="张三"),
        Person(id="t08", name="张三丰"),
        Person(id="t09", name="Li Mei"),
        Person(id="t10", name="王芳"),
        Person(id="t11", name="王芳"),
    )
)


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("张三_12345_assignsubmission_file_", "t07"),
        ("张三丰_12346_assignsubmission_file_", "t08"),
        ("Li Mei_12347_assignsubmission_file_", "t09"),
        ("li-mei", "t09"),
        ("2班张三", "2班张三"),
        ("张三作业", "张三作业"),
        ("作业 张三", "t07"),
        ("张三2026", "t07"),
    ],
)
def test_a_name_of_the_list_is_taken_for_its_id_and_said(tmp_path, name, owner):
    """As learning platforms call folders; a name within a longer word is nobody's."""
    put(tmp_path / name / LAB / f"{LAB}.ipynb")
    found = find_hand_ins(tmp_path, LABS, roster=CLASS)
    assert [(owner, LAB)] == works(found)
    assert (owner != name) == any(f"taken for {owner} by the name" in note for note in found.notes)


def test_a_name_that_two_have_is_asked_about(tmp_path):
    """In one line; the work stays under the name, and nobody else gets it."""
    put(tmp_path / "王芳_3_assignsubmission_file_" / f"{LAB}.ipynb")
    found = find_hand_ins(tmp_path, LABS, roster=CLASS)
    assert ["王芳_3_assignsubmission_file_"] == [one.trainee for one in found.submissions]
    (note,) = found.notes
    assert "several in the class's list have this name, t10, t11: put the id before it" in note


def test_an_archive_of_a_platform_is_told_by_names(tmp_path):
    """One folder a trainee, as it comes."""
    folders = ("张三_1_assignsubmission_file_", "Li Mei_2_assignsubmission_file_")
    pack(tmp_path / "class.zip", *(f"{name}/{LAB}.ipynb" for name in folders))
    assert [("t07", LAB), ("t09", LAB)] == works(find_hand_ins(tmp_path, LABS, roster=CLASS))


@pytest.mark.parametrize("names", [("josé", "jose\u0301"), ("Anna", "anna"), ("A01", "Ａ０１")])
def test_one_id_in_two_spellings_is_one_person(tmp_path, names):
    """On some systems they are one folder; the gradebook's spelling counts."""
    put(*(tmp_path / name / LAB / f"{LAB}.ipynb" for name in names))
    found = find_hand_ins(tmp_path, LABS, ids=names[1:])
    assert ([(names[1], LAB)], 1) == (works(found), len(found.notes))


def test_packed_hand_ins_are_found_wherever_they_lie(tmp_path):
    """Deep in folders, in a lab's, and under the name of an archive; one in its own lab's folder is not another one."""
    lab = tmp_path / "labs" / LAB
    put(lab / f"{LAB}.ipynb")
    form = tmp_path / "labs" / "0-warm-up" / "answers" / "trainee.json"
    places = ["day one/in/a.peakend", f"{LAB}/a.peakend", "a.peakend.zip", f"a-{LAB}.zip"]
    for number, place in enumerate(places):
        put_bytes(form, json.dumps({"answers": {"id": f"t{number}"}}).encode())
        put_bytes(tmp_path / "in" / place, make_hand_in(lab).packed)
    shutil.copytree(lab, tmp_path / "in" / "anna" / LAB)
    put_bytes(tmp_path / "in" / "anna" / LAB / "t0.peakend", make_hand_in(lab).packed)
    found = find_hand_ins(tmp_path / "in", LABS)
    assert ([("anna", LAB), *((f"t{n}", LAB) for n in range(4))], ()) == (works(found), found.notes)


def test_an_archive_of_a_class_is_a_class(tmp_path):
    """The folders around the labs are the trainees."""
    pack(tmp_path / "class.zip", f"class/anna/{LAB}/{LAB}.ipynb", f"class/王芳/{LAB}/{LAB}.ipynb")
    assert [("anna", LAB), ("王芳", LAB)] == works(find_hand_ins(tmp_path, LABS))


def nested(*inner: tuple[str, bytes]) -> bytes:
    """Return an archive's bytes, of files by their names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in inner:
            file.writestr(name, content)
    return packed.getvalue()


def test_archives_and_hand_ins_in_an_archive_are_opened(tmp_path):
    """As when somebody packs what the whole class has sent; each is whose it says, and can be read."""
    lab = tmp_path / "labs" / LAB
    put(lab / f"{LAB}.ipynb")
    form = tmp_path / "labs" / "0-warm-up" / "answers" / "trainee.json"
    form.parent.mkdir(parents=True)
    form.write_text(json.dumps({"answers": {"id": "李梅"}}), encoding="utf-8")
    made = make_hand_in(lab)
    anna = nested((f"{LAB}/{LAB}.ipynb", NOTEBOOK.encode()))
    bob = nested((f"{LAB}.ipynb", NOTEBOOK.encode()))
    (tmp_path / "in").mkdir()
    content = nested(("anna.zip", anna), ("all/bob.zip", bob), ("mei (1).peakend", made.packed))
    (tmp_path / "in" / "class.zip").write_bytes(content)
    found = find_hand_ins(tmp_path / "in", LABS)
    assert ([("anna", LAB), ("bob", LAB), ("李梅", LAB)], ()) == (works(found), found.notes)
    assert made.receipt == found.submissions[2].receipt
    for one in found.submissions:
        assert f"{LAB}.ipynb" in shelf_of(one.folder, one.inside)


def test_one_archive_in_an_archive_is_whose_it_says(tmp_path):
    """The archive around it is nobody's name."""
    inner = nested((f"{LAB}/{LAB}.ipynb", NOTEBOOK.encode()))
    (tmp_path / "class.zip").write_bytes(nested(("anna.zip", inner)))
    assert [("anna", LAB)] == works(find_hand_ins(tmp_path, LABS))


def test_an_archive_too_deep_and_a_damaged_hand_in_are_named(tmp_path):
    """In one line each; the others are taken."""
    content = nested((f"{LAB}/{LAB}.ipynb", NOTEBOOK.encode()))
    for _level in range(4):
        content = nested(("deep.zip", content))
    anna = nested((f"{LAB}/{LAB}.ipynb", NOTEBOOK.encode()))
    content = nested(("deep.zip", content), ("x.peakend", b"x"), ("anna.zip", anna))
    (tmp_path / "class.zip").write_bytes(content)
    found = find_hand_ins(tmp_path, LABS)
    assert [("anna", LAB)] == works(found)
    assert ["too many archives", "x.peakend is not a hand-in"] == [
        said for note in found.notes for said in ("too many archives", "x.peakend is not a hand-in") if said in note
    ]


def test_names_packed_by_windows_in_china_are_read(tmp_path):
    """GBK, which the archive does not say."""
    plain = tmp_path / "x.zip"
    pack(plain, f"AA/{LAB}/{LAB}.ipynb", f"BB/{LAB}/{LAB}.ipynb")
    swapped = plain.read_bytes().replace(b"AA/", "张".encode("gbk") + b"/")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "class.zip").write_bytes(swapped)
    assert [("BB", LAB), ("张", LAB)] == works(find_hand_ins(tmp_path / "in", LABS))


NOT_TAKEN = {
    "a lab's folder on top": (lambda at: put(at / LAB / f"{LAB}.ipynb"), f"{LAB}: nothing tells whose it is"),
    "a copy of a lab's folder on top": (
        lambda at: put(at / f"{LAB} (1)" / f"{LAB}.ipynb"),
        "nothing tells whose it is",
    ),
    "a kit": (lambda at: pack(at / "kit (1).zip", f"kit/labs/{LAB}/{LAB}.ipynb"), "nothing tells whose it is"),
    "a loose notebook": (lambda at: put(at / f"{LAB}.ipynb"), "nothing tells whose it is"),
    "hidden": (lambda at: put(at / ".bob" / LAB / f"{LAB}.ipynb"), ".bob: its name hides it"),
    "a document": (lambda at: (at / "bob.docx").write_bytes(b"x"), "bob.docx: it is not a hand-in"),
    "no archive": (lambda at: (at / "bob.zip").write_bytes(b"x"), "bob.zip: bob.zip cannot be opened as an archive"),
    "a damaged hand-in": (lambda at: (at / "b.peakend").write_bytes(b"x"), "b.peakend is not a hand-in"),
    "an empty folder": (lambda at: (at / "bob").mkdir(), "bob: there is no lab in it"),
    "an archive without a lab": (lambda at: pack(at / "bob.zip", "x.txt"), "bob.zip: there is no lab in it"),
    "an archive of nobody's": (lambda at: pack(at / f"{LAB}.zip", f"{LAB}.ipynb"), "nothing tells whose it is"),
    "another notebook": (lambda at: put(at / "bob" / "notes.ipynb"), "notes.ipynb: it is none of the labs'"),
    "a folder of no lab's": (lambda at: put(at / "bob" / "9-none" / "9-none.ipynb"), "it is none of the labs'"),
    "another kind of archive": (
        lambda at: put_bytes(at / "anna" / "4-journey.rar"),
        "4-journey.rar: it is not a hand-in",
    ),
    "a document beside a lab": (lambda at: put_bytes(at / "anna" / "words.docx"), "words.docx: it is not a hand-in"),
    "nothing downloaded": (
        lambda at: put_bytes(at / "b.zip", b""),
        "b.zip is empty: it may still lie in a cloud drive",
    ),
    "not downloaded": (lambda at: put_bytes(at / f".b-{LAB}.peakend.icloud"), "it still lies in a cloud drive"),
    "what grading wrote": (lambda at: put_bytes(at / "graded" / "gradebook.db"), "graded: it is what grading wrote"),
    "a pipe": (lambda at: os.mkfifo(at / "b.peakend"), "b.peakend: it is neither a file nor a folder"),
    "a link": (lambda at: Path(at / "bob").symlink_to(at / "anna"), "bob: it is a link"),
}


@pytest.mark.parametrize("kind", NOT_TAKEN)
def test_what_is_not_understood_is_said_in_one_line(tmp_path, kind):
    """And the others are taken."""
    make, said = NOT_TAKEN[kind]
    put(tmp_path / "anna" / LAB / f"{LAB}.ipynb")
    make(tmp_path)
    found = find_hand_ins(tmp_path, LABS)
    assert [("anna", LAB)] == works(found)
    (note,) = found.notes
    assert note.startswith("Not taken: ")
    assert said in note
    assert "\n" not in note


def test_of_two_copies_the_newer_one_counts(tmp_path):
    """Whatever their names."""
    put(tmp_path / "anna" / LAB / f"{LAB}.ipynb", tmp_path / "anna (1)" / LAB / f"{LAB}.ipynb")
    os.utime(tmp_path / "anna (1)" / LAB / f"{LAB}.ipynb", (1, 1))
    found = find_hand_ins(tmp_path, LABS)
    assert tmp_path / "anna" / LAB == found.submissions[0].folder
    assert "anna has handed in" in found.notes[0]


def test_the_list_s_way_of_writing_an_id_and_its_team_count(tmp_path):
    """So that one person is one row."""
    put(tmp_path / "ＡＮＮＡ" / LAB / f"{LAB}.ipynb")
    roster = Roster(people=(Person(id="anna", team="blue"),))
    (one,) = find_hand_ins(tmp_path, LABS, roster=roster).submissions
    assert ("anna", "blue") == (one.trainee, one.team)


def test_another_lab_s_hand_ins_are_left_alone(tmp_path):
    """Where one lab is asked for."""
    put(tmp_path / "anna" / LAB / f"{LAB}.ipynb", tmp_path / "anna" / "4-journey" / "4-journey.ipynb")
    assert [("anna", LAB)] == works(find_hand_ins(tmp_path, LABS, LAB))


def test_a_lab_that_is_none_has_its_reason(tmp_path):
    """It stands in the gradebook as that."""
    manifest = {"id": "anna", "lab": "9-none", "language": "en", "case": "hospital", "variant": 0, "files": {}}
    pack(tmp_path / "x.peakend", ("manifest.json", json.dumps(manifest)))
    (one,) = find_hand_ins(tmp_path, LABS).submissions
    assert "There is no lab '9-none'" in one.problem


def test_nothing_at_all_is_one_sentence(tmp_path):
    """With what was found instead."""
    (tmp_path / "bob.docx").write_bytes(b"x")
    with pytest.raises(pe.PeakendError, match=r"No submissions found in .*bob\.docx: it is not a hand-in"):
        find_hand_ins(tmp_path, LABS)


def test_deep_folders_are_no_obstacle(tmp_path):
    """Looking stops in good time."""
    put(tmp_path / "anna" / LAB / f"{LAB}.ipynb")
    deep = tmp_path / "bob"
    for _level in range(60):
        deep /= "d" * 40
    os.makedirs(deep)  # noqa: PTH103
    found = find_hand_ins(tmp_path, LABS)
    shutil.rmtree(tmp_path / "bob")
    assert ("anna", LAB) in works(found)
