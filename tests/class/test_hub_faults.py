"""What may happen to a browser-only room in an afternoon: nothing handed in or written is lost, doubled or mixed up."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest

from class_server import Server
from hub_room import HAND_IN, WAIT_SECONDS, Trainee, kernels, running_hub, seats, wait_for, words_of
from peakend_class.hub.plan import seat_of
from peakend_labs.doctor import PROXY
from ports import free_port

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not shutil.which(PROXY), reason=f"{PROXY} is not installed"),
]
PEOPLE = ("b01", "b02")
CHANGE = """
import nbformat, os; os.chdir('/home/trainee/work/labs/0-warm-up')
book = nbformat.read('0-warm-up.ipynb', 4)
book.cells.append(nbformat.v4.new_markdown_cell({text!r}))
nbformat.write(book, '0-warm-up.ipynb')
"""


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    file = tmp_path_factory.mktemp("names") / "names.csv"
    file.write_text("id\n" + "\n".join(PEOPLE), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def room(tmp_path_factory, names):
    """One room, in which two work."""
    folder = tmp_path_factory.mktemp("room") / "class"
    with running_hub(folder, free_port(), names) as (running, server):
        yield folder, running, server, [Trainee(server, name) for name in PEOPLE]


def hand_in_all(trainees: list[Trainee], text: str) -> tuple[list[threading.Thread], dict[str, str]]:
    """Let all hand in at once, each something new; what they are told is filled in as it comes."""
    receipts: dict[str, str] = {}

    def keep_on(name: str, trainee: Trainee) -> None:
        receipts[name] = trainee.run(CHANGE.format(text=f"{name} {text}") + HAND_IN)

    named = zip(PEOPLE, trainees, strict=True)
    threads = [threading.Thread(target=keep_on, args=one, daemon=True) for one in named]
    for thread in threads:
        thread.start()
    return threads, receipts


def counted(server: Server) -> dict[str, list[str]]:
    """The receipts on the trainer's board, by whose they are."""
    people = server.trainer().ask("/api/trainer")["people"]
    return {person["id"]: [one["receipt"] for one in person["hand_ins"]] for person in people}


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def made_by(folder: Path, name: str) -> str:
    """The hash of the file as it lies with the trainee."""
    return digest(folder / "hub" / "homes" / seat_of(name) / "work" / "hand-in" / f"{name}-0-warm-up.peakend")


def parts(folder: Path, running: psutil.Process, which: str) -> list[psutil.Process]:
    """The processes of one part of the room, or of all of it."""

    def with_children(found: list[psutil.Process]) -> list[psutil.Process]:
        return found + [below for one in found for below in one.children(recursive=True)]

    def of(word: str) -> list[psutil.Process]:
        return [one for one in running.children() if word in " ".join(words_of(one))]

    found = {
        "the class server": lambda: [running],
        "the hub": lambda: of("-m jupyterhub "),
        "the proxy": lambda: of(PROXY),
        "a trainee's lab": lambda: with_children(seats(folder)[:1]),
        "the laptop": lambda: with_children([running, *seats(folder)]),
    }[which]()
    assert found
    return found


@pytest.mark.parametrize("which", ["the class server", "the hub", "the proxy", "a trainee's lab", "the laptop"])
def test_what_falls_asleep_while_all_hand_in_loses_nothing(room, which):
    """Stopped in mid-work and awake again: each receipt is on the board, each file is there as it was made, once."""
    folder, running, server, trainees = room
    kept = folder / "hand-ins"
    before = {digest(file) for file in kept.glob("*.peakend")}
    for name, trainee in zip(PEOPLE, trainees, strict=True):
        trainee.run(f"x = {name + which!r}")
    asleep = parts(folder, running, which)
    threads, receipts = hand_in_all(trainees, which)
    time.sleep(0.5)
    for process in asleep:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.suspend()
    time.sleep(5)
    for process in reversed(asleep):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.resume()
    for thread in threads:
        thread.join(WAIT_SECONDS)
    assert {name: [receipts[name]] for name in PEOPLE} == counted(server)
    new = Counter(digest(file) for file in kept.glob("*.peakend"))
    new.subtract(before)
    assert Counter(made_by(folder, name) for name in PEOPLE) == +new
    assert [name + which for name in PEOPLE] == [trainee.run("print(x)") for trainee in trainees]


