"""From needs to norms 从需求到规范: which norm of behaviour serves which need, and both gaps between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import join_words, message
from peakend.base.language import translate as _
from peakend.documents.problems import DocumentError, nearest
from peakend.frames.frames import missing_column_message, read_frame
from peakend.tables.about import describe
from peakend.tables.headings import FINDINGS
from peakend.tables.show import show

_LINKS = {"need": message("need"), "norm": message("norm")}
_GAPS = {**FINDINGS, "gap": message("gap between them"), "id": message("id"), "name": message("name")}
_GAP_WORDS = {
    "gap": {
        "need_without_norm": message("need without a norm"),
        "norm_without_need": message("norm without a need"),
    }
}
_BETWEEN = re.compile(r"[,;，、；\n]+")


@dataclass(frozen=True)
class NeedsAndNorms:
    """Needs and norms laid against each other, as `needs_and_norms` finds them.

    Attributes
    ----------
    matrix : pandas.DataFrame
        A row a need and a column a norm, True where the norm serves the need; named by what people read.
    links : pandas.DataFrame
        The same as rows: ``need, norm``, and the further columns of both tables.
    gaps : pandas.DataFrame
        ``gap`` (``"need_without_norm"`` or ``"norm_without_need"``), ``id, name, message, fix``.
    """

    matrix: pd.DataFrame
    links: pd.DataFrame
    gaps: pd.DataFrame

    def _repr_html_(self) -> str:
        matrix = self.matrix.map(lambda serves: "●" if serves else "").to_html()
        return matrix + str(show(self.gaps[["message", "fix"]]).to_html())


def needs_and_norms(needs: object, norms: object) -> NeedsAndNorms:
    """Check which norms serve which needs, and find needs that no norm serves and norms that serve no need.

    Parameters
    ----------
    needs : any frame that Narwhals reads, or list of dict
        One row a need at a peak, end or key moment: ``need`` (its id), and if you like ``name, touchpoint`` and more.
    norms : any frame that Narwhals reads, or list of dict
        One row a norm of behaviour: ``norm`` (its id), ``serves`` (ids of needs: a list, or a text parted by commas or
        semicolons; empty if it serves none), and if you like ``name``, ``role`` and more.

    Returns
    -------
    NeedsAndNorms
        ``.matrix``, ``.links`` and ``.gaps``.

    Raises
    ------
    PeakendError
        If a column is missing, an id is empty or stands twice, or a norm serves a need that is not there.

    Examples
    --------
    >>> import peakend as pe
    >>> needs = [{"need": "know-how-long"}, {"need": "be-taken-seriously"}]
    >>> norms = [
    ...     {"norm": "say-the-minutes", "role": "guide", "serves": "know-how-long"},
    ...     {"norm": "wear-the-badge", "role": "everybody", "serves": ""},
    ... ]
    >>> pe.needs_and_norms(needs, norms).gaps[["gap", "id"]]
                     gap                  id
    0  need_without_norm  be-taken-seriously
    1  norm_without_need      wear-the-badge
    """
    need_rows, norm_rows = _read(needs, "need", ("need",)), _read(norms, "norm", ("norm", "serves"))
    known = [row["need"] for row in need_rows]
    served = {row["norm"]: _served(row, known) for row in norm_rows}
    pairs = [(need, norm) for need in need_rows for norm in norm_rows if need["need"] in served[norm["norm"]]]
    return NeedsAndNorms(
        matrix=pd.DataFrame(
            [[need["need"] in served[norm["norm"]] for norm in norm_rows] for need in need_rows],
            index=pd.Index([_name(row, "need") for row in need_rows], name=_("need")),
            columns=pd.Index([_name(row, "norm") for row in norm_rows], name=_("norm")),
            dtype=bool,
        ),
        links=_links(pairs, need_rows, norm_rows),
        gaps=_gaps(need_rows, norm_rows, served),
    )


def _read(table: object, key: str, required: Sequence[str]) -> list[dict[str, Any]]:
    if isinstance(table, Sequence) and not isinstance(table, str) and all(isinstance(row, dict) for row in table):
        frame = pd.DataFrame(list(table), columns=None if table else list(required), dtype=object)
    else:
        frame = table if isinstance(table, pd.DataFrame) else read_frame(table).collect().to_pandas()
    for name in required:
        if name not in frame:
            raise PeakendError(missing_column_message(name, [str(column) for column in frame]))
    rows = [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
    for i, row in enumerate(rows):
        row[key] = "" if _is_empty(row[key]) else _id(row[key])
        if not row[key] or row[key] in [other[key] for other in rows[:i]]:
            raise PeakendError(
                _(
                    "Row {number} of {column!r}: {id!r} is empty or is used further up. Give each its own id.",
                    number=i + 1,
                    column=key,
                    id=row[key],
                )
            )
    return rows


def _served(norm: dict[str, Any], known: list[str]) -> list[str]:
    serves = norm["serves"]
    if hasattr(serves, "tolist"):  # what a frame makes of a list
        serves = serves.tolist()
    if isinstance(serves, str):
        serves = _BETWEEN.split(serves)
    elif not isinstance(serves, (list, tuple)):
        serves = [] if _is_empty(serves) else [serves]
    names = [name for name in map(_id, serves) if name]
    for name in names:
        if name not in known:
            reason = _(
                "The norm {norm!r} serves {need!r}, which is not a need; the needs are {known}",
                norm=norm["norm"],
                need=name,
                known=join_words(known),
            )
            raise DocumentError((), "", reason + nearest(name, known))
    return names


def _links(pairs: Sequence[tuple[Any, Any]], needs: list[Any], norms: list[Any]) -> pd.DataFrame:
    more = {
        **{f"need_{name}": ("need", name) for row in needs for name in row if name != "need"},
        **{f"norm_{name}": ("norm", name) for row in norms for name in row if name not in ("norm", "serves")},
    }
    rows = [
        {
            "need": need["need"],
            "norm": norm["norm"],
            **{column: {"need": need, "norm": norm}[of].get(name) for column, (of, name) in more.items()},
        }
        for need, norm in pairs
    ]
    return describe(pd.DataFrame(rows, columns=["need", "norm", *more], dtype=object), "links", _LINKS)


def _gaps(needs: list[Any], norms: list[Any], served: dict[str, list[str]]) -> pd.DataFrame:
    reached = {need for names in served.values() for need in names}
    rows = [
        (
            *("need_without_norm", row["need"], _name(row, "need")),
            _("No norm covers the need {name!r}.", name=_name(row, "need")),
            _("Write what staff do at that moment, and which role does it."),
        )
        for row in needs
        if row["need"] not in reached
    ]
    rows += [
        (
            *("norm_without_need", row["norm"], _name(row, "norm")),
            _("The norm {name!r} meets none of the needs.", name=_name(row, "norm")),
            _("Name the need it serves, or drop the norm."),
        )
        for row in norms
        if not served[row["norm"]]
    ]
    table = pd.DataFrame(rows, columns=["gap", "id", "name", "message", "fix"], dtype=object)
    return describe(table, "check", _GAPS, words=_GAP_WORDS)


def _id(value: object) -> str:
    """Return an id as it was written; pandas makes 1.0 of a 1 in a column with empty cells."""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()


def _name(row: dict[str, Any], key: str) -> str:
    return row[key] if _is_empty(row.get("name")) else str(row["name"])


def _is_empty(value: object) -> bool:
    return value is None or value != value or (isinstance(value, str) and not value.strip())
