"""The results of a user test, task by task."""

import numpy as np
import pandas as pd

from peakend.design.user_test import UserTest
from peakend.documents.texts import show_text
from peakend.surveys.intervals import wilson


def summarise(test: UserTest, conf: float) -> pd.DataFrame:
    """Return for each task how many succeeded, with Wilson's interval."""
    rows = []
    for task in test.tasks:
        trials = [trial for trial in test.trials if trial.task == task.id]
        results = [trial.succeeded for trial in trials if trial.succeeded is not None]
        n, succeeded = len(results), sum(results)
        low, high = wilson(succeeded, n, conf=conf)
        rows.append(
            {
                "task": task.id,
                "name": show_text(task.name),
                "n": n,
                "n_missing": len(trials) - n,
                "succeeded": succeeded,
                "percent": 100 * succeeded / n if n else np.nan,
                "ci_low": 100 * low,
                "ci_high": 100 * high,
                "ease": _mean([trial.ease for trial in trials]),
                "emotion": _mean([trial.emotion for trial in trials]),
                "target": np.nan if test.target_percent is None else test.target_percent,
                "reached": _reached(test.target_percent, 100 * low, 100 * high),
            }
        )
    columns = "task name n n_missing succeeded percent ci_low ci_high ease emotion target reached"
    return pd.DataFrame(rows, columns=columns.split()).astype({"reached": object})


def _mean(values: list[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else np.nan


def _reached(target: float | None, low: float, high: float) -> bool | None:
    if target is None or low != low or low < target <= high:
        return None
    return low >= target
