"""Raking: weights that bring the margins of a sample to those that are known, and what they cost."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from peakend.base.arguments import check_number
from peakend.base.arrays import Floats
from peakend.base.errors import PeakendError
from peakend.base.language import join_words, message, quote
from peakend.base.language import translate as _
from peakend.frames.frames import ROWS, check_weights, read_frame, require_columns
from peakend.surveys.tally import list_values, missing
from peakend.tables.about import describe

MOST_ROUNDS = 1000
NEAR = 1e-10  # of the sample: how far a margin may lie from what is known

HEADINGS = {
    "column": message("column"),
    "level": message("group"),
    "n": message("answers"),
    "sample_percent": message("sample, %"),
    "known_percent": message("known, %"),
    "weighted_percent": message("weighted, %"),
}


@dataclass(frozen=True, eq=False)
class Raking:
    """Weights and what they do, as `rake` finds them.

    Attributes
    ----------
    weights : numpy.ndarray
        One for each row, 1 on average.
    margins : pandas.DataFrame
        ``column, level, n, sample_percent, known_percent, weighted_percent``: each margin as it was, as it is known,
        and as it is weighted, which differs from what is known where weights were trimmed.
    n_effective : float
        Kish's effective number of answers, (Σw)² / Σw².
    """

    weights: Floats
    margins: pd.DataFrame
    n_effective: float

    @property
    def design_effect(self) -> float:
        """By how much the weights widen variances: the rows over their effective number."""
        return len(self.weights) / self.n_effective

    @property
    def cost(self) -> str:
        """What the weights cost, in a sentence."""
        return _(
            "Weighed by {columns}: {n} answers are worth {effective} equal ones (design effect {deff}), and one answer "
            "counts for {largest} at most.",
            columns=join_words(f"“{column}”" for column in self.margins["column"].unique()),
            n=len(self.weights),
            effective=f"{self.n_effective:.1f}",
            deff=f"{self.design_effect:.2f}",
            largest=f"{self.weights.max():.2f}",
        )


def rake(
    frame: object,
    by: Mapping[str, Mapping[object, float]],
    *,
    weights: str | None = None,
    lower: float = 0.0,
    upper: float = np.inf,
) -> Raking:
    """Weigh the rows of a sample so that several margins are as they are known.

    The margins are taken in turn, again and again, until all of them hold (iterative proportional fitting). Weights
    beyond `lower` and `upper` are then cut off, and what was cut off is shared out evenly among the others, as R's
    ``survey::trimWeights(strict = TRUE)`` does it; the margins then hold no longer exactly, see ``margins``.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    by : mapping
        For each column its groups' shares or numbers in the population, for instance
        ``{"age": {"young": 40, "old": 60}, "sex": {"f": 51, "m": 49}}``.
    weights : str, optional
        Column of weights to begin with; 1 for all if not given.
    lower, upper : float
        Least and largest weight, where 1 is the average.

    Returns
    -------
    Raking
        ``.weights``, ``.margins``, ``.n_effective``, ``.design_effect``, and ``.cost``, which says it in a sentence.

    Raises
    ------
    PeakendError
        If a column is missing or has gaps, a group has no share or nobody in the sample, the margins contradict each
        other, or the limits leave no room.

    References
    ----------
    Deming & Stephan (1940), Annals of Mathematical Statistics 11, 427–444. The results are those of R's
    ``survey::rake`` and ``survey::trimWeights``.

    Examples
    --------
    >>> import pandas as pd
    >>> import peakend as pe
    >>> sample = pd.DataFrame({"age": ["young"] * 6 + ["old"] * 4})
    >>> raking = pe.rake(sample, {"age": {"young": 40, "old": 60}})
    >>> raking.weights[[0, -1]].round(3).tolist(), round(raking.n_effective, 1)
    ([0.667, 1.5], 8.6)
    """
    check_number("lower", lower, 0, 1)
    if upper != np.inf:
        check_number("upper", upper, 1)
    lazy = read_frame(frame)
    require_columns(lazy, [*by, *([weights] if weights else [])])
    if weights:
        check_weights(lazy, weights)
    table = lazy.select(*by, *([weights] if weights else [])).collect().to_pandas()
    places, targets = zip(*(_margin(table[column], column, known) for column, known in by.items()), strict=True)
    start = np.ones(len(table)) if weights is None else table[weights].to_numpy(dtype="float64")
    raked = _fit(start * len(table) / start.sum(), list(places), list(targets))
    final = _trim(raked, lower, upper)
    return Raking(final, _margins(by, places, targets, final), float(final.sum() ** 2 / (final**2).sum()))


def _margin(answers: "pd.Series", column: str, known: Mapping[object, float]) -> tuple[Floats, Floats]:
    """Return for each row the place of its group among those known, and the groups' shares."""
    for level, share in known.items():
        check_number(f"by[{column!r}][{level!r}]", share, 0)
    place = pd.Index(list(known)).get_indexer(pd.Index(answers.astype(object)))
    strange = (place < 0) | missing(answers)
    if strange.any():
        raise PeakendError(
            _(
                "Column {column!r} has {values}, for which no share is known. Give shares for: {levels}; "
                "or leave those rows out first.",
                column=column,
                values=list_values(pd.DataFrame({column: answers[strange], ROWS: 1}), column),
                levels=join_words(map(quote, known)),
            )
        )
    shares = np.array(list(known.values()), dtype="float64")
    counts = np.bincount(place, minlength=len(known))
    for level, share, count in zip(known, shares, counts, strict=True):
        if share > 0 and count == 0:
            raise PeakendError(
                _(
                    "Nobody in column {column!r} is {level!r}, so that no weight can bring them in. "
                    "Join the group with another one.",
                    column=column,
                    level=level,
                )
            )
    if shares.sum() == 0:
        raise PeakendError(_("The shares of column {column!r} are all 0. Give at least one.", column=column))
    return place, shares / shares.sum()


