"""Run by a test in namespaces of its own: a network that can be taken away, and a disk that is soon full.

It prints what is handed in and what the class has, by hash, and fails where a receipt is given for what is not there.
"""

import fcntl
import hashlib
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import peakend as pe
from class_server import LAB, hand_in, running_room
from patience import wait_for
from peakend.lessons import hand_in_button

UP, FLAGS, SET_FLAGS = 1, 0x8913, 0x8914


def network(is_there: bool) -> None:
    """Switch the only interface on or off; every connection over it breaks."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        asked = struct.pack("16sh", b"lo", 0)
        (flags,) = struct.unpack("16xh", fcntl.ioctl(wire, FLAGS, asked + b"\0" * 14)[:18])
        wanted = flags | UP if is_there else flags & ~UP
        fcntl.ioctl(wire, SET_FLAGS, struct.pack("16sh", b"lo", wanted) + b"\0" * 14)


def hashes(folder: Path) -> list[str]:
    """The hash of each file handed in."""
    return sorted(hashlib.sha256(file.read_bytes()).hexdigest() for file in (folder / "hand-ins").glob("*.peakend"))


def without_network(folder: Path) -> None:
    """A lab hands in while there is none, and the server gets it once there is."""
    hand_in_button.SECONDS_BETWEEN = 0.3
    hand_in(folder / "work", "b01")
    os.chdir(folder / "work" / "b01" / "labs" / LAB)
    with running_room(folder / "class") as server:
        form = pe.hand_in()
        form.sent = {"do": "join", "address": server.address, "code": server.code, "number": 1}
        assert form.is_joined, form.sentence
        network(False)
        form.sent = {"do": "hand in", "number": 2}
        wait_for(lambda: "does not answer" in form.sentence)
        assert hashes(folder / "class") == []
        time.sleep(1)
        network(True)
        wait_for(lambda: form.state == "sent")
        board = server.trainer().ask("/api/trainer")
        assert [form.receipt] == [one["receipt"] for one in board["people"][0]["hand_ins"]]
    (made,) = (folder / "work" / "b01").rglob("*.peakend")
    assert hashes(folder / "class") == [hashlib.sha256(made.read_bytes()).hexdigest()]


def with_a_full_disk(folder: Path) -> None:
    """What has a receipt is there whole; what has none is sent once there is room again."""
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)], check=True)
    with running_room(disk / "class") as server:
        caller = server.caller("b01")
        (disk / "other").write_bytes(b"0" * 500_000)
        packed = [hand_in(folder / "full", "b01", os.urandom(200_000).hex()).packed for _turn in range(6)]
        answers = [caller.send("/api/hand-in", one) for one in packed]
        assert {200, 507} == {status for status, _said in answers}, answers
        assert "the disk is full" in json.loads(answers[-1][1])["problem"]
        had = [
            hashlib.sha256(one).hexdigest()
            for one, (status, _said) in zip(packed, answers, strict=True)
            if status == 200
        ]
        assert hashes(disk / "class") == sorted(had)
        assert not list((disk / "class" / "hand-ins").glob(".*"))
        (disk / "other").unlink()
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        assert {200} == {caller.send("/api/hand-in", one)[0] for one in packed}
        assert hashes(disk / "class") == sorted(hashlib.sha256(one).hexdigest() for one in packed)


if __name__ == "__main__":
    pe.set_language("en")
    network(True)
    place = Path(sys.argv[1])
    without_network(place)
    os.chdir(place)
    with_a_full_disk(place)
    shutil.rmtree(place / "work")
    print("nothing lost")
