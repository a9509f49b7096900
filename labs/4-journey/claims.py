"""What the lab says of every case and every variant."""

import numpy as np

import peakend as pe


def visits(variants, facts):
    """Customers go many ways; one planned step is left out most, and one step outside the plan is met most."""
    plan = [step.id for step in pe.load(f"{facts['case']}/journey").steps]
    table = variants.table.assign(touchpoint=variants.table["touchpoint"].astype(str))
    first = np.flatnonzero(~table["journey"].duplicated())
    kept = variants.kept[:, first].astype(float)
    ways = table.groupby("journey", sort=False)["touchpoint"].agg(" > ".join)
    taken = np.array([kept @ (ways == way).to_numpy(dtype=float) for way in ways.unique()])
    yield "there are at least six ways through the service", (taken > 0).sum(axis=0) >= 6
    by_plan = kept @ (ways == " > ".join(plan)).to_numpy(dtype=float) / kept.sum(axis=1)
    yield "some go by the plan, and many do not", (by_plan > 0.1) & (by_plan < 0.7)
    names = list(dict.fromkeys(table["touchpoint"]))
    met = table.groupby("journey", sort=False)["touchpoint"].agg(set)
    shares = {
        name: kept @ np.array([name in touched for touched in met], dtype=float) / kept.sum(axis=1) for name in names
    }
    skipped = np.sort([1 - shares[name] for name in plan if name in shares], axis=0)
    extra = np.sort([shares[name] for name in names if name not in plan], axis=0)
    yield "one planned step is left out most, by three points or more", skipped[-1] - skipped[-2] > 0.03
    yield "two steps outside the plan are met, one of them most", extra[-1] - extra[-2] > 0.03
