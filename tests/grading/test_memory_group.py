"""Memory control groups: version 2 by a tree like the kernel's, version 1 by the kernel where it has that."""

import os
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has them")
if sys.platform == "linux":
    from peakend_grading.walls.memory_group import LEAF, Group, Groups, find_groups, make_group


def tree(folder: Path, *, own: str = "/user/run-1.scope", controllers: str = "cpu memory", procs: str = "") -> Path:
    """Write what the kernel shows of a process, and of its group; return the process's folder."""
    process, group = folder / "proc", folder / "cgroup" / own.lstrip("/")
    group.mkdir(parents=True)
    process.mkdir()
    (process / "cgroup").write_text(f"0::{own}\n", encoding="ascii")
    (process / "mounts").write_text(f"cgroup2 {folder / 'cgroup'} cgroup2 rw,nosuid 0 0\n", encoding="ascii")
    (group / "cgroup.controllers").write_text(f"{controllers}\n", encoding="ascii")
    (group / "cgroup.subtree_control").write_text("\n", encoding="ascii")
    (group / "cgroup.procs").write_text(procs, encoding="ascii")
    return process


def test_a_delegated_group_lets_others_be_made(tmp_path, monkeypatch):
    """The processes of a run go into a group of their own first, as version 2 wants it."""
    monkeypatch.setattr(
        "peakend_grading.walls.memory_group.make_group", lambda *_most: Group(tmp_path / "none", os.dup(0))
    )
    monkeypatch.setattr(Group, "remove", lambda self: os.close(self.door))
    process = tree(tmp_path, procs=f"{os.getppid()}\n{os.getpid()}\n")
    group = tmp_path / "cgroup" / "user" / "run-1.scope"
    assert Groups(group, 2) == find_groups(process)
    assert "+memory" == (group / "cgroup.subtree_control").read_text(encoding="ascii")
    assert str(os.getpid()) == (group / LEAF / "cgroup.procs").read_text(encoding="ascii")


@pytest.mark.parametrize(("controllers", "procs"), [("cpu io", ""), ("memory", "1\n")], ids=["not counted", "others'"])
def test_a_group_that_is_not_ours_alone_is_left_as_it_is(tmp_path, controllers, procs):
    """Nobody else's processes are moved."""
    process = tree(tmp_path, controllers=controllers, procs=procs)
    assert find_groups(process) is None
    assert "\n" == next(tmp_path.rglob("cgroup.subtree_control")).read_text(encoding="ascii")


def test_from_within_the_group_of_an_earlier_run_the_one_around_it_is_found(tmp_path, monkeypatch):
    """As where one process grades twice."""
    process = tree(tmp_path)
    (process / "cgroup").write_text(f"0::/user/run-1.scope/{LEAF}\n", encoding="ascii")
    monkeypatch.setattr(
        "peakend_grading.walls.memory_group.make_group", lambda *_most: Group(tmp_path / "none", os.dup(0))
    )
    monkeypatch.setattr(Group, "remove", lambda self: os.close(self.door))
    assert Groups(tmp_path / "cgroup" / "user" / "run-1.scope", 2) == find_groups(process)


@pytest.mark.parametrize(("count", "full"), [("0", False), ("1", True)])
def test_a_group_tells_that_it_was_full(tmp_path, count, full):
    """By the kernel's count of processes that it ended."""
    (tmp_path / "memory.events").write_text(f"low 0\nmax 7\noom {count}\noom_kill {count}\n", encoding="ascii")
    assert full == Group(tmp_path, 0).was_full()


def test_a_process_that_wants_more_is_ended_by_the_kernel():
    """Where this machine lets one make groups; elsewhere the bound by sockets and pages stands alone."""
    groups = find_groups()
    if groups is None:
        pytest.skip("no memory control group can be made here")
    group = make_group(groups, 64_000_000)
    process = os.fork()
    if not process:
        group.join()
        held = bytearray(os.urandom(1)) * 200_000_000
        os._exit(len(held) & 1)
    _process, status = os.waitpid(process, 0)
    assert (True, True) == (os.WIFSIGNALED(status), group.was_full())
    group.remove()
    assert not group.folder.exists()
