"""The start: from any index, from a folder, from a server, without a network; and what is said where it cannot be."""

import base64
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import tomllib
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from patience import SECONDS
from peakend_labs.places import HOUSE
from peakend_labs.start import environment, tools
from peakend_labs.start import folder as folders
from peakend_labs.start.failures import failure, meaning
from peakend_labs.start.folder import Folder, open_folder, require_room
from peakend_labs.start.sentences import PROGRESS, SENTENCES, CannotStart

pytestmark = pytest.mark.skipif(not shutil.which("uv"), reason="needs uv")
COMMAND = "import sys; print('started', *sys.argv[1:])"
NO_NETWORK = ("unshare", "--user", "--map-root-user", "--net")
MOUNTS = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
SMALL = (
    'mount -t tmpfs -o size=20m none "$0-disk" && cp -r "$0/." "$0-disk" && mount --bind "$0-disk" "$0" && exec "$@"'
)


def wheel(folder: Path, name: str, files: dict[str, str]) -> Path:
    """Write a wheel, as an index or a kit holds it."""
    info = f"{name}-1.0.dist-info"
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = []
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for place, text in files.items():
            archive.writestr(place, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            lines.append(f"{place},sha256={digest},{len(text.encode())}")
        archive.writestr(f"{info}/RECORD", "\n".join([*lines, f"{info}/RECORD,,"]) + "\n")
    return path


@pytest.fixture
def kit(tmp_path) -> Path:
    """A kit as small as can be: two wheels, of which one is to be had elsewhere."""
    root = tmp_path / "学员 包&1"
    shutil.copytree(HOUSE / "labs" / "peakend_labs" / "start", root / "labs" / "peakend_labs" / "start")
    for name in ("start.sh", "pyproject.toml", "uv.lock"):
        shutil.copy2(HOUSE / name, root / name)
    (root / "labs" / "peakend_labs" / "__init__.py").touch()
    (root / "language.txt").write_text("zh\n", encoding="utf-8")
    (root / "wheels").mkdir()
    wheel(root / "wheels", "peakend", {"peakend/command/__main__.py": COMMAND})
    elsewhere = tmp_path / "index" / "simple" / "kindness"
    elsewhere.mkdir(parents=True)
    file = wheel(elsewhere, "kindness", {"kindness.py": ""})
    (elsewhere / "index.html").write_text(f'<a href="{file.name}">{file.name}</a>', encoding="utf-8")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    (root / "requirements.txt").write_text(f"kindness==1.0 --hash=sha256:{digest}\n", encoding="utf-8")
    return root


def start(kit: Path, *before: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Start a kit as on a machine with nobody's settings but these, and an empty store."""
    home = kit.parent / "home"
    environment = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(home),
        "UV_CACHE_DIR": str(home / "cache"),
        "UV_HTTP_RETRIES": "0",
        "PIP_CONFIG_FILE": os.devnull,
        "LANG": "C",
        **settings,
    }
    command = [*before, str(kit / "start.sh"), "hand-in", "a b"]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=SECONDS)


@pytest.fixture
def index(tmp_path) -> Iterator[str]:
    """The address of a server that has what the kit has not."""
    with serving(tmp_path / "index") as address:
        yield address


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder, as a class's server does."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def installed(kit: Path) -> dict[Path, int]:
    """When each file of what was installed was written."""
    return {file: file.lstat().st_mtime_ns for file in (kit / ".venv").rglob("*") if not file.is_dir()}


def complete(kit: Path) -> None:
    """Put into the kit what it lacks, as ``release --offline`` does."""
    shutil.copy2(next(kit.parent.glob("index/simple/*/*.whl")), kit / "wheels")
    (kit / "start.toml").write_text('wheels = "wheels"\n', encoding="utf-8")


@pytest.mark.parametrize("end", ["", "/"], ids=["plain", "slash"])
@pytest.mark.parametrize("setting", ["UV_DEFAULT_INDEX", "PIP_INDEX_URL", "uv.toml", "start.toml"])
def test_what_is_locked_is_taken_from_the_users_own_index(setting, end, kit, index):
    """Set for uv or for pip, in the environment, in a file or in the kit: held by hashes, not by an address."""
    address = f"{index}/simple{end}"
    settings = {setting: address} if "." not in setting else {}
    if setting == "uv.toml":
        (kit.parent / "home/.config/uv").mkdir(parents=True)
        text = f'[[index]]\nurl = "{address}"\ndefault = true\n'
        (kit.parent / "home/.config/uv/uv.toml").write_text(text, encoding="utf-8")
    if setting == "start.toml":
        (kit / "start.toml").write_text(f'index = "{address}"\n', encoding="utf-8")
    done = start(kit, **settings)
    assert done.stdout.endswith("started hand-in a b\n"), done.stderr
    assert "安装完成" in done.stdout


