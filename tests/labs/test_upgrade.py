"""A workspace that the first version made: opened again, brought up to date, and nothing in it lost.

``first-house.zip`` is such a workspace: two labs, with answers in forms, a line written into a cell, and a note.
"""

import json
import zipfile
from pathlib import Path

import pytest

import peakend as pe
from peakend_labs.workspace import workspace as workspaces
from peakend_labs.workspace.upgrade import EARLIER
from peakend_labs.workspace.workspace import prepare_workspace, upgrade_workspace
from submissions import LAB

PLACE = f"labs/{LAB}/{LAB}.ipynb"
LINE = 'nps_by_channel = pe.nps(survey, "recommend", by="channel", invalid="drop")\n# Your answer here'


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """The workspace as it was left; only its own two labs are released."""
    with zipfile.ZipFile(Path(__file__).with_name("first-house.zip")) as archive:
        archive.extractall(tmp_path)
    monkeypatch.setattr(workspaces, "lab_names", lambda: ["0-warm-up", LAB])
    return tmp_path


def sources(file: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]]


def test_a_workspace_of_the_first_version_is_brought_up_to_date_once(workspace):
    """Cells are this version's, the line is the trainee's; the old notebook is kept with the note in it."""
    before = (workspace / PLACE).read_bytes()
    assert PLACE in upgrade_workspace(workspace, "en")
    after = sources(workspace / PLACE)
    assert LINE in after
    assert any("def case_survey():" in cell for cell in after)
    assert before == (workspace / EARLIER / PLACE).read_bytes()
    assert "My own note." in sources(workspace / EARLIER / PLACE)
    assert [] == upgrade_workspace(workspace, "en")


def test_answers_in_forms_stay_and_are_read(workspace, monkeypatch):
    """The files are untouched, and this version opens them."""
    upgrade_workspace(workspace, "en")
    prepare_workspace(workspace, "en")
    monkeypatch.chdir(workspace / "labs" / LAB)
    assert ("ces", "nps", "csat") == tuple(pe.worksheet("instruments")[name] for name in ("sim_card", "board", "hall"))
    assert "zhang-san" in pe.variant_note()


def test_an_upgrade_that_was_cut_short_is_done_again(workspace, monkeypatch):
    """And the notebook that is kept is still the first one."""
    first = (workspace / PLACE).read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(workspaces, "mark", lambda *_arguments: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            upgrade_workspace(workspace, "en")
    upgrade_workspace(workspace, "en")
    assert first == (workspace / EARLIER / PLACE).read_bytes()
    assert LINE in sources(workspace / PLACE)