def test_a_kernel_that_is_killed_takes_nothing_along(room):
    """The lab has another at once; what was written is there, and is handed in."""
    folder, _running, server, trainees = room
    first, second = trainees
    second.run("x = 'goes on'")
    first.run("x = 1; open('/home/trainee/work/mine.txt', 'w').write('mine')")
    first.run(CHANGE.format(text="before the kernel was killed"))
    mine = [one for one in kernels(folder) if str(folder / "hub" / "homes" / first.seat) in lies_in(one)]
    assert mine
    for kernel in mine:
        kernel.kill()
    psutil.wait_procs(mine, 30)
    wait_for(lambda: first.call(f"api/kernels/{first._kernel}")["execution_state"] in ("idle", "starting"))
    assert "NameError" in first.run("print(x)")
    assert "mine" == first.run("print(open('/home/trainee/work/mine.txt').read())")
    receipt = first.run("import os; os.chdir('/home/trainee/work/labs/0-warm-up')" + HAND_IN)
    assert [receipt] == counted(server)["b01"]
    assert made_by(folder, "b01") in {digest(file) for file in (folder / "hand-ins").glob("*.peakend")}
    assert "goes on" == second.run("print(x)")


def lies_in(kernel: psutil.Process) -> str:
    """How the seat was called to which a kernel belongs."""
    return " ".join(word for above in kernel.parents() for word in words_of(above))


SMALL_DISK = ("unshare", "--mount", "sh", "-c", 'mount -t tmpfs -o size=300m none "$0" && exec "$@"')
TRY_TO_HAND_IN = """
import os; os.chdir('/home/trainee/work/labs/0-warm-up')
import peakend as pe; form = pe.hand_in(); form.sent = {'do': 'hand in', 'number': 1}
print(form.state, form.sentence)
"""


def can_mount() -> bool:
    """Whether this machine lets a test have a disk of its own, with trainees who are users of their own."""
    asked = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return (
        bool(shutil.which("unshare"))
        and os.geteuid() == 0
        and subprocess.run(asked, capture_output=True).returncode == 0
    )


def fill(file: Path) -> None:
    """Write until the disk is full."""
    with file.open("wb", buffering=0) as written, contextlib.suppress(OSError):
        while True:
            written.write(b"0" * 100_000)


@pytest.mark.skipif(not can_mount(), reason="only root may mount a small disk")
def test_a_disk_that_is_full_is_said_and_later_all_is_handed_in(names, tmp_path):
    """With the hub's and all trainees' folders on it: kernels go on, and nobody has a receipt for what is not there."""
    disk, port = tmp_path / "disk", free_port()
    disk.mkdir()
    more = ("--backup", tmp_path / "backup")
    with running_hub(disk / "class", port, names, *more, before=(*SMALL_DISK, str(disk))) as (running, server):
        seen = Path(f"/proc/{running.pid}/root{disk}")  # the disk as the room sees it
        trainees = [Trainee(server, name) for name in PEOPLE]
        for name, trainee in zip(PEOPLE, trainees, strict=True):
            trainee.run(CHANGE.format(text=f"{name} before") + "\nx = 42")
        before = [trainees[0].run(HAND_IN)]
        assert {"b01": before, "b02": []} == counted(server)
        kept = {digest(file) for file in (seen / "class" / "hand-ins").glob("*.peakend")}
        fill(seen / "other")
        said = [trainee.run(TRY_TO_HAND_IN) for trainee in trainees]
        assert [True, True] == ["disk is full" in one for one in said], said
        assert kept == {digest(file) for file in (seen / "class" / "hand-ins").glob("*.peakend")}
        time.sleep(5)  # the hub notes who was there
        assert ["42", "42"] == [trainee.run("print(x)") for trainee in trainees]
        assert {"b01": before, "b02": []} == counted(server)
        (seen / "other").unlink()
        threads, receipts = hand_in_all(trainees, "after")
        for thread in threads:
            thread.join(WAIT_SECONDS)
        assert {name: [receipts[name]] for name in PEOPLE} == counted(server)
        made = {made_by(seen / "class", name) for name in PEOPLE}
        assert kept | made == {digest(file) for file in (seen / "class" / "hand-ins").glob("*.peakend")}
        assert not list((seen / "class" / "hand-ins").glob(".*"))
        assert ["42", "42"] == [trainee.run("print(x)") for trainee in trainees]
        assert trainees[0].send("/hub/home")[0] == 200
