"""Start the hub and its proxy beside the class server, and start again whichever of them ends."""

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import translate as _
from peakend.datasets.folder import datasets_folder
from peakend_class.hub.orphans import end_orphans
from peakend_class.hub.plan import SETTINGS, Plan, find_proxy
from peakend_class.pages import render
from peakend_grading.walls.system_calls import die_with_parent
from peakend_labs.workspace.workspace import prepare_workspace, write_settings

PAUSE_SECONDS = 1  # before what has ended is started again
STOP_SECONDS = 60


def require_means(can_wall_in: bool) -> None:
    """Refuse a hub where trainees could not be kept apart, or a part of it is missing.

    Raises
    ------
    PeakendError
        With what to do about it.
    """
    if not can_wall_in:
        raise PeakendError(
            _("--hub needs Linux with a sandbox: peakend doctor says what is missing, and how to get it.")
        )
    find_proxy()


def prepare(
    folder: Path,
    language: str,
    host: str,
    room_port: int,
    token: str,
    certificate: Path | None = None,
    key: Path | None = None,
) -> Plan:
    """Return the plan of a room with a hub, its workspace ready to be copied."""
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    secret = folder / "proxy_secret"
    if not secret.is_file():
        write_text(secret, secrets.token_hex(32))
    secret.chmod(0o600)
    plan = Plan(
        folder=folder,
        language=language,
        host=host,
        room_port=room_port,
        token=token,
        proxy_token=secret.read_text(encoding="utf-8"),
        certificate=certificate and certificate.absolute(),
        key=key and key.absolute(),
    )
    prepare_workspace(plan.template, language)
    write_settings(plan.template, language, "lesson")
    plan.homes.mkdir(exist_ok=True)
    write_text(plan.pages / "503.html", render("wait.html"))
    shutil.rmtree(plan.datasets, ignore_errors=True)
    shutil.copytree(datasets_folder(), plan.datasets, ignore=shutil.ignore_patterns("__pycache__", "generator", ".*"))
    return plan


async def keep_running(plan: Plan) -> None:
    """Run proxy, hub and idle culler until this is cancelled; then end them, and with the hub all JupyterLabs."""
    proxy = [
        *(find_proxy(), "--ip", plan.host, "--port", str(plan.port)),
        *("--api-ip", "127.0.0.1", "--api-port", str(plan.proxy_port), "--log-level", "error"),
        *("--default-target", f"http://127.0.0.1:{plan.hub_port}", "--error-path", str(plan.pages)),
    ]
    if plan.certificate:
        proxy += ["--ssl-cert", str(plan.certificate), "--ssl-key", str(plan.key or plan.certificate)]
    config = Path(__file__).with_name("jupyterhub_config.py")
    hub = [sys.executable, "-m", "jupyterhub", "-f", str(config)]
    cull = [sys.executable, "-m", "jupyterhub_idle_culler", f"--url={plan.hub}", f"--timeout={plan.idle_server}"]
    cull += [f"--cull-every={min(60, plan.idle_server)}"]
    settings = {SETTINGS: str(plan.write()), "PEAKEND_LANG": plan.language, "CONFIGPROXY_AUTH_TOKEN": plan.proxy_token}
    async with asyncio.TaskGroup() as all_of_them:
        start = all_of_them.create_task
        start(_keep_running(proxy, settings, plan.folder, "proxy"))
        start(_keep_running(hub, settings, plan.folder, "hub", lambda: end_orphans(plan.folder)))
        start(_keep_running(cull, {"JUPYTERHUB_API_TOKEN": plan.cull_token}, plan.folder, "cull"))


async def _keep_running(
    command: list[str],
    settings: dict[str, str],
    folder: Path,
    name: str,
    before: Callable[[], object] = lambda: None,
) -> None:
    while True:
        await asyncio.to_thread(before)
        with (folder / f"{name}.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *command,
                env={**os.environ, **settings},
                cwd=folder,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(signal.SIGKILL),
            )
        try:
            await process.wait()
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), STOP_SECONDS)
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            raise
        await asyncio.sleep(PAUSE_SECONDS)