def test_what_is_started_is_compiled_once(kit):
    """Also where the machine's own setting keeps Python from writing down what it compiled."""
    complete(kit)
    assert "started" in start(kit, PYTHONDONTWRITEBYTECODE="1").stdout
    assert list(kit.glob(".venv/**/peakend/command/__pycache__/*.pyc"))


def test_a_room_without_network_and_a_folder_that_moves(kit):
    """All comes from the kit; the second start installs nothing, nor does one after the folder was moved and copied."""
    complete(kit)
    assert "started" in start(kit, *NO_NETWORK).stdout
    moved = kit.rename(kit.with_name("moved"))
    copied = Path(shutil.copytree(moved, kit.parent / ("long" * 40) / "copied", symlinks=True))
    for place in (moved, copied):
        before = installed(place)
        assert "started hand-in a b\n" == start(place, *NO_NETWORK).stdout
        assert before == installed(place)


def test_wheels_come_from_the_class_server(kit):
    """Its page of wheels is enough; the kit's own lock says which of them are right."""
    with serving(kit.parent / "index" / "simple" / "kindness") as address:
        done = start(kit, PEAKEND_WHEELS=f"{address}/")
    assert "started" in done.stdout, done.stderr


def test_a_newer_kit_over_an_older_one_is_installed(kit):
    """The environment follows what the kit holds, not when it was made."""
    complete(kit)
    start(kit)
    wheel(kit / "wheels", "peakend", {"peakend/command/__main__.py": "print('newer')"})
    assert start(kit, *NO_NETWORK).stdout.endswith("newer\n")


def test_another_file_than_the_locked_one_is_not_installed(kit, index):
    """A mirror that gives something else is named with the package."""
    served = next(kit.parent.glob("index/simple/*/*.whl"))
    wheel(served.parent, "kindness", {"kindness.py": "print('other')"})
    done = start(kit, UV_DEFAULT_INDEX=f"{index}/simple")
    assert done.returncode == 2
    assert "kindness is not the file that the lock names" in done.stderr
    assert "started" not in start(kit, UV_DEFAULT_INDEX=f"{index}/simple").stdout


