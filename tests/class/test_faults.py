"""What may happen to a class server in an afternoon: nothing that it acknowledged is lost, doubled or mixed up."""

import errno
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from class_server import LAB, Caller, hand_in, running_process, running_room
from graded_class import grade_class
from patience import SECONDS, wait_for
from peakend.base.errors import PeakendError
from peakend_class import hand_ins
from peakend_class.archive import back_up, read_archive, write_archive
from peakend_class.store import Store
from peakend_grading.intake.search import find_hand_ins
from ports import free_port

TRAINEES, EACH = 12, 4


def rows(folder: Path) -> list[dict]:
    store = Store(folder)
    try:
        return store.do(
            lambda database: [dict(row) for row in database.execute("SELECT * FROM hand_in ORDER BY number")]
        )
    finally:
        store.close()


def hashes(folder: Path) -> dict[str, str]:
    """The hash of each file handed in, by its name."""
    return {file.stem: hashlib.sha256(file.read_bytes()).hexdigest() for file in (folder / "hand-ins").iterdir()}


def test_killed_put_to_sleep_and_started_again_while_all_hand_in(tmp_path):
    """Each tries until there is a receipt, as the lab does; afterwards every file is there, once, and its owner's."""
    folder, port = tmp_path / "class", free_port()
    made = {
        f"t{number:02}": [hand_in(tmp_path, f"t{number:02}", f"{number}-{turn}") for turn in range(EACH)]
        for number in range(TRAINEES)
    }
    receipts: dict[str, list[str]] = {name: [] for name in made}
    began = threading.Event()

    def keep_on(name: str, code: str) -> None:
        caller = Caller(f"http://127.0.0.1:{port}")
        for one in made[name]:
            while True:
                try:
                    if not caller.secret:
                        caller.join(code, name)
                    status, said = caller.send("/api/hand-in", one.packed)
                    began.set()
                    if status == 200:
                        receipts[name].append(json.loads(said)["receipt"])
                        break
                except OSError:
                    pass
                time.sleep(0.05)

    with running_process(folder, port) as (process, server):
        threads = [threading.Thread(target=keep_on, args=(name, server.code), daemon=True) for name in made]
        for thread in threads:
            thread.start()
        assert began.wait(SECONDS)
        if hasattr(signal, "SIGSTOP"):
            os.kill(process.pid, signal.SIGSTOP)
            time.sleep(0.5)
            os.kill(process.pid, signal.SIGCONT)
        time.sleep(random.uniform(0.05, 0.3))
        process.kill()
        process.wait()
    acknowledged = {receipt for own in receipts.values() for receipt in own}
    with running_process(folder, port):
        for thread in threads:
            thread.join(SECONDS)
    assert {name: [one.receipt for one in own] for name, own in made.items()} == receipts
    found = rows(folder)
    assert acknowledged <= {row["receipt"] for row in found}
    assert {(name, one.receipt) for name, own in made.items() for one in own} == {
        (row["person"], row["receipt"]) for row in found
    }
    assert TRAINEES * EACH == len(found)
    sent = {hashlib.sha256(one.packed).hexdigest() for own in made.values() for one in own}
    assert {digest: digest for digest in sent} == hashes(folder)
    counted = find_hand_ins(folder / "hand-ins", [LAB]).submissions
    assert {(name, own[-1].receipt) for name, own in made.items()} == {(one.trainee, one.receipt) for one in counted}


