"""A disk without room where grading keeps what it needs meanwhile: one sentence, and no waiting."""

import subprocess
import sys

import pytest

from peakend.base.errors import PeakendError
from peakend_grading.host.zygote_client import Zygote
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
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=False, capture_output=True
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