def test_no_network_and_no_package_are_told_apart(kit, index):
    """Who does not answer, and what is not there, each with the next step."""
    away = start(kit, *NO_NETWORK)
    assert "pypi.org does not answer" in away.stderr
    assert "离线学员包" in away.stderr
    assert "dns" in (kit / "start.log").read_text(encoding="utf-8").lower()
    (kit / "requirements.txt").write_text("absent==1.0 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    assert "does not have absent" in start(kit, UV_DEFAULT_INDEX=f"{index}/simple").stderr
    complete(kit)
    assert "does not hold absent" in start(kit).stderr


def test_a_folder_that_is_not_whole_is_said_to_be_zipped(kit):
    """Opened inside the zip file, the script lies alone; or a part is missing."""
    (kit / "uv.lock").unlink()
    assert "uv.lock is missing" in start(kit).stderr
    shutil.rmtree(kit / "labs")
    assert "has not been unpacked" in start(kit).stderr


def programs_without_python(folder: Path, version: str | None) -> Path:
    """Make a folder of programs that has no Python, or one of another age."""
    programs = folder / "programs"
    programs.mkdir()
    for name in ("sh", "dirname", "cat"):
        (programs / name).symlink_to(shutil.which(name) or "")
    if version:
        code = f'#!/bin/sh\ncase "$2" in *exit*) exit 1;; esac\necho {version}\n'
        (programs / "python3").write_text(code, encoding="utf-8")
        (programs / "python3").chmod(0o755)
    return programs


@pytest.mark.parametrize("version", [None, "3.10.4", "3.15.0"])
def test_no_python_and_one_of_another_age_are_told_apart(version, kit, tmp_path):
    """What was found, and what to install."""
    said = start(kit, PATH=str(programs_without_python(tmp_path, version=version))).stderr
    assert ("3.11 to 3.14 is needed" if version else "There is no Python") in said
    assert version is None or f"Python {version}\n" in said
    assert "python.org" in said


@pytest.mark.parametrize("version", [None, "3.10.4"])
def test_a_uv_that_can_get_no_python_changes_nothing_of_what_is_said(version, kit, tmp_path):
    """Its own words would be of a place that nobody knows."""
    programs = programs_without_python(tmp_path, version=version)
    (programs / "uv").write_text("#!/bin/sh\necho 'error: no download found' >&2\nexit 2\n", encoding="utf-8")
    (programs / "uv").chmod(0o755)
    said = start(kit, PATH=str(programs)).stderr
    assert ("3.11 to 3.14 is needed" if version else "There is no Python") in said
    assert "error" not in said


def test_a_kit_for_another_python_names_it(kit):
    """Its wheels are for one version; the sentence says which is here and which is wanted."""
    complete(kit)
    (kit / "start.toml").write_text('python = ["3.99"]\nwheels = "wheels"\n', encoding="utf-8")
    assert "this needs Python 3.99" in start(kit).stderr


def test_every_sentence_stands_in_both_languages():
    """With the same facts in both."""
    for zh, en in (*SENTENCES.values(), *PROGRESS.values()):
        assert any("一" <= letter <= "鿿" for letter in zh)
        assert en.isascii() or "“" in en or "…" in en
        assert {part.partition("}")[0] for part in zh.split("{")[1:]} == {
            part.partition("}")[0] for part in en.split("{")[1:]
        }


SAID = {
    "no_space": ["Caused by: failed to copy: No space left on device (os error 28)", "os error 112"],
    "in_use": ["failed to remove file: The process cannot access the file … (os error 32)"],
    "path_too_long": ["failed to create file: The filename or extension is too long. (os error 206)"],
    "not_writable": ["failed to create directory: Access is denied. (os error 5)", "Permission denied (os error 13)"],
    "certificate": ["error sending request for url (https://…)\n cause: invalid peer certificate: UnknownIssuer"],
    "no_network": ["Could not connect, are you offline?", "operation timed out", "Tunnel connection failed: 407 Proxy"],
    "other_files": ["Hash mismatch for `numpy==2.4.6`"],
    "not_there": ["ERROR: No matching distribution found for uv==0.13.9", "has no usable wheels"],
    "unknown": ["it rains"],
}


@pytest.mark.parametrize("key", SAID)
def test_what_an_installer_says_is_understood(key):
    """Its words on Linux and on Windows."""
    assert [key] * len(SAID[key]) == [meaning(said) for said in SAID[key]]


@pytest.mark.parametrize("key", SAID)
def test_every_failure_can_be_said(key, tmp_path):
    """No sentence lacks a fact, and the installer's own words are kept."""
    error = failure(Folder(tmp_path, "zh", ((3, 13),)), SAID[key][0], "3.13.1")
    assert key == error.key
    assert "{" not in str(error)
    assert SAID[key][0] == (tmp_path / "start.log").read_text(encoding="utf-8")


def test_what_is_left_when_the_disk_fills_up_half_way_is_counted(tmp_path, monkeypatch):
    """What the installer had taken by then is not."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9, 8, 7_000_000))
    assert "7 MB are left" in str(failure(Folder(tmp_path, "zh", ((3, 13),)), SAID["no_space"][0], "3.13.1"))


def test_a_folder_that_cannot_be_written_to_is_said(kit):
    """A disk that is for reading alone: in both languages, and nothing is begun."""
    complete(kit)
    done = start(kit, *MOUNTS, READ_ONLY, str(kit))
    assert done.returncode == 2
    assert f"不能写入文件夹 {kit}" in done.stderr
    assert "cannot be written to. Copy the whole folder" in done.stderr


def test_a_disk_without_room_is_said(kit):
    """A disk of 20 MB: what is left, what is needed, and nothing is begun."""
    complete(kit)
    kit.with_name(f"{kit.name}-disk").mkdir()
    done = start(kit, *MOUNTS, SMALL, str(kit))
    assert done.returncode == 2
    assert "磁盘空间不够" in done.stderr
    assert f"about {folders.NEEDED_MB} MB are needed. Make room" in done.stderr


def test_what_another_command_needs_besides_is_no_move(tmp_path):
    """Each reason to install has a line of progress of its own."""
    place = Folder(tmp_path, "zh", ((3, 13),))
    assert "first" == environment._why(place, [])
    place.venv.mkdir()
    for root, kept, said in ((tmp_path, ["lab"], "more"), (tmp_path, [], "moved"), ("elsewhere", ["lab"], "moved")):
        (place.venv / environment.STAMP).write_text(json.dumps({"root": str(root)}), encoding="utf-8")
        assert said == environment._why(place, kept)


def test_a_python_without_pip_is_told_how_to_get_it(tmp_path, monkeypatch):
    """Where there is no uv either: only then is pip needed."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(tools.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(CannotStart, match=r"(?s)没有 pip.*has no pip.*apt install python3-pip"):
        tools.find_uv(Folder(tmp_path, "zh", ((3, 13),)))


def test_a_uv_too_old_for_the_lock_is_told_to_renew_itself(tmp_path, monkeypatch):
    """Another one is tried first."""

    def none(*_arguments: object, **_options: object) -> str:
        raise CannotStart("no_pip")

    monkeypatch.setattr(environment, "find_uv", none)
    with pytest.raises(CannotStart, match=r"(?s)uv 太旧.*too old to read the lock.*uv\s+self update"):
        environment._export(Folder(tmp_path, "zh", ((3, 13),)), "false", "lab", tmp_path / "wanted.txt")


def test_a_full_disk_and_a_locked_folder_are_found_before_anything_is_taken(tmp_path, monkeypatch):
    """Half an installation helps nobody."""
    place = Folder(tmp_path, "zh", ((3, 13),))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9, 8, 70_000_000))
    with pytest.raises(CannotStart, match="70 MB are left"):
        require_room(place)
    monkeypatch.setattr(Path, "mkdir", lambda *_: (_ for _ in ()).throw(PermissionError(13, "no")))
    with pytest.raises(CannotStart, match="cannot be written to"):
        require_room(place)


