"""Where there is no checkout: each command that needs one says so in one sentence, and writes nothing."""

import pytest
from typer.testing import CliRunner

from peakend.command.app import complete_app
from peakend_labs import places


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """Where the package was installed alone: neither labs nor pages beside it."""
    for name, folder in (("HOUSE", tmp_path), ("LABS", tmp_path / "labs"), ("COURSE", tmp_path / "course")):
        monkeypatch.setattr(places, name, folder)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["lab", "--no-browser"], "There are no labs here: this command needs the course's own folder, or a kit"),
        (["new-lab", "7-my-lab"], "The labs' sources are not here: this command needs the course's own folder"),
        (["release"], "The labs' sources are not here: this command needs the course's own folder"),
        (["check"], "The labs' sources are not here: this command needs the course's own folder"),
        (["demo", "class"], "The labs' sources are not here: this command needs the course's own folder"),
        (["twins"], "The course's pages are not here: this command needs the course's own folder"),
        (["runsheet"], "The course's pages are not here: this command needs the course's own folder"),
        (["slides"], "The course's pages are not here: this command needs the course's own folder"),
        (["handbook"], "The course's pages are not here: this command needs the course's own folder"),
        (["printables"], "The course's pages are not here: this command needs the course's own folder"),
    ],
)
def test_a_command_without_its_checkout_is_one_sentence(nowhere, command, sentence):
    """No traceback, and no folder begun."""
    result = CliRunner().invoke(complete_app(), [*command, "--lang", "en"])
    assert sentence in " ".join(result.output.split())
    assert 2 == result.exit_code
    assert [] == list(nowhere.iterdir())
