"""The follow-up plan 后续改进计划, format ``plan/1``: who does what by when, and how one will know."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import model_validator

from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.documents.fields import Label, fields_of, headings_of, words_of
from peakend.documents.texts import Date, Identifier, Part, Text, show_text
from peakend.documents.value import Finding, Value, at, name_of
from peakend.tables.about import Wording, describe

if TYPE_CHECKING:
    import pandas as pd

Status = Literal["planned", "running", "done", "stopped"]


class Task(Part):
    """One thing to do."""

    id: Annotated[Identifier, Label("编号", ("A short id, each only once.", "简短的编号，不可重复。"))]
    name: Annotated[
        Text, Label("任务", ("What is done, so that one can see it is done.", "做什么，写到看得出做完没有。"))
    ]
    owner: Annotated[Text | None, Label("负责人", ("One person or role.", "一个人或一个岗位。"))] = None
    start: Annotated[Date | None, Label("开始", ("Like 2026-12-01.", "例如 2026-12-01。"))] = None
    due: Annotated[Date | None, Label("完成", ("The last day, like 2026-12-15.", "最后一天，例如 2026-12-15。"))] = None
    after: Annotated[
        Identifier | None,
        Label("前置任务编号", ("The task that has to be done before.", "要先完成的任务。"), refers_to="tasks"),
    ] = None
    status: Annotated[
        Status,
        Label("状态", ("How far it is.", "进展到哪里。"), ("计划中", "进行中", "已完成", "已停止")),
    ] = "planned"
    measure: Annotated[
        Text | None, Label("衡量指标", ("How one will know that it helped.", "怎样知道它起了作用。"))
    ] = None
    touchpoint: Annotated[Identifier | None, Label("触点编号", ("Which touchpoint it improves.", "改进哪个触点。"))] = (
        None
    )


class PlanValue(Value):
    """What is done after the workshop: tasks with owner, days, measure, and what has to come first."""

    format: Literal["plan/1"] = "plan/1"
    id: Annotated[Identifier, Label("编号", ("A short id, for instance hall.", "简短的编号，例如 hall。"))]
    title: Annotated[Text, Label("标题", ("What is improved.", "改进什么。"))]
    goal: Annotated[
        Text | None,
        Label(
            "目标",
            ("What customers will notice, and how it is measured.", "客户会感觉到什么变化，怎样衡量。"),
            is_wanted=True,
        ),
    ] = None
    review: Annotated[
        Date | None, Label("复盘日期", ("When the team looks back.", "团队哪天回头看结果。"), is_wanted=True)
    ] = None
    tasks: Annotated[tuple[Task, ...], Label("任务", ("One thing to do a row.", "一行一件事。"), is_wanted=True)] = ()

    @model_validator(mode="after")
    def _run_forward(self) -> "PlanValue":
        before = {task.id: task.after for task in self.tasks}
        for i, task in enumerate(self.tasks):
            if task.start and task.due and task.due < task.start:
                reason = _("it is due on {due}, before it starts on {start}", due=task.due, start=task.start)
                raise at(("tasks", i, "due"), reason)
            seen, earlier = {task.id}, task.after
            while earlier:
                if earlier in seen:
                    raise at(("tasks", i, "after"), _("the tasks wait for each other in a circle; free one of them"))
                seen.add(earlier)
                earlier = before.get(earlier)
        return self

    def timeline(self) -> "pd.DataFrame":
        """Return the tasks in the order of time.

        Returns
        -------
        pandas.DataFrame
            ``task, name, owner, status, start, due`` (days), ``days`` (both ends counted), ``after``, ``overlaps``: the
            task before, where this one starts before that is due. Tasks without a start stand last.

        Examples
        --------
        >>> import peakend as pe
        >>> day = {"id": "a", "name": "A", "start": "2026-12-01", "due": "2026-12-01"}
        >>> pe.Plan(id="p", title="P", tasks=[day]).timeline()["days"].tolist()
        [1]
        """
        import pandas as pd

        due = {task.id: task.due for task in self.tasks}
        rows = []
        for task in self.tasks:
            days = (task.due - task.start).days + 1 if task.start and task.due else None
            end = due[task.after] if task.after else None
            overlaps = task.after if end and task.start and task.start <= end else None
            owner = show_text(task.owner) or None
            rows.append((task.id, name_of(task), owner, task.status, task.start, task.due, days, task.after, overlaps))
        fields = fields_of(Task)
        called = headings_of(fields)
        headings: dict[str, Wording] = {
            "task": message("task"),
            **{name: called[name] for name in ("name", "owner", "status", "start", "due")},
            "days": message("days"),
            "after": message("only after"),
            "overlaps": message("starts before the end of"),
        }
        table = pd.DataFrame(rows, columns=list(headings), dtype=object).astype({"days": "Int64"})
        table[["start", "due"]] = table[["start", "due"]].apply(pd.to_datetime)
        table = table.sort_values("start", kind="stable", na_position="last", ignore_index=True)
        return describe(table, "timeline", headings, words=words_of(fields))

    def _findings(self) -> Iterator[Finding]:
        for i, task in enumerate(self.tasks):
            yield from _task_findings(task, f"tasks {i + 1} ({task.id!r})")
        for row in self.timeline().to_dict("records"):
            if row["overlaps"]:
                yield (
                    *("starts_too_early", "warning", f"tasks ({row['task']!r})"),
                    _("{task!r} starts before {before!r} is done.", task=row["name"], before=row["overlaps"]),
                    _("Move it, or split the task."),
                )


def _task_findings(task: Task, place: str) -> Iterator[Finding]:
    name = name_of(task)
    if task.owner is None:
        yield (
            *("task_without_owner", "warning", place),
            _("Nobody answers for {name!r}.", name=name),
            _("Name one person or role."),
        )
    if task.due is None:
        yield (
            *("task_without_day", "warning", place),
            _("{name!r} has no last day.", name=name),
            _("Agree on a day, or it will not happen."),
        )
    if task.measure is None:
        yield (
            *("task_without_measure", "note", place),
            _("Nobody will know whether {name!r} helped.", name=name),
            _("Write what will get better, and how you will tell."),
        )
