"""Start a trainee's JupyterLab in a container of a hub's: the workspace lies in their home, and is made once."""

import os
import sys
from pathlib import Path

from peakend.base.language import set_language
from peakend_labs.places import kit_language
from peakend_labs.workspace.lesson_view import EXTENSIONS
from peakend_labs.workspace.workspace import prepare_workspace, upgrade_workspace, write_settings

language = kit_language() or os.environ.get("PEAKEND_LANG", "zh")
set_language(language)
folder = Path.home() / f"peakend-{language}"
upgrade_workspace(folder, language)
prepare_workspace(folder, language)
write_settings(folder, language, "lesson")
settings = folder / ".peakend"
os.environ["JUPYTER_CONFIG_PATH"] = str(settings / "config")
os.environ["JUPYTERLAB_SETTINGS_DIR"] = str(settings / "settings")
os.environ["JUPYTERLAB_WORKSPACES_DIR"] = str(settings / "layout")
os.environ["PEAKEND_LANG"] = language
options = [
    f"--ServerApp.root_dir={folder}",
    "--ServerApp.terminals_enabled=False",
    "--KernelManager.transport=ipc",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
    f"--LabApp.extra_labextensions_path={EXTENSIONS}",
    "--MappingKernelManager.cull_idle_timeout=1200",
    "--MappingKernelManager.cull_connected=True",
]
os.execv(sys.executable, [sys.executable, "-m", "jupyterhub.singleuser", *options])
