"""From `peakend lab` to the first cell done, beside a plain JupyterLab that runs the same cell in the same kernel.

``python benchmarks/lab.py 5`` starts both in turn, five times, each in a browser of its own, and says the medians: on
the clock, in processors' seconds of server, kernel and browser, and in memory. No time is asserted.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import psutil
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browser import FLAGS, find_browser
from peakend.base.files import write_text
from peakend_labs.workspace.workspace import SETTINGS, prepare_workspace
from ports import free_port

PLACE = "labs/first-cell/first-cell.ipynb"  # one cell, so that what a lesson runs next is not counted
CELL = "import peakend as pe\npe.load_case('service-hall/survey').table.head()"
WAIT_SECONDS = 300
WAYS = ("plain JupyterLab", "peakend lab", "peakend lab, first start")
FIRST_DONE = """() => {
    const cells = window.jupyterapp?.shell.currentWidget?.content?.widgets ?? [];
    const first = cells.find((cell) => cell.model.type === "code");
    return Boolean(first?.model.executionCount) && first.model.executionState === "idle";
}"""
# As a user of a plain JupyterLab does, as soon as the kernel is there.
RUN_FIRST = """async () => {
    const app = window.jupyterapp, panel = app.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    panel.content.activeCellIndex = panel.content.widgets.findIndex((cell) => cell.model.type === "code");
    await app.commands.execute("notebook:run-cell");
}"""


def browsing() -> list[psutil.Process]:
    """Return the processes of the browsers that this one has opened."""
    mine = psutil.Process().children(recursive=True)
    return [one for one in mine if one.is_running() and re.search("chrom|edge", one.name(), re.IGNORECASE)]


def tree(process: psutil.Process) -> list[psutil.Process]:
    """Return a process with all below it."""
    return [process, *process.children(recursive=True)]


def used(processes: list[psutil.Process]) -> float:
    """Return seconds of processors, those of ended children with them."""
    return sum(sum(one.cpu_times()[:4]) for one in processes if one.is_running())


def held(processes: list[psutil.Process]) -> float:
    """Return megabytes, pages that several share counted once."""
    return sum(one.memory_full_info().pss for one in processes if one.is_running()) / 1e6


@contextmanager
def browser_page() -> Iterator[Page]:
    """Open a browser with an empty page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(WAIT_SECONDS * 1000)
        yield page
        browser.close()


def plain(folder: Path, port: int) -> list[str]:
    """Return the command of a JupyterLab without the course and without what the course's tools add to it."""
    words = ["-m", "jupyterlab", f"--ServerApp.root_dir={folder}", f"--ServerApp.port={port}"]
    return [
        sys.executable,
        *words,
        "--ServerApp.allow_root=True",
        "--ServerApp.open_browser=False",
        "--LabApp.news_url=",
    ]


def spare(config: Path) -> None:
    """Spare the plain JupyterLab what the course's tools add to it in this environment; others do not have them."""
    course = json.loads(SETTINGS.read_text(encoding="utf-8"))
    tools = ("@jupyter/nbgrader", "jupyterlab-jupytext")
    pages = {"disabledExtensions": dict.fromkeys(tools, True)}
    server = course["jupyter_server_config.json"]
    for name, content in {"labconfig/page_config.json": pages, "jupyter_server_config.json": server}.items():
        write_text(config / name, json.dumps(content))


def ours(folder: Path, port: int) -> list[str]:
    """Return the course's command."""
    words = ["lab", str(folder), "--lang", "en", "--port", f"{port}", "--no-browser"]
    return [sys.executable, "-m", "peakend.command", *words]


def measure(way: str, folder: Path, home: Path) -> tuple[float, float, float, float]:
    """Return seconds on the clock, of processors in server and kernel, of processors in the browser, and megabytes."""
    port, exposed = free_port(), "--LabApp.expose_app_in_browser=True"
    if way == WAYS[0]:
        command = [*plain(folder, port), exposed, "--IdentityProvider.token=measured"]
    else:
        command = [*ours(folder, port), f"--option={exposed}"]
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(home / "config"), "IPYTHONDIR": str(home / "ipython")}
    if way == WAYS[0]:
        environment["JUPYTERLAB_SETTINGS_DIR"] = str(home / "settings")
        environment["JUPYTERLAB_WORKSPACES_DIR"] = str(home / "layout")
    with browser_page() as page:
        spent = used(browsing())
        began = time.perf_counter()
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=home, encoding="utf-8"
        ) as server:
            try:
                token = "measured" if way == WAYS[0] else told_token(server)
                _put_notebook(folder)
                _go(page, f"http://localhost:{port}/lab/tree/{PLACE}?token={token}", server)
                if way == WAYS[0]:
                    path = "(path) => window.jupyterapp?.shell.currentWidget?.context?.path === path"
                    page.wait_for_function(path, arg=PLACE)
                    page.evaluate(RUN_FIRST)
                page.wait_for_function(FIRST_DONE)
                clock = time.perf_counter() - began
                serving = tree(psutil.Process(server.pid))
                return clock, used(serving), used(browsing()) - spent, held(serving)
            finally:
                server.terminate()


def told_token(server: subprocess.Popen[str]) -> str:
    """Return the token in the address that the course prints."""
    assert server.stdout
    found = (re.search(r"token=([\w-]+)", line) for line in server.stdout)
    return next(one[1] for one in found if one)


def _put_notebook(folder: Path) -> None:
    (folder / PLACE).parent.mkdir(parents=True, exist_ok=True)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}  # without it, one is asked which
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)], metadata=kernel), folder / PLACE)


def _go(page: Page, address: str, server: subprocess.Popen[str]) -> None:
    """Open an address as soon as something answers there."""
    while True:
        try:
            page.goto(address, wait_until="commit")
            return
        except Exception:
            if server.poll() is not None:
                raise
            time.sleep(0.1)


def main(rounds: int) -> None:
    """Measure all ways in turn, so that what else the machine does falls on each."""
    found: dict[str, list[tuple[float, ...]]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as scratch:
        home, workspace = Path(scratch, "home"), Path(scratch, "workspace")
        spare(home / "config")
        prepare_workspace(workspace, "en")
        for number in range(rounds):
            for way in WAYS:
                folder = workspace if way != WAYS[2] else Path(scratch, f"new-{number}")
                found[way].append(measure(way, folder, home))
            shutil.rmtree(Path(scratch, f"new-{number}"))
    print(f"{rounds} rounds, load {os.getloadavg()[0]:.0f}; to the first cell done, medians")
    middle = {way: [statistics.median(column) for column in zip(*rows, strict=True)] for way, rows in found.items()}
    for way, (clock, serving, browsing, memory) in middle.items():
        told = f"{clock:.1f} s on the clock, {serving:.1f} + {browsing:.1f} s of processors, {memory:.0f} MB"
        base_clock, base_serving, base_browsing, base_memory = middle[WAYS[0]]
        by = (clock / base_clock, (serving + browsing) / (base_serving + base_browsing), memory / base_memory)
        print(f"{way}: {told} · {by[0]:.2f} ×, {by[1]:.2f} ×, {by[2]:.2f} ×")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
