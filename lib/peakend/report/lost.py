"""What a kind of file cannot hold, in words: the same loss of many parts is said once."""

import re
from collections.abc import Iterator

import pandas as pd

from peakend.base.language import join_words
from peakend.base.language import translate as _

PART = re.compile(r"^(?P<list>.+?) (?P<number>\d+)(?: \(.(?P<id>.*?).\))?(?P<comma>, |、)(?P<field>.+)$")
MOST = 8  # parts that are named
Change = tuple[str, str | None, str | None]  # the part, what it was, and became


def tell_lost(lost: pd.DataFrame) -> Iterator[str]:
    """Yield a sentence for each thing that was lost or changed, with the list of parts it happened to.

    Examples
    --------
    >>> rows = [("touchpoints 1 ('pay'), channel", "desk", None), ("touchpoints 2 ('go'), channel", "door", None)]
    >>> list(tell_lost(pd.DataFrame(rows, columns=["place", "was", "became"])))
    ['touchpoints, channel: this kind of file cannot hold it. Lost in 2: pay, go.']
    """
    found: dict[tuple[str, bool], list[Change]] = {}
    for place, was, became in lost.itertuples(index=False, name=None):
        part = PART.match(place)
        key = f"{part['list']}{part['comma']}{part['field']}" if part else place
        one = (part["id"] or part["number"]) if part else ""
        found.setdefault((key, became is None), []).append((one, was, became))
    for (key, is_gone), changes in found.items():
        yield _lost(key, changes) if is_gone else _changed(key, changes)


def _lost(place: str, changes: list[Change]) -> str:
    if len(changes) == 1 and not changes[0][0]:
        return _("{place}: this kind of file cannot hold {was}.", place=place, was=changes[0][1])
    return _(
        "{place}: this kind of file cannot hold it. Lost in {count}: {parts}.",
        place=place,
        count=len(changes),
        parts=join_words((change[0] for change in changes), most=MOST),
    )


def _changed(place: str, changes: list[Change]) -> str:
    if len(changes) == 1:
        part, was, became = changes[0]
        where = f"{place} ({part})" if part else place
        return _("{place}: {was} became {became}.", place=where, was=was, became=became)
    said = dict.fromkeys(f"{'–' if was is None else was} → {became}" for _part, was, became in changes)
    return _(
        "{place}: changed in {count}: {changes}.", place=place, count=len(changes), changes=join_words(said, most=MOST)
    )
