"""What a notebook shows and handbook, slides and paper do not: a drawing in Mermaid, boxes to tick in a list."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from peakend.base.language import translate as _

if TYPE_CHECKING:
    from markdown_it.token import Token

_TICK = re.compile(r"\[[ xX✓]?\](?=\s|$)")


def unshown(tokens: "Sequence[Token]") -> Iterator[tuple[int, str]]:
    """Yield the line of each such place in a text, from 1, with what to do about it."""
    item = False  # whether a list's point has just begun
    for token in tokens:
        line = token.map[0] + 1 if token.map else 1
        if token.type == "fence" and re.match(r"\{?mermaid\b", token.info.strip()):
            yield line, _("Handbook and slides draw no Mermaid; draw the figure as SVG in course/figures.")
        elif token.type == "inline" and item and (found := _TICK.match(token.content)):
            yield line, _("No box to tick comes of {sign}; it would be seen as it is. Take it out.", sign=found[0])
        item = token.type == "list_item_open" or (item and token.type == "paragraph_open")
