"""What a class's files are called in its archive: as Windows can write it, too, and on Linux again as it was."""

import json
import re
import sys
import unicodedata
import zipfile

import pytest

from peakend.base.errors import PeakendError
from peakend_class import archive
from peakend_class.archive import read_archive, write_archive
from peakend_class.store import Store

HOME = "hub/homes/s1/work"
NAMES = {
    "a device": ["CON", "con.txt", "nul.tar.gz", "COM1.csv", "lpt9"],
    "a dot or a space at the end": ["plan.", "plan ", "plan..", "folder./file"],
    "what Windows forbids": ["10:30.md", 'a"b', "a<b>", "a|b", "why?", "all*", "a\\b", "tab\there"],
    "capitals alone apart": ["Mei.txt", "mei.txt", "MEI.txt", "Plans/one", "plans/one"],
    "accents in two ways": [unicodedata.normalize("NFC", "é.md"), unicodedata.normalize("NFD", "é.md")],
    "as an encoded one": ["10%3A30.md", "10:30.md", "50%.md", "mei%2%", "Mei", "mei"],
    "plain": ["旅程图.yaml", "labs/3-three-surveys/answers.json"],
}
FORBIDDEN = re.compile(r'[\x00-\x1f<>:"|?*\\]|[. ]$')
DEVICE = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)", re.IGNORECASE)


@pytest.fixture
def made(tmp_path, request):
    """A class in which a trainee has named files so, and its archive."""
    if sys.platform != "linux":
        pytest.skip("only Linux writes all of these names")
    folder = tmp_path / "class"
    store = Store(folder)
    for number, name in enumerate(request.param):
        file = folder / HOME / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{number}")
    graded = folder / "graded" / "autograded" / "b:1" / "lab.ipynb"
    graded.parent.mkdir(parents=True)
    graded.write_text("{}")
    write_archive(store, folder, tmp_path / "class.zip")
    store.close()
    return tmp_path


def files(folder):
    found = (one for one in folder.rglob("*") if one.is_file() and one.parent != folder)
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


by_kind = pytest.mark.parametrize("made", NAMES.values(), ids=NAMES, indirect=True)


@by_kind
def test_every_system_can_write_what_is_in_an_archive(made):
    """No part of a place is a device, ends with a dot, or holds what is forbidden; no two are one without capitals."""
    with zipfile.ZipFile(made / "class.zip") as packed:
        names = packed.namelist()
    assert [] == [name for name in names for part in name.split("/") if FORBIDDEN.search(part) or DEVICE.match(part)]
    assert len(names) == len({unicodedata.normalize("NFC", name).casefold() for name in names})


@by_kind
def test_linux_gives_back_each_name(made):
    """And each file under it."""
    read_archive(made / "class.zip", made / "again")
    assert files(made / "class") == files(made / "again")


@by_kind
def test_elsewhere_each_file_is_there_once(made, monkeypatch):
    """Under the archive's name for it."""
    monkeypatch.setattr(archive, "KEEPS_NAMES", False)
    read_archive(made / "class.zip", made / "elsewhere")
    assert sorted(files(made / "class").values()) == sorted(files(made / "elsewhere").values())
    assert "graded/autograded/b%3A1/lab.ipynb" in files(made / "elsewhere")


@pytest.mark.parametrize("made", [["10:30.md", "plan.md"]], indirect=True)
@pytest.mark.parametrize("wrong", ["../outside", f"{HOME}/plan.md", "/etc/motd", "elsewhere/file", 3, None])
def test_a_name_that_leads_elsewhere_restores_nothing(made, wrong):
    """Or onto another's file."""
    with zipfile.ZipFile(made / "class.zip") as packed:
        content = {name: packed.read(name) for name in packed.namelist()}
    told = json.loads(content[archive.CONTENTS])
    told["names"] = dict.fromkeys(told["names"], wrong)
    with zipfile.ZipFile(made / "class.zip", "w") as packed:
        for name, text in {**content, archive.CONTENTS: json.dumps(told)}.items():
            packed.writestr(name, text)
    with pytest.raises(PeakendError, match="or is damaged"):
        read_archive(made / "class.zip", made / "again")
    assert not (made / "again").exists()
