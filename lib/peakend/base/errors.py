"""The error that a user sees: one sentence, and no traceback in a notebook."""


class PeakendError(ValueError):
    """Something in the user's input is wrong; the message says what was found, what is allowed and how to fix it.

    Attributes
    ----------
    remedy : str
        The parameter that mends it, so that a command can name its own option; empty if that is not known.
    """

    def __init__(self, *args: object, remedy: str = "") -> None:
        super().__init__(*args)
        self.remedy = remedy

    def _render_traceback_(self) -> list[str]:
        """Show the sentence alone in IPython and Jupyter, which look for this method."""
        return [f"⚠ {self}"]


class CheckFailed(PeakendError, AssertionError):
    """An answer in a lab does not pass its check."""

    def _render_traceback_(self) -> list[str]:
        return [f"✗ {self}"]


class MissingArgumentError(PeakendError, TypeError):
    """An argument must be named in this call, because nothing else says what it is."""
