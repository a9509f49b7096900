"""What a machine has to open the course with, where something is missing, in both languages."""

import shutil
import socket
import webbrowser

import pytest
from typer.testing import CliRunner

from peakend.base import browsers
from peakend.base.language import set_language
from peakend.command.app import complete_app
from peakend_labs import doctor
from peakend_labs.workspace import workspace


def found() -> dict[str, doctor.Finding]:
    return {one.name: one for one in doctor.machine()}


@pytest.fixture(autouse=True)
def away(monkeypatch):
    """No look at the network, which is another one on each machine."""
    monkeypatch.setattr(doctor, "_answers", lambda _address: True)


def test_a_machine_that_has_all_is_told_so():
    """Six things, each with what was found."""
    things = found()
    assert ["Python", "packages", "folder and disk", "browser", "Chinese font", "port"] == list(things)
    assert all(one.about for one in things.values())
    assert things["Python"].found
    assert things["port"].found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_thing_that_is_missing_has_a_fix(language, monkeypatch):
    """In the reader's language, and nothing needed is called there."""
    set_language(language)

    def nothing(*_arguments: object, **_options: object) -> None:
        raise webbrowser.Error

    monkeypatch.setattr(doctor, "_answers", lambda _address: False)
    monkeypatch.setattr(webbrowser, "get", nothing)
    monkeypatch.setattr(doctor, "browsers", list)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9, 8, 7))
    monkeypatch.setattr(doctor, "PYTHONS", ((4, 0), (4, 1)))
    python, source, room, browser, _fonts, _port = doctor.machine()
    assert not python.found
    assert not source.found
    assert not browser.found
    fixes = [python.fix, source.fix, browser.fix]
    assert all(("请" in fix) == (language == "zh") for fix in fixes)
    assert "MB" in room.about


@pytest.mark.skipif(not shutil.which("fc-list"), reason="no fontconfig")
@pytest.mark.parametrize(("language", "install"), [("zh", "请安装一种"), ("en", "Install one")])
def test_a_system_without_a_chinese_font_is_told_what_to_install(language, install, tmp_path, monkeypatch):
    """Fontconfig's own answer, with a folder of fonts that is empty."""
    settings = tmp_path / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>", "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
    set_language(language)
    fonts = doctor._fonts()
    assert not fonts.found
    assert not fonts.needed
    assert install in fonts.fix
    assert "fonts-noto-cjk" in fonts.fix


@pytest.mark.parametrize(("language", "step"), [("zh", "请关掉其他课程"), ("en", "Close other courses")])
def test_a_port_that_another_program_has_is_passed_over(language, step, monkeypatch):
    """Another one is named; where none is left, the next step."""
    set_language(language)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        monkeypatch.setattr(workspace, "DEFAULT_PORT", taken)
        assert doctor._port().found
        assert str(taken) not in doctor._port().about
        monkeypatch.setattr(workspace, "PORTS", 1)
        assert not doctor._port().found
        assert doctor._port().fix.startswith(step)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_disk_that_is_full_is_named_with_what_is_free_and_needed(language, tmp_path, monkeypatch):
    """A first start needs room; where all is installed already nothing does."""
    set_language(language)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9_000_000, 2_000_000, 7_000_000))
    room = doctor._room(doctor.Folder(tmp_path, language, ()))
    assert not room.found
    assert "7 MB" in room.about and str(doctor.NEEDED_MB) in room.about
    assert "7" in room.fix and str(tmp_path) in room.fix
    assert "\n" not in room.fix
    folder = doctor.Folder(tmp_path, language, ())
    folder.python.parent.mkdir(parents=True)
    folder.python.touch()
    assert doctor._room(folder).found


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Chromium", "bin/chromium"),
        ("Firefox", "bin/firefox-esr"),
        ("Edge", "Program Files (x86)/Microsoft/Edge/Application/msedge.exe"),
        ("Chrome", "Local/Google/Chrome/Application/chrome.exe"),
        ("Safari", "Applications/Safari.app/Contents/MacOS/Safari"),
    ],
)
def test_a_browser_is_found_where_its_system_keeps_it(name, place, tmp_path, monkeypatch):
    """On a server without a screen too, where nothing opens it; one that makes no PDFs is enough for a trainee."""
    program = tmp_path / place
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path / "Program Files (x86)"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    monkeypatch.setattr(browsers, "PACKED", ())
    monkeypatch.setattr(browsers, "APPLICATIONS", (tmp_path / "Applications",))
    browser = doctor._browser()
    assert browser.found
    assert f"{name} ({program})" == browser.about
    assert ("PDF" in browser.fix) == (name in {"Firefox", "Safari"})


@pytest.mark.parametrize(("language", "heading"), [("zh", "打开课程"), ("en", "to open the course")])
def test_the_command_speaks_the_language_asked_for(language, heading, monkeypatch):
    """For trainee and trainer."""
    monkeypatch.setattr("peakend_grading.walls.doctor.walls", list)
    assert heading in CliRunner().invoke(complete_app(), ["doctor", "--lang", language]).output


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("is_there", [True, False])
def test_the_proxy_of_a_browser_only_room_is_named(language, is_there, monkeypatch):
    """With the command that installs it; nobody else needs it."""
    set_language(language)
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/usr/bin/{name}" if is_there else None)
    said = doctor.labs_for_browsers()
    assert {"zh": "浏览器练习", "en": "labs for browsers"}[language] == said.name
    assert is_there == said.found
    assert not said.needed
    assert is_there != ("npm install -g configurable-http-proxy" in said.fix)
    assert "configurable-http-proxy" in said.about