def test_a_full_disk_gives_no_receipt_and_later_all_is_well(tmp_path, monkeypatch):
    """Whether the file or the table does not fit any more, and the table stays whole."""
    with running_room(tmp_path / "class") as server:
        mei, made = server.caller("b01"), hand_in(tmp_path, "b01")

        def full(_path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(hand_ins, "flush_file", full)
        status, said = mei.send("/api/hand-in", made.packed)
        assert 507 == status
        assert "the disk is full" in json.loads(said)["problem"]
        monkeypatch.undo()
        pages = server.room.store.do(lambda database: database.execute("PRAGMA page_count").fetchone()[0])
        server.room.store.do(lambda database: database.execute(f"PRAGMA max_page_count = {pages}").fetchone())
        tried = [hand_in(tmp_path, "b01", str(number)) for number in range(60)]
        answers = [(one, *mei.send("/api/hand-in", one.packed)) for one in tried]
        assert {200, 507} == {status for _one, status, _said in answers}
        server.room.store.do(lambda database: database.execute("PRAGMA max_page_count = 100000").fetchone())
        refused = [one for one, status, _said in answers if status == 507]
        assert [200] * len(refused) == [mei.send("/api/hand-in", one.packed)[0] for one in refused]
    assert {one.receipt for one in tried} == {row["receipt"] for row in rows(tmp_path / "class")}


def test_a_clock_set_back_makes_no_earlier_hand_in_the_newer_one(tmp_path):
    """Neither here nor for `peakend grade`."""
    now = [2_000_000.0]
    with running_room(tmp_path / "class", clock=lambda: now[0]) as server:
        mei = server.caller("b01")
        first, second = hand_in(tmp_path, "b01", "first"), hand_in(tmp_path, "b01", "second")
        mei.ask("/api/hand-in", first.packed)
        now[0] = 1_000.0
        mei.ask("/api/hand-in", second.packed)
        assert [second.receipt] == [one["receipt"] for one in mei.ask("/api/mine")["hand_ins"]]
        counted = find_hand_ins(server.room.store.hand_ins, [LAB]).submissions
        assert [second.receipt] == [one.receipt for one in counted]


def test_a_connection_that_breaks_leaves_nothing(tmp_path):
    """Half a file is none."""
    with running_room(tmp_path / "class") as server:
        mei, packed = server.caller("b01"), hand_in(tmp_path, "b01", "long " * 20_000).packed
        host, port = server.address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as wire:
            head = f"POST /api/hand-in HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {mei.secret}\r\n"
            wire.sendall(head.encode() + f"Content-Length: {len(packed)}\r\n\r\n".encode() + packed[:100])
            wait_for(lambda: list(server.room.store.hand_ins.iterdir()))
        wait_for(lambda: not list(server.room.store.hand_ins.iterdir()))
        assert 200 == mei.send("/api/hand-in", packed)[0]


def test_a_file_put_into_the_folder_by_hand_is_taken_up(tmp_path):
    """From a USB stick, or written before a crash; what is no hand-in is said, and goes."""
    folder = tmp_path / "class" / "hand-ins"
    folder.mkdir(parents=True)
    made = hand_in(tmp_path, "b01")
    made.write(folder)
    (folder / ".incoming-1-1.peakend").write_bytes(b"half")
    with running_room(tmp_path / "class") as server:
        board = server.trainer().ask("/api/trainer")
        assert [(made.receipt, "folder")] == [(one["receipt"], one["way"]) for one in board["people"][0]["hand_ins"]]
    assert [hashlib.sha256(made.packed).hexdigest()] == list(hashes(tmp_path / "class"))


def test_two_servers_do_not_share_a_class(tmp_path):
    """The second one says so."""
    with running_room(tmp_path / "class"), pytest.raises(PeakendError, match="in use by another class server"):
        Store(tmp_path / "class")


def test_a_class_moves_to_another_machine_whole(tmp_path):
    """By archive and by back-up: every file's hash, the table, the code and the secret are the same."""
    with running_room(tmp_path / "class") as server:
        for name in ("b01", "b03"):
            server.caller(name).ask("/api/hand-in", hand_in(tmp_path, name).packed)
        status, archive = server.trainer().send("/trainer/export")
        assert 200 == status
        (tmp_path / "class.zip").write_bytes(archive)
        server.room.store.do(back_up, tmp_path / "class", tmp_path / "copy")
        code = server.code
    before = rows(tmp_path / "class")
    read_archive(tmp_path / "class.zip", tmp_path / "elsewhere")
    for folder in (tmp_path / "elsewhere", tmp_path / "copy"):
        assert before == rows(folder)
        assert hashes(tmp_path / "class") == hashes(folder)
        with running_room(folder) as server:
            assert code == server.code
            assert 2 == server.trainer().ask("/api/projector")["labs"][0]["handed_in"]


def test_a_damaged_archive_restores_nothing(tmp_path):
    """Nor one that leads out of its folder, nor one over a class that is there."""
    store = Store(tmp_path / "class")
    hand_in(tmp_path, "b01").write(store.hand_ins)
    write_archive(store, tmp_path / "class", tmp_path / "good.zip")
    store.close()
    with zipfile.ZipFile(tmp_path / "good.zip") as good:
        content = {name: good.read(name) for name in good.namelist()}
    name = next(name for name in content if name.startswith("hand-ins"))
    for changed in (
        {**content, name: b"another"},
        {key: value for key, value in content.items() if key != name},
        {**content, "../outside": b""},
        {"nothing": b""},
    ):
        with zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
            for key, value in changed.items():
                bad.writestr(key, value)
        with pytest.raises(PeakendError, match=r"not a class's archive, or is damaged"):
            read_archive(tmp_path / "bad.zip", tmp_path / "restored")
        assert not (tmp_path / "restored").exists()
    with pytest.raises(PeakendError, match="exists already"):
        read_archive(tmp_path / "good.zip", tmp_path / "class")


def test_what_was_removed_goes_from_the_copy_too(tmp_path):
    """With the next back-up."""
    with running_room(tmp_path / "class") as server:
        mei = server.caller("b01")
        mei.ask("/api/hand-in", hand_in(tmp_path, "b01").packed)
        server.room.store.do(back_up, tmp_path / "class", tmp_path / "copy")
        assert 1 == len(hashes(tmp_path / "copy"))
        mei.ask("/api/mine", {}, "DELETE")
        server.room.store.do(back_up, tmp_path / "class", tmp_path / "copy")
    assert {} == hashes(tmp_path / "copy")
    assert [] == rows(tmp_path / "copy")


def test_what_was_removed_is_nowhere_any_more(tmp_path):
    """Neither in the class's table, the gradebook, what grading made, nor the copies; another's stays."""
    folder, name = tmp_path / "class", "gone-for-good"
    with running_room(folder, roster=None) as server:
        callers = {one: server.caller(one) for one in (name, "stays")}
        for one, caller in callers.items():
            caller.ask("/api/hand-in", hand_in(tmp_path / "made", one).packed)
        grade_class(folder / "graded", {name: ("task-3-by-hand",), "stays": ()})
        server.room.store.do(back_up, folder, tmp_path / "copy")
        assert (tmp_path / "copy" / "graded" / "autograded" / name).is_dir()
        callers[name].ask("/api/mine", {}, "DELETE")
        wait_for(lambda: not (folder / "graded" / "autograded" / name).exists())
        waits = "SELECT count(*) FROM withdrawal"
        wait_for(lambda: not server.room.store.do(lambda database: database.execute(waits).fetchone()[0]))
        server.room.store.do(back_up, folder, tmp_path / "copy")
        write_archive(server.room.store, folder, tmp_path / "class.zip")
    read_archive(tmp_path / "class.zip", tmp_path / "restored")
    for place in (folder, tmp_path / "copy", tmp_path / "restored"):
        files = [file for file in place.rglob("*") if file.is_file()]
        assert [] == [file for file in files if name.encode() in file.read_bytes()]
        assert [] == [path for path in place.rglob("*") if name in path.name]
        assert [file for file in files if file.name == "gradebook.db" and b"stays" in file.read_bytes()]
        assert (place / "graded" / "autograded" / "stays").is_dir()


ALONE = ("unshare", "--user", "--map-root-user", "--net", "--mount")


def can_be_alone() -> bool:
    """Whether this machine lets a test have a network and mounts of its own."""
    return bool(shutil.which("unshare")) and subprocess.run([*ALONE, "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not can_be_alone(), reason="namespaces of one's own are not permitted here")
def test_a_network_that_goes_and_a_disk_that_is_full_lose_nothing(tmp_path):
    """Really: the interface is taken down under the lab, and the class's disk has two megabytes."""
    command = [*ALONE, sys.executable, str(Path(__file__).with_name("alone.py")), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=3 * SECONDS)
    assert "nothing lost" in done.stdout, done.stderr
