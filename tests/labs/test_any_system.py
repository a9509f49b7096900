"""What differs between systems, as far as one of them can show it: names, calls, encodings, line ends."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from peakend.base.files import write_text
from peakend.command.app import complete_app
from peakend_labs.imports import module_files, reached
from peakend_labs.lab import read_lab
from peakend_labs.places import HOUSE, LABS, lab_names
from peakend_labs.workspace.workspace import make_notebooks, mark

# What Python has on POSIX alone; each use on a trainee's way stands behind a look at the system.
MODULES = {"crypt", "fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}
CALLS = {
    "os": "chown chroot fork forkpty geteuid getegid getgid getgroups getloadavg getpgid getuid initgroups killpg "
    "lchown lockf memfd_create mkfifo mknod nice pipe2 sched_setaffinity setegid seteuid setgid setgroups setpgid "
    "setsid setuid statvfs sync tcgetpgrp unshare wait wait3 wait4 waitpid WIFEXITED O_DIRECTORY O_NOFOLLOW",
    "signal": "SIGALRM SIGHUP SIGKILL SIGQUIT SIGUSR1 SIGUSR2 alarm pause pthread_sigmask setitimer sigwait",
    "socket": "AF_UNIX SO_REUSEPORT fromfd socketpair",
    "time": "tzset clock_gettime",
}
ROOTS = [
    *("peakend_labs.workspace.workspace", "peakend_labs.workspace.upgrade", "peakend_labs.workspace.handing_in"),
    *("peakend_labs.commands", "peakend_labs.start.__main__", "peakend.command.__main__", "peakend.lessons"),
]
FORBIDDEN = re.compile(r'[<>:"|?*\\]|[ .]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)
TEXTS = {".bat", ".csv", ".js", ".md", ".py", ".sh", ".txt", ".yaml", ".yml"}
LONGEST = 140  # characters below the folder, of the longest name in a checkout


def way_of_a_trainee() -> dict[str, Path]:
    """The modules that a trainee's commands and cells can reach."""
    files = module_files(HOUSE)
    library = [name for name in files if name.split(".")[0] == "peakend"]
    return {name: files[name] for name in reached([*ROOTS, *library], files) if "peakend_grading" not in name}


def posix_only(tree: ast.AST, guarded: bool = False) -> list[str]:
    """Return what stands in code that only POSIX has, outside of every look at the system."""
    found = []
    for node in ast.iter_child_nodes(tree):
        looks = guarded or (isinstance(node, ast.If) and re.search(r"os\.name|sys\.platform", ast.unparse(node.test)))
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name in MODULES and not guarded]
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES and not guarded:
            found.append(node.module)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and not guarded:
            found += [f"{node.value.id}.{name}" for name in CALLS.get(node.value.id, "").split() if name == node.attr]
        found += posix_only(node, bool(looks))
    return found


def test_a_trainees_way_calls_nothing_that_only_posix_has():
    """Neither a module nor a function that Windows lacks."""
    found = {
        name: calls
        for name, file in way_of_a_trainee().items()
        if (calls := posix_only(ast.parse(file.read_text("utf-8"))))
    }
    assert {} == found


@pytest.mark.parametrize("code", ["import fcntl", "import os\nos.getuid()", "import signal\nsignal.alarm(1)"])
def test_the_search_finds_what_it_looks_for(code):
    """And leaves what stands behind a look at the system."""
    assert posix_only(ast.parse(code))
    inside = "\n".join(f"    {line}" for line in code.splitlines())
    assert [] == posix_only(ast.parse(f"if os.name == 'posix':\n{inside}"))


@pytest.fixture(scope="module")
def git(tmp_path_factory) -> Callable[..., bytes]:
    """Return a function that asks git of the files of this house, also where it is a copy and no checkout."""
    environment = {**os.environ, "GIT_DIR": str(tmp_path_factory.mktemp("house")), "GIT_WORK_TREE": str(HOUSE)}

    def ask(*words: str) -> bytes:
        return subprocess.run(["git", *words], cwd=HOUSE, env=environment, capture_output=True, check=True).stdout

    ask("init", "--quiet")
    ask("add", "--all")
    return ask


def names_of_files(git: Callable[..., bytes]) -> list[str]:
    """Return the names of all files that a checkout has."""
    return [name for name in git("ls-files", "-z").decode().split("\0") if name]


def test_every_file_has_a_name_for_every_system(git):
    """No two differ only in case, none has a sign or a name that Windows keeps for itself, none is too long."""
    names = names_of_files(git)
    assert len(names) > 1000
    assert [] == [name for name, count in Counter(map(str.casefold, names)).items() if count > 1]
    assert [] == [name for name in names if any(FORBIDDEN.search(part) for part in name.split("/"))]
    assert [] == [name for name in names if len(name) > LONGEST]


