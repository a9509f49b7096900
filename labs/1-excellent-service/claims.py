"""What the lab says of every case and every variant."""

import numpy as np

import peakend as pe

ITEMS = {"tangibles": 4, "reliability": 5, "responsiveness": 4, "assurance": 4, "empathy": 5}


def servqual(variants, facts):
    """The lowest perception is not the widest gap, which is also what matters most."""
    table, start = variants.table, 1
    perceived, gaps, points = [], [], []
    for name, size in ITEMS.items():
        items = range(start, start + size)
        perception = table[[f"P{item}" for item in items]].astype(float).mean(axis=1).to_numpy()
        expectation = table[[f"E{item}" for item in items]].astype(float).mean(axis=1).to_numpy()
        perceived.append(variants.mean(perception))
        gaps.append(variants.mean(perception - expectation))
        points.append(variants.mean(table[f"points_{name}"].astype(float).to_numpy()))
        start += size
    widest = list(ITEMS).index(facts["widest_gap"])
    yield "tangibles are perceived lowest", np.argmin(perceived, axis=0) == 0
    yield f"{facts['widest_gap']} has the widest gap", np.argmin(gaps, axis=0) == widest
    yield f"{facts['widest_gap']} has most of the hundred points", np.argmax(points, axis=0) == widest


def ledger(variants, facts):
    """No entry is above its limit, and misuse shows in patterns only."""
    table, kept = variants.table, variants.kept
    limits = {role: int(facts[f"{role}_limit"]) for role in ("clerk", "manager")}
    amount = table["amount"].astype(int).to_numpy()
    within = amount <= table["role"].map(limits).astype(int).to_numpy()
    yield "no entry is above the limit of its role", ~(kept & ~within).any(axis=1)
    expected = {"split": {facts["splitter"]}, "regular": {facts["regular"]}}
    found = np.ones(len(kept), dtype=bool)
    for number in range(0, len(kept), 50):  # the audit itself is asked of one in fifty: it takes a while
        leads = pe.audit_waivers(table[kept[number]], limits=limits)
        found[number] = expected == {rule: set(group["staff"]) for rule, group in leads.groupby("rule")}
    yield "one clerk splits, another has a regular, and nobody else is found", found
    clerks = sorted(table.loc[table["role"] == "clerk", "staff"].unique())
    totals = [kept[:, rows] @ amount[rows] for rows in (np.flatnonzero(table["staff"] == one) for one in clerks)]
    busiest = clerks.index(facts["busiest"])
    yield "the clerk who waives most in all is the honest one", np.argmax(totals, axis=0) == busiest
