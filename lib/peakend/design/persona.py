"""The persona 用户画像, format ``persona/1``: one customer who stands for many."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from peakend.base.language import translate as _
from peakend.documents.fields import Label
from peakend.documents.texts import Count, Identifier, Text, plain
from peakend.documents.value import Finding, Value

Status = Literal["observed", "assumed"]


class PersonaValue(Value):
    """One customer who stands for many: what they do, want, feel and need at heart."""

    format: Literal["persona/1"] = "persona/1"
    id: Annotated[Identifier, Label("编号", ("A short id, for instance mei.", "简短的编号，例如 mei。"))]
    name: Annotated[Text, Label("姓名", ("A name that the team can talk about.", "起个名字，团队讨论时好称呼。"))]
    segment: Annotated[
        Text | None, Label("所属客群", ("Which customers the persona stands for.", "这个画像代表哪一类客户。"))
    ] = None
    quote: Annotated[
        Text | None, Label("一句原话", ("One sentence that says it all, as it was said.", "最能说明问题的一句原话。"))
    ] = None
    situation: Annotated[
        Text | None,
        Label(
            "处境", ("Life, work, and when they come to you.", "生活和工作状况，什么情况下来找我们。"), is_wanted=True
        ),
    ] = None
    goals: Annotated[
        tuple[Text, ...],
        Label("目标", ("What they want to get done; one a line.", "想办成什么事；每行一条。"), is_wanted=True),
    ] = ()
    expectations: Annotated[
        tuple[Text, ...],
        Label(
            "期望",
            ("What they expect of the service before it begins; one a line.", "服务开始之前抱有什么期望；每行一条。"),
            is_wanted=True,
        ),
    ] = ()
    pains: Annotated[
        tuple[Text, ...],
        Label(
            "痛点", ("What gets in their way today; one a line.", "现在卡在哪里、烦在哪里；每行一条。"), is_wanted=True
        ),
    ] = ()
    behaviours: Annotated[
        tuple[Text, ...],
        Label(
            "行为",
            ("What they were heard to say and seen to do; one a line.", "听到他说什么、看到他做什么；每行一条。"),
        ),
    ] = ()
    feelings: Annotated[
        tuple[Text, ...], Label("感受", ("What they feel on the way; one a line.", "过程中的感受；每行一条。"))
    ] = ()
    deep_needs: Annotated[
        tuple[Text, ...],
        Label(
            "深层内在需求",
            (
                "What they need at heart and do not say, for instance to be taken seriously; one a line.",
                "内心需要却不说出口的，例如被认真对待；每行一条。",
            ),
            is_wanted=True,
        ),
    ] = ()
    status: Annotated[
        Status,
        Label(
            "依据",
            (
                "observed: from interviews or data; assumed: what the team believes.",
                "已观察：来自访谈或数据；假设：团队的看法。",
            ),
            ("已观察", "假设"),
        ),
    ] = "assumed"
    source: Annotated[Text | None, Label("来源", ("Which interviews or data.", "来自哪些访谈或数据。"))] = None
    n: Annotated[Count | None, Label("样本量", ("How many customers it rests on.", "依据了多少位客户。"))] = None

    def for_journey(self) -> dict[str, Any]:
        """Return what a journey map keeps of its persona: id, name, first goal and expectations.

        Returns
        -------
        dict
            For ``JourneyMap(persona=…)``.

        Examples
        --------
        >>> import peakend as pe
        >>> mei = pe.Persona(id="mei", name="Mei")
        >>> pe.JourneyMap(id="visit", title="A visit", persona=mei.for_journey()).persona.name
        'Mei'
        """
        kept = self.model_dump(include={"id", "name", "expectations"}, exclude_defaults=True)
        goal = self.model_dump(include={"goals"})["goals"][:1]
        expectations = {"expectations": kept.pop("expectations")} if "expectations" in kept else {}
        return plain({**kept, **({"goal": goal[0]} if goal else {}), **expectations})

    def _findings(self) -> Iterator[Finding]:
        if self.status == "observed" and self.source is None:
            yield (
                *("observed_without_source", "warning", "source"),
                _("The persona is marked as observed, but no source is given."),
                _("Name the interviews or data, or call it assumed."),
            )
        if self.status == "observed" and self.n is not None and self.n < FEW:
            yield (
                *("few_customers", "note", "n"),
                _("The persona rests on {n} customers.", n=self.n),
                _("Talk to at least {few}, until nothing new is said.", few=FEW),
            )


FEW = 5
