"""A cell without what programs put around it: signs that nobody sees, ``="007"``, ``'-2`` and ``&nbsp;``."""

import html
import re

UNSEEN = "\u200b\u200e\u200f\u2060\ufeff"  # spaces without width, and marks of the direction of writing
# ="007" keeps a spreadsheet from dropping zeros, '-2 keeps it from computing anything.
PROTECTED = re.compile(
    r"""=\s*"(?P<text>(?:[^"]|"")*)"|=(?P<number>[+-]?\d+(?:\.\d+)?)|'(?P<kept>[+-]?\d+(?:[.,]\d+)?)"""
)
# What web pages write for a sign: "Very&nbsp;satisfied", "R&amp;D", "don&#39;t".
ENTITY = re.compile(r"&(?:nbsp|amp|quot|apos|lt|gt|#\d{2,6}|#x[0-9a-fA-F]{2,5});")


def plain_cell(cell: str) -> str:
    """Return what was answered in a cell: ``5`` for ``="5"``, ``=5`` and ``'5``, ``R&D`` for ``R&amp;D``."""
    if "&" in cell and ";" in cell:
        cell = ENTITY.sub(lambda entity: html.unescape(entity[0]).replace("\xa0", " "), cell)
    kept = cell.strip()
    bare = kept.strip(UNSEEN)
    found = PROTECTED.fullmatch(bare) if bare[:1] in ("=", "'") else None
    if found is None:
        return bare if bare != kept else cell
    text = found["text"]
    return (found["number"] or found["kept"]) if text is None else text.replace('""', '"')
