"""What a browser-only room does when it starts, is encrypted, is left alone, runs full, or is started by anybody."""

import contextlib
import os
import shutil
import sqlite3
import ssl
import subprocess
import urllib.error
import urllib.request

import psutil
import pytest

from class_server import Caller
from hub_room import (
    HAND_IN,
    ORDINARY_USER,
    WAIT_SECONDS,
    Trainee,
    kernels,
    labs_of,
    running_hub,
    seats,
    wait_for,
    words_of,
)
from peakend_class.archive import read_archive
from peakend_class.hub.plan import seat_of
from peakend_labs.doctor import PROXY
from ports import free_port

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not shutil.which(PROXY), reason=f"{PROXY} is not installed"),
]


@pytest.fixture
def names(tmp_path):
    """A class of one."""
    file = tmp_path / "names.csv"
    file.write_text("id,name,team\nb01,Li Mei,Blue\n", encoding="utf-8")
    return file


def hub_of(running: psutil.Process) -> psutil.Process:
    return next(one for one in running.children() if "jupyterhub" in words_of(one))


def page(address: str) -> tuple[int, str]:
    """What a browser is shown."""
    try:
        with urllib.request.urlopen(address, timeout=WAIT_SECONDS) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A certificate, which this test's calls trust."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl")
    files = tmp_path / "certificate.pem", tmp_path / "key.pem"
    asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    asked += ["-addext", "subjectAltName=IP:127.0.0.1", "-out", str(files[0]), "-keyout", str(files[1])]
    subprocess.run(asked, check=True, capture_output=True)
    trusted = ssl.create_default_context(cafile=files[0])
    monkeypatch.setattr(ssl, "_create_default_https_context", lambda: trusted)
    return files


def test_with_a_certificate_the_labs_are_encrypted_and_wait_for_their_hub(certificate, names, tmp_path):
    """Pages, cookies and kernels; a hand-in comes; who opens the labs while the hub is not there is told to wait."""
    folder, port = tmp_path / "class", free_port()
    with running_hub(folder, port, names, "--certificate", certificate[0], "--key", certificate[1]) as (
        running,
        server,
    ):
        assert server.address.startswith("https://")
        trainee = Trainee(server, "b01")
        receipt = trainee.run(HAND_IN)
        assert [receipt] == [one["receipt"] for one in server.trainer().ask("/api/trainer")["people"][0]["hand_ins"]]
        assert {True} == {cookie.secure for cookie in trainee._jar if cookie.name != "_xsrf"}  # which is no secret
        with pytest.raises(OSError, match=r"."):
            urllib.request.urlopen(labs_of(server).replace("https", "http"), timeout=WAIT_SECONDS)
        hub = hub_of(running)
        hub.suspend()  # so that it is not started again before it is looked at
        hub.kill()
        status, said = page(f"{labs_of(server)}/hub/home")
        assert 503 == status
        assert "The labs are starting" in said
        assert '<meta http-equiv="refresh" content="3">' in said


def test_a_lab_that_nobody_uses_is_ended_and_comes_back(names, tmp_path):
    """First its kernel, then the JupyterLab; what was written is there again."""
    folder = tmp_path / "class"
    with running_hub(folder, free_port(), names, plan={"idle_kernel": 5, "idle_server": 60}) as (_running, server):
        trainee = Trainee(server, "b01")
        trainee.run("open('/home/trainee/work/mine.txt', 'w').write('mine')")
        wait_for(lambda: not kernels(folder))
        assert seats(folder)
        wait_for(lambda: not seats(folder))
        assert "mine" == _open_again(trainee).run("print(open('/home/trainee/work/mine.txt').read())")


def test_who_has_all_removed_leaves_no_folder(names, tmp_path):
    """Also while the labs are open; whoever joins again begins anew."""
    folder = tmp_path / "class"
    with running_hub(folder, free_port(), names) as (_running, server):
        trainee = Trainee(server, "b01")
        trainee.run("open('/home/trainee/work/mine.txt', 'w').write('mine')")
        room = Caller(server.address)
        room._jar = trainee._jar
        room._opener = trainee._opener
        assert 200 == room.send("/api/mine", {}, "DELETE")[0]
        assert [] == list((folder / "hub" / "homes").iterdir())
        assert [] == seats(folder)
        assert "[]" == Trainee(server, "b01").run("import glob; print(glob.glob('/home/trainee/work/mine*'))")
    assert not list((tmp_path / "class-backup").rglob("mine.txt"))