def test_a_path_too_long_for_windows_is_found_beforehand(tmp_path, monkeypatch):
    """With the number of characters, and a place that is short enough."""
    monkeypatch.setattr(folders.os, "name", "nt")
    monkeypatch.setattr(folders, "_has_long_paths", lambda: False)
    place = Folder(tmp_path / ("x" * 120), "zh", ((3, 13),))
    with pytest.raises(CannotStart, match=r"at most 98\).*C:\\peakend"):
        require_room(place)


def test_the_language_is_the_kits_or_the_users(tmp_path):
    """For the lines of progress; what went wrong is said in both."""
    for name in ("pyproject.toml", "uv.lock"):
        (tmp_path / name).touch()
    assert "zh" == open_folder(tmp_path, ["lab", "--lang", "zh"], {"LANG": "en_US"}).language
    assert "zh" == open_folder(tmp_path, [], {"LANG": "zh_CN.GBK"}).language
    assert "en" == open_folder(tmp_path, [], {"LANG": "de_DE"}).language


def test_start_takes_the_pythons_that_the_package_allows():
    """One range, in the project's own file, the scripts and the sentences."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (_, first), (_, last) = folders.PYTHONS
    assert f">=3.{first},<3.{last + 1}" == project["requires-python"]
    for name in ("start.sh", "start.bat"):
        script = (HOUSE / name).read_text(encoding="utf-8")
        assert f"(3, {first}) <= sys.version_info[:2] <= (3, {last})" in script
    said = HOUSE / "labs" / "peakend_labs" / "start" / "other_python.txt"
    assert f"3.{first} to 3.{last}" in said.read_text(encoding="utf-8")


def test_the_script_for_windows_is_what_windows_reads():
    """Line ends of its own, no byte-order mark, labels that are there, and a wait where a window would close."""
    raw = (HOUSE / "start.bat").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n")
    assert raw.startswith(b"@echo off\r\n")
    lines = raw.decode("utf-8").splitlines()
    labels = {line[1:] for line in lines if line.startswith(":")}
    called = {word for line in lines for mark in ("goto ", "call :") for word in line.split(mark)[1:]}
    assert {word.split()[0] for word in called} <= labels
    assert any(line.startswith("pushd ") for line in lines)
    assert sum("pause" in line for line in lines) == 3
    assert raw[: raw.rindex(b"\r\n:")].isascii()
