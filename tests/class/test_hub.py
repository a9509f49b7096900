"""A browser-only room: who has joined gets a JupyterLab of their own, and nothing of anybody else's."""

import shutil

import psutil
import pytest

from browser import find_browser, open_page
from hub_room import WAIT_SECONDS, Trainee, running_hub, wait_for, wait_for_hub, words_of
from peakend_class.hub.plan import seat_of
from peakend_labs.doctor import PROXY
from ports import free_port

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not shutil.which(PROXY), reason=f"{PROXY} is not installed"),
]
NAMES = "id,name,team\n" + "".join(f"b{number:02},Person {number},Blue\n" for number in range(1, 7))


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    file = tmp_path_factory.mktemp("names") / "names.csv"
    file.write_text(NAMES, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def room(tmp_path_factory, names):
    """One room, in which two work."""
    folder = tmp_path_factory.mktemp("room") / "class"
    with running_hub(folder, free_port(), names) as (_process, server):
        yield folder, server, Trainee(server, "b01"), Trainee(server, "b02")


def test_a_lab_is_handed_in_without_typing_anything(room):
    """The id is filled in, the class is joined, and the receipt is on the board under the name."""
    _folder, server, first, _second = room
    said = first.run(
        "import os, time; os.chdir('/home/trainee/work/labs/0-warm-up')\n"
        "import peakend as pe; form = pe.hand_in(); form.sent = {'do': 'hand in', 'number': 1}\n"
        "while form.state != 'sent': time.sleep(0.2)\n"
        "print(form.receipt)"
    )
    people = server.trainer().ask("/api/trainer")["people"]
    assert [said] == [one["receipt"] for one in people[0]["hand_ins"]]


@pytest.mark.browser
@pytest.mark.skipif(not find_browser(), reason="no Chromium, Chrome or Edge")
def test_a_trainee_needs_a_browser_only(room):
    """From the code on the screen to the receipt on the board, by what can be clicked."""
    _folder, server, _first, _second = room
    with open_page([]) as page:
        page.set_default_timeout(1000 * WAIT_SECONDS)
        page.goto(server.address)
        page.fill("#code", server.code)
        page.locator("form button").first.click()
        page.wait_for_url("**/phone")
        page.locator("summary").click()
        page.select_option("#name", "b04")
        page.locator("#claim button").click()
        page.get_by_text("Signed in: b04").wait_for()
        page.get_by_text("Open the labs").click()
        page.get_by_role("link", name="Lab 0").click()
        form = page.locator(".pe-hand-in")
        form.locator("button.pe-main").click()
        form.locator(".pe-status", has_text="is with the class server").wait_for()
        assert "b04" == page.get_by_label("Your id").input_value()
        receipt = form.locator(".pe-receipt").inner_text().split()[-1]
    people = server.trainer().ask("/api/trainer")["people"]
    assert [receipt] == [one["receipt"] for one in people[3]["hand_ins"]]


FORBIDDEN = {
    "another's folder": "open('{homes}/{other}/work/labs/class.json')",
    "the class": "open('{folder}/class.db')",
    "the solutions": "import peakend_labs.lab",
    "the hub's plan": "open('{folder}/hub/plan.json')",
    "the system's own files": "open('/etc/passwd')",
    "another's JupyterLab": "import socket; socket.create_connection(('127.0.0.1', {port}))",
    "the proxy's routes": "import socket; socket.create_connection(('127.0.0.1', {proxy}))",
    "a server of one's own": "import socket; socket.create_server(('0.0.0.0', 0))",
    "being somebody else": "import os; os.setuid(0)",
    "changing the library": "import peakend; open(peakend.__file__, 'a')",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_of_anybody_elses_can_be_had(room, what):
    """Tried from a cell of a notebook."""
    folder, server, first, second = room
    port = int(second.run("import os; print(os.environ['JUPYTERHUB_SERVICE_URL'].split(':')[2].split('/')[0])"))
    proxy = int(server.address.rpartition(":")[2]) + 3
    given = {"homes": folder / "hub" / "homes", "other": seat_of("b02"), "folder": folder, "port": port, "proxy": proxy}
    said = first.run(FORBIDDEN[what].format(**given))
    assert said.split(":")[0] in ("FileNotFoundError", "ModuleNotFoundError", "PermissionError", "OSError"), said


def test_only_ones_own_processes_are_seen(room):
    """And none of another trainee's can be ended."""
    _folder, _server, first, _second = room
    said = first.run(
        "import os; print(sorted({os.stat(f'/proc/{one}').st_uid == os.getuid() "
        "for one in os.listdir('/proc') if one.isdigit()}), len(os.listdir('/home')))"
    )
    assert "[True] 1" == said


def test_each_has_a_folder_of_their_own(room):
    """What one writes the other does not find, and it lies on the trainer's disk."""
    folder, _server, first, second = room
    first.run("open('/home/trainee/work/mine.txt', 'w').write('mine')")
    assert "mine" == (folder / "hub" / "homes" / seat_of("b01") / "work" / "mine.txt").read_text()
    assert "FileNotFoundError" in second.run("open('/home/trainee/work/mine.txt')")


def test_too_much_memory_ends_what_takes_it(room):
    """One is told in the cell, and others go on."""
    _folder, _server, first, second = room
    assert "MemoryError" in first.run("x = bytearray(3_000_000_000)")
    assert "4" == second.run("print(2 + 2)")


def test_the_hub_gets_no_ones_class_cookie_but_the_login_page(room):
    """A trainee's own JupyterLab sees none: only the path by which one comes in does."""
    _folder, _server, first, _second = room
    assert {"/hub/login"} == {
        one.path for one in first._jar if one.name == "peakend_device" and one.path.startswith(("/hub", "/user"))
    }


def test_whoever_is_killed_nothing_is_lost(tmp_path, names):
    """The hub, then everything at once: kernels go on, and with them what stands in them."""
    folder, port = tmp_path / "class", free_port()
    with running_hub(folder, port, names) as (running, server):
        trainee = Trainee(server, "b03")
        trainee.run("x = 42")
        hub = next(one for one in running.children() if "jupyterhub" in " ".join(words_of(one)))
        hub.kill()
        assert "42" == trainee.run("print(x)")
        wait_for_hub(server)
        assert "42" == trainee.run("print(x)")
        served = running.children()
        running.kill()
        assert [] == psutil.wait_procs(served, WAIT_SECONDS)[1]
    with running_hub(folder, port, names) as (running, server):
        wait_for(lambda: trainee.send(f"/user/{trainee.seat}/api/status")[0] == 200)
        assert "42" == trainee.run("print(x)")
        running.terminate()
        running.wait(WAIT_SECONDS)
    wait_for(lambda: not [one for one in psutil.process_iter() if str(folder) in " ".join(words_of(one))])
