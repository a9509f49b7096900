"""Rankings of concepts: by weighted score, by RICE, and over all weights."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend.design.screening import CRITERIA, Screening, is_scored
from peakend.design.weightings import first_range, first_share
from peakend.documents.value import name_of

RICE = ("reach", "impact", "confidence", "effort")


def rank_concepts(screening: Screening) -> pd.DataFrame:
    """Return the concepts by weighted score, the best first."""
    table = _table(screening, CRITERIA)
    weights = np.array(list(screening.weights.values()))
    table["score"] = table[list(CRITERIA)].to_numpy() @ weights / weights.sum()
    return _ranked(table, "score")


def rank_by_rice(screening: Screening) -> pd.DataFrame:
    """Return the concepts by RICE, the best first."""
    table = _table(screening, RICE)
    for name in table.loc[table["effort"] == 0, "name"]:
        raise PeakendError(_("The effort of {name!r} is 0. Nothing is done without effort: give more.", name=name))
    table["rice"] = table["reach"] * table["impact"] * table["confidence"] / table["effort"]
    return _ranked(table, "rice")


def weigh_concepts(screening: Screening) -> pd.DataFrame:
    """Return over which weights each concept comes first."""
    screening._require_scores()
    concepts = [concept for concept in screening.concepts if is_scored(concept)]
    scores = np.array([[getattr(concept, name) for name in CRITERIA] for concept in concepts], dtype=float)
    weights = np.array(list(screening.weights.values()))
    rows = []
    for i, concept in enumerate(concepts):
        share = 100 * first_share(scores, i)
        for j, criterion in enumerate(CRITERIA):
            low, high = first_range(scores, i, j, weights)
            now = 100 * weights[j] / weights.sum()
            rows.append((concept.id, name_of(concept), criterion, now, 100 * low, 100 * high, share))
    return pd.DataFrame(rows, columns=["concept", "name", "criterion", "weight", "low", "high", "first_share"])


def _table(screening: Screening, parts: Sequence[str]) -> pd.DataFrame:
    rows = [(c.id, name_of(c), *(getattr(c, part) for part in parts)) for c in screening.concepts]
    return pd.DataFrame(rows, columns=["concept", "name", *parts]).astype(dict.fromkeys(parts, float))


def _ranked(table: pd.DataFrame, score: str) -> pd.DataFrame:
    # Scores that differ only by rounding are equal: 0.1 + 0.2 does not beat 0.3.
    near = table[score].map(lambda value: float(f"{value:.12g}"))
    table["rank"] = near.rank(method="min", ascending=False).astype("Int64")
    table["tied"] = near.duplicated(keep=False) & near.notna()
    return table.sort_values("rank", kind="stable", na_position="last", ignore_index=True)
