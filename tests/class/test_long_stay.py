"""What a program behind the walls for hours may take: so much memory and so much of the disk, however it is spread."""

import json
import os
import subprocess
import sys
import textwrap

import pytest

from hub_room import ORDINARY_USER
from patience import SECONDS
from peakend_grading.walls.doctor import walls

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not all(wall.found for wall in walls() if wall.needed), reason="no sandbox here"
)
MEGABYTE = 1_000_000
STAY = """
import json, os, sys
from pathlib import Path
from peakend_grading.walls.small_root import readable_paths
from peakend_grading.walls.stay import Stay, stay
told = json.loads(sys.argv[1])
given = Stay(
    root=Path(told["root"]), readable={path: path for path in readable_paths([])}, home=Path("/home/trainee"),
    lies=Path(told["home"]), user=told["user"], listen=(), connect=(), processor=0,
    memory=told["memory"], disk=told["disk"],
)
print("exit", stay(given, [sys.executable, "-c", told["code"]], dict(os.environ)))
"""


def run(tmp_path, code: str, memory: int = 2_000 * MEGABYTE, disk: int = 500 * MEGABYTE, before=()) -> str:
    """Run code behind the walls, and return what it prints, and how it ended."""
    root, home = tmp_path / "root", tmp_path / "home"
    root.mkdir()
    home.mkdir()
    user = 1000 if before else os.geteuid()
    if user == 0:
        user = 59_999
        os.chown(home, user, user)
    told = {"root": str(root), "home": str(home), "user": user, "memory": memory, "disk": disk}
    told["code"] = textwrap.dedent(code)
    command = [*before, sys.executable, "-c", STAY, json.dumps(told)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=2 * SECONDS)
    return done.stdout + done.stderr


def test_the_largest_of_several_processes_is_ended(tmp_path):
    """None is too large alone: together they are, and the first and the smaller one go on."""
    said = run(
        tmp_path,
        """
        import subprocess, sys
        HOLD = "import sys; held = bytearray(b'1') * int(sys.argv[1]); print('holds', flush=True); sys.stdin.read()"
        def hold(size):
            pipe = subprocess.PIPE
            made = subprocess.Popen([sys.executable, "-c", HOLD, str(size)], stdin=pipe, stdout=pipe, text=True)
            made.stdout.readline()
            return made
        small, large = hold(60_000_000), hold(150_000_000)
        print("ended by", -large.wait())
        small.communicate("")
        print("the smaller one ended with", small.returncode)
        """,
        memory=200 * MEGABYTE,
    )
    assert "ended by 9\nthe smaller one ended with 0\nexit 0\n" == said


FULL = {
    "one large file": "open('large', 'wb').write(b'1' * 20_000_000)",
    "many small ones": "[open(str(number), 'wb').write(b'1' * 500_000) for number in range(40)]",
    "files deleted but held open": (
        "held = [open('held', 'wb')]; os.unlink('held'); held[0].write(b'1' * 20_000_000); held[0].flush()"
    ),
    "a folder that nobody may read": (
        "os.mkdir('hidden'); open('hidden/large', 'wb').write(b'1' * 20_000_000); os.chmod('hidden', 0)"
    ),
    "more files than anybody needs": "[open(str(number), 'wb').close() for number in range(50_001)]",
}


@pytest.mark.parametrize("how", FULL)
def test_a_folder_that_is_too_full_ends_all(tmp_path, how):
    """Whatever it is full of: what goes on writing is ended with the rest."""
    before = ORDINARY_USER if os.geteuid() == 0 and how == "a folder that nobody may read" else ()
    code = f"import os, time\n{FULL[how]}\nprint('wrote', flush=True)\ntime.sleep({SECONDS})"
    said = run(tmp_path, code, disk=10_000_000, before=before)
    assert "wrote\nexit -9\n" == said


def test_a_folder_that_is_not_full_ends_nothing(tmp_path):
    """Also where a file in it says to be larger than it is."""
    code = "import os, time\nopen('thin', 'wb').truncate(200_000_000)\ntime.sleep(5)\nprint('there')"
    assert "there\nexit 0\n" == run(tmp_path, code, disk=10_000_000)
