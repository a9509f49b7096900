"""Rankings of concepts: by weighted score, by RICE, and over all weights."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.design.concept import CRITERIA, Concept, is_scored
from peakend.design.weightings import first_range, first_share
from peakend.documents.value import name_of
from peakend.tables.about import describe

HEADINGS = {
    "concept": message("concept"),
    "name": message("name"),
    "desirable": message("desirable"),
    "feasible": message("feasible"),
    "viable": message("viable"),
    "score": message("score"),
    "reach": message("reach"),
    "impact": message("impact"),
    "confidence": message("confidence"),
    "effort": message("effort"),
    "rice": "RICE",
    "rank": message("rank"),
    "tied": message("tied"),
    "criterion": message("criterion"),
    "weight": message("weight"),
    "low": message("from"),
    "high": message("to"),
    "first_share": message("first under, %"),
}
WORDS = {"criterion": {name: HEADINGS[name] for name in CRITERIA}}
RICE = ("reach", "impact", "confidence", "effort")


def rank_concepts(concepts: Sequence[Concept], stated: Mapping[str, float]) -> pd.DataFrame:
    """Return the concepts by weighted score, the best first."""
    table = _table(concepts, CRITERIA)
    weights = np.array(list(stated.values()))
    table["score"] = table[list(CRITERIA)].to_numpy() @ weights / weights.sum()
    return _ranked(table, "score")


def rank_by_rice(concepts: Sequence[Concept]) -> pd.DataFrame:
    """Return the concepts by RICE, the best first."""
    table = _table(concepts, RICE)
    for name in table.loc[table["effort"] == 0, "name"]:
        raise PeakendError(_("The effort of {name!r} is 0. Nothing is done without effort: give more.", name=name))
    table["rice"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    return _ranked(table, "rice")


def weigh_concepts(concepts: Sequence[Concept], stated: Mapping[str, float]) -> pd.DataFrame:
    """Return over which weights each concept comes first."""
    scored = [concept for concept in concepts if is_scored(concept)]
    scores = np.array([[getattr(concept, name) for name in CRITERIA] for concept in scored], dtype=float)
    weights = np.array(list(stated.values()))
    rows = []
    for i, concept in enumerate(scored):
        share = 100 * first_share(scores, i)
        for j, criterion in enumerate(CRITERIA):
            low, high = first_range(scores, i, j, weights)
            now = 100 * weights[j] / weights.sum()
            rows.append((concept.id, name_of(concept), criterion, now, 100 * low, 100 * high, share))
    columns = ["concept", "name", "criterion", "weight", "low", "high", "first_share"]
    return describe(pd.DataFrame(rows, columns=columns), "sensitivity", HEADINGS, words=WORDS)


def _table(concepts: Sequence[Concept], parts: Sequence[str]) -> pd.DataFrame:
    rows = [(c.id, name_of(c), *(getattr(c, part) for part in parts)) for c in concepts]
    return pd.DataFrame(rows, columns=["concept", "name", *parts]).astype(dict.fromkeys(parts, float))


def _ranked(table: pd.DataFrame, score: str) -> pd.DataFrame:
    # Scores that differ only by rounding are equal: 0.1 + 0.2 does not beat 0.3.
    near = table[score].map(lambda value: float(f"{value:.12g}"))
    table["rank"] = near.rank(method="min", ascending=False).astype("Int64")
    table["tied"] = near.duplicated(keep=False) & near.notna()
    table = table.sort_values("rank", kind="stable", na_position="last", ignore_index=True)
    return describe(table, "ranking", HEADINGS)
