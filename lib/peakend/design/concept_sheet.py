"""The concept sheet 概念固化表, format ``concept/1``: an idea, firm enough to be judged and tested."""

from collections.abc import Iterator
from typing import Annotated, Literal

from peakend.base.language import translate as _
from peakend.documents.fields import Label
from peakend.documents.texts import Identifier, Text
from peakend.documents.value import Finding, Value

Strategy = Literal["remove", "ease", "anticipate", "personalise", "elevate", "recover"]
STRATEGIES_EN = ("remove", "ease the wait", "anticipate", "personalise", "elevate", "recover")
STRATEGIES_ZH = ("减去", "化解等待", "抢先一步", "量身而做", "点亮", "转危为机")


class ConceptSheetValue(Value):
    """An idea made firm: for whom, at which moment, which need it meets, how it works and how one will know."""

    format: Literal["concept/1"] = "concept/1"
    id: Annotated[Identifier, Label("编号", ("A short id, for instance guide.", "简短的编号，例如 guide。"))]
    name: Annotated[Text, Label("名称", ("A name that is remembered.", "一个记得住的名字。"))]
    idea: Annotated[
        Text | None,
        Label(
            "一句话概念",
            ("The idea in one sentence a customer would understand.", "用客户听得懂的一句话说清。"),
            is_wanted=True,
        ),
    ] = None
    persona: Annotated[Identifier | None, Label("画像编号", ("For which persona.", "为哪个用户画像。"))] = None
    journey: Annotated[Identifier | None, Label("旅程编号", ("On which journey map.", "在哪张旅程图上。"))] = None
    touchpoint: Annotated[
        Identifier | None, Label("触点编号", ("At which touchpoint.", "在哪个触点。"), is_wanted=True)
    ] = None
    need: Annotated[
        Text | None,
        Label(
            "核心需求",
            ("Which need it meets, in the customer's words.", "满足客户的哪个需求，用客户的话写。"),
            is_wanted=True,
        ),
    ] = None
    strategy: Annotated[
        Strategy | None,
        Label(
            "创新策略",
            ("Which of the six strategies it follows.", "用的是六种策略中的哪一种。"),
            STRATEGIES_ZH,
            STRATEGIES_EN,
        ),
    ] = None
    core_function: Annotated[
        Text | None,
        Label("核心功能", ("What has to work in any case.", "无论如何都要做到的基本保障。"), is_wanted=True),
    ] = None
    driver: Annotated[
        Text | None,
        Label("推动因素", ("What makes it ours: the service gene behind it.", "体现自家服务基因的地方。")),
    ] = None
    delight: Annotated[
        Text | None,
        Label("愉悦时刻", ("The moment that will be told to others.", "客户会讲给别人听的那一刻。"), is_wanted=True),
    ] = None
    frontstage: Annotated[
        tuple[Text, ...], Label("前台", ("What the customer sees; one a line.", "客户看得见的；每行一条。"))
    ] = ()
    backstage: Annotated[
        tuple[Text, ...], Label("后台", ("What has to happen behind it; one a line.", "背后要做的；每行一条。"))
    ] = ()
    resources: Annotated[
        tuple[Text, ...], Label("资源", ("People, money, systems; one a line.", "人、钱、系统；每行一条。"))
    ] = ()
    risks: Annotated[
        tuple[Text, ...],
        Label(
            "风险",
            ("What can go wrong, or feel intrusive; one a line.", "可能出什么错、会不会打扰客户；每行一条。"),
            is_wanted=True,
        ),
    ] = ()
    measure: Annotated[
        Text | None,
        Label("衡量指标", ("How you will know that it works.", "怎样知道它有效。"), is_wanted=True),
    ] = None
    first_step: Annotated[
        Text | None, Label("第一步", ("What can be tried on Monday.", "下周一就能试的一步。"), is_wanted=True)
    ] = None
    owner: Annotated[Text | None, Label("负责人", ("Who answers for it.", "由谁负责。"))] = None

    def _findings(self) -> Iterator[Finding]:
        if self.frontstage and not self.backstage:
            yield (
                *("frontstage_without_backstage", "note", "backstage"),
                _("Something happens in front of the customer, and nothing behind it."),
                _("Write who prepares it, and with what."),
            )
