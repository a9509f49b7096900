"""What participants of a user test are asked to do, how it went, and the results task by task."""

from collections.abc import Sequence
from math import nan
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, Strict

from peakend.base.language import message
from peakend.documents.fields import Label
from peakend.documents.texts import Flag, Identifier, Part, Text, show_text
from peakend.tables.about import describe
from peakend.tables.headings import INTERVAL

if TYPE_CHECKING:
    import pandas as pd

Ease = Annotated[float, Strict(), Field(ge=1, le=7)]
Emotion = Annotated[float, Strict(), Field(ge=-2, le=2)]

HEADINGS = {
    "task": message("task"),
    "name": message("name"),
    "n": message("answers"),
    "n_missing": message("no answer"),
    "succeeded": message("succeeded"),
    "percent": message("succeeded, %"),
    **INTERVAL,
    "ease": message("ease"),
    "emotion": message("emotion"),
    "target": message("target, %"),
    "reached": message("target reached"),
}


class Task(Part):
    """What participants are asked to do."""

    id: Annotated[Identifier, Label("编号", ("A short id, for instance find-desk.", "简短的编号，例如 find-desk。"))]
    name: Annotated[Text, Label("任务", ("What they are asked to do; no hint how.", "请参与者做什么；不提示怎么做。"))]
    success: Annotated[Text | None, Label("成功标准", ("What counts as success.", "做到什么算成功。"))] = None


class Trial(Part):
    """One participant at one task."""

    participant: Annotated[
        Identifier, Label("参与者编号", ("A number or letter, no name.", "用数字或字母，不写姓名。"))
    ]
    task: Annotated[Identifier, Label("任务编号", ("Which task.", "哪一项任务。"), refers_to="tasks")]
    succeeded: Annotated[
        Flag | None, Label("是否成功", ("Done without help? Empty if not tried.", "没人帮忙做成了吗？没做就空着。"))
    ] = None
    ease: Annotated[
        Ease | None,
        Label(
            "容易程度",
            ("The participant's answer, 1 (very hard) to 7 (very easy).", "参与者的回答，1（很难）到 7（很容易）。"),
        ),
    ] = None
    emotion: Annotated[
        Emotion | None, Label("情绪", ("From −2 (very bad) to 2 (very good).", "从 −2（很差）到 2（很好）。"))
    ] = None
    seen: Annotated[Text | None, Label("观察到", ("What they did, where they stopped.", "做了什么，在哪里停住。"))] = (
        None
    )
    said: Annotated[Text | None, Label("原话", ("What they said, as it was.", "原样记下说的话。"))] = None
    change: Annotated[Text | None, Label("要改什么", ("What to change because of it.", "因此要改什么。"))] = None


def summarise(tasks: Sequence[Task], trials: Sequence[Trial], target: float | None, conf: float) -> "pd.DataFrame":
    """Return for each task how many succeeded, with Wilson's interval."""
    import pandas as pd

    from peakend.surveys.intervals import wilson

    rows = []
    for task in tasks:
        tried = [trial for trial in trials if trial.task == task.id]
        results = [trial.succeeded for trial in tried if trial.succeeded is not None]
        n, succeeded = len(results), sum(results)
        low, high = wilson(succeeded, n, conf=conf)
        rows.append(
            {
                "task": task.id,
                "name": show_text(task.name),
                "n": n,
                "n_missing": len(tried) - n,
                "succeeded": succeeded,
                "percent": 100 * succeeded / n if n else nan,
                "ci_low": 100 * low,
                "ci_high": 100 * high,
                "ease": _mean([trial.ease for trial in tried]),
                "emotion": _mean([trial.emotion for trial in tried]),
                "target": nan if target is None else target,
                "reached": _reached(target, 100 * low, 100 * high),
            }
        )
    return describe(pd.DataFrame(rows, columns=list(HEADINGS)).astype({"reached": object}), "user_test", HEADINGS)


def _mean(values: list[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else nan


def _reached(target: float | None, low: float, high: float) -> bool | None:
    if target is None or low != low or low < target <= high:
        return None
    return low >= target
