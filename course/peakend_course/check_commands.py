"""Whether the commands that pages name, and their options, are there."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import typer.main
from click import Command

from peakend.base.language import translate as _
from peakend.command.app import complete_app
from peakend.documents.problems import nearest
from peakend_course.pages import Page
from peakend_course.problems import Problem, shown

_CODE = re.compile(r"`([^`\n]+)`")
_CALL = re.compile(r"^(?:\./start\.sh|start\.bat|peakend) ([a-z][a-z-]*)")
_OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]*")
OF_THE_START = ("test", "coverage")  # what start.sh does itself


def check_commands(pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield each command that a page names in backticks and that is not there, and each option that it lacks.

    Examples
    --------
    >>> from peakend_course.pages import read_page
    >>> from peakend_labs.places import COURSE
    >>> list(check_commands([read_page(COURSE / "trainer" / "before.en.md")]))
    []
    """
    there = _commands()
    for page in pages:
        for number, line in enumerate(page.text.splitlines(), 1):
            for code in _CODE.findall(line):
                if sentence := _wrong(code, there):
                    yield Problem(shown(page.file), number, sentence)


def _wrong(code: str, there: Mapping[str, Command]) -> str:
    found = _CALL.match(code)
    if not found or found[1] in OF_THE_START:
        return ""
    if found[1] not in there:
        return _("There is no command {name!r}{hint}.", name=found[1], hint=nearest(found[1], [*there]))
    options = _options(there[found[1]])
    for option in _OPTION.findall(code):
        if option not in options:
            hint = nearest(option, [*options])
            return _("The command {name} has no option {option}{hint}.", name=found[1], option=option, hint=hint)
    return ""


@cache
def _commands() -> Mapping[str, Command]:
    group = typer.main.get_command(complete_app())
    return dict(getattr(group, "commands", {}))


def _options(command: Command) -> set[str]:
    """Return a command's options, with those of its own commands."""
    own = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    return own.union({"--help"}, *map(_options, getattr(command, "commands", {}).values()))