@pytest.fixture
def windows_disk(tmp_path) -> Iterator[Path]:
    """A disk of NTFS that tells no capitals apart and takes no name that Windows would not."""
    tools = [shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin") for name in ("mkfs.ntfs", "lowntfs-3g")]
    if not all(tools):
        pytest.skip("no ntfs-3g, which makes and mounts a disk of NTFS")
    image, place = tmp_path / "disk.img", tmp_path / "disk"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(200_000_000)
    subprocess.run([tools[0], "-q", "-F", "-f", image], check=True, capture_output=True)
    if subprocess.run([tools[1], "-o", "ignore_case,windows_names", image, place], capture_output=True).returncode:
        pytest.skip("this machine mounts no disk for this user")
    yield place
    subprocess.run(["umount", "-l", place], check=True)  # also while something still looks at it


LOOK = """
import sys
import peakend as pe
from peakend_labs.places import lab_names
print(len(lab_names()))
pe.set_language("zh")
chart = pe.JourneyMap.read(sys.argv[1]).score()
print(chart["score"].iloc[0] > -3)
"""


@pytest.mark.parametrize("encoding", ["gbk", "cp1252", "ascii"])
def test_a_console_that_is_not_utf_8(encoding, tmp_path):
    """Commands speak and files are read, whatever the console can show, with Python's UTF-8 mode off."""
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "LANG": "C", "PEAKEND_LANG": "zh"}
    run = [sys.executable, "-c", LOOK, str(HOUSE / "datasets" / "hospital" / "journey.yaml")]
    done = subprocess.run(run, env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    told = subprocess.run(
        [sys.executable, "-m", "peakend.command", "lab", "--port", "0"], env=environment, capture_output=True
    )
    assert told.returncode == 2
    assert b"Traceback" not in told.stderr


@pytest.mark.skipif(not shutil.which("localedef"), reason="no localedef, which makes locales")
def test_a_locale_that_is_gbk(tmp_path):
    """As an old Chinese system has it: files are read, a survey of GBK is scored, and said so, in Chinese."""
    made = subprocess.run(["localedef", "-i", "zh_CN", "-f", "GBK", tmp_path / "zh_CN.GBK"], capture_output=True)
    if made.returncode:
        pytest.skip("this system has no sources for a locale of GBK")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    environment |= {"LOCPATH": str(tmp_path), "LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0"}

    def run(*words: str) -> str:
        done = subprocess.run([sys.executable, *words], env=environment, capture_output=True, cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode("gbk", errors="replace")
        return done.stdout.decode("gbk")

    assert "gbk" == run("-c", "import sys; print(sys.stdout.encoding)").strip()
    assert "True" in run("-c", LOOK, str(HOUSE / "datasets" / "hospital" / "journey.yaml"))
    (tmp_path / "answers.csv").write_bytes("您会推荐我们吗\r\n9\r\n3\r\n10\r\n".encode("gbk"))
    said = run("-m", "peakend.command", "score", "answers.csv", "--out", "report.html")
    assert "已写入 report.html" in said
    assert "您会推荐我们吗" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_windows_line_ends_change_nothing(tmp_path):
    """A map, a worksheet's answers and a survey, as Notepad saves them."""
    import peakend as pe

    source = HOUSE / "datasets" / "hospital" / "journey.yaml"
    (tmp_path / "journey.yaml").write_bytes(source.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert pe.JourneyMap.read(source).to_document() == pe.JourneyMap.read(tmp_path / "journey.yaml").to_document()
    (tmp_path / "answers.csv").write_bytes("推荐\r\n9\r\n3\r\n10\r\n".encode("utf-8-sig"))
    assert [3] == pe.nps(pe.read_survey(tmp_path / "answers.csv"), "推荐")["n"].tolist()


def test_a_checkout_by_a_git_that_turns_line_ends_has_those_of_the_course(git, tmp_path):
    """Git for Windows asks for CRLF everywhere; the attributes keep it to what cmd reads."""
    git("-c", "core.autocrlf=true", "-c", "core.eol=crlf", "checkout-index", f"--prefix={tmp_path}/", "--all")
    texts = [path for path in tmp_path.rglob("*.*") if path.is_file() and path.suffix in TEXTS]
    turned = {path.suffix for path in texts if b"\r\n" in path.read_bytes()}
    assert {".bat"} == turned


@pytest.mark.parametrize("lab", lab_names())
def test_a_lab_whose_lines_end_as_on_windows_is_the_same_lab(lab, tmp_path):
    """As an editor there saves it: with its forms, cases and wrong answers."""
    for folder in (lab, "cases"):
        for file in (path for path in (LABS / folder).rglob("*") if path.suffix in TEXTS):
            there = tmp_path / file.relative_to(LABS)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    for language in ("zh", "en"):
        assert read_lab(lab).read(language) == read_lab(lab, tmp_path).read(language)


def test_a_disk_as_windows_has_it(git, windows_disk):
    """NTFS that tells no capitals apart: all files have a place of their own, and work is kept and handed in there."""
    checkout = windows_disk / "课程 & course"
    git("checkout-index", f"--prefix={checkout}/", "--all")
    assert len(names_of_files(git)) == len([path for path in checkout.rglob("*") if path.is_file()])
    workspace = windows_disk / "peakend-zh"
    mark(workspace, "zh")
    make_notebooks(["0-warm-up"], LABS, workspace / "labs", "zh")
    kept = workspace / "labs" / "0-warm-up" / "answers" / "trainee.json"
    write_text(kept, json.dumps({"answers": {"id": "zhang-san"}}))
    assert json.loads(kept.with_name("TRAINEE.JSON").read_text("utf-8")) == {"answers": {"id": "zhang-san"}}
    handed = CliRunner().invoke(complete_app(), ["hand-in", "--in", str(workspace / "LABS"), "--lang", "en"])
    assert 0 == handed.exit_code, handed.output
    assert ["zhang-san-0-warm-up.peakend"] == [path.name for path in (workspace / "hand-in").iterdir()]
