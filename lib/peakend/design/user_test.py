"""The user test sheet 用户测试表, format ``user-test/1``: a concept tried by customers, task by task."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, Strict

from peakend.base.language import translate as _
from peakend.documents.fields import Label
from peakend.documents.texts import Date, Flag, Identifier, Part, Text
from peakend.documents.value import Finding, Value, require_some

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

Percent = Annotated[float, Strict(), Field(ge=0, le=100)]
Ease = Annotated[float, Strict(), Field(ge=1, le=7)]
Emotion = Annotated[float, Strict(), Field(ge=-2, le=2)]
FEW = 5


class Task(Part):
    """What participants are asked to do."""

    id: Annotated[Identifier, Label("编号", ("A short id, for instance find-desk.", "简短的编号，例如 find-desk。"))]
    name: Annotated[Text, Label("任务", ("What they are asked to do; no hint how.", "请参与者做什么；不提示怎么做。"))]
    success: Annotated[Text | None, Label("成功标准", ("What counts as done.", "做到什么算成功。"))] = None


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


class UserTest(Value):
    """A concept tried by customers: what they were asked to do, whether they could, and what has to change.

    Parameters
    ----------
    **document
        The fields of the format: ``id, title, concept, question, target_percent, date``; ``tasks`` with ``id, name,
        success``; ``trials`` with ``participant, task, succeeded, ease`` (1 to 7), ``emotion`` (−2 to +2), ``seen,
        said, change``.

    Raises
    ------
    PeakendError
        If a field is missing, unknown or not possible, or a trial names a task that is not there.

    Examples
    --------
    >>> import peakend as pe
    >>> test = pe.UserTest(
    ...     id="guide-test",
    ...     title="The guide",
    ...     tasks=[{"id": "find", "name": "Find the desk"}],
    ...     trials=[{"participant": str(i), "task": "find", "succeeded": i > 1} for i in range(1, 6)],
    ... )
    >>> test.summary()[["task", "n", "succeeded", "percent"]]
       task  n  succeeded  percent
    0  find  5          4     80.0
    """

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
        from peakend.design.trials import summarise

        return summarise(self, conf)

    def plot(self) -> "alt.LayerChart":
        """Draw the share of each task that succeeded, with its interval and the target.

        Returns
        -------
        altair.LayerChart

        Raises
        ------
        PeakendError
            If no trial has a result.

        Examples
        --------
        >>> import peakend as pe
        >>> trial = {"participant": "1", "task": "find", "succeeded": True}
        >>> test = pe.UserTest(id="t", title="T", tasks=[{"id": "find", "name": "Find it"}], trials=[trial])
        >>> test.plot().to_dict()["description"]
        'User test, percent succeeded: Find it 1 of 1, 100 % [20.7, 100.0]'
        """
        from peakend.charts.user_tests import plot_user_test

        require_some(
            [trial for trial in self.trials if trial.succeeded is not None],
            _("No trial of {id!r} has a result yet. Fill in some.", id=self.id),
        )
        return plot_user_test(self)

    def _findings(self) -> Iterator[Finding]:
        for i, task in enumerate(self.tasks):
            if task.success is None:
                yield (
                    *("task_without_criterion", "note", f"tasks {i + 1} ({task.id!r})"),
                    _("What counts as done is open for task {task!r}.", task=task.id),
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