def _open_again(trainee: Trainee) -> Trainee:
    trainee.seat = wait_for(trainee._seat)
    trainee._kernel = ""
    return trainee


def test_whose_folder_is_full_is_told_and_goes_on_when_it_is_not(names, tmp_path):
    """The JupyterLab ends, its page says why, and the trainer can put it right."""
    folder = tmp_path / "class"
    with running_hub(folder, free_port(), names, plan={"disk": 100_000_000}) as (_running, server):
        trainee = Trainee(server, "b01")
        trainee.call("api/kernels", {"name": "python3"})
        home = folder / "hub" / "homes" / seat_of("b01")
        large = home / "work" / "large.bin"
        large.write_bytes(b"1" * 130_000_000)
        wait_for(lambda: not seats(folder))
        with contextlib.suppress(urllib.error.HTTPError):
            trainee._seat()
        said = wait_for(lambda: _refusal(trainee))
        assert "The largest file is work/large.bin (130 MB)" in said
        large.unlink()
        assert "4" == _open_again(trainee).run("print(2 + 2)")


def _refusal(trainee: Trainee) -> str:
    try:
        with trainee._opener.open(f"{trainee.address}/hub/spawn/{trainee.seat}", timeout=WAIT_SECONDS) as answer:
            said = answer.read().decode()
    except urllib.error.HTTPError as error:
        said = error.read().decode()
    return said if "at most" in said else ""


def test_killed_and_started_again_what_the_hub_does_not_know_is_ended(names, tmp_path):
    """And the trainee gets a JupyterLab that it does know, in the same folder, also on another machine."""
    folder, port = tmp_path / "class", free_port()
    with running_hub(folder, port, names) as (running, server):
        trainee = Trainee(server, "b01")
        trainee.run("open('/home/trainee/work/mine.txt', 'w').write('mine')")
        (orphan,) = seats(folder)
        children = running.children()
        running.kill()
        assert [] == psutil.wait_procs(children, WAIT_SECONDS)[1]
        with contextlib.closing(sqlite3.connect(folder / "hub" / "hub.db")) as database:
            database.execute("UPDATE spawners SET state = '{}', server_id = NULL")
            database.commit()
    with running_hub(folder, port, names) as (_running, server):
        wait_for(lambda: not orphan.is_running())
        assert "mine" == _open_again(trainee).run("print(open('/home/trainee/work/mine.txt').read())")
        (tmp_path / "class.zip").write_bytes(server.trainer().send("/trainer/export")[1])
    copy = tmp_path / "class-backup" / "hub" / "homes" / seat_of("b01") / "work" / "mine.txt"
    assert "mine" == copy.read_text()
    read_archive(tmp_path / "class.zip", tmp_path / "elsewhere")
    with running_hub(tmp_path / "elsewhere", port, names) as (_running, server):
        assert "mine" == _open_again(trainee).run("print(open('/home/trainee/work/mine.txt').read())")


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare")
def test_an_ordinary_user_starts_the_room_too(names, tmp_path):
    """With user namespaces alone: a lab is handed in, and nothing of anybody else's is had."""
    names.write_text("id\nb01\nb02\n", encoding="utf-8")
    before = ORDINARY_USER if os.geteuid() == 0 else ()
    if subprocess.run([*before, "true"]).returncode:
        pytest.skip("user namespaces are not permitted here")
    folder = tmp_path / "class"
    with running_hub(folder, free_port(), names, before=before) as (_running, server):
        first, second = Trainee(server, "b01"), Trainee(server, "b02")
        assert first.run(HAND_IN) in str(server.trainer().ask("/api/trainer")["people"][0]["hand_ins"])
        second.run("open('/home/trainee/work/mine.txt', 'w').write('mine')")
        for tried in (
            f"open('{folder}/hub/homes/{seat_of('b02')}/work/mine.txt')",
            f"open('{folder}/class.db')",
            "open('/home/trainee/work/mine.txt')",
            "import peakend_labs.lab",
            f"import socket; socket.create_connection(('127.0.0.1', {int(server.address.rpartition(':')[2]) + 3}))",
            "import os; os.kill(1, 9); print(os.getpid() < 1000); open('/etc/passwd')",
        ):
            assert first.run(tried).split(":")[0].splitlines()[-1] in (
                "FileNotFoundError",
                "ModuleNotFoundError",
                "PermissionError",
            ), tried
