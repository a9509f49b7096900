"""A disk without room where grading keeps what it needs meanwhile: one sentence, and no waiting."""

import contextlib
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from peakend.base.errors import PeakendError
from peakend_grading.host import waiting_charts
from peakend_grading.host.zygote_client import Zygote
from peakend_grading.marks.book import Book, gradebook_address
from peakend_grading.untrusted.pictures import digest, hold_place, mark
from peakend_grading.walls.limits import Limits
from peakend_grading.walls.messages import RUN


@pytest.fixture
def full_disk(tmp_path):
    """A disk of its own that is full, where the system lets one make any."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = (
        sys.platform == "linux"
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk], check=False, capture_output=True
        ).returncode
    )
    if not made:
        pytest.skip("no disk can be made here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_no_room_for_the_sandbox_is_said_as_that(full_disk, monkeypatch):
    """It is no lack of walls, and nobody is told to go without them."""
    monkeypatch.setattr("tempfile.tempdir", str(full_disk))
    zygote = Zygote(1)
    try:
        with zygote.slot() as slot, pytest.raises(PeakendError, match="the disk is full") as raised:
            zygote.do(RUN, slot, [b"{}"], Limits())
    finally:
        zygote.close()
    assert str(full_disk) in str(raised.value)
    assert "--without-sandbox" not in str(raised.value)


def fill(disk):
    """Leave no room; return what takes it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 1024)
    return filler


def test_no_room_for_a_gradebook_is_said_as_that(full_disk):
    """Not in a database's words, and without its address."""
    fill(full_disk)
    with pytest.raises(PeakendError, match=r"gradebook.db' cannot be written: the disk is full. Make room") as raised:
        Book(gradebook_address(full_disk, ""))
    assert "sqlite" not in str(raised.value)


def test_charts_for_which_there_was_no_room_are_drawn_by_the_next_run(full_disk, monkeypatch):
    """One sentence; the notebooks stay as they were, and what has no picture yet stays noted."""
    charts = {who: {"description": who} for who in ("amy", "bai")}
    big = f"<svg>{'x' * 20_000}</svg>"
    monkeypatch.setattr(
        waiting_charts, "draw_charts", lambda specs, *_given: {name: big for one in specs for name in one}
    )
    before = {}
    for who, spec in charts.items():
        waiting_charts.note_charts(full_disk, who, "lab", {digest(spec): spec})
        output = {"output_type": "display_data", "data": {"text/html": hold_place(mark(spec))}, "metadata": {}}
        before[who] = full_disk / "autograded" / who / "lab" / "lab.ipynb"
        before[who].parent.mkdir(parents=True)
        before[who].write_text(json.dumps({"cells": [{"outputs": [output]}]}), encoding="utf-8")
    written = {who: file.read_bytes() for who, file in before.items()}
    filler = fill(full_disk)
    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(PeakendError, match="the disk is full"):
            waiting_charts.draw_waiting(full_disk, pool, Limits(), 1)
        assert written == {who: file.read_bytes() for who, file in before.items()}
        filler.unlink()
        waiting_charts.draw_waiting(full_disk, pool, Limits(), 1)
    assert [True, True] == ["data:image/svg" in file.read_text(encoding="utf-8") for file in before.values()]
    assert not (full_disk / waiting_charts.FOLDER).exists()
