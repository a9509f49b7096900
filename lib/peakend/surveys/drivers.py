"""Key drivers: which touchpoints' ratings go with the overall rating, and how much of it each accounts for."""

from collections.abc import Callable, Sequence
from typing import Literal, get_args

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from peakend.base.arguments import as_list, check_confidence, check_count, check_option
from peakend.base.arrays import Floats
from peakend.base.errors import PeakendError
from peakend.base.language import join_words, message
from peakend.base.language import translate as _
from peakend.frames.cross_products import CrossProducts, cross_products, numeric_columns, without_codes
from peakend.frames.frames import ROWS, count_rows
from peakend.surveys.relative_importance import johnson, last, lmg
from peakend.surveys.stray_codes import is_plain, warn_of_codes
from peakend.surveys.tally import Invalid, Scale, check_scale
from peakend.tables.about import describe
from peakend.tables.headings import INTERVAL

Method = Literal["lmg", "johnson"]

METHODS: dict[str, Callable[[Floats], Floats]] = {"lmg": lmg, "johnson": johnson}
MOST_FOR_LMG = 12
SINGULAR = 1e-9

HEADINGS = {
    "driver": message("driver"),
    "importance": message("importance"),
    "share": message("share"),
    **INTERVAL,
    "rank": message("rank"),
    "first": message("R² alone"),
    "last": message("gain as the last"),
    "r_squared": message("R² of all"),
    "n": message("answers"),
    "n_missing": message("no answer"),
}


