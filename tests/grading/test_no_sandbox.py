"""A machine that lacks what grading needs: what is missing, and the next step, in both languages."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from peakend.base.language import set_language
from peakend.command.app import complete_app
from peakend_grading.walls import doctor

NO_RIGHTS = ("unshare", "--user", "--map-root-user", "setpriv", "--bounding-set=-all", "--inh-caps=-all")


@pytest.fixture
def nothing_works(monkeypatch):
    """Let no wall stand here, for somebody who is not root."""
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    monkeypatch.setattr(doctor, "_works", lambda _name: False)
    monkeypatch.setattr(doctor, "_runs", lambda *_command: False)
    monkeypatch.setattr(doctor.os, "geteuid", lambda: 1000, raising=False)


def sandbox() -> doctor.Wall:
    """Return what is said of the sandbox, which stands first."""
    return doctor.walls()[0]


@pytest.mark.parametrize(("language", "step"), [("zh", "请允许用户命名空间"), ("en", "Allow user namespaces")])
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "sysctl user.max_user_namespaces=10000"),
        ({"apparmor_restrict_unprivileged_userns": "1"}, "sysctl kernel.apparmor_restrict_unprivileged_userns=0"),
        ({"unprivileged_userns_clone": "0"}, "sysctl kernel.unprivileged_userns_clone=1"),
        (
            {"apparmor_restrict_unprivileged_userns": "0", "unprivileged_userns_clone": "1"},
            "sysctl user.max_user_namespaces=10000",
        ),
    ],
)
def test_the_switch_that_is_off_is_named(settings, said, language, step, nothing_works, tmp_path, monkeypatch):
    """As Ubuntu and Debian have it, or any Linux."""
    set_language(language)
    monkeypatch.setattr(doctor, "SETTINGS", tmp_path)
    (tmp_path / "kernel").mkdir()
    for name, value in settings.items():
        (tmp_path / "kernel" / name).write_text(f"{value}\n", encoding="ascii")
    wall = sandbox()
    assert wall.needed
    assert not wall.found
    assert wall.fix.startswith(step)
    assert said in wall.fix


@pytest.mark.parametrize(("language", "step"), [("zh", "请在 Linux 上批改"), ("en", "Grade on Linux")])
def test_another_system_is_told_of_linux(language, step, nothing_works, monkeypatch):
    """And of WSL 2, which Windows has."""
    set_language(language)
    monkeypatch.setattr(doctor.sys, "platform", "win32")
    assert all(wall.fix.startswith(step) and "wsl --install" in wall.fix for wall in doctor.walls()[:7])


def test_where_only_bubblewrap_makes_namespaces_its_command_is_named(nothing_works, monkeypatch):
    """Grading is started within them."""
    monkeypatch.setattr(doctor, "_runs", lambda *command: command[0] == "bwrap")
    assert "bwrap --unshare-user" in sandbox().fix


@pytest.mark.skipif(not all(map(shutil.which, ("unshare", "setpriv"))), reason="needs unshare and setpriv")
def test_root_in_a_place_that_forbids_namespaces_is_not_told_to_become_root():
    """Tried out, as in a container: root, and without the right to make them."""
    code = "import json, peakend_grading.walls.doctor as d; w = d.walls()[0]; print(json.dumps([w.found, w.fix]))"
    environment = {**os.environ, "PEAKEND_LANG": "en"}
    command = [*NO_RIGHTS, sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=environment)
    found, fix = json.loads(done.stdout)
    assert not found
    assert "grade on the machine itself" in fix or "bwrap --unshare-user" in fix
    assert "as root" not in fix


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "这台电脑还不能安全地批改作业"), ("en", "Submissions cannot be graded safely on this machine.")],
)
def test_the_command_ends_with_what_cannot_be_done(language, said, nothing_works, monkeypatch):
    """The course opens all the same: grading alone is out of reach."""
    monkeypatch.setattr("peakend_labs.doctor.machine", list)
    done = CliRunner().invoke(complete_app(), ["doctor", "--lang", language])
    assert done.exit_code == 2
    assert said in done.output
    assert "user.max_user_namespaces" in done.output.replace("\n", "")
