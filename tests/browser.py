"""A real JupyterLab in a real browser, for the tests that need to see what a trainee sees."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from patience import MILLISECONDS, SECONDS, wait_for
from peakend.base.browsers import browsers

# As root and in containers Chromium cannot use its own sandbox; the rest keeps it from calling home.
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")

KEPT = "() => !document.querySelector('.jp-Notebook .pe-worksheet[data-kept=no]')"  # all that is entered is on the disk
if os.name == "posix" and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, lambda *_: None)  # under nohup: what is started here is to end with its terminal


def find_browser() -> str | None:
    """Return the path of an installed Chromium, Chrome or Edge, or that in PEAKEND_BROWSER."""
    return os.environ.get("PEAKEND_BROWSER") or next((one.path for one in browsers() if one.can_print), None)


def launch(playwright: Playwright) -> Browser:
    """Start the browser."""
    return playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS), timeout=MILLISECONDS)


def patient(page: Page) -> Page:
    """Let a page wait as long as a busy machine needs."""
    page.set_default_timeout(MILLISECONDS)
    return page


@contextmanager
def running_jupyterlab(workspace: Path, language: str, *, view: str = "code") -> Iterator[str]:
    """Start ``peakend lab``, as a notebook or as trainees see it ("lesson"), and yield the address it prints."""
    command = [sys.executable, "-m", "peakend.command", "lab", str(workspace), "--lang", language, "--no-browser"]
    command += ["--code"] if view == "code" else []
    command.append("--option=--LabApp.expose_app_in_browser=True")
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    log = workspace.with_suffix(".log")
    with log.open("w", encoding="utf-8") as errors:
        server = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8", env=environment
        )
        try:
            for line in server.stdout:
                if found := re.search(r"http://localhost:\d+/lab/tree/welcome\.md\?token=[\w-]+", line):
                    _wait_until_it_listens(found[0])
                    yield found[0]
                    break
            else:
                raise RuntimeError(log.read_text(encoding="utf-8"))
        finally:
            started = _children(server)
            # A lesson ends as for trainees, who close the terminal; Windows ends both in its own way.
            is_closed = view == "lesson" and os.name == "posix"
            server.send_signal(signal.SIGHUP if is_closed else signal.SIGTERM)
            try:
                server.wait(SECONDS)  # with kernels to end, on a busy machine
            except subprocess.TimeoutExpired:
                server.kill()
            server.stdout.close()
    if started:
        assert server.returncode == 0
        assert [] == psutil.wait_procs(started, timeout=SECONDS)[1], "kernels outlive the server"


def _wait_until_it_listens(address: str) -> None:
    """The address is printed before the server is there, and a browser that comes too early is refused."""
    port = int(re.search(r":(\d+)/", address)[1])

    def listens() -> bool:
        with suppress(OSError):
            socket.create_connection(("localhost", port), timeout=5).close()
            return True
        return False

    wait_for(listens)


def _children(server: subprocess.Popen) -> list[psutil.Process]:
    """What a server has started, unless it has ended by itself."""
    with suppress(psutil.Error):
        return psutil.Process(server.pid).children(recursive=True) if server.poll() is None else []
    return []


@contextmanager
def open_page(outside: list[str]) -> Iterator[Page]:
    """Open a browser page; every request to another machine is blocked and noted in `outside`."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = patient(browser.new_page(viewport={"width": 1280, "height": 1000}))

        def watch(route):
            address = route.request.url
            if re.match(r"(https?|ws)://(localhost|127\.0\.0\.1)[:/]|data:|blob:|file:", address):
                route.continue_()
            else:
                outside.append(address)
                route.abort()

        page.route("**/*", watch)
        try:
            yield page
        finally:
            browser.close()


def open_notebook(page: Page, address: str, notebook: str) -> None:
    """Open a notebook and wait until its kernel is ready."""
    patient(page)
    page.goto(address.replace("welcome.md", notebook))
    page.wait_for_function("() => window.jupyterapp")
    # What was open before comes back, sooner or later than the notebook asked for: asking again brings it to the front.
    page.evaluate(
        """(path) => window.jupyterapp.restored.then(
            () => window.jupyterapp.commands.execute("docmanager:open", { path }))""",
        notebook,
    )
    page.wait_for_function(
        "(path) => window.jupyterapp?.shell.currentWidget?.context?.path === path",
        arg=notebook,
    )
    _wait_for_kernel(page)


def run_all(page: Page) -> None:
    """Run all cells and wait until every one has been executed."""
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(
        """() => window.jupyterapp.shell.currentWidget.content.widgets
            .filter((cell) => cell.model.type === 'code')
            .every((cell) => cell.model.executionCount && cell.model.executionState === 'idle')""",
    )


def restart_kernel(page: Page) -> None:
    """Restart the kernel, as its menu does after the question."""
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    _wait_for_kernel(page)


def _wait_for_kernel(page: Page) -> None:
    """A session is ready before its kernel is; cells run in between are dropped."""
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.ready")
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
    )


def saved_answers(workspace: Path, lab: str, worksheet: str) -> dict:
    """Return what a worksheet has on disk."""
    file = workspace / "labs" / lab / "answers" / f"{worksheet}.json"
    return json.loads(file.read_text(encoding="utf-8"))["answers"] if file.exists() else {}
