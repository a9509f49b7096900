"""The stakeholder map 利益相关者地图, format ``stakeholder-map/1``: who is in the ecosystem of a service."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, Strict

from peakend.base.language import message
from peakend.base.language import translate as _
from peakend.documents.fields import Label, fields_of, headings_of, words_of
from peakend.documents.texts import Identifier, Part, Text
from peakend.documents.value import Finding, Value, name_of
from peakend.tables.about import Wording, describe

if TYPE_CHECKING:
    import pandas as pd

Ring = Literal["customer", "provider", "partner", "society"]
Level = Annotated[float, Strict(), Field(ge=1, le=5)]
Attitude = Annotated[float, Strict(), Field(ge=-2, le=2)]
MIDDLE = 3
STRATEGIES = {
    "work_closely": message("work closely with"),
    "keep_satisfied": message("keep satisfied"),
    "keep_informed": message("keep informed"),
    "keep_in_view": message("keep an eye on"),
}


class Stakeholder(Part):
    """Somebody who takes part in the experience, or decides on it."""

    id: Annotated[Identifier, Label("编号", ("A short id, each only once.", "简短的编号，不可重复。"))]
    name: Annotated[Text, Label("名称", ("Who: a person, a role or an organisation.", "谁：人、岗位或机构。"))]
    ring: Annotated[
        Ring,
        Label(
            "所属",
            (
                "customer: customers and those with them; provider: own staff; partner: who supplies; society: others.",
                "客户方：客户和同行的人；服务方：自己的员工；合作方：供应商等；社会：其他各方。",
            ),
            ("客户方", "服务方", "合作方", "社会"),
        ),
    ] = "customer"
    power: Annotated[
        Level | None,
        Label("影响力", ("How much they can change, 1 (little) to 5 (much).", "能改变多少，1（小）到 5（大）。")),
    ] = None
    interest: Annotated[
        Level | None,
        Label("在意程度", ("How much it touches them, 1 (little) to 5 (much).", "与其关系多大，1（小）到 5（大）。")),
    ] = None
    attitude: Annotated[
        Attitude | None,
        Label("态度", ("From −2 (against) to 2 (for); empty if unknown.", "从 −2（反对）到 2（支持）；不知道就空着。")),
    ] = None
    needs: Annotated[tuple[Text, ...], Label("需求", ("What they need; one a line.", "需要什么；每行一条。"))] = ()
    phases: Annotated[
        tuple[Text, ...],
        Label("参与阶段", ("Where on the journey they take part; one a line.", "参与旅程的哪些阶段；每行一条。")),
    ] = ()


class Exchange(Part):
    """What one stakeholder gives to another."""

    giver: Annotated[
        Identifier, Label("给予方编号", ("The id of who gives.", "给予一方的编号。"), refers_to="stakeholders")
    ]
    receiver: Annotated[
        Identifier, Label("接受方编号", ("The id of who receives.", "接受一方的编号。"), refers_to="stakeholders")
    ]
    what: Annotated[Text, Label("内容", ("Money, information, help, trust …", "钱、信息、帮助、信任……"))]


class StakeholderMapValue(Value):
    """Who takes part in a service experience or decides on it, how much, and what they give each other."""

    format: Literal["stakeholder-map/1"] = "stakeholder-map/1"
    id: Annotated[Identifier, Label("编号", ("A short id, for instance hall.", "简短的编号，例如 hall。"))]
    title: Annotated[Text, Label("标题", ("Which service it is about.", "关于哪项服务。"))]
    stakeholders: Annotated[
        tuple[Stakeholder, ...],
        Label(
            "利益相关者", ("Who takes part, who decides, who is touched.", "谁参与、谁决定、谁受影响。"), is_wanted=True
        ),
    ] = ()
    exchanges: Annotated[
        tuple[Exchange, ...],
        Label("往来", ("What they give each other.", "彼此给予什么。"), is_wanted=True),
    ] = ()

    def strategies(self) -> "pd.DataFrame":
        """Say how to deal with each stakeholder, by power and interest; above 3 counts as high.

        Returns
        -------
        pandas.DataFrame
            ``stakeholder, name, ring, power, interest, attitude, strategy`` — ``work_closely`` (both high),
            ``keep_satisfied`` (power high), ``keep_informed`` (interest high), ``keep_in_view``, or missing where
            power or interest is unknown. The strongest first; those equal stay in the map's order.

        References
        ----------
        Mendelow, A. L. (1981). Environmental scanning: the impact of the stakeholder concept. ICIS Proceedings.

        Examples
        --------
        >>> import peakend as pe
        >>> somebody = {"id": "press", "name": "Press", "power": 4, "interest": 2}
        >>> pe.StakeholderMap(id="a", title="A", stakeholders=[somebody]).strategies()["strategy"].tolist()
        ['keep_satisfied']
        """
        import pandas as pd

        columns = ["stakeholder", "name", "ring", "power", "interest", "attitude", "strategy"]
        rows = [
            (s.id, name_of(s), s.ring, s.power, s.interest, s.attitude, strategy_of(s.power, s.interest))
            for s in self.stakeholders
        ]
        table = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[3:6], float))
        table = table.sort_values(["power", "interest"], ascending=False, kind="stable", ignore_index=True)
        fields = fields_of(Stakeholder)
        headings: dict[str, Wording] = {
            **headings_of(fields),
            "stakeholder": message("stakeholder"),
            "strategy": message("strategy"),
        }
        return describe(table, "stakeholders", headings, words={**words_of(fields), "strategy": STRATEGIES})

    def _findings(self) -> Iterator[Finding]:
        exchanging = {name for exchange in self.exchanges for name in (exchange.giver, exchange.receiver)}
        for i, somebody in enumerate(self.stakeholders):
            place, name = f"stakeholders {i + 1} ({somebody.id!r})", name_of(somebody)
            if somebody.power is None or somebody.interest is None:
                yield (
                    *("power_or_interest_unknown", "note", place),
                    _("Influence or interest of {name!r} is unknown.", name=name),
                    _("Ask, or judge it in the team; until then the picture leaves them out."),
                )
            elif strategy_of(somebody.power, somebody.interest) == "work_closely" and not somebody.needs:
                yield (
                    *("key_without_needs", "warning", place),
                    _("{name!r} has power and interest, but no need is written down.", name=name),
                    _("Ask them what they need."),
                )
            if self.exchanges and somebody.id not in exchanging:
                yield (
                    *("no_exchange", "note", place),
                    _("{name!r} gives nothing and receives nothing.", name=name),
                    _("Add an exchange, or ask whether they belong on the map."),
                )
        if self.stakeholders and not any(somebody.ring == "customer" for somebody in self.stakeholders):
            yield (
                *("no_customer", "warning", "stakeholders"),
                _("No customer is on the map."),
                _("Begin with the customer, and who comes with them."),
            )


def strategy_of(power: float | None, interest: float | None) -> str | None:
    """Return how to deal with somebody, or None if power or interest is unknown."""
    if power is None or interest is None:
        return None
    if power > MIDDLE:
        return "work_closely" if interest > MIDDLE else "keep_satisfied"
    return "keep_informed" if interest > MIDDLE else "keep_in_view"
