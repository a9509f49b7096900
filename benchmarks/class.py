"""A whole class at the class server: all hand in within five seconds, all phones vote within one, and what it costs.

``python benchmarks/class.py 300 5`` starts a server in a process of its own, lets so many trainees hand in and as many
phones look on and vote, compares every file's hash afterwards, lets five real browsers look on, and says response times
and memory. No time is asserted.
"""

import asyncio
import hashlib
import json
import os
import random
import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from class_server import Caller, hand_in, running_process

BURST_SECONDS, VOTE_SECONDS = 5, 1
SETTLED = 6  # seconds from joining to the first hand-in; the processes that read have started by then
BYTES = 100_000  # of one hand-in, packed: several times what labs 1 to 6 have


async def call(port: int, path: str, body: bytes, secret: str = "") -> tuple[float, int, dict]:
    """Send over a connection of its own, and return the seconds, the status and what was answered."""
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {secret}\r\nConnection: close\r\n"
    writer.write(head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
    answer = await reader.read()
    writer.close()
    head_, _empty, content = answer.partition(b"\r\n\r\n")
    return time.perf_counter() - began, int(head_.split()[1]), json.loads(content or b"{}")


async def look_on(port: int, secret: str, seen: asyncio.Event) -> None:
    """Hold a connection for news, as a phone does."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /events/phone HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {secret}\r\n\r\n".encode())
    try:
        while line := await reader.readline():
            if b'"question"' in line:
                seen.set()
    finally:
        writer.close()


async def join(port: int, code: str, name: str = "") -> str:
    """Join, with a name or without, and return the secret."""
    secret = str((await call(port, "/api/join", json.dumps({"code": code}).encode()))[2]["secret"])
    if name:
        await call(port, "/api/claim", json.dumps({"id": name}).encode(), secret)
    return secret


async def burst(port: int, code: str, packed: list[bytes], trainer: Caller) -> None:
    """Let a class hand in and vote, and say how long each had to wait."""
    secrets = [await join(port, code, f"t{number:04}") for number in range(len(packed))]

    await asyncio.sleep(SETTLED)

    async def send(body: bytes, secret: str) -> tuple[float, int, dict]:
        await asyncio.sleep(random.uniform(0, BURST_SECONDS))
        return await call(port, "/api/hand-in", body, secret)

    answers = await asyncio.gather(*(send(body, secret) for body, secret in zip(packed, secrets, strict=True)))
    assert {200} == {status for _time, status, _said in answers}, answers
    say(
        f"hand-ins of {BYTES // 1000} kB, all within {BURST_SECONDS} s",
        [seconds for seconds, _status, _said in answers],
    )

    phones = [await join(port, code) for _number in packed]
    seen = [asyncio.Event() for _phone in phones]
    watching = [asyncio.create_task(look_on(port, phone, event)) for phone, event in zip(phones, seen, strict=True)]
    await asyncio.sleep(1)
    asked = {"kind": "scale", "question": "How did it feel?", "low": -2, "high": 2, "purpose": "feeling"}
    began = time.perf_counter()
    number = (await asyncio.to_thread(trainer.ask, "/trainer/ask", asked))["number"]
    await asyncio.gather(*(event.wait() for event in seen))
    print(f"a question is on all {len(phones)} phones after {time.perf_counter() - began:.2f} s")

    async def vote(secret: str) -> tuple[float, int, dict]:
        await asyncio.sleep(random.uniform(0, VOTE_SECONDS))
        return await call(port, f"/api/vote/{number}", json.dumps({"value": random.randint(-2, 2)}).encode(), secret)

    votes = await asyncio.gather(*map(vote, phones))
    assert {200} == {status for _time, status, _said in votes}
    say(f"votes, all within {VOTE_SECONDS} s", [seconds for seconds, _status, _said in votes])
    for task in watching:
        task.cancel()


def in_browsers(address: str, code: str, trainer: Caller, count: int) -> None:
    """Let real browsers look on as phones do, and say after how long each shows a question, and the board an answer."""
    from playwright.sync_api import sync_playwright

    from browser import FLAGS, find_browser

    with sync_playwright() as playwright:
        browsers = [
            playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS)) for _each in range(count)
        ]
        phones = [browser.new_page(viewport={"width": 390, "height": 844}) for browser in browsers]
        for phone in phones:
            phone.goto(f"{address}/j/{code}")
        began, seconds = time.perf_counter(), []
        number = trainer.ask("/trainer/ask", {"kind": "one", "question": "Which?", "options": ["web", "hall"]})[
            "number"
        ]
        for phone in phones:
            phone.wait_for_selector(".choice")
            seconds.append(time.perf_counter() - began)
        say(f"a question in {count} real browsers, asked one after the other", seconds)
        trainer.ask(f"/trainer/poll/{number}", {"state": "shown"})
        board = browsers[0].new_page()
        board.goto(f"{address}/board")
        board.wait_for_selector(".answer")
        seconds = []
        for place, phone in enumerate(phones, start=1):
            phone.click("text=hall")
            began = time.perf_counter()
            phone.click("button.send")
            board.wait_for_selector(f".answer:has-text('hall') .n:text-is('{place}')")
            seconds.append(time.perf_counter() - began)
        say("from a tap on a phone to the board", seconds)


def say(what: str, seconds: list[float]) -> None:
    """Print the median, the 99th percentile and the longest of what was waited for."""
    ordered = sorted(seconds)
    late = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    median, late, last = (1000 * one for one in (statistics.median(ordered), late, ordered[-1]))
    print(f"{what}: median {median:.0f} ms, 99 % {late:.0f} ms, last {last:.0f} ms")


def memory_of(process: int) -> str:
    """Say the most memory that a process and those it started have had, where the system tells."""
    found = []
    for place in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in place.read_text(encoding="utf-8").splitlines() if ":" in line)
        except OSError:
            continue
        if str(process) in (place.parent.name, lines["PPid"].strip()) and "VmHWM" in lines:
            found.append(int(lines["VmHWM"].split()[0]) // 1024)
    return " + ".join(f"{megabytes} MB" for megabytes in sorted(found, reverse=True)) or "not told here"


def main(people: int, browsers: int) -> None:
    """Run it."""
    with tempfile.TemporaryDirectory() as scratch, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        folder = Path(scratch)
        packed = [hand_in(folder, f"t{n:04}", os.urandom(BYTES * 3 // 4 // 2).hex()).packed for n in range(people)]
        with running_process(folder / "class", port) as (process, server):
            asyncio.run(burst(port, server.code, packed, server.trainer()))
            if browsers:
                in_browsers(server.address, server.code, server.trainer(), browsers)
            print(f"memory, server and processes that read: {memory_of(process.pid)}")
            hashes = {
                hashlib.sha256(file.read_bytes()).hexdigest() for file in (folder / "class" / "hand-ins").iterdir()
            }
            assert {hashlib.sha256(one).hexdigest() for one in packed} == hashes
            print(f"{people} hand-ins on the disk, each with the hash that was sent")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*given, *(300, 0)[len(given) :])