def drivers(
    frame: object,
    outcome: str,
    candidates: Sequence[str],
    *,
    method: Method = "lmg",
    scale: Scale | None = None,
    missing: object = None,
    weights: str | None = None,
    invalid: Invalid = "raise",
    conf: float = 0.95,
    bootstrap: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    r"""Share out the explained variance of an overall rating among its possible drivers.

    ``lmg`` is the mean gain in :math:`R^2` when a driver enters the linear model, over all orders of entry (Shapley's
    value):

    .. math:: \frac{1}{p!} \sum_{\text{orders}} \left[R^2(\text{before} \cup \{j\}) - R^2(\text{before})\right]

    ``johnson`` comes close to it at a fraction of the work, for any number of drivers. Under either, the importances
    add up to :math:`R^2`, also where drivers are correlated, as ratings are.

    This measures **association**. That a rating goes with the overall one does not say that improving it will lift the
    overall one: a halo, a third cause or the opposite direction look the same. Test it, see `compare`.

    Parameters
    ----------
    frame : any frame that Narwhals reads
        One row a respondent.
    outcome : str
        Column with the overall rating, numbers.
    candidates : sequence of str
        Columns with the ratings that may drive it, numbers; at most 12 for ``lmg``.
    method : {"lmg", "johnson"}
        How R² is shared out.
    scale : tuple of int, optional
        Lowest and highest point of all ratings; others are then refused or left out.
    missing : value or collection of values, optional
        Codes that are no answer, for instance 99; ``[]`` says that there are none.
    weights : str, optional
        Column of weights, one a respondent; R² is then that of the weighted model.
    invalid : {"raise", "drop"}
        With `scale`: refuse ratings off it, or leave their respondents out.
    conf : float, default 0.95
        Confidence level.
    bootstrap : int, default 1000
        Samples of respondents drawn with replacement for the intervals (percentiles). They need the distinct rows in
        memory; 0 leaves the intervals out and runs in bounded memory on a frame of any size.
    seed : int, default 0
        Start of the random numbers.

    Returns
    -------
    pandas.DataFrame
        One row a driver, in the order given: ``driver, importance`` (part of R²), ``share`` (of R², 0…1),
        ``ci_low, ci_high`` (of ``importance``), ``rank`` (1 is the most important), ``first`` (R² of the driver
        alone), ``last`` (its gain when it enters after all others), ``r_squared`` (of all together),
        ``n`` (respondents with all ratings), ``n_missing`` (others: null, NaN or infinite ratings).

    Raises
    ------
    PeakendError
        For a column that is missing, is not numeric or does not vary, too few respondents, an impossible option, and
        drivers that are collinear, so that nothing can tell their parts apart.

    Warns
    -----
    UserWarning
        If numbers look like codes for "no answer", such as 99 beside 1–5, and neither `scale` nor `missing` says what
        they are.

    References
    ----------
    Lindeman, Merenda & Gold (1980), Introduction to Bivariate and Multivariate Analysis, p. 119 ff. Grömping (2006),
    Journal of Statistical Software 17(1). Johnson (2000), Multivariate Behavioral Research 35, 1–19.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> import peakend as pe
    >>> random = np.random.default_rng(1)
    >>> ratings = pd.DataFrame(random.normal(size=(300, 2)), columns=["waiting", "staff"])
    >>> ratings["overall"] = 2 * ratings.staff + ratings.waiting + random.normal(size=300)
    >>> pe.drivers(ratings, "overall", ["waiting", "staff"])[["driver", "importance", "share", "rank"]].round(2)
        driver  importance  share  rank
    0  waiting        0.15   0.19     2
    1    staff        0.64   0.81     1
    """
    check_option("method", method, get_args(Method))
    check_confidence(conf)
    check_count("bootstrap", bootstrap, 0)
    check_count("seed", seed, 0)
    names = _check_candidates(outcome, candidates, method)
    columns = [*names, outcome]
    check_option("invalid", invalid, get_args(Invalid))
    codes = [] if missing is None else as_list(missing)
    used = frame
    if scale is not None or codes:
        used = _clean(frame, columns, scale, codes, invalid)
    moments = cross_products(used, columns, weights)
    _check_enough(moments.n, len(names))
    if scale is None and (missing is None or codes) and is_plain(frame):
        warn_of_codes(used, columns, "scale")
    correlations = moments.correlations()
    _check_variance(moments, columns)
    _check_collinear(correlations, names)
    stack = correlations[None]
    importance = METHODS[method](stack)[0]
    total = importance.sum()
    low, high = _interval(used, columns, weights, METHODS[method], conf, bootstrap, seed)
    table = pd.DataFrame(
        {
            "driver": names,
            "importance": importance,
            "share": importance / total if total > 0 else np.nan,
            "ci_low": low,
            "ci_high": high,
            "rank": pd.Series(importance).rank(ascending=False, method="min").astype("int64"),
            "first": correlations[:-1, -1] ** 2,
            "last": last(stack)[0],
            "r_squared": total,
            "n": moments.n,
            "n_missing": moments.n_missing,
        }
    )
    return describe(table, "drivers", HEADINGS)


def _check_candidates(outcome: str, candidates: Sequence[str], method: str) -> list[str]:
    names: list[str] = as_list(candidates)
    for i, name in enumerate(names):
        if name == outcome or name in names[:i]:
            raise PeakendError(
                _("Column {column!r} is named twice. Name the outcome and each driver once.", column=name)
            )
    if not names:
        raise PeakendError(
            _("There is no driver. Name at least one column that may drive {outcome!r}.", outcome=outcome)
        )
    if method == "lmg" and len(names) > MOST_FOR_LMG:
        raise PeakendError(
            _(
                "{count} drivers are too many for method='lmg', which tries all their subsets. "
                "Name at most {most}, or pass method='johnson'.",
                count=len(names),
                most=MOST_FOR_LMG,
            )
        )
    return names


def _check_enough(n: int, predictors: int) -> None:
    if n < predictors + 2:
        raise PeakendError(
            _(
                "{n} respondents answered the outcome and all drivers; {drivers} drivers need at least {needed}. "
                "Collect more answers or name fewer drivers.",
                n=n,
                drivers=predictors,
                needed=predictors + 2,
            )
        )


def _check_variance(moments: CrossProducts, columns: list[str]) -> None:
    noise = moments.n * (SINGULAR * moments.means) ** 2
    for name, constant in zip(columns, np.diag(moments.products) <= noise, strict=True):
        if constant and name == columns[-1]:
            raise PeakendError(
                _(
                    "All answers in column {column!r} are the same, so there is nothing to explain. "
                    "Choose another outcome.",
                    column=name,
                )
            )
        if constant:
            raise PeakendError(
                _(
                    "All answers in column {column!r} are the same, so nothing can go with them. Leave the column out.",
                    column=name,
                )
            )


def _check_collinear(correlations: Floats, names: list[str]) -> None:
    values, vectors = np.linalg.eigh(correlations[:-1, :-1])
    if values[0] < SINGULAR:
        involved = np.abs(vectors[:, 0]) > 1e-4
        raise PeakendError(
            _(
                "The drivers {names} are collinear: each follows exactly from the others, so their importance cannot "
                "be told apart. Leave one of them out.",
                names=join_words(repr(name) for name, part in zip(names, involved, strict=True) if part),
            )
        )


def _clean(frame: object, columns: list[str], scale: Scale | None, codes: list[object], invalid: str) -> object:
    limits = check_scale(scale) if scale is not None else None
    kept, off = without_codes(frame, columns, limits, codes)
    for name, count in zip(columns, off, strict=True):
        if count and limits and invalid == "raise":
            raise PeakendError(
                _(
                    "Column {column!r} has {count} ratings that are not on the scale {low}–{high}. Correct them or "
                    "the scale, name codes that are not answers by missing=…, or pass invalid='drop'.",
                    column=name,
                    count=count,
                    low=limits[0],
                    high=limits[1],
                )
            )
    return nw.to_native(kept)


def _interval(
    frame: object,
    columns: list[str],
    weights: str | None,
    importance: Callable[[Floats], Floats],
    conf: float,
    bootstrap: int,
    seed: int,
) -> tuple[Floats, Floats]:
    unknown = np.full(len(columns) - 1, np.nan)
    if bootstrap == 0:
        return unknown, unknown
    samples = _bootstrap_correlations(frame, columns, weights, bootstrap, seed)
    if not len(samples):
        return unknown, unknown
    low, high = np.quantile(importance(samples), [(1 - conf) / 2, (1 + conf) / 2], axis=0)
    return low, high


def _bootstrap_correlations(
    frame: object, columns: list[str], weights: str | None, bootstrap: int, seed: int
) -> Floats:
    """Draw samples of respondents and correlate each; samples in which drivers are collinear are left out."""
    used = [*columns, *([weights] if weights else [])]
    keys = [f"x{i}" for i in range(len(used))]
    table = count_rows(numeric_columns(frame, used), keys)
    values = table[[f"answer_{i}" for i in range(len(keys))]].to_numpy(dtype="float64", na_value=np.nan)
    complete = np.isfinite(values).all(axis=1)
    counts = table.loc[complete, ROWS].to_numpy(dtype="int64")
    # The order in which an engine returns its groups must not change what the seed draws.
    order = np.lexsort(values[complete].T)
    values, counts = values[complete][order], counts[order]
    n = int(counts.sum())
    weight = values[:, -1] if weights else np.ones(len(values))
    values = values[:, : len(columns)]
    centred = np.column_stack([np.ones(len(values)), values - counts @ values / n])
    random = np.random.default_rng(seed)
    respondents = np.repeat(np.arange(len(counts)), counts) if n < 20 * len(counts) else None
    sums = np.empty((bootstrap, len(columns) + 1, len(columns) + 1))
    for i in range(bootstrap):
        if respondents is None:
            drawn = random.multinomial(n, counts / n)
        else:
            drawn = np.bincount(respondents[random.integers(0, n, n)], minlength=len(counts))
        sums[i] = (centred * (drawn * weight)[:, None]).T @ centred
    total = sums[:, 0, 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        means = sums[:, 0, 1:] / total[:, None]
    products = sums[:, 1:, 1:] - total[:, None, None] * means[:, :, None] * means[:, None, :]
    spread = np.sqrt(np.maximum(np.diagonal(products, axis1=1, axis2=2), 0))
    spread = np.where(spread > SINGULAR * spread.max(axis=0), spread, np.nan)
    correlations = products / (spread[:, :, None] * spread[:, None, :])
    varying = correlations[np.isfinite(correlations).all(axis=(1, 2))]
    return varying[np.linalg.eigvalsh(varying[:, :-1, :-1])[:, 0] > SINGULAR]
