"""What is said of a command that was typed wrongly: in the language in use, with what is allowed."""

import datetime
import re
from collections.abc import Iterable
from typing import Any

import typer

from peakend.base.arguments import did_you_mean
from peakend.base.language import join_sentences
from peakend.base.language import translate as _

_TOO_MUCH = re.compile(r"unexpected extra argument\S* \((.*)\)")


def usage_sentence(error: typer.TyperException) -> str:
    """Say what was typed wrongly and what is allowed, then how to see all of it.

    Typer's own sentences are in English alone, so its errors are told again by their kinds.
    """
    context = getattr(error, "ctx", None)
    say = _SENTENCES.get(type(error).__name__)
    sentence = say(error, context) if say else error.format_message()
    return join_sentences([sentence, _("Help: {command}", command=f"{context.command_path} --help") if context else ""])


def no_such_command(name: str, known: Iterable[str]) -> str:
    """Say that there is no such command, and which one may be meant."""
    return _("There is no command {name!r}.", name=name) + did_you_mean(name, known)


def _no_such_option(error: Any, context: Any) -> str:
    known = [name for parameter in context.command.params for name in parameter.opts if name.startswith("-")]
    return _("There is no option {name!r}.", name=error.option_name) + did_you_mean(error.option_name, known)


def _option_alone(error: Any, _context: Any) -> str:
    if "does not take a value" in error.message:
        return _("The option {name!r} takes no value.", name=error.option_name)
    return _("The option {name!r} needs a value.", name=error.option_name)


def _missing(error: Any, context: Any) -> str:
    name = error.param.metavar or error.param.opts[0]
    return _("{name} is missing. Write: {usage}", name=name, usage=f"{context.command_path} {name}")


def _bad_value(error: Any, _context: Any) -> str:
    name = error.param.opts[0] if error.param.opts[0].startswith("-") else error.param.metavar
    # The reader of the value keeps what it was given.
    reasons = error.__cause__.errors() if hasattr(error.__cause__, "errors") else [{"input": error.message}]
    wanted = _wanted(error.param)
    return _("{name} cannot be {value!r}. Give {wanted}.", name=name, value=reasons[0]["input"], wanted=wanted)


def _other(error: Any, _context: Any) -> str:
    if found := _TOO_MUCH.search(error.message):
        return _("{words!r} is more than this command takes.", words=found[1])
    return str(error.message)


_SENTENCES = {
    "UsageError": _other,
    "NoSuchOption": _no_such_option,
    "BadOptionUsage": _option_alone,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
}


def _wanted(parameter: Any) -> str:
    """Say what a parameter may be."""
    kind = parameter.type_descriptor
    if kind.choices:
        return ", ".join(map(str, kind.choices))
    if kind.annotation is datetime.datetime:
        return _("a day as {form}", form=parameter.metavar)
    low, high = kind.parameter_info.min, kind.parameter_info.max
    number = {int: _("a whole number"), float: _("a number")}.get(kind.annotation, parameter.metavar or parameter.name)
    if low is not None and high is not None:
        return _("{number} from {low} to {high}", number=number, low=low, high=high)
    return _("{number} of at least {low}", number=number, low=low) if low is not None else str(number)
