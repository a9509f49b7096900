"""Lab 5 on the class's own day: what phones felt in the morning is the journey that is worked on in the afternoon."""

import json
import subprocess
import sys

import pytest

import peakend as pe
from class_server import BLOCKS, running_room
from patience import SECONDS

FELT = {  # a phone's feeling at the end of each block: the peak is the lab, the end is the break
    "p1": (0, 2, 1),
    "p2": (-1, 2, 0),
    "p3": (1, 1, 1),
    "p4": (0, 2, 1),
}
LAB_5 = """
import json, sys
from peakend_labs.lab import read_lab
from peakend_labs.proof.execute import _with_parameters
from peakend_labs.proof.lab_shell import fresh_shell, is_stopped
lab = read_lab("5-peaks-and-ends")
case = lab.case_for("service-hall")
lab.copy_side_files(case, __import__("pathlib").Path("."))
solved = lab.read(sys.argv[1], case)
shell = fresh_shell()
cells = _with_parameters(solved.cells, {"own_file": "our-day.csv", "variant": 7, "lang": sys.argv[1], "case": case})
done = shell.run(cells)
said = {"stopped": [f"{cell.source}: {cell.outputs}" for cell in done if is_stopped(cell)]}
if not said["stopped"]:
    frame = shell.user_ns["case_visits"]()
    said |= {"steps": list(dict.fromkeys(frame["touchpoint"])), "n": len(frame)}
print(json.dumps(said))
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_lab_5_runs_on_the_file_that_the_trainers_page_gives(language, tmp_path):
    """From the first cell to the last, with the blocks of the run-sheet as its touchpoints."""
    pe.set_language(language)
    with running_room(tmp_path / "class", shown={"language": language}) as server:
        trainer = server.trainer()
        phones = {name: server.caller() for name in FELT}
        for block in range(len(BLOCKS)):
            trainer.ask("/trainer/clock/start", {"value": block})
            content = {"kind": "scale", "question": "?", "options": [], "low": -2, "high": 2, "purpose": "feeling"}
            number = trainer.ask("/trainer/ask", content)["number"]
            for name, phone in phones.items():
                phone.ask(f"/api/vote/{number}", {"value": FELT[name][block]})
        (tmp_path / "our-day.csv").write_bytes(trainer.send("/trainer/our-day.csv")[1])
    done = subprocess.run(
        [sys.executable, "-c", LAB_5, language], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=SECONDS
    )
    assert done.stdout, done.stderr[-2000:]
    said = json.loads(done.stdout.splitlines()[-1])
    assert [] == said["stopped"]
    assert [block.what for block in BLOCKS] == said["steps"]
    assert len(FELT) * len(BLOCKS) == said["n"]
