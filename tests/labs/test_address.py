"""The address that ``peakend lab`` tells leads to its own server, whatever else starts at the same time."""

import os
import signal
from types import SimpleNamespace

import pytest
from jupyterlab.labapp import LabApp

from peakend_labs.workspace.workspace import PORTS, mark, open_jupyterlab

SET = ("JUPYTER_CONFIG_PATH", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "PEAKEND_LANG")


@pytest.mark.parametrize(("wanted", "retries"), [(None, PORTS), (23_456, 0)])
def test_the_address_is_told_once_the_server_listens(wanted, retries, tmp_path, monkeypatch, capsys):
    """With the port that the server has by then; one that was asked for is not exchanged."""
    for name in SET:
        monkeypatch.setenv(name, "")
    later, given, before = [], [], signal.getsignal(signal.SIGHUP) if os.name == "posix" else None
    server = SimpleNamespace(port=8890, io_loop=SimpleNamespace(add_callback=later.append), start=lambda: None)
    monkeypatch.setattr(LabApp, "initialize_server", lambda argv: given.extend(argv) or server)
    mark(tmp_path, "en")
    open_jupyterlab(tmp_path, "en", wanted, False, [])
    if os.name == "posix":
        signal.signal(signal.SIGHUP, before)
    assert f"--ServerApp.port_retries={retries}" in given
    assert "" == capsys.readouterr().out
    for tell in later:
        tell()
    assert "http://localhost:8890/lab/tree/welcome.md?token=" in capsys.readouterr().out
