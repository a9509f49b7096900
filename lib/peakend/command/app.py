"""The application that all commands join, and what they share: every failure one sentence and an exit code."""

import functools
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from peakend.base.errors import PeakendError
from peakend.base.language import get_language, set_language
from peakend.base.language import translate as _

GROUP = "peakend.commands"  # the entry points by which each room adds its commands

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Peakend · 峰终：服务体验管理课程套件",
)
# Into a file or a pipe a table goes whole; 80 columns would cut it.
console = Console(width=None if sys.stdout.isatty() else 160)
errors = Console(stderr=True)

Language = Annotated[str | None, typer.Option("--lang", help="zh | en", metavar="zh|en")]
Case = Annotated[str | None, typer.Option(help="service-hall | hospital | coffee-shop", metavar="CASE")]
Labs = Annotated[list[str] | None, typer.Argument(metavar="[LAB]...")]


def complete_app() -> typer.Typer:
    """Return the application with the commands of every room that is installed."""
    if not app.registered_commands:
        for point in sorted(entry_points(group=GROUP)):
            point.load()
    return app


def main() -> None:
    """Run the command ``peakend``."""
    complete_app()()


def say(text: str) -> None:
    """Print a sentence as it is: no markup, no colours, no line breaks of our own."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def fail(text: str) -> NoReturn:
    """Print a sentence in red and leave with exit code 2."""
    errors.print(text, style="red", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(2)


def one_sentence(command: Callable[..., None]) -> Callable[..., None]:
    """Turn a user's mistake into one sentence and exit code 2."""

    @functools.wraps(command)
    def wrapped(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except PeakendError as error:
            fail(str(error))
        except PermissionError as error:
            fail(_("No permission for {file}. Close what holds it, or name another folder.", file=error.filename))

    return wrapped


def choose_language(name: str | None) -> str:
    """Speak the language asked for, else the one in use, and return it."""
    if name:
        set_language(name)
    return get_language()


def progress() -> Progress:
    """Return a progress bar with count, time gone and time left."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
    )
