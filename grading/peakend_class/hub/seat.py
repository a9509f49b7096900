"""The program that the hub starts for a trainee: it goes behind the walls, and becomes their JupyterLab there."""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from peakend_grading.walls.small_root import readable_paths
from peakend_grading.walls.stay import Stay, stay

HOME = Path("/home/trainee")
LAB = HOME / "work"
KEPT = ("JUPYTER", "JPY_", "MEM_", "CPU_", "PATH", "LANG", "LC_", "PYTHON", "PEAKEND_LANG", "TZ")
OPTIONS = (
    f"--ServerApp.root_dir={LAB}",
    "--ServerApp.terminals_enabled=False",
    "--ServerApp.allow_root=True",
    "--KernelManager.transport=ipc",  # no port, and so nobody else's
    "--MappingKernelManager.cull_connected=True",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
    "--Application.log_level=ERROR",
)


def main(told: dict[str, Any]) -> int:
    """Run a trainee's JupyterLab, and return its exit code.

    Parameters
    ----------
    told : dict
        ``home``: the trainee's folder; ``user``: whose processes these are; ``shown``: what they may read, where it is
        seen and where it lies; ``extensions``: of JupyterLab; ``calls``: the ports that may be called; ``idle``:
        seconds after which a lab that nobody uses is ended; ``disk``: bytes that the folder may have.
    """
    readable = {path: path for path in readable_paths([])}
    readable |= {Path(seen): Path(lies) for seen, lies in told["shown"].items()}
    environment = {name: value for name, value in os.environ.items() if name.startswith(KEPT)}
    settings = LAB / ".peakend"
    environment |= {
        "HOME": str(HOME),
        "USER": "trainee",
        "JUPYTER_CONFIG_PATH": str(settings / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(settings / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(settings / "layout"),
        "JUPYTER_RUNTIME_DIR": "/tmp/jupyter",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-m", "jupyterhub.singleuser", *OPTIONS]
    command += [f"--LabApp.extra_labextensions_path={told['extensions']}"]
    command += [f"--MappingKernelManager.cull_idle_timeout={told['idle']}"]
    command += [f"--MappingKernelManager.cull_interval={min(60, told['idle'])}"]
    port = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"]).port or 0
    with tempfile.TemporaryDirectory(prefix="peakend-seat-") as root:
        given = Stay(
            root=Path(root),
            readable=readable,
            home=HOME,
            lies=Path(told["home"]),
            user=told["user"],
            listen=(port,),
            connect=tuple(told["calls"]),
            processor=told["user"],
            disk=told["disk"],
        )
        return stay(given, command, environment)


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
