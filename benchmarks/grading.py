"""Grade one class with nbgrader's own autograder and with the judge: how many times as fast, and where the time goes.

Run ``python benchmarks/grading.py [SIZE] [--nbgrader COUNT]``: nbgrader grades the first COUNT of SIZE submissions,
since a whole class takes it a quarter of an hour. Each way starts as a process of its own; start-up is counted.
The judge gives all grades first and draws the charts afterwards, while nbgrader draws them among the grades: so both
are told. With ``--nbgrader 0`` the judge is measured alone. Where other programs run as well, the processor's seconds
say more than those on the clock.

With ``--workers COUNT`` the class is graded once more, through a Dask cluster on this machine; in mid-class one of its
workers is killed, and the scores are compared.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

MEASURED = "--measured"
LOOK_SECONDS = 0.5
# In sandboxes: the cells, the tests, the pictures. In the grading process: all the rest, its start-up included.
PHASES = ("run", "judge", "draw", "host")


def main() -> None:
    """Make the class, grade it both ways, and compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("size", nargs="?", type=int, default=100)
    options.add_argument("--nbgrader", type=int, default=10, metavar="COUNT")
    options.add_argument("--workers", type=int, default=0, metavar="COUNT")
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="peakend-benchmark-") as scratch:
        folder = Path(scratch)
        hand_in(folder, wanted.size, wanted.nbgrader)
        clock, used = grade(folder, "class")
        say_how_long(clock, used, wanted.size)
        if wanted.nbgrader:
            compare(folder, clock, used, wanted.size, wanted.nbgrader)
        if wanted.workers:
            grade_by_cluster(folder, wanted.size, wanted.workers)


def say_how_long(clock: float, used: dict[str, float], size: int) -> None:
    """Print what the judge took, and for what."""
    print(f"judge: {size} submissions, the first result after {used['first result']:.1f} s")
    print(f"  grades after {used['last result']:.1f} s on the clock, {used['grades']:.1f} s of processors")
    print(f"  pictures of charts after {clock:.1f} s, {used['all']:.1f} s of processors")
    print(
        f"  at most {used['memory'] / 1000:.0f} MB in the grading process, {used['all memory']:.0f} MB in all of them"
    )
    for phase in PHASES:
        print(f"  {phase}: {used[phase]:.1f} s of processors, {used[phase] / size:.3f} s a submission")


def compare(folder: Path, clock: float, used: dict[str, float], size: int, few: int) -> None:
    """Let nbgrader grade a few of the submissions, and print how many times the judge is as fast."""
    few_clock, few_used = grade(folder, "few", "--without-sandbox")
    start_clock, start_used = grade(folder, "few", "--without-sandbox", again=False)
    same = scores(folder / "few graded") == {
        key: score for key, score in scores(folder / "class graded").items() if key[0] < f"t{few:04}"
    }
    their_clock = start_clock + (few_clock - start_clock) / few * size
    their_work = start_used["all"] + (few_used["all"] - start_used["all"]) / few * size
    print(f"nbgrader: {their_clock:.0f} s and {their_work:.0f} s, from {few} submissions, charts drawn")
    for what, seconds, work in (
        ("grades", used["last result"], used["grades"]),
        ("grades and pictures", clock, used["all"]),
    ):
        print(
            f"{what}: {their_clock / seconds:.1f} times as fast on the clock, {their_work / work:.1f} times less work"
        )
    print(f"scores {'are the same' if same else 'DIFFER'}")


def hand_in(folder: Path, size: int, few: int) -> None:
    """Write a class of all kinds of submissions, and its first few once more."""
    from peakend_labs.release.kit import release_notebooks
    from submissions import HALF_RIGHT, LAB, RIGHT, RIGHT_LINE, submit

    given = [(RIGHT, RIGHT_LINE), (HALF_RIGHT, RIGHT_LINE), ({}, None), (RIGHT, "nps_by_channel = 1 / 0")]
    release_notebooks([LAB], "zh", folder / "released")
    for number in range(size):
        submit(folder / "released" / LAB, folder / "class" / f"t{number:04}" / LAB, *given[number % len(given)])
    for trainee in sorted((folder / "class").iterdir())[:few]:
        shutil.copytree(trainee, folder / "few" / trainee.name)


