"""The user test sheet 用户测试表, format ``user-test/1``: a concept tried by customers, task by task."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, Strict

from peakend.base.language import translate as _
from peakend.design.trials import Task, Trial, summarise
from peakend.documents.fields import Label
from peakend.documents.texts import Date, Identifier, Text
from peakend.documents.value import Finding, Value

if TYPE_CHECKING:
    import pandas as pd

Percent = Annotated[float, Strict(), Field(ge=0, le=100)]
FEW = 5


class UserTestValue(Value):
    """A concept tried by customers: what they were asked to do, whether they could, and what has to change."""

    format: Literal["user-test/1"] = "user-test/1"
    id: Annotated[Identifier, Label("编号", ("A short id, for instance guide-test.", "简短的编号，例如 guide-test。"))]
    title: Annotated[Text, Label("标题", ("What is tested.", "测试什么。"))]
    concept: Annotated[Identifier | None, Label("概念编号", ("Which concept sheet.", "对应哪张概念固化表。"))] = None
    question: Annotated[
        Text | None,
        Label(
            "想弄清的问题",
            ("What you believe, and what would prove you wrong.", "您相信什么，看到什么就说明想错了。"),
            is_wanted=True,
        ),
    ] = None
    target_percent: Annotated[
        Percent | None,
        Label(
            "目标成功率（%）",
            ("How many percent have to succeed; agreed before the test.", "要有百分之多少成功；测试之前定好。"),
            is_wanted=True,
        ),
    ] = None
    date: Annotated[Date | None, Label("日期", ("Like 2026-12-01.", "例如 2026-12-01。"))] = None
    tasks: Annotated[
        tuple[Task, ...], Label("任务", ("What participants are asked to do.", "请参与者做的事。"), is_wanted=True)
    ] = ()
    trials: Annotated[
        tuple[Trial, ...], Label("测试记录", ("One participant at one task a row.", "一行是一位参与者做一项任务。"))
    ] = ()

    def summary(self, *, conf: float = 0.95) -> "pd.DataFrame":
        """Return for each task how many succeeded, with the interval.

        Parameters
        ----------
        conf : float, default 0.95
            Confidence level of Wilson's interval.

        Returns
        -------
        pandas.DataFrame
            ``task, name, n, n_missing`` (trials without a result), ``succeeded, percent, ci_low, ci_high`` (percent),
            ``ease`` and ``emotion`` (means), ``target`` (percent) and ``reached``: true or false where the whole
            interval lies on one side of the target, missing where the test cannot tell.

        Examples
        --------
        >>> import peakend as pe
        >>> pe.UserTest(id="t", title="T", tasks=[{"id": "find", "name": "Find it"}]).summary()["n"].tolist()
        [0]
        """
        return summarise(self.tasks, self.trials, self.target_percent, conf)

    def _findings(self) -> Iterator[Finding]:
        for i, task in enumerate(self.tasks):
            if task.success is None:
                yield (
                    *("task_without_criterion", "note", f"tasks {i + 1} ({task.id!r})"),
                    _("Task {task!r} does not say what counts as success.", task=task.id),
                    _("Write it down before the first participant comes."),
                )
        for i, trial in enumerate(self.trials):
            if trial.succeeded is False and trial.change is None:
                yield (
                    *("failure_without_change", "warning", f"trials {i + 1}"),
                    _(
                        "{who!r} failed at {task!r}, and nothing is changed.",
                        who=trial.participant,
                        task=trial.task,
                    ),
                    _("Write what to change, or why not."),
                )
        people = {trial.participant for trial in self.trials}
        if self.trials and len(people) < FEW:
            yield (
                *("few_participants", "note", "trials"),
                _("The test rests on {n} participants.", n=len(people)),
                _("At least {few} find most of what is wrong; shares need more.", few=FEW),
            )
