"""The service-level strategy, format ``service-level/1``: must-be, performance, attractive promises in three values."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, get_args

from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.documents.fields import Label, fields_of, words_of
from peakend.documents.texts import Identifier, Part, Text, show_text
from peakend.documents.value import Finding, Value
from peakend.tables.about import Wording, describe

if TYPE_CHECKING:
    import pandas as pd

Level = Literal["basic", "expected", "aha"]
Worth = Literal["effort", "time", "care"]


class Promise(Part):
    """One thing that customers of this service get."""

    level: Annotated[
        Level,
        Label(
            "层次",
            (
                "must-be: has to be met; performance: the more, the more satisfied; attractive: beyond expectation.",
                "基本：必须做到；期望：做得越多越满意；兴奋：超出期望。",
            ),
            ("基本", "期望", "兴奋"),
            ("must-be", "performance", "attractive"),
        ),
    ]
    worth: Annotated[
        Worth,
        Label(
            "价值",
            (
                "effort saved: anticipated, tailored; time saved: direct, no waiting; care: warm, one-stop advice.",
                "省力：事先想到、量身安排；省时：直达、少等；用心：温暖、一站式建议。",
            ),
            ("省力", "省时", "用心"),
            ("effort saved", "time saved", "care"),
        ),
    ]
    promise: Annotated[
        Text, Label("做法", ("What the customer gets, so that it can be seen.", "客户能得到什么，写到看得见的程度。"))
    ]
    evidence: Annotated[
        Text | None, Label("依据", ("The KANO result or interview behind it.", "背后的 KANO 结果或访谈。"))
    ] = None
    owner: Annotated[Text | None, Label("负责人", ("Who answers for it.", "由谁负责。"))] = None


class ServiceLevelValue(Value):
    """What a service promises, must-be, performance, attractive, each in effort 省力, time 省时, care 用心."""

    format: Literal["service-level/1"] = "service-level/1"
    id: Annotated[Identifier, Label("编号", ("A short id, for instance hall.", "简短的编号，例如 hall。"))]
    title: Annotated[Text, Label("标题", ("Which service it is about.", "关于哪项服务。"))]
    segment: Annotated[Text | None, Label("客群", ("For which customers.", "面向哪一类客户。"), is_wanted=True)] = None
    promises: Annotated[
        tuple[Promise, ...],
        Label("服务承诺", ("One promise a row.", "一行一条。"), is_wanted=True),
    ] = ()

    def matrix(self) -> "pd.DataFrame":
        """Return the promises as a matrix, several in a cell one a line.

        Returns
        -------
        pandas.DataFrame
            Rows ``aha, expected, basic`` (their ``level``), columns ``effort, time, care``; an empty text where
            nothing is promised.

        Examples
        --------
        >>> import peakend as pe
        >>> pe.ServiceLevel(id="hall", title="Hall").matrix().shape
        (3, 3)
        """
        import pandas as pd

        cells = {
            worth: [
                "\n".join(show_text(p.promise) for p in self.promises if (p.level, p.worth) == (level, worth))
                for level in reversed(get_args(Level))
            ]
            for worth in get_args(Worth)
        }
        levels = pd.Index(list(reversed(get_args(Level))), name="level")
        words = words_of(fields_of(Promise))
        headings: dict[str, Wording] = {"level": message("level"), **words.pop("worth")}
        return describe(pd.DataFrame(cells, index=levels, dtype=object), "service_level", headings, words=words)

    def _findings(self) -> Iterator[Finding]:
        level_field, worth_field = fields_of(Promise)[:2]
        filled = {(promise.level, promise.worth) for promise in self.promises}
        for level in get_args(Level):
            for worth in get_args(Worth):
                if self.promises and (level, worth) not in filled:
                    yield (
                        *("empty_cell", "note", f"{level} × {worth}"),
                        _(
                            "Nothing is promised for {level} × {worth}.",
                            level=level_field.option(level),
                            worth=worth_field.option(worth),
                        ),
                        _("Decide on a promise, or leave it out on purpose."),
                    )
        levels = {promise.level for promise in self.promises}
        if "aha" in levels and "basic" not in levels:
            yield (
                *("aha_without_basic", "warning", "promises"),
                _("Something attractive is promised, but no must-be is secured."),
                _("Secure the must-bes first: without them nothing delights."),
            )
        for i, promise in enumerate(self.promises):
            if promise.owner is None:
                yield (
                    *("promise_without_owner", "note", f"promises {i + 1}"),
                    _("Nobody answers for {promise!r}.", promise=show_text(promise.promise)),
                    _("Name a role or department."),
                )
