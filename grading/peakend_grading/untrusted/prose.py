"""A trainee's prose, made safe for the pages that show it: Markdown stays, what a browser would run does not."""

import re
from collections.abc import Collection

# Invisible, and enough: a browser knows a tag, a character or a command only where it stands unbroken.
_BREAK = "\u200b"
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_CHARACTER = re.compile(r"&(?=#|[A-Za-z])")
_COMMAND = re.compile(r"(?i)(javascript|vbscript|data)(?=\s*\\?:)")
_PICTURE = re.compile(r"!(?=\[)(?:(?=\[[^\[\]]*\]\(attachment:([\w.-]+)\)))?")


def harmless(markdown: str, attached: Collection[str] = ()) -> str:
    """Return Markdown that looks the same, without HTML, commands in links, or pictures that are not attached."""

    def broken(found: re.Match[str]) -> str:
        return found[0] + _BREAK

    markdown = _TAG.sub(broken, markdown)
    markdown = without_commands(_CHARACTER.sub(broken, markdown))
    return _PICTURE.sub(lambda found: "!" if found[1] in attached else broken(found), markdown)


def without_commands(text: str) -> str:
    """Return text in which no link runs a command, as mathematics may hold them."""
    return _COMMAND.sub(lambda found: found[0] + _BREAK, text)
