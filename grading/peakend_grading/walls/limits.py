"""What one submission may use."""

from dataclasses import dataclass

MEGABYTE = 1_000_000

# How a run or a judgement ended.
ENDED, TOO_LONG, TOO_MUCH_MEMORY, TOO_MUCH_SAID = "ended", "too long", "too much memory", "too much said"
FAILED = "failed: "  # before the reason why there was no sandbox


@dataclass(frozen=True)
class Limits:
    """The limits of one run or one judgement.

    Attributes
    ----------
    cell_seconds : float
        After this time a cell is interrupted, and the next one runs.
    seconds : float
        After this time everything that is left is stopped, whatever it does.
    memory : int
        Bytes of memory of all its processes together, beyond what they share with the parent.
    processes : int
        Processes and threads.
    disk : int
        Bytes in its scratch folder.
    files : int
        Files and folders in its scratch folder.
    answers : int
        Bytes that it may hand over, outputs and answers together.
    output : int
        Characters that a cell may print; what follows is left out.
    """

    cell_seconds: float = 60
    seconds: float = 180
    memory: int = 2_000 * MEGABYTE
    processes: int = 128
    disk: int = 256 * MEGABYTE
    files: int = 10_000
    answers: int = 64 * MEGABYTE
    output: int = 1 * MEGABYTE
