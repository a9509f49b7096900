"""The application that all commands join, and what they share: every failure one sentence and an exit code."""

import functools
import io
import sys
from collections.abc import Sequence
from importlib.metadata import entry_points
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from typer.core import TyperGroup

from peakend.base.language import get_language, set_language, understand_language
from peakend.base.language import translate as _
from peakend.base.program import as_typed, remember_call
from peakend.command.failures import kept_traceback, sentence_of
from peakend.command.usage import no_such_command

GROUP = "peakend.commands"  # the entry points by which each room adds its commands

STOPPED = 130  # the exit code of what Ctrl-C has stopped


class Commands(TyperGroup):
    """The commands together, which answer each failure with one sentence and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run the command that the words ask for, and leave with its exit code."""
        words = sys.argv[1:] if args is None else args
        _speak_as_asked(words)
        try:
            code = super().main(
                args if words else ["--help"], prog_name, complete_var, False, windows_expand_args, **extra
            )
        except Exception as error:
            if sentence := sentence_of(error):
                _say_in_red(sentence)
                sys.exit(2)
            raise
        sys.exit(code)

    def invoke(self, ctx: Any) -> Any:
        """Run a command, and say that it was stopped where Ctrl-C did."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _say_in_red(_("Stopped."))
            raise typer.Exit(STOPPED) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or say which one may be meant."""
        if not args[0].startswith("-") and args[0] not in self.commands:
            ctx.fail(no_such_command(args[0], self.commands))
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Peakend · 峰终：服务体验管理课程套件",
)
# Into a file or a pipe a table goes whole; 80 columns would cut it.
console = Console(width=None if sys.stdout.isatty() else 160)
errors = Console(stderr=True)

Language = Annotated[str | None, typer.Option("--lang", help="zh | en", metavar="zh|en")]
Case = Annotated[str | None, typer.Option(help="service-hall | hospital | coffee-shop | courier", metavar="CASE")]
Labs = Annotated[list[str] | None, typer.Argument(metavar="[LAB]...")]


@functools.cache
def complete_app() -> typer.Typer:
    """Return the application with the commands of every room that is installed."""
    for point in sorted(entry_points(group=GROUP)):
        point.load()
    return app


def main() -> None:
    """Run the command ``peakend``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a character shows a question mark
    try:
        complete_app()(prog_name=remember_call())
    except KeyboardInterrupt:
        _say_in_red(_("Stopped."))
        sys.exit(STOPPED)
    except Exception as error:
        _say_in_red(
            _(
                "Peakend stopped at an error that nobody foresaw: {error}. "
                "Send the file {file} to those who look after the course.",
                error=f"{type(error).__name__}: {error}",
                file=kept_traceback(error),
            )
        )
        sys.exit(1)


def say(text: str) -> None:
    """Print a sentence as it is: no markup, no colours, no line breaks of our own."""
    console.print(as_typed(text), markup=False, highlight=False, soft_wrap=True)


def _say_in_red(text: str) -> None:
    errors.print(as_typed(text), style="red", markup=False, highlight=False, soft_wrap=True)


def _speak_as_asked(words: Sequence[str]) -> None:
    """Speak the language that the words ask for, before the command itself is understood: it may be typed wrongly."""
    for word, after in zip(words, [*words, ""][1:], strict=True):
        if word.partition("=")[0] == "--lang":
            wanted = understand_language(word.partition("=")[2] or after)
            if wanted:
                set_language(wanted)


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
