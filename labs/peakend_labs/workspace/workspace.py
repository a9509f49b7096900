"""A trainee's workspace: prepared once, kept for ever, and opened in a calm JupyterLab."""

import json
import os
import secrets
import shutil
import signal
import socket
import tempfile
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.files import copy_file, write_text
from peakend.base.language import translate as _
from peakend_labs.places import HOUSE, lab_names, notebooks_folder
from peakend_labs.workspace.lesson_view import EXTENSIONS, View, lesson_settings
from peakend_labs.workspace.upgrade import bring_up_to_date

MARKER = ".peakend/workspace.json"
FORMAT = "workspace/2"
DEFAULT_PORT = 8888
PORTS = 50
SETTINGS = Path(__file__).parent / "jupyterlab.json"


def prepare_workspace(folder: Path, language: str) -> list[str]:
    """Put the course's notebooks into a folder, without ever touching what is there already.

    Parameters
    ----------
    folder : Path
        A new or empty folder, or a workspace from before.
    language : {"zh", "en"}
        Language of the notebooks.

    Returns
    -------
    list of str
        The files that were added.

    Raises
    ------
    PeakendError
        If the folder holds something else, or a workspace in the other language, or no labs are here.
    """
    notebooks = notebooks_folder()
    marker = folder / MARKER
    if marker.is_file():
        _require_language(marker, folder, language)
        if not _told(marker):  # damaged; without a format, so that it is still looked at for being out of date
            write_text(marker, json.dumps({"language": language}) + "\n")
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PeakendError(
            _("{folder} holds other files and is left as it is. Name a new folder: peakend lab FOLDER.", folder=folder)
        )
    else:
        # The marker comes first: should the rest be cut short, the next start goes on from there.
        mark(folder, language)
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch)
        shutil.copyfile(_welcome(language), fresh / "welcome.md")
        missing = [lab for lab in lab_names() if not (folder / "labs" / lab / f"{lab}.ipynb").exists()]
        make_notebooks(missing, notebooks, fresh / "labs", language)
        added = []
        for file in sorted(path for path in fresh.rglob("*") if path.is_file()):
            target = folder / file.relative_to(fresh)
            if not target.exists():
                copy_file(file, target)
                added.append(target.relative_to(folder).as_posix())
    return added


def upgrade_workspace(folder: Path, language: str) -> list[str]:
    """Bring a workspace that an earlier version made up to date, and return the notebooks that are new.

    Raises
    ------
    PeakendError
        If the workspace is in the other language, or no labs are here.
    """
    marker = folder / MARKER
    if not marker.is_file() or _told(marker).get("format") == FORMAT:
        return []
    _require_language(marker, folder, language)
    notebooks = notebooks_folder()
    present = [path.name for path in sorted((folder / "labs").glob("*")) if (path / f"{path.name}.ipynb").is_file()]
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch)
        make_notebooks([lab for lab in lab_names() if lab in present], notebooks, fresh / "labs", language)
        renewed = bring_up_to_date(folder, fresh)
    mark(folder, language)  # last, so that what is cut short is done again
    return renewed


def mark(folder: Path, language: str) -> None:
    """Write into a folder that it is a workspace, in which language, and of which kind."""
    write_text(folder / MARKER, json.dumps({"format": FORMAT, "language": language}) + "\n")


def free_port(wanted: int | None) -> int:
    """Return the port asked for; without one, the first free one from the default upwards.

    Raises
    ------
    PeakendError
        If the port is in use.
    """
    for port in [wanted] if wanted else range(DEFAULT_PORT, DEFAULT_PORT + PORTS):
        with socket.socket() as probe:
            if os.name == "posix":
                # A port left a moment ago is free: at its address the browser keeps what was not saved.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise PeakendError(_("Port {port} is in use. Choose another with --port.", port=wanted or DEFAULT_PORT))


