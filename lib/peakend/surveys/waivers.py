"""Empowerment: what the front line decides on its own, audited by pattern instead of by permission."""

from collections.abc import Mapping

import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import join_words, message
from peakend.base.language import translate as _
from peakend.frames.frames import read_frame
from peakend.tables.about import describe

HEADINGS = {
    "rule": message("rule"),
    "staff": message("staff"),
    "customer": message("customer"),
    "n": message("entries"),
    "total": message("total"),
    "date": message("date"),
    "limit": message("limit"),
    "finding": message("finding"),
}
COLUMNS = ("date", "staff", "role", "customer", "amount")


def audit_waivers(
    ledger: object, *, limits: Mapping[str, float], regular: int = 5, regular_share: float = 0.2
) -> pd.DataFrame:
    """Look through a ledger of waivers for patterns that a limit on each entry does not stop.

    Three rules: ``over_limit``, an entry above what its role may decide; ``split``, entries of one member of staff for
    one customer on one day that are each within the limit and together above it; ``regular``, one customer who got
    waivers from one member of staff at least `regular` times, and at least `regular_share` of that person's entries.
    A finding is a reason to ask, not a verdict.

    Parameters
    ----------
    ledger : any frame that Narwhals reads
        One row a waiver, with the columns ``date, staff, role, customer, amount``.
    limits : mapping of str to float
        For every role, the most that it may waive at once, in the unit of ``amount``.
    regular : int, default 5
        Entries that make a customer a regular.
    regular_share : float, default 0.2
        Least share of a person's entries, 0…1.

    Returns
    -------
    pandas.DataFrame
        One row a finding: ``rule, staff, customer, n`` (entries), ``total`` (their amounts together), ``date`` (of the
        first), ``limit``, ``finding`` (the rule in the language in use); by rule, largest total first. Empty where
        nothing was found.

    Raises
    ------
    PeakendError
        If a column is missing, an amount is no number, or a role has no limit.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> ledger = pd.DataFrame(
    ...     {
    ...         "date": ["2025-04-01"] * 3,
    ...         "staff": ["A1", "A1", "A2"],
    ...         "role": ["clerk"] * 3,
    ...         "customer": ["U1", "U1", "U2"],
    ...         "amount": [480, 490, 120],
    ...     }
    ... )
    >>> pe.audit_waivers(ledger, limits={"clerk": 500})[["rule", "staff", "customer", "n", "total"]]
        rule staff customer  n  total
    0  split    A1       U1  2    970
    """
    rows = _read(ledger, limits)
    over = rows[rows["amount"] > rows["limit"]].assign(n=1, total=lambda found: found["amount"])
    within = rows[rows["amount"] <= rows["limit"]]
    day = _sum(within, ["staff", "customer", "date"])
    split = day[(day["n"] > 1) & (day["total"] > day["limit"])]
    pair = _sum(rows, ["staff", "customer"])
    entries = rows.groupby("staff", observed=True)["amount"].size()
    often = pair[(pair["n"] >= regular) & (pair["n"] >= regular_share * pair["staff"].map(entries).astype(float))]
    found = [
        table.assign(rule=rule).sort_values("total", ascending=False, kind="stable")
        for rule, table in (("over_limit", over), ("split", split), ("regular", often))
    ]
    columns = ["rule", "staff", "customer", "n", "total", "date", "limit"]
    findings = pd.concat([table[columns] for table in found], ignore_index=True).infer_objects()
    words = {"over_limit": _("above the limit"), "split": _("split"), "regular": _("a regular")}
    return describe(findings.assign(finding=findings["rule"].map(words)), "audit_waivers", HEADINGS)


def _read(ledger: object, limits: Mapping[str, float]) -> pd.DataFrame:
    table = ledger if isinstance(ledger, pd.DataFrame) else read_frame(ledger).collect().to_pandas()
    for column in COLUMNS:
        if column not in table:
            raise PeakendError(
                _("The ledger has no column {column!r}. It needs: {names}.", column=column, names=join_words(COLUMNS))
            )
    amounts = pd.to_numeric(table["amount"], errors="coerce")
    if amounts.isna().any():
        raise PeakendError(
            _("{count} amounts in the ledger are not numbers. Correct them.", count=int(amounts.isna().sum()))
        )
    roles = table["role"].astype(object)
    unknown = sorted({str(role) for role in roles.unique()} - set(limits))
    if unknown:
        raise PeakendError(
            _("There is no limit for: {names}. Give one for every role in limits=….", names=join_words(unknown))
        )
    plain = {column: table[column].astype(object) for column in ("staff", "customer", "date")}
    return pd.DataFrame({**plain, "amount": amounts, "limit": roles.map(limits)})


def _sum(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add up the entries of each key: how many, how much, and when first."""
    groups = rows.assign(first=rows["date"]).groupby(keys, as_index=False, sort=False)
    return groups.agg(n=("amount", "size"), total=("amount", "sum"), date=("first", "min"), limit=("limit", "first"))