def _fit(weights: Floats, places: list[Floats], targets: list[Floats]) -> Floats:
    size = len(weights)
    for _round in range(MOST_ROUNDS):
        worst = 0.0
        for place, target in zip(places, targets, strict=True):
            sums = np.bincount(place, weights=weights, minlength=len(target))
            worst = max(worst, float(np.abs(sums - size * target).max()))
            with np.errstate(invalid="ignore", divide="ignore"):
                weights = weights * np.where(sums > 0, size * target / sums, 0)[place]
        if worst <= NEAR * size:
            return weights
    raise PeakendError(
        _(
            "The margins cannot be brought about together: some combinations of groups have nobody in the sample. "
            "Join small groups, or rake by fewer columns."
        )
    )


def _trim(weights: Floats, lower: float, upper: float) -> Floats:
    outside = (weights < lower) | (weights > upper)
    while outside.any():
        cut = np.clip(weights, lower, upper)
        if outside.all():
            raise PeakendError(
                _("No weights fit between lower={lower} and upper={upper}. Widen the limits.", lower=lower, upper=upper)
            )
        cut[~outside] += (weights - cut).sum() / (~outside).sum()
        weights = cut
        outside = (weights < lower - NEAR) | (weights > upper + NEAR)
    return weights


def _margins(
    by: Mapping[str, Mapping[object, float]], places: tuple[Floats, ...], targets: tuple[Floats, ...], weights: Floats
) -> pd.DataFrame:
    parts = []
    for (column, known), place, target in zip(by.items(), places, targets, strict=True):
        n = np.bincount(place, minlength=len(known))
        weighted = np.bincount(place, weights=weights, minlength=len(known))
        parts.append(
            pd.DataFrame(
                {
                    "column": column,
                    "level": pd.Series(list(known), dtype=object),
                    "n": n,
                    "sample_percent": 100 * n / n.sum(),
                    "known_percent": 100 * target,
                    "weighted_percent": 100 * weighted / weighted.sum(),
                }
            )
        )
    units = dict.fromkeys(["sample_percent", "known_percent", "weighted_percent"], "percent")
    return describe(pd.concat(parts, ignore_index=True), "rake", HEADINGS, units=units)
