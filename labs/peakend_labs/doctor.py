"""What this machine has to open the course with: each thing is looked for where it would be used."""

import contextlib
import os
import platform
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from peakend.base.browsers import browsers
from peakend.base.errors import PeakendError
from peakend.base.language import get_language
from peakend.base.language import translate as _
from peakend.base.program import as_typed
from peakend_labs.places import HOUSE
from peakend_labs.start.folder import NEEDED_MB, PYTHONS, Folder, free_mb, open_folder, require_room, system_name
from peakend_labs.start.sentences import CannotStart
from peakend_labs.start.tools import index_of_pip
from peakend_labs.workspace.workspace import free_port

SECONDS = 4
PROXY = "configurable-http-proxy"  # by which browsers find the labs of a trainer's machine


@dataclass(frozen=True)
class Finding:
    """One thing that the course needs of a machine.

    Attributes
    ----------
    name : str
        What it is.
    found : bool
        Whether it is there.
    needed : bool
        Whether nothing goes without it.
    about : str
        What was found.
    fix : str
        How to get it; empty where it is there.
    """

    name: str
    found: bool
    needed: bool
    about: str
    fix: str


def machine() -> list[Finding]:
    """Return what the course needs of this machine, and whether it is there."""
    try:
        folder = open_folder(HOUSE, [], os.environ)
    except CannotStart:
        folder = Folder(Path.cwd(), "en", ())
    return [_python(), _source(folder), _room(folder), _browser(), _fonts(), _port()]


def labs_for_browsers() -> Finding:
    """Return whether this machine has what `peakend class --hub` needs besides a sandbox."""
    found, name = shutil.which(PROXY), _("labs for browsers")
    if sys.platform != "linux":
        return Finding(name, False, False, "peakend class --hub", _("Use Linux; on Windows WSL 2 (wsl --install)."))
    fix = "" if found else _("For peakend class --hub alone: npm install -g {name} (Node.js 18 or newer).", name=PROXY)
    return Finding(name, bool(found), False, found or _("{name} is not installed", name=PROXY), fix)


def _python() -> Finding:
    found = platform.python_version()
    bits = "64" if sys.maxsize > 2**32 else "32"
    fits = PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1] and bits == "64"
    fix = "" if fits else _("Install Python 3.13 (64-bit) from python.org.")
    about = _("{found}, {bits}-bit, {system}", found=found, bits=bits, system=system_name())
    return Finding("Python", fits, True, about, fix)


def _source(folder: Folder) -> Finding:
    """Look for what would be installed from: only a first start needs it."""
    name = _("packages")
    if folder.wheels and "://" not in folder.wheels:
        count = len(list(Path(folder.wheels).glob("*.whl")))
        fix = "" if count > 1 else _("The folder {folder} is not whole: copy the kit again.", folder=folder.wheels)
        return Finding(name, count > 1, True, _("{count} in the kit, no network needed", count=count), fix)
    address = folder.wheels or folder.index or os.environ.get("UV_DEFAULT_INDEX") or index_of_pip()
    address = address or "https://pypi.org/simple"
    shown = address.rpartition("@")[2]
    if _answers(address):
        return Finding(name, True, False, _("{address} answers", address=shown), "")
    fix = _(
        "Needed at the first start only. "
        "Check network and proxy, set a mirror (UV_DEFAULT_INDEX), or use an offline kit."
    )
    return Finding(name, False, False, _("{address} does not answer", address=shown), fix)


def _answers(address: str) -> bool:
    """Tell whether a server says anything at all."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=SECONDS):
            return True
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError):
        return False


def _room(folder: Folder) -> Finding:
    free = free_mb(folder)
    about = _("{folder}: {free} MB free, can be written to", folder=folder.root, free=free)
    try:
        require_room(folder)
    except CannotStart as error:
        is_installed = error.key == "no_space" and folder.python.is_file()
        about = _("{folder}: {free} MB free, {needed} needed", folder=folder.root, free=free, needed=NEEDED_MB)
        zh, _line, en = str(error).partition("\n")
        return Finding(_("folder and disk"), is_installed, True, about, "" if is_installed else _in_one(zh, en))
    return Finding(_("folder and disk"), True, True, about, "")


def _in_one(zh: str, en: str) -> str:
    return zh if get_language() == "zh" else en


def _browser() -> Finding:
    """Look for programs: without a screen none is opened, though it is there and prints."""
    name, found = _("browser"), browsers()
    about = ", ".join(f"{browser.name} ({browser.path})" for browser in found)
    if not any(browser.can_print for browser in found):
        about = about or _opened_by_default()
        fix = (
            _("To make PDFs, as a trainer does, install Chrome, Edge or Chromium.")
            if about
            else _("Install Edge, Chrome or Firefox, or open the address that the course prints in a browser.")
        )
        return Finding(name, bool(about), False, about or _("none found"), fix)
    return Finding(name, True, False, about, "")


def _opened_by_default() -> str:
    """Say that the system opens pages with a program that it keeps to itself; nothing where it has none."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return ""
    return _("the system's own")


def _fonts() -> Finding:
    """Look for a font with Chinese, which pages in a browser need; charts bring their own."""
    about = _("charts bring their own; pages use the system's")
    if sys.platform != "linux":
        return Finding(_("Chinese font"), True, False, about, "")
    listed = ""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, timeout=SECONDS).stdout
    fix = "" if listed else _("Install one: on Debian and Ubuntu sudo apt install fonts-noto-cjk.")
    return Finding(_("Chinese font"), bool(listed), False, about, fix)


def _port() -> Finding:
    try:
        port = free_port(None)
        with socket.socket() as probe:
            probe.bind(("localhost", 0))
    except (OSError, PeakendError):
        fix = _("Close other courses and programs, or restart the computer; then start again.")
        return Finding(_("port"), False, True, _("none is free"), fix)
    return Finding(_("port"), True, True, _("{port} is free", port=port), "")


def rows(findings: "list[Finding]") -> Iterator[tuple[str, str, str, str]]:
    """Yield a line for each finding: a sign, its name, what was found, and the fix."""
    for one in findings:
        yield ("✓" if one.found else "✗" if one.needed else "–"), one.name, as_typed(one.about), as_typed(one.fix)
