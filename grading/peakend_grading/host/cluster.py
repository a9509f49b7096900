"""Grading on several machines: the same jobs, handed to a Dask cluster."""

from concurrent.futures import Executor
from typing import Any

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _

SECONDS = 10


def connect(address: str) -> tuple[Executor, int]:
    """Return a cluster as an executor, and how many jobs it does at a time.

    Its workers need this package, and each keeps submissions in its own sandbox.

    Parameters
    ----------
    address : str
        The scheduler's, such as ``"tcp://10.0.0.1:8786"``.

    Raises
    ------
    PeakendError
        If Dask is not installed, nobody answers there, or there are no workers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise PeakendError(_("--scheduler needs Dask: install it with pip install 'dask[distributed]'.")) from None
    try:
        make: Any = Client  # which has no types
        client = make(address, timeout=SECONDS, set_as_default=False)
        client.wait_for_workers(1, timeout=SECONDS)
    except (OSError, ValueError, TimeoutError):
        raise PeakendError(
            _("No Dask scheduler with workers answers at {address}. Start them first.", address=address)
        ) from None
    return client.get_executor(pure=False), sum(client.ncores().values())