def open_jupyterlab(
    folder: Path, language: str, port: int | None, browser: bool, options: list[str], view: View = "lesson"
) -> None:
    """Start JupyterLab on a workspace's welcome page, and stay until it is stopped; without a port, at a free one."""
    home = folder.resolve() / ".peakend"
    write_settings(folder, language, view)
    # Settings and layout live in the workspace: the user's own JupyterLab stays as it is.
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(
        filter(None, [str(home / "config"), os.environ.get("JUPYTER_CONFIG_PATH")])
    )
    os.environ["JUPYTERLAB_SETTINGS_DIR"] = str(home / "settings")
    os.environ["JUPYTERLAB_WORKSPACES_DIR"] = str(home / "layout")
    os.environ["PEAKEND_LANG"] = language
    _end_with_the_terminal()
    # Imported only now, since it looks for these folders when it is loaded.
    from jupyterlab.labapp import LabApp

    token = secrets.token_urlsafe(24)
    server = LabApp.initialize_server(
        [
            f"--ServerApp.root_dir={folder.resolve()}",
            f"--ServerApp.port={free_port(port)}",
            f"--ServerApp.port_retries={0 if port else PORTS}",  # another course may have taken it meanwhile
            "--ServerApp.allow_root=True",  # it serves this machine alone, behind a token
            f"--ServerApp.open_browser={browser}",
            f"--IdentityProvider.token={token}",
            "--LabApp.default_url=/lab/tree/welcome.md",
            f"--LabApp.extra_labextensions_path={EXTENSIONS}",
            "--LabApp.news_url=None",
            "--LabApp.extension_manager=readonly",
            "--KernelManager.transport_encryption=auto",
            "--Application.log_level=ERROR",
            *options,
        ]
    )
    # Told once the server listens: before that, the address could lead to another course that took the port.
    server.io_loop.add_callback(lambda: _tell_address(server.port, token))
    server.start()


def _tell_address(port: int, token: str) -> None:
    print(
        _(
            "JupyterLab is at http://localhost:{port}/lab/tree/welcome.md?token={token} — stop it with Ctrl-C.",
            port=port,
            token=token,
        ),
        flush=True,
    )


def _end_with_the_terminal() -> None:
    """Let a closed terminal end the server as a request to stop does, with its kernels; Windows does so by itself."""
    if os.name == "posix" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # unless started by nohup
        signal.signal(signal.SIGHUP, lambda _number, _frame: signal.raise_signal(signal.SIGTERM))


def _require_language(marker: Path, folder: Path, language: str) -> None:
    found = _told(marker).get("language", language)
    if found != language:
        raise PeakendError(
            _(
                "{folder} is a workspace in another language ({found}) and is left as it is. "
                "Open it with --lang {found}, or name a new folder.",
                folder=folder,
                found=found,
            )
        )


def _told(marker: Path) -> dict[str, str]:
    """Return what a marker says; nothing where it cannot be read."""
    try:
        told = json.loads(marker.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        return {}
    return told if isinstance(told, dict) else {}


def _welcome(language: str) -> Path:
    in_kit = HOUSE / "welcome.md"
    return in_kit if in_kit.is_file() else HOUSE / "course" / f"welcome.{language}.md"


def make_notebooks(labs: list[str], notebooks: Path, target: Path, language: str) -> None:
    """Make the notebooks of labs from their sources; a kit, which has none, holds all of them ready."""
    if lab_names():
        if labs:
            from peakend_labs.release.kit import release_notebooks  # a kit has neither sources nor nbgrader

            release_notebooks(labs, language, target)
    else:
        shutil.copytree(notebooks, target, ignore=shutil.ignore_patterns(".*", "__pycache__", "peakend_labs"))


def write_settings(folder: Path, language: str, view: View) -> None:
    """Write into a workspace what JupyterLab is told of it."""
    settings = json.loads(SETTINGS.read_text(encoding="utf-8"))
    overrides = settings["labconfig/default_setting_overrides.json"]
    overrides["@jupyterlab/translation-extension:plugin"] = {"locale": "zh_CN" if language == "zh" else "default"}
    settings["labconfig/page_config.json"]["peakendLesson"] = lesson_settings(folder, view)
    for name, content in settings.items():
        write_text(folder.resolve() / ".peakend" / "config" / name, json.dumps(content, indent=1) + "\n")
