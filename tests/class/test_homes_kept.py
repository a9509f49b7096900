"""What trainees make in a browser-only room is kept with the class, and nothing that they put in the way leads out."""

import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from patience import SECONDS
from peakend.base.language import set_language
from peakend_class.archive import read_archive, write_archive
from peakend_class.hub.homes import FIRST_USER, LAST_USER, open_home, too_full
from peakend_class.hub.keep import copy_homes
from peakend_class.hub.leave import remove_home
from peakend_class.hub.orphans import end_orphans
from peakend_class.hub.plan import Plan, seat_of
from peakend_class.store import Store

HOMES = "hub/homes"
linux = pytest.mark.skipif(sys.platform != "linux", reason="a hub runs on Linux")


@pytest.fixture
def plan(tmp_path):
    """A room in which one trainee has a folder."""
    made = Plan(
        folder=tmp_path / "class" / "hub", language="en", host="127.0.0.1", room_port=1, token="t", proxy_token="p"
    )
    made.homes.mkdir(parents=True)
    made.template.mkdir()
    (made.template / "welcome.md").write_text("welcome")
    open_home(made, seat_of("b01"), {"id": "b01", "team": "Blue"})
    return made


@pytest.fixture
def work(plan):
    """Where the trainee works."""
    return plan.home(seat_of("b01")) / "work"


def files(folder):
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@linux
def test_the_archive_brings_a_trainees_folder_to_another_machine(plan, work, tmp_path):
    """Each file as it was, whatever it is called; and it is the trainee's again, nobody else's."""
    (work / "10:30 计划.md").write_text("plan")
    store = Store(tmp_path / "class")
    write_archive(store, tmp_path / "class", tmp_path / "class.zip")
    store.close()
    read_archive(tmp_path / "class.zip", tmp_path / "elsewhere")
    assert files(tmp_path / "class" / HOMES) == files(tmp_path / "elsewhere" / HOMES)
    moved = plan.model_copy(update={"folder": tmp_path / "elsewhere" / "hub"})
    home = open_home(moved, seat_of("b01"), {"id": "b01"})
    found = home.stat()
    assert 0o700 == found.st_mode & 0o777
    if os.geteuid() == 0:
        assert FIRST_USER <= found.st_uid <= LAST_USER
        assert {found.st_uid} == {one.lstat().st_uid for one in home.rglob("*")}


@linux
def test_the_copy_follows_what_is_written_and_deleted(work, tmp_path):
    """Each time it is brought up to date."""
    folder, copy = tmp_path / "class", tmp_path / "copy"
    (work / "mine.txt").write_text("one")
    copy_homes(folder, copy)
    (work / "mine.txt").write_text("another")
    (work / "labs" / "class.json").unlink()
    copy_homes(folder, copy)
    assert files(folder / HOMES) == files(copy / HOMES)
    shutil.rmtree(work.parent)
    copy_homes(folder, copy)
    assert [] == list((copy / HOMES).iterdir())


@linux
def test_nothing_that_a_trainee_puts_in_the_way_is_followed(work, tmp_path):
    """Neither links to what is somebody else's, nor a pipe that never ends; what is theirs is kept all the same."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "file").write_text("another's")
    (work / "file").symlink_to(secret / "file")
    (work / "folder").symlink_to(secret)
    os.mkfifo(work / "pipe")
    (work / os.fsdecode(b"\xff")).write_text("no name that an archive can hold")
    deep = work
    for _level in range(30):
        deep = deep / "d"
        deep.mkdir()
    copy_homes(tmp_path / "class", tmp_path / "copy")
    kept = files(tmp_path / "copy" / HOMES)
    assert {f"{seat_of('b01')}/work/{name}" for name in ("welcome.md", "labs/class.json")} < set(kept)
    assert b"another's" not in kept.values()


@linux
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_folder_that_is_too_full_is_one_sentence(work, language):
    """With the largest file, and what to do."""
    set_language(language)
    (work / "large.bin").write_bytes(b"1" * 3_000_000)
    (work / "small.bin").write_bytes(b"1" * 1_000)
    assert "" == too_full(work.parent, 10_000_000)
    said = too_full(work.parent, 1_000_000)
    assert "3 MB" in said
    assert "work/large.bin" in said
    assert "small.bin" not in said


@linux
def test_only_what_the_hub_does_not_know_is_ended(plan, tmp_path):
    """Of this room alone; and before a hub has ever run, that is all."""
    other = plan.model_copy(update={"folder": tmp_path / "other" / "hub"})
    started = []
    for room in (plan, plan, other):
        told = f'{{"home": "{room.home("s1")}"}}'
        words = [sys.executable, "-c", "import time; time.sleep(600)", "peakend_class.hub.seat", told]
        started.append(subprocess.Popen(words))
    known, orphan, elsewhere = started
    try:
        with sqlite3.connect(plan.folder / "hub.db") as database:
            database.execute("CREATE TABLE spawners (server_id INTEGER, state TEXT)")
            database.execute("INSERT INTO spawners VALUES (1, ?)", (f'{{"pid": {known.pid}}}',))
        database.close()
        assert [orphan.pid] == end_orphans(plan.folder)
        assert orphan.wait(SECONDS)
        assert None is known.poll()
        (plan.folder / "hub.db").unlink()
        assert [known.pid] == end_orphans(plan.folder)
        assert None is elsewhere.poll()
    finally:
        for one in started:
            one.kill()
            one.wait()


@linux
def test_a_folder_is_removed_whatever_is_in_it(work, tmp_path):
    """What a link leads to stays."""
    (tmp_path / "elsewhere").mkdir()
    (work / "link").symlink_to(tmp_path / "elsewhere")
    (work / "closed" / "inner").mkdir(parents=True)
    (work / "closed").chmod(0)
    remove_home(work.parent)
    assert [] == list(work.parents[1].iterdir())
    assert (tmp_path / "elsewhere").is_dir()
