"""A hand-in: packed, opened and compared; what is no hand-in is one sentence."""

import io
import json
import zipfile

import pytest

import peakend as pe
from peakend.datasets.variants import variant_of
from peakend.lessons.hand_in import MANIFEST, HandIn, is_plain_name, manifest_text
from peakend.lessons.hand_in_files import make_hand_in, open_hand_in, read_hand_in
from peakend.lessons.key import Key, KeyAnswer
from peakend.lessons.progress import Progress

LAB = "3-three-surveys"
NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "source": ['lang = "en"\n', 'case = "hospital"\n', "variant = None\n", 'own_file = "ours.csv"'],
            "metadata": {"tags": ["parameters"]},
            "outputs": [],
            "execution_count": None,
        }
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}


@pytest.fixture
def folder(tmp_path):
    """A lab's folder in a workspace, with answers, an own file, and what is nobody's business."""
    lab = tmp_path / "labs" / LAB
    warm_up = tmp_path / "labs" / "0-warm-up" / "answers" / "trainee.json"
    for file, text in {
        warm_up: json.dumps({"answers": {"id": "李梅", "team": "蓝队"}}, ensure_ascii=False),
        lab / f"{LAB}.ipynb": json.dumps(NOTEBOOK),
        lab / "answers" / "guess.json": "{}",
        lab / "carried" / "persona.yaml": "format: persona/1",
        lab / "ours.csv": "a,b\n1,2\n",
        lab / "worksheets" / "guess.yml": "title: x",
        lab / ".ipynb_checkpoints" / "x.ipynb": "{}",
    }.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return lab


def test_a_hand_in_comes_back_as_it_was_packed(folder, tmp_path):
    """The same manifest, files, bytes and receipt."""
    made = make_hand_in(folder)
    assert made == read_hand_in(made.write(tmp_path))
    assert made.receipt == read_hand_in(tmp_path / f"李梅-{LAB}.peakend").receipt


def test_the_same_work_has_the_same_receipt(folder):
    """Eight characters of base32, which change with any file."""
    first = make_hand_in(folder).receipt
    assert first == make_hand_in(folder).receipt
    (folder / "answers" / "guess.json").write_text('{"a": 1}', encoding="utf-8")
    assert 8 == len(first) != first != make_hand_in(folder).receipt


def test_the_manifest_says_who_and_what(folder):
    """Also whose data these are: the team's."""
    manifest = make_hand_in(folder).manifest
    assert ("李梅", "蓝队", ("李梅",)) == (manifest.id, manifest.team, manifest.members)
    assert (LAB, "en", "hospital", "ours.csv") == (manifest.lab, manifest.language, manifest.case, manifest.own_data)
    assert (variant_of("蓝队"), ("carried/persona.yaml",)) == (manifest.variant, manifest.carried)
    assert {"peakend", "python"} == manifest.versions.keys()


def test_what_the_trainee_did_not_make_stays_behind(folder):
    """Forms, hidden files, and earlier hand-ins."""
    (folder / "old.peakend").write_bytes(b"x")
    names = {f"{LAB}.ipynb", "answers/guess.json", "carried/persona.yaml", "ours.csv"}
    assert names == make_hand_in(folder).manifest.files.keys()


def test_without_an_id_nothing_is_packed(folder):
    """The sentence says where to enter it."""
    (folder.parent / "0-warm-up" / "answers" / "trainee.json").unlink()
    with pytest.raises(pe.PeakendError, match="You have not entered your id yet"):
        make_hand_in(folder)


def test_a_folder_without_its_notebook_is_one_sentence(tmp_path):
    """Which file was looked for."""
    with pytest.raises(pe.PeakendError, match=r"holds no .*\.ipynb"):
        make_hand_in(tmp_path)


def repacked(made: HandIn, **changed: bytes) -> bytes:
    """Pack a hand-in once more, with other bytes under some names."""
    packed = io.BytesIO()
    content = {MANIFEST: manifest_text(made.manifest).encode(), **made.files, **changed}
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize(
    "changed",
    [
        {"answers/guess.json": b"other"},
        {"one-more.txt": b"x"},
        {"../out.txt": b"x"},
        {MANIFEST: b"[" * 200_000},
        {MANIFEST: b'{"format": "hand-in/1"}'},
        {MANIFEST: b"\xff"},
        {MANIFEST: b"x" * 600_000},
    ],
    ids=["changed", "added", "outside", "deep", "empty", "bytes", "long"],
)
def test_what_is_not_as_the_manifest_says_is_one_sentence(folder, changed):
    """Somebody changed it, or it broke on its way."""
    with pytest.raises(pe.PeakendError, match=r"x\.peakend is not a hand-in as Peakend makes it, or is damaged"):
        open_hand_in(repacked(make_hand_in(folder), **changed), "x.peakend")


@pytest.mark.parametrize("size", [0, 1, 100, 1000, -1])
def test_a_hand_in_that_was_cut_short_is_one_sentence(folder, size):
    """At whatever byte."""
    with pytest.raises(pe.PeakendError, match="damaged" if size else "x.peakend is empty: it may still lie in a cloud"):
        open_hand_in(make_hand_in(folder).packed[:size], "x.peakend")


def test_an_archive_that_swells_is_not_unpacked(folder):
    """Its sizes are looked at first."""
    with pytest.raises(pe.PeakendError, match="damaged"):
        open_hand_in(zipped_zeros(101_000_000), "x.peakend")


def zipped_zeros(size: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b"{}")
        archive.writestr("zeros", bytes(size))
    return packed.getvalue()


@pytest.mark.parametrize("name", ["../a", "/a", "a//b", "a\\b", "C:a", "a/.", "a ", "a.", "x\n", "q?"])
def test_a_name_that_leads_elsewhere_is_none(name):
    """On Windows or here."""
    assert not is_plain_name(name)


@pytest.mark.parametrize("name", ["a", "answers/guess.json", "我的 地图.yaml", "a.b/c-d_e"])
def test_a_name_inside_is_one(name):
    """Chinese and spaces too."""
    assert is_plain_name(name)


def test_progress_and_key_come_back_from_json():
    """As what they were."""
    progress = Progress(lab=LAB, task="task-1", state="begun")
    answer = KeyAnswer(task="task-1", title="NPS", answers=(("NPS?", "12"),), reasons=("x",))
    key = Key(lab=LAB, case="hospital", language="zh", tasks=(answer,))
    assert progress == Progress.model_validate_json(progress.model_dump_json())
    assert key == Key.model_validate_json(key.model_dump_json())
