"""One kernel for many notebooks: what costs most in a short run is starting Python and importing."""

import functools
from multiprocessing.util import Finalize
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

ENGINE = "peakend-kept-kernel"
_FORGET_LIBRARY = """import sys
for name in [name for name in sys.modules if name.partition(".")[0] == "peakend"]:
    del sys.modules[name]
"""


class KeptKernel:
    """A kernel that goes on after a notebook, for the next one."""

    def __init__(self) -> None:
        self.manager: AsyncKernelManager | None = None
        self._clients: list[PapermillNotebookClient] = []

    def close(self) -> None:
        """Stop the kernel; the next notebook gets another one."""
        self.manager = None
        if self._clients:
            client = self._clients.pop()
            client.shutdown_kernel = "immediate"  # it has nothing to save, and says so when it is asked to stop
            client._cleanup_kernel()

    def run(self, client: PapermillNotebookClient) -> NotebookNode:
        """Execute a notebook in the kernel, which is started for the first one."""
        if self.manager is None:
            self.manager = client.create_kernel_manager()
        client.km = self.manager
        if self._clients:
            self._clients.pop().kc.stop_channels()
        self._clients.append(client)
        try:
            return client.execute(cleanup_kc=False)
        except DeadKernelError:
            self.close()
            raise


@functools.cache
def kept_kernel() -> KeptKernel:
    """Return the kernel of this process, which ends with it."""
    kernel = KeptKernel()
    Finalize(None, kernel.close, exitpriority=100)
    return kernel


class _KeptKernelEngine(NBClientEngine):  # type: ignore[misc]
    """Papermill's engine, in a kernel that is there already."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, config: Any, **_options: Any) -> NotebookNode:
        return kept_kernel().run(PapermillNotebookClient(nb_man, kernel_name=kernel_name, config=config))


papermill_engines.register(ENGINE, _KeptKernelEngine)


def fresh_start(folder: str, *, forget_library: bool) -> NotebookNode:
    """Return a cell that forgets every name and goes to a folder, as a new kernel would start there.

    Parameters
    ----------
    folder : str
        Where the notebook runs.
    forget_library : bool
        Whether to load the library anew too, so that no language chosen and nothing kept is left of another lab.
    """
    forget = _FORGET_LIBRARY if forget_library else ""
    return new_code_cell(f"{forget}__import__('os').chdir({folder!r})\nget_ipython().run_line_magic('reset', '-f')")
