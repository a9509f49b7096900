"""The command line: what a user's mistake gets, and that nothing is lost by it."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import peakend_labs.release.kit
import peakend_labs.workspace.workspace
from peakend.base.program import CALLED, remember_call
from peakend.command.app import complete_app, main
from peakend_labs.places import HOUSE, lab_names
from peakend_labs.workspace.workspace import prepare_workspace
from submissions import LAB


def run(*command: object, code: int = 2) -> str:
    """Run a command, expect its exit code, and return what it said."""
    result = CliRunner().invoke(complete_app(), [str(word) for word in command])
    assert result.exit_code == code, result.output
    return result.output.strip()


def test_an_unknown_lab_gets_the_right_name(tmp_path):
    """The nearest lab is offered; nothing is written."""
    said = run("release", "3-three-survey", "--lang", "en", "--out", tmp_path / "kit")
    assert said.endswith(f"Did you mean '{LAB}'?")
    assert not (tmp_path / "kit").exists()


@pytest.mark.parametrize("command", ["release", "check", "grade", "feedback", "lab"])
def test_an_unknown_language_is_one_sentence(command, tmp_path):
    """Every command says the same."""
    extra = [tmp_path] if command in ("grade", "feedback", "lab") else []
    assert run(command, *extra, "--lang", "fr").count("\n") == 0


def test_a_kit_never_overwrites(tmp_path):
    """A folder with something in it is left as it is."""
    (tmp_path / "mine.txt").write_text("work", encoding="utf-8")
    assert "exists already" in run("release", "--lang", "en", "--out", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("folder", ["missing", "empty"])
def test_grading_nothing_says_what_is_expected(folder, tmp_path):
    """A wrong or empty folder is one sentence."""
    (tmp_path / "empty").mkdir()
    said = run("grade", tmp_path / folder, "--out", tmp_path / "out", "--lang", "en")
    assert "trainee" in said
    assert not (tmp_path / "out").exists()


def test_feedback_needs_a_graded_folder(tmp_path):
    """The sentence names the folder that grading writes."""
    assert "holds no gradebook" in run("feedback", tmp_path, "--lang", "en")


def test_a_port_in_use_is_one_sentence(tmp_path):
    """JupyterLab is not started beside another program."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"Port {port} is in use" in run("lab", tmp_path / "new", "--lang", "en", "--port", port)


def test_the_command_is_installed():
    """``peakend --help`` lists the commands in both languages."""
    command = [sys.executable, "-m", "peakend.command", "--help"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, env=environment)
    assert all(name in done.stdout for name in ("lab", "check", "release", "grade", "feedback", "批改"))


@pytest.mark.parametrize(("language", "called"), [("zh", "./start.sh"), ("en", ".\\start.bat")])
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["grad"], "{} --help"),
        (["grade", "--nmaes"], "{} grade --help"),
        (["new-lab"], "{} new-lab LAB"),
        (["grade"], "{} grade "),
        (["grade", "--help"], "{} grade "),
    ],
)
def test_help_and_sentences_name_what_was_typed(called, words, told, language, monkeypatch, capsys):
    """Whoever called a start file is told to call it again, and not a program that is not on the path."""
    monkeypatch.setenv(CALLED, called)
    monkeypatch.setattr(sys, "argv", ["__main__.py", *words, *([] if "--help" in words else ["--lang", language])])
    with pytest.raises(SystemExit):
        main()
    said = "".join(capsys.readouterr())
    assert CALLED not in os.environ
    assert remember_call() is None  # nor is it known to what comes after
    assert told.format(called) in said
    assert not re.search(r"(?<!import )\bpeakend[. ][a-z]", said)


