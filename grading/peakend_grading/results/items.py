"""Item analysis: how hard each task was, and whether it tells apart those who know from those who do not."""

import math
from collections.abc import Mapping

import pandas as pd
from scipy import stats

FEWEST = 4  # an interval of a correlation needs four pairs
HARD, EASY, WEAK = 30.0, 95.0, 0.2


def item_analysis(scores: pd.DataFrame, points: Mapping[str, float]) -> pd.DataFrame:
    """Return difficulty and discrimination of each task.

    *Difficulty* is the share of its points that a task brought in, p = 100 · mean(x) / max: high is easy.
    *Discrimination* is the corrected item–total correlation r(x, T − x), where T adds up the tasks that are marked for
    everybody: the point-biserial correlation where a task is right or wrong. Its interval is Fisher's,
    tanh(atanh r ± 1.96 / √(n − 3)).

    Parameters
    ----------
    scores : pandas.DataFrame
        One row a trainee, one column a task, in points; missing where a trainer has yet to mark.
    points : mapping of str to float
        The points to be had in each task.

    Returns
    -------
    pandas.DataFrame
        ``task, n, difficulty, discrimination, ci_low, ci_high``. Without discrimination are tasks in which all earned
        the same, tasks that are not marked for everybody, and classes of fewer than four.

    References
    ----------
    Ebel and Frisbie (1991), Essentials of Educational Measurement, 5th edition, ch. 13: below 0.20 a task hardly
    discriminates. Henrysson (1963), Psychometrika 28: the correction for the item's own part in the total.
    """
    complete = scores.dropna(axis="columns")
    total = complete.sum(axis="columns")
    rows = []
    for task in map(str, scores.columns):
        marked = scores[task].dropna()
        r, low, high = _correlation(complete[task], total - complete[task]) if task in complete else [math.nan] * 3
        difficulty = 100 * marked.mean() / points[task] if len(marked) and points[task] else math.nan
        rows.append((task, len(marked), difficulty, r, low, high))
    return pd.DataFrame(rows, columns=["task", "n", "difficulty", "discrimination", "ci_low", "ci_high"])


def _correlation(item: pd.Series, rest: pd.Series) -> list[float]:
    if len(item) < FEWEST or item.nunique() < 2 or rest.nunique() < 2:
        return [math.nan] * 3
    found = stats.pearsonr(item.to_numpy(float), rest.to_numpy(float))
    low, high = found.confidence_interval(0.95)
    return [float(found.statistic), float(low), float(high)]
