"""What a table knows of itself: which measure made it, its segments, and what people read instead of its keys."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from peakend.base.language import choose_text, translate

if TYPE_CHECKING:
    import pandas as pd

Wording = str | Mapping[str, str]

ATTRIBUTE = "peakend"
DATA = "data"  # the "measure" of a table of data: its headings are for reading, its columns for computing


class About(NamedTuple):
    """What the maker of a table says about it.

    It is plain enough for what pandas does with ``attrs``: compared in `pandas.concat`, copied by every operation,
    written into Parquet as JSON.

    Attributes
    ----------
    measure : str
        What made the table, for instance ``"nps"``.
    segments : tuple of str
        The columns that name its rows. They are the user's own: never renamed, their values never translated.
    headings : dict
        For each column of the maker's own its heading: a message of the catalogue, or ``{"zh": …, "en": …}``.
    units : dict
        For columns of numbers what they count: ``"points"``, ``"percent"``, ``"share"`` (0…1), ``"minutes"``,
        ``"emotion"`` (shown with its sign), or ``"p"``, the p value of a test.
    words : dict
        For each column of keys the words of its keys, as for headings.
    """

    measure: str
    segments: tuple[str, ...]
    headings: dict[str, Wording]
    units: dict[str, str]
    words: dict[str, dict[str, Wording]]

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        # pandas copies attrs in every operation; nobody changes this value.
        return self


def describe(
    table: "pd.DataFrame",
    measure: str,
    headings: Mapping[str, Wording],
    *,
    segments: Iterable[Hashable] = (),
    units: Mapping[str, str] | None = None,
    words: Mapping[str, Mapping[str, Wording]] | None = None,
) -> "pd.DataFrame":
    """Return the table with what its maker says about it, for `show`, charts and files; see `About`.

    Examples
    --------
    >>> import pandas as pd
    >>> table = describe(pd.DataFrame({"level": ["gold"], "n": [3]}), "counts", {"n": "answers"}, segments=["level"])
    >>> about(table[["n"]]).headings
    {'n': 'answers'}
    """
    labels = tuple(str(name) for name in segments)
    own = [str(name) for name in (*table.index.names, *table) if name not in labels]
    table.attrs[ATTRIBUTE] = About(
        measure,
        labels,
        {name: headings[name] for name in own if name in headings},
        {name: (units or {})[name] for name in own if name in (units or {})},
        {name: dict(found) for name, found in (words or {}).items() if name in own},
    )
    return table


def about(table: "pd.DataFrame") -> About | None:
    """Return what a table knows of itself; None for one that nobody described, or that has lost it on the way."""
    kept = table.attrs.get(ATTRIBUTE)
    if isinstance(kept, list) and len(kept) == len(About._fields):  # read back from a Parquet file
        measure, segments, headings, units, words = kept
        return About(measure, tuple(segments), headings, units, words)
    return kept if isinstance(kept, About) else None


def in_words(table: "pd.DataFrame", headings: Mapping[str, Wording] | None = None) -> tuple["pd.DataFrame", list[str]]:
    """Return a table with words in the place of its keys, and its headings, in the language in use.

    Columns and keys that nobody has named stay as they are.

    Parameters
    ----------
    table : pandas.DataFrame
        The table; it is not changed.
    headings : mapping, optional
        Headings of further columns, or others than the table's own.
    """
    known = about(table)
    own = {**(known.headings if known else {}), **(headings or {})}
    rows = table.copy()
    for name, said in (known.words if known else {}).items():
        if name in rows:
            words = {key: _said(text) for key, text in said.items()}
            rows[name] = [words.get(key, key) for key in rows[name]]
    return rows, [_said(own[name]) if name in own else str(name) for name in rows.columns]


def _said(text: Wording) -> str:
    return translate(text) if isinstance(text, str) else choose_text(text)