def grade(folder: Path, name: str, *options: str, again: bool = True) -> tuple[float, dict[str, float]]:
    """Grade a folder by the command; return the seconds on the clock, and the processor's by phase."""
    measured = folder / "measured.json"
    command = [sys.executable, __file__, MEASURED, str(measured), str(time.time())]
    command += ["grade", str(folder / name), "--lang", "zh", *options, "--out", str(folder / f"{name} graded")]
    started = time.perf_counter()
    running = subprocess.Popen([*command, *(["--again"] if again else [])], stdout=subprocess.DEVNULL)
    most = 0.0
    while running.poll() is None:
        most = max(most, megabytes(running.pid))
        time.sleep(LOOK_SECONDS)
    clock = time.perf_counter() - started
    if running.returncode:
        sys.exit("grading failed")
    return clock, {**json.loads(measured.read_text(encoding="utf-8")), "all memory": most}


def megabytes(process: int) -> float:
    """Return the memory of a process and all that it has started, what they share counted once."""
    total, left = 0.0, [process]
    while left:
        place = Path("/proc", str(left.pop()))
        try:
            for task in (place / "task").iterdir():
                left += map(int, (task / "children").read_text(encoding="ascii").split())
            shares = (place / "smaps_rollup").read_text(encoding="ascii").splitlines()
            total += sum(int(line.split()[1]) for line in shares if line.startswith("Pss:")) / 1000
        except OSError:  # it has just ended
            continue
    return total


def grade_by_cluster(folder: Path, size: int, workers: int) -> None:
    """Grade the class by a Dask cluster of one's own, kill one of its workers in mid-class, and compare the scores."""
    out = folder / "clustered graded"
    with cluster(folder, workers) as (address, processes):
        killer = threading.Thread(target=kill, args=(processes[-1], lambda: graded(out) >= size // 2))
        killer.start()
        command = [sys.executable, "-m", "peakend.command", "grade", str(folder / "class"), "--lang", "zh"]
        started = time.perf_counter()
        command += ["--scheduler", address, "--out", str(out)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        clock = time.perf_counter() - started
        killer.join()
    same = scores(out) == scores(folder / "class graded")
    print(f"cluster of {workers}, one killed after {size // 2}: grades and pictures after {clock:.1f} s")
    print(f"scores of {len(scores(out))} tasks {'are the same' if same else 'DIFFER'}")


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and workers, as Dask's own commands do."""
    from ports import free_port

    address = f"tcp://127.0.0.1:{free_port()}"
    dask, quiet = [sys.executable, "-m", "dask"], {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    parts = [["scheduler", "--host", address, "--no-dashboard"]]
    alone = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory"]
    parts += [["worker", address, *alone, str(folder / f"worker {number}")] for number in range(workers)]
    processes = [subprocess.Popen([*dask, *part], **quiet) for part in parts]  # type: ignore[call-overload]
    try:
        yield address, processes
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait()


def kill(process: subprocess.Popen[bytes], is_time: Callable[[], bool]) -> None:
    """Kill a process as a power cut would, once it is time."""
    while not is_time():
        time.sleep(LOOK_SECONDS)
    process.kill()


def graded(out: Path) -> int:
    """Return how many submissions have been graded."""
    return sum(1 for _folder in (out / "autograded").glob("*"))


def scores(graded: Path) -> dict[tuple[str, str], float | None]:
    """Return every task's score."""
    from peakend_grading.marks.book import open_book

    with open_book(graded) as book:
        return {(mark.trainee, mark.task): mark.score for mark in book.marks()}


def measure(file: Path, started: float, arguments: list[str]) -> None:
    """Run the command in this process, and write down what each of its parts takes."""
    from peakend.command.app import complete_app
    from peakend_grading.host.zygote_client import Zygote
    from peakend_grading.lean_imports import leave_out_unneeded

    leave_out_unneeded()
    phases, ends = Counter(dict.fromkeys(PHASES, 0.0)), []
    do = Zygote.do

    def counted(self: Zygote, part: str, *given: Any) -> Any:
        done = do(self, part, *given)
        phases[part] += done.processor_seconds
        if part != "draw":
            ends.append(time.time() - started)
        return done

    Zygote.do = counted  # type: ignore[method-assign]
    try:
        complete_app()(arguments)
    except SystemExit as end:
        if end.code:
            raise
    ours, children = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    phases["host"] = sum(usage.ru_utime + usage.ru_stime for usage in (ours, children))
    everything = sum(phases.values())
    found = {**phases, "all": everything, "grades": everything - phases["draw"], "memory": float(ours.ru_maxrss)}
    found |= {"first result": min(ends, default=0.0), "last result": max(ends, default=0.0)}
    file.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == [MEASURED]:
        measure(Path(sys.argv[2]), float(sys.argv[3]), sys.argv[4:])
    else:
        main()
