"""One kernel for many notebooks: what costs most in a short run is starting Python and importing."""

from typing import Any

from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

ENGINE = "peakend-kept-kernel"


class KeptKernel:
    """A kernel that goes on after a notebook, for the next one; use it in a ``with`` statement."""

    def __init__(self) -> None:
        self.manager: AsyncKernelManager | None = None
        self._clients: list[PapermillNotebookClient] = []

    def __enter__(self) -> "KeptKernel":
        return self

    def __exit__(self, *error: object) -> None:
        if self._clients:
            self._clients[-1]._cleanup_kernel()

    def run(self, client: PapermillNotebookClient) -> NotebookNode:
        """Execute a notebook in the kernel, which is started for the first one."""
        if self.manager is None:
            self.manager = client.create_kernel_manager()
        client.km = self.manager
        if self._clients:
            self._clients.pop().kc.stop_channels()
        self._clients.append(client)
        return client.execute(cleanup_kc=False)


class _KeptKernelEngine(NBClientEngine):  # type: ignore[misc]
    """Papermill's engine, in a kernel that is there already."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, kernel: KeptKernel, config: Any, **_options: Any
    ) -> NotebookNode:
        return kernel.run(PapermillNotebookClient(nb_man, kernel_name=kernel_name, config=config))


papermill_engines.register(ENGINE, _KeptKernelEngine)


def fresh_start(folder: str) -> NotebookNode:
    """Return a cell that forgets every name and goes to a folder, as a new kernel would start there."""
    return new_code_cell(f"__import__('os').chdir({folder!r})\nget_ipython().run_line_magic('reset', '-f')")
