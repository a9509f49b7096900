"""A browser-only room: what so many trainees' JupyterLabs take, idle and at work, and what they wait for.

``python benchmarks/hub.py 30`` starts `peakend class --hub` with a list, waits until the labs of all are there, lets
all come within a minute, each with a kernel that computes and draws with pauses to think, and says times and memory.
It needs configurable-http-proxy. No time is asserted.
"""

import random
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from class_server import Caller
from hub_room import Trainee, running_hub, wait_for
from peakend_class.hub.plan import seat_of
from ports import free_port

ARRIVE_SECONDS, THINK_SECONDS, TURNS = 60, 20, 5
FIRST = "import peakend as pe; survey = pe.load_case('service-hall/survey')"
WORK = "table = pe.nps(survey, 'recommend', by='channel', invalid='drop'); chart = pe.plot_nps(table).to_dict()"


def held(processes: list[psutil.Process]) -> float:
    """Return megabytes, pages that several share counted once."""
    return sum(one.memory_full_info().pss for one in processes if one.is_running()) / 1e6


def used(processes: list[psutil.Process]) -> float:
    """Return seconds of processors."""
    return sum(one.cpu_times().user + one.cpu_times().system for one in processes)


def parts(running: psutil.Process) -> tuple[list[psutil.Process], list[psutil.Process]]:
    """Return the processes of trainees, and those that serve them."""
    mine = [one for one in running.children(recursive=True) if one.is_running()]
    of_seats = [one for one in mine if "peakend_class.hub.seat" in one.cmdline()]
    below = {child.pid for one in of_seats for child in one.children(recursive=True)}
    trainees = [one for one in mine if one in of_seats or one.pid in below]
    return trainees, [running, *(one for one in mine if one not in trainees)]


def work(server: object, name: str) -> list[float]:
    """Come, and work with pauses; return how long each turn took, coming first."""
    time.sleep(random.random() * ARRIVE_SECONDS)
    began = time.perf_counter()
    trainee = Trainee(server, name)  # type: ignore[arg-type]
    waited = [time.perf_counter() - began]
    for turn in range(TURNS):
        began = time.perf_counter()
        said = trainee.run(FIRST if turn == 0 else WORK)
        assert not said, said
        waited.append(time.perf_counter() - began)
        time.sleep(random.expovariate(1 / THINK_SECONDS))
    return waited


def main(count: int) -> None:
    """Measure one room."""
    names = [f"p{number:03}" for number in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "names.csv"
        file.write_text("id\n" + "\n".join(names) + "\n", encoding="utf-8")
        port = free_port()
        began = time.perf_counter()
        with running_hub(Path(folder) / "class", port, file) as (running, server):
            hub = Caller(f"http://127.0.0.1:{port + 1}")
            for name in names:
                wait_for(lambda name=name: b'"version"' in hub.send(f"/user/{seat_of(name)}/api")[1], 1800)
            trainees, serving = parts(running)
            print(f"{count} labs there after {time.perf_counter() - began:.0f} s, {psutil.getloadavg()[0]:.0f} load")
            print(f"idle: {held(trainees) / count:.0f} MB and {used(trainees) / count:.1f} s of processors each")
            print(f"class server, hub, proxy, culler: {held(serving):.0f} MB")
            with ThreadPoolExecutor(count) as pool:
                waited = list(pool.map(lambda name: work(server, name), names))
            trainees, serving = parts(running)
            print(f"with a kernel: {held(trainees) / count:.0f} MB each, {held(trainees + serving):.0f} MB in all")
            for what, times in (
                ("opening", [one[0] for one in waited]),
                ("starting a kernel and reading data", [one[1] for one in waited]),
                ("a cell", [each for one in waited for each in one[2:]]),
            ):
                high = sorted(times)[int(0.99 * (len(times) - 1))]
                print(f"{what}: {statistics.median(times):.2f} s median, {high:.2f} s 99 %")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
