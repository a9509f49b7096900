"""The browsers that are installed on a machine, wherever its system keeps them."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Browser:
    """An installed browser.

    Attributes
    ----------
    name : str
        What people call it.
    path : str
        Its program.
    can_print : bool
        Whether it prints a page to PDF without a window, as Chromium and its kin do.
    """

    name: str
    path: str
    can_print: bool


# Commands on the search path, places below Windows' folders of programs, and the application of macOS.
KNOWN = (
    (
        "Chrome",
        ("google-chrome", "google-chrome-stable", "chrome", "com.google.Chrome"),
        ("Google/Chrome/Application/chrome.exe",),
        "Google Chrome",
    ),
    (
        "Edge",
        ("microsoft-edge", "microsoft-edge-stable", "msedge", "com.microsoft.Edge"),
        ("Microsoft/Edge/Application/msedge.exe",),
        "Microsoft Edge",
    ),
    (
        "Chromium",
        ("chromium", "chromium-browser", "org.chromium.Chromium"),
        ("Chromium/Application/chrome.exe",),
        "Chromium",
    ),
    ("Firefox", ("firefox", "firefox-esr", "org.mozilla.firefox"), ("Mozilla Firefox/firefox.exe",), "Firefox"),
    ("Safari", (), (), "Safari"),
)
PRINTERS = {"Chrome", "Edge", "Chromium"}
PROGRAMS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")  # of Windows
APPLICATIONS = (Path("/Applications"), Path.home() / "Applications")  # of macOS
# Where Linux puts the commands of what comes as Flatpak or Snap; a server's search path leaves them out.
PACKED = ("/snap/bin", "/var/lib/flatpak/exports/bin", str(Path.home() / ".local/share/flatpak/exports/bin"))


def browsers() -> list[Browser]:
    """Return the browsers installed here, those that print first.

    Returns
    -------
    list of Browser
        One of each name.

    Examples
    --------
    >>> from peakend.base.browsers import browsers
    >>> all(browser.path for browser in browsers())
    True
    """
    found = []
    for name, commands, places, application in KNOWN:
        program = _on_the_path(commands) or _first_file(_places(places, application))
        if program:
            found.append(Browser(name, program, name in PRINTERS))
    return found


def _on_the_path(commands: tuple[str, ...]) -> str | None:
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *PACKED])
    return next(filter(None, (shutil.which(command, path=path) for command in commands)), None)


def _places(places: tuple[str, ...], application: str) -> list[Path]:
    on_windows = [Path(os.environ[folder], place) for folder in PROGRAMS if folder in os.environ for place in places]
    program = Path(f"{application}.app", "Contents", "MacOS", application)
    return on_windows + [folder / program for folder in APPLICATIONS]


def _first_file(files: list[Path]) -> str | None:
    return next((str(file) for file in files if file.is_file()), None)
