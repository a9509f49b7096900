"""Event logs on the command line: told by their headings, and the ways through them said in words."""

from pathlib import Path

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.base.numbers import show_percent
from peakend.command.app import say
from peakend.frames.large_text import look_at_text
from peakend.frames.sheets import TEXT_ENDINGS, read_sheet
from peakend.journeys.event_log import is_log, read_log
from peakend.journeys.large_log import LargeLog, headings, read_large_log
from peakend.journeys.log_variants import log_variants
from peakend.surveys.exports.read_large import LARGE, is_large

SHOWN = 5
LARGEST_LOG = 1_200_000_000  # bytes of text; reading takes two to three times as much memory


def log_of(file: Path, dayfirst: bool | None = None) -> pd.DataFrame | LargeLog | None:
    """Return the event log that a file holds; None if it holds something else, or cannot be read here."""
    if not holds_log(file):
        return None
    if is_large(file):
        return read_large_log(file, dayfirst)
    return read_log(file, dayfirst=dayfirst)


def holds_log(file: Path) -> bool:
    """Tell by its headings whether a file holds an event log."""
    if file.suffix.lower() not in (".csv", ".xlsx") or not file.is_file():
        return False
    return is_log(headings(look_at_text(file)) if is_large(file) else read_sheet(file))


def require_small(file: Path | None, *, may_be_log: bool) -> None:
    """Refuse a file that would fill the memory before a map could be drawn of it: a log takes a few bytes an event."""
    if file is None or file.suffix.lower() not in TEXT_ENDINGS or not is_large(file):
        return
    size, limit = file.stat().st_size, LARGEST_LOG if may_be_log and holds_log(file) else 0
    if size <= limit:
        return
    raise PeakendError(
        _(
            "{file!r} has {size} MB, too much to draw a map from; {limit} MB are possible. Take a sample of its "
            "journeys, or of its months, first.",
            file=file.name,
            size=f"{size / 1e6:,.0f}",
            limit=(limit or LARGE) // 1_000_000,
        )
    )


def tell_ways(log: pd.DataFrame | LargeLog) -> None:
    """Say how many journeys went which way, the most frequent first."""
    ways = log_variants(log)
    n, again = int(ways["n"].sum()), int(ways.loc[ways["repeats"] > 0, "n"].sum())
    if n == 1:
        say(_("The log holds one journey:"))
    elif len(ways) == 1:
        say(_("All {n} journeys went the same way:", n=n))
    else:
        say(_("{n} journeys went {ways} different ways:", n=n, ways=len(ways)))
    for way in ways.head(SHOWN).itertuples(index=False):
        say(_("{n} ({percent}): {way}", n=way.n, percent=show_percent(way.share), way=way.variant))
    if again:
        say(_("Journeys that came back to a touchpoint: {again} of {n}.", again=again, n=n))
