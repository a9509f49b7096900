"""A room with a hub, and a trainee in it who works by the hub's own addresses, with a kernel of their own."""

import asyncio
import contextlib
import json
import re
import sys
import time
import urllib.error
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import psutil
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from class_server import Caller, Server, running_process

WAIT_SECONDS = 300
ORDINARY_USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000")  # root reads and changes all
HAND_IN = """
import os, time; os.chdir('/home/trainee/work/labs/0-warm-up')
import peakend as pe; form = pe.hand_in(); form.sent = {'do': 'hand in', 'number': 1}
while form.state != 'sent': time.sleep(0.2)
print(form.receipt)
"""
_COMMAND = """
import json, sys
from peakend_class.hub.plan import Plan
for name, value in json.loads(sys.argv.pop(1)).items():
    Plan.model_fields[name].default = value
Plan.model_rebuild(force=True)
from peakend.command.app import main
main()
"""


@contextlib.contextmanager
def running_hub(
    folder: Path,
    port: int,
    names: Path,
    *more: object,
    before: Sequence[str] = (),
    plan: Mapping[str, int] | None = None,
) -> Iterator[tuple[psutil.Process, Server]]:
    """Run `peakend class --hub`, and wait until the hub answers; what it has started ends with it.

    `more` are further options, `before` is what the command is started by, and `plan` other values of the room's plan.
    """
    command = [*before, sys.executable, "-c", _COMMAND, json.dumps(plan or {})]
    command += ["class", "--hub", "--names", names, "--out", folder, *more]
    command += ["--port", port, "--address", f"127.0.0.1:{port}", "--host", "127.0.0.1", "--no-grading", "--lang", "en"]
    with running_process(folder, port, *map(str, command)) as (process, server):
        running = psutil.Process(process.pid)
        wait_for_hub(server)
        try:
            yield running, server
        finally:
            with contextlib.suppress(psutil.NoSuchProcess):
                running.terminate()
                running.wait(WAIT_SECONDS)


def words_of(process: psutil.Process) -> list[str]:
    """How a process was called; none of one that ended in the meantime, or that nobody has waited for."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def seats(folder: Path) -> list[psutil.Process]:
    """The processes that keep a JupyterLab of a class."""

    def is_one(words: list[str]) -> bool:
        return "peakend_class.hub.seat" in words and str(folder) in words[-1]

    return [one for one in psutil.process_iter() if is_one(words_of(one))]


def kernels(folder: Path) -> list[psutil.Process]:
    """The processes that run cells in them."""
    below = []
    for seat in seats(folder):
        with contextlib.suppress(psutil.Error):  # it ended since it was found
            below += seat.children(recursive=True)
    return [one for one in below if "ipykernel_launcher" in words_of(one)]


def labs_of(server: Server) -> str:
    """Return the address of the labs."""
    host, _colon, port = server.address.rpartition(":")
    return f"{host}:{int(port) + 1}"


def wait_for_hub(server: Server) -> None:
    """Wait until the hub answers at the address of the labs."""
    hub = Caller(labs_of(server))

    def answers() -> bool:
        with contextlib.suppress(OSError):
            return hub.send("/hub/api/")[0] == 200
        return False

    wait_for(answers)


def wait_for(what, seconds: float = WAIT_SECONDS):
    """Wait until something is true, and return it."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end
        time.sleep(0.3)
    return found


class Trainee(Caller):
    """A browser that has joined, opened the labs, and runs code there."""

    def __init__(self, server: Server, name: str) -> None:
        super().__init__(server.address)
        self.send(f"/j/{server.code}")
        assert "in" == self.ask("/api/claim", {"id": name})["state"]
        self.address = labs_of(server)
        self.send("/hub/login")
        self.seat = wait_for(self._seat)
        self._kernel = ""

    def _seat(self) -> str:
        with contextlib.suppress(urllib.error.HTTPError), self._opener.open(f"{self.address}/hub/spawn") as answer:
            found = re.search(r":\d+/user/(\w+)/lab", answer.geturl())
            return found[1] if found else ""
        return ""

    def call(self, path: str, content: object = None) -> dict:
        """Call the trainee's own JupyterLab."""
        place = f"/user/{self.seat}/"
        secret = next(one.value for one in self._jar if one.name == "_xsrf" and one.path == place)
        return self.ask(f"{place}{path}", content, **{"X-XSRFToken": secret})

    def run(self, code: str) -> str:
        """Run code in a kernel that goes on from call to call, and return what it printed, or the error's last line."""
        if not self._kernel:
            self._kernel = self.call("api/kernels", {"name": "python3"})["id"]
        return asyncio.run(self._run(code))

    async def _run(self, code: str) -> str:
        cookies = "; ".join(f"{one.name}={one.value}" for one in self._jar if one.path == f"/user/{self.seat}/")
        place = f"{self.address.replace('http', 'ws')}/user/{self.seat}/api/kernels/{self._kernel}/channels"
        line = await websocket_connect(HTTPRequest(place, headers={"Cookie": cookies}, validate_cert=False))
        number = uuid.uuid4().hex
        header = {"msg_id": number, "msg_type": "execute_request", "username": "", "session": number, "version": "5.3"}
        asked = {"code": code, "silent": False, "allow_stdin": False}
        sent = {"header": header, "parent_header": {}, "metadata": {}, "content": asked, "channel": "shell"}
        await line.write_message(json.dumps(sent))
        said = ""
        while text := await asyncio.wait_for(line.read_message(), WAIT_SECONDS):
            told = json.loads(text)
            if told["parent_header"].get("msg_id") != number:
                continue
            content = told["content"]
            said += content.get("text", "") if told["msg_type"] == "stream" else ""
            if told["msg_type"] == "error":
                said += f"{content['ename']}: {content['evalue']}"
            if told["msg_type"] == "status" and content["execution_state"] == "idle":
                break
        line.close()
        return said.strip()
