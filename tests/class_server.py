"""A class server for tests: in a thread of this process, or as `peakend class` in one of its own; and who calls it."""

import asyncio
import contextlib
import http.cookiejar
import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat

from patience import SECONDS
from peakend.lessons.hand_in import HandIn
from peakend.lessons.hand_in_files import make_hand_in
from peakend.lessons.roster import Person, Roster
from peakend_class.day import Block
from peakend_class.kit import pack_kit
from peakend_class.room import Room, open_room
from peakend_class.server import bind, serve
from peakend_class.store import setting

LABS = ("0-warm-up", "3-three-surveys")
LAB = LABS[1]
BLOCKS = (Block("Opening", "talk", 5), Block("Lab 3", "hands-on", 40), Block("Break", "break", 15, True))
PEOPLE = Roster(
    people=(
        Person(id="b01", name="Li Mei", team="Blue"),
        Person(id="b02", name="Wang", team="Blue"),
        Person(id="b03", name="Zhao"),
    )
)


class Caller:
    """A browser or lab that calls the server, with cookies of its own."""

    def __init__(self, address: str) -> None:
        self.address, self.secret = address, ""
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._jar), urllib.request.ProxyHandler({})
        )

    def send(self, path: str, content: object = None, method: str = "", **headers: str) -> tuple[int, bytes]:
        """Return an answer's status and body."""
        body = content if isinstance(content, bytes) or content is None else json.dumps(content).encode()
        request = urllib.request.Request(
            self.address + path, body, headers, method=method or ("GET" if body is None else "POST")
        )
        if self.secret:
            request.add_header("Authorization", f"Bearer {self.secret}")
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def ask(self, path: str, content: object = None, method: str = "", **headers: str) -> dict:
        """Return what a call answers, as it is in JSON."""
        return json.loads(self.send(path, content, method, **headers)[1])

    def join(self, code: str, name: str = "") -> dict:
        """Join as a lab does, with a name."""
        self.secret = self.ask("/api/join", {"code": code}).get("secret", "")
        return self.ask("/api/claim", {"id": name}) if name else {}


class Server:
    """A room that is served, and its way in."""

    def __init__(self, room: Room, address: str, code: str, secret: str) -> None:
        self.room, self.address, self.code, self.secret = room, address, code, secret

    def caller(self, name: str = "") -> Caller:
        """Somebody who has joined, with a name or without."""
        made = Caller(self.address)
        made.join(self.code, name)
        return made

    def trainer(self) -> Caller:
        """The trainer's browser."""
        made = Caller(self.address)
        made.send(f"/t/{self.secret}")
        return made


@contextlib.contextmanager
def running_room(
    folder: Path,
    clock=lambda: 1_000_000.0,
    roster: Roster | None = PEOPLE,
    port: int = 0,
    kit: Path | None = None,
    shown: Mapping[str, object] | None = None,
    **more: object,
) -> Iterator[Server]:
    """Serve a class from a thread."""
    ready = threading.Event()
    found: dict[str, object] = {}

    async def run() -> None:
        given = {"language": "en", "blocks": BLOCKS, **(shown or {})}
        room = open_room(folder, labs=LABS, clock=clock, roster=roster, **given)
        await room.hand_ins.take_up()
        sockets = bind("127.0.0.1", port)
        end = asyncio.Event()
        found.update(room=room, end=lambda: loop.call_soon_threadsafe(end.set))
        scheme = "https" if more.get("certificate") else "http"
        room.address = f"{scheme}://127.0.0.1:{sockets[0].getsockname()[1]}"
        room.kit = pack_kit(kit, room.address, folder) if kit else None
        loop = asyncio.get_running_loop()
        await serve(room, sockets, None, ready.set, end=end, **more)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert ready.wait(SECONDS)
    room = found["room"]
    try:
        yield Server(room, room.address, *(room.store.do(setting, name) for name in ("code", "secret")))
    finally:
        found["end"]()
        thread.join(SECONDS)


@contextlib.contextmanager
def running_process(folder: Path, port: int, *command: str) -> Iterator[tuple[subprocess.Popen, Server]]:
    """Serve a class from a process that can be killed: this file's, or a command that says the same."""
    words = [*(command or (sys.executable, __file__, str(folder), str(port)))]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment)
    try:
        code = ""
        for line in process.stdout:
            if found := re.search(r"code (\w{6})", line):
                code = found[1]
            if found := re.search(r"(https?://\S+)/t/(\S+)", line):
                yield process, Server(None, found[1], code, found[2])
                break
        else:
            raise RuntimeError("the class server did not start")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def hand_in(folder: Path, name: str, text: str = "", lab: str = LAB, team: str = "") -> HandIn:
    """Pack a small hand-in of somebody's; another text makes another file."""
    place = folder / name / "labs" / lab
    warm_up = place.parent / "0-warm-up" / "answers" / "trainee.json"
    warm_up.parent.mkdir(parents=True, exist_ok=True)
    warm_up.write_text(json.dumps({"answers": {"id": name, "team": team}}), encoding="utf-8")
    place.mkdir(exist_ok=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text, id="one")])
    nbformat.write(notebook, place / f"{lab}.ipynb")
    return make_hand_in(place)


def main(folder: Path, port: int) -> None:
    """Serve a class without a list, and say where, as the command does."""

    async def run() -> None:
        room = open_room(folder, labs=LABS, language="en", clock=time.time, blocks=BLOCKS)
        room.hand_ins.wake()
        await room.hand_ins.take_up()
        code, secret = (room.store.do(setting, name) for name in ("code", "secret"))

        def tell() -> None:
            print(f"code {code}\nhttp://127.0.0.1:{port}/t/{secret}", flush=True)

        await serve(room, bind("127.0.0.1", port), None, tell)

    asyncio.run(run())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