def test_a_start_file_says_how_it_was_called(tmp_path):
    """With its folder, in quotation marks where a space is in it, and by a shell's name where that started it."""
    folder = tmp_path / "我 的"
    start = folder / "labs" / "peakend_labs" / "start"
    start.mkdir(parents=True)
    for package in (start, start.parent):
        (package / "__init__.py").touch()
    (start / "__main__.py").write_text("import os; print(os.environ['PEAKEND_CALLED'])", encoding="utf-8")
    shutil.copy2(HOUSE / "start.sh", folder)
    calls = [("./start.sh", folder, "./start.sh"), (f"{folder}/start.sh", tmp_path, f'"{folder}/start.sh"')]
    for typed, place, said in calls:
        assert said == subprocess.run([typed], cwd=place, capture_output=True, encoding="utf-8").stdout.strip()
    assert (
        "sh start.sh" == subprocess.run(["sh", "start.sh"], cwd=folder, capture_output=True, text=True).stdout.strip()
    )


@pytest.fixture
def quick_release(monkeypatch):
    """Stand in for nbgrader's release, which the round trip tests."""

    def write(labs, language, target):
        for lab in labs:
            (target / lab).mkdir(parents=True)
            (target / lab / f"{lab}.ipynb").write_text(language, encoding="utf-8")

    monkeypatch.setattr(peakend_labs.release.kit, "release_notebooks", write)


def test_a_workspace_has_a_welcome_page_and_the_labs(tmp_path, quick_release):
    """What JupyterLab opens on, and what it links to."""
    added = prepare_workspace(tmp_path / "work", "zh")
    assert [*(f"labs/{lab}/{lab}.ipynb" for lab in lab_names()), "welcome.md"] == added
    assert f"labs/{LAB}/{LAB}.ipynb" in (tmp_path / "work" / "welcome.md").read_text(encoding="utf-8")


def test_a_trainees_work_is_never_overwritten(tmp_path, quick_release):
    """Opening the workspace again leaves a changed notebook alone and brings back a deleted page."""
    work = tmp_path / "work"
    prepare_workspace(work, "zh")
    notebook = work / "labs" / LAB / f"{LAB}.ipynb"
    notebook.write_text("mine", encoding="utf-8")
    (work / "welcome.md").unlink()
    assert prepare_workspace(work, "zh") == ["welcome.md"]
    assert notebook.read_text(encoding="utf-8") == "mine"


def test_a_folder_with_other_files_is_no_workspace(tmp_path, quick_release):
    """Nothing is put among somebody's files."""
    (tmp_path / "thesis.docx").write_bytes(b"")
    assert "holds other files" in run("lab", tmp_path, "--lang", "en")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_workspace_in_the_other_language_is_left_alone(tmp_path, quick_release):
    """The sentence says how to open it, and the exit code is not 0."""
    prepare_workspace(tmp_path / "work", "zh")
    assert "Open it with --lang zh" in run("lab", tmp_path / "work", "--lang", "en")


def test_a_preparation_cut_short_goes_on_next_time(tmp_path, monkeypatch, quick_release):
    """Stopped after the first file, as by Ctrl-C or a full disk: the second start adds the rest."""
    copy_file = peakend_labs.workspace.workspace.copy_file
    monkeypatch.setattr(peakend_labs.workspace.workspace, "copy_file", lambda source, target: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        prepare_workspace(tmp_path / "work", "zh")
    monkeypatch.setattr(peakend_labs.workspace.workspace, "copy_file", copy_file)
    assert [*(f"labs/{lab}/{lab}.ipynb" for lab in lab_names()), "welcome.md"] == prepare_workspace(
        tmp_path / "work", "zh"
    )


def test_a_damaged_marker_does_not_lock_a_trainee_out(tmp_path, quick_release):
    """The workspace opens, and its marker is mended."""
    work = tmp_path / "work"
    prepare_workspace(work, "zh")
    (work / ".peakend" / "workspace.json").write_text("{", encoding="utf-8")
    prepare_workspace(work, "zh")
    assert json.loads((work / ".peakend" / "workspace.json").read_text(encoding="utf-8"))["language"] == "zh"
