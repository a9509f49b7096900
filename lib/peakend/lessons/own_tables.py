"""What a lab needs of a team's own data: for each kind of table its columns, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from peakend.base.errors import PeakendError
from peakend.base.language import get_language, join_words
from peakend.base.language import translate as _

Texts = Mapping[str, str]
Kind = Literal["group", "score", "kano", "label", "time"]


@dataclass(frozen=True)
class Wanted:
    """One column that a lab needs.

    Attributes
    ----------
    id : str
        Its name in the lab.
    texts : mapping of str to str
        What it is called, in each language.
    kind : {"group", "score", "kano", "label", "time"}
        A group of customers, a number on a scale, one of the five KANO answers, a name, or a time.
    words : str
        A pattern of what files call it.
    scale : tuple of int, optional
        The lowest and the highest score.
    ends : mapping of str to str
        What the ends of the scale mean, in each language; empty where high is not better than low.
    groups : int
        How many groups the lab compares.
    is_optional : bool
        Whether the lab can do without it.
    example : mapping of str to object
        What stands in the first row of the empty table, in each language.
    """

    id: str
    texts: Texts
    kind: Kind
    words: str
    scale: tuple[int, int] | None = None
    ends: Texts = field(default_factory=dict)
    groups: int = 0
    is_optional: bool = False
    example: Mapping[str, object] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What it is called in the language in use."""
        return self.texts[get_language()]

    @property
    def allowed(self) -> str:
        """What it may contain, in the language in use."""
        if self.scale is not None:
            ends = self.ends.get(get_language(), "")
            return f"{self.scale[0]} – {self.scale[1]}".replace("-", "−") + (f": {ends}" if ends else "")
        if self.groups:
            return _("{groups} groups; of more, the largest are used", groups=self.groups)
        return (
            _("a time like 2026-12-01 09:30, or minutes as a number") if self.kind == "time" else _("a name or number")
        )


@dataclass(frozen=True)
class OwnTable:
    """A kind of table: its columns, and whether it may come with two columns a feature and one row a customer."""

    columns: tuple[Wanted, ...]
    has_pairs: bool = False

    def wanted(self, column: str) -> Wanted:
        """Return one of its columns."""
        return next(wanted for wanted in self.columns if wanted.id == column)


def own_table(name: str) -> OwnTable:
    """Return what a kind of table needs.

    Raises
    ------
    PeakendError
        If there is no such kind.
    """
    if name not in TABLES:
        raise PeakendError(
            _("There is no table {name!r} for own data. There are: {names}.", name=name, names=join_words(TABLES))
        )
    return TABLES[name]


def _both(value: object) -> dict[str, object]:
    return {"zh": value, "en": value}


_CHANNEL = Wanted(
    "channel",
    {"zh": "渠道", "en": "Channel"},
    "group",
    r"渠道|网点|门店|分店|channel|branch|outlet|\bstore|\bsite\b",
    groups=3,
    example={"zh": "营业厅", "en": "Service hall"},
)
_SEGMENT = Wanted(
    "segment",
    {"zh": "客群", "en": "Segment"},
    "group",
    r"客群|客户类型|客户类别|人群|年龄段|年龄层|segment|age group|customer type|customer group",
    groups=2,
    example={"zh": "年轻客户", "en": "Young customers"},
)
_LIKES = {
    "zh": "1 喜欢，2 理应如此，3 无所谓，4 勉强接受，5 不喜欢",
    "en": "1 like, 2 expect it, 3 neutral, 4 can live with it, 5 dislike",
}
_DIMENSIONS = {
    "tangibles": ("有形", "tangibles"),
    "reliability": ("可靠", "reliability"),
    "responsiveness": ("响应", "responsiveness"),
    "assurance": ("保证", "assurance"),
    "empathy": ("移情", "empathy"),
}
_SIDES = {"E": ("期望", "Expected", r"期望|期待|expect"), "P": ("感知", "Perceived", r"感知|实际|体验|perce|experienc")}


def _item(side: str, number: int) -> Wanted:
    zh, en, words = _SIDES[side]
    return Wanted(
        f"{side}{number}",
        {"zh": f"{zh} {number}", "en": f"{en} {number}"},
        "score",
        rf"(^|\W){side.casefold()}\s*0?{number}(\D|$)|(?:{words})\D*0?{number}(\D|$)",
        (1, 7),
        {"zh": "7 最好", "en": "7 is best"},
        example=_both(6 if side == "E" else 5),
    )


def _points(name: str) -> Wanted:
    zh, en = _DIMENSIONS[name]
    return Wanted(
        f"points_{name}",
        {"zh": f"{zh}的分（五个维度共 100）", "en": f"Points for {en} (100 in all)"},
        "score",
        rf"points_{name}|{zh}|{en}",
        (0, 100),
        example=_both(20),
    )


TABLES = {
    "survey": OwnTable(
        (
            _CHANNEL,
            Wanted(
                "satisfaction",
                {"zh": "满意度", "en": "Satisfaction"},
                "score",
                r"满意|satisf|csat",
                (1, 5),
                {"zh": "5 很满意", "en": "5 is very satisfied"},
                example=_both(4),
            ),
            Wanted(
                "ease",
                {"zh": "省力程度", "en": "Ease"},
                "score",
                r"省力|费力|轻松|容易|方便|\bease|easy|effort|\bces\b",
                (1, 7),
                {"zh": "7 最省力", "en": "7 is easiest"},
                example=_both(5),
            ),
            Wanted(
                "recommend",
                {"zh": "推荐意愿", "en": "Recommendation"},
                "score",
                r"推荐|recommend|\bnps\b",
                (0, 10),
                {"zh": "10 一定推荐", "en": "10 is certainly"},
                example=_both(9),
            ),
        )
    ),
    "kano": OwnTable(
        (
            Wanted(
                "respondent",
                {"zh": "客户", "en": "Customer"},
                "label",
                r"受访者|客户编号|序号|编号|respondent|^id$",
                is_optional=True,
                example=_both("K001"),
            ),
            _SEGMENT,
            Wanted(
                "feature",
                {"zh": "服务项目", "en": "Feature"},
                "label",
                r"服务项目|功能|项目|feature",
                example={"zh": "免费停车", "en": "Free parking"},
            ),
            Wanted(
                "functional",
                {"zh": "有这项服务时", "en": "With it"},
                "kano",
                r"有这项|有它|正向|^有$|functional|with it",
                (1, 5),
                _LIKES,
                example=_both(1),
            ),
            Wanted(
                "dysfunctional",
                {"zh": "没有这项服务时", "en": "Without it"},
                "kano",
                r"没有这项|没有它|反向|^没有$|dysfunctional|without",
                (1, 5),
                _LIKES,
                example=_both(4),
            ),
        ),
        has_pairs=True,
    ),
    "servqual": OwnTable(
        (*(_item(side, number) for side in "EP" for number in range(1, 23)), *(_points(name) for name in _DIMENSIONS))
    ),
    "visits": OwnTable(
        (
            Wanted(
                "journey",
                {"zh": "哪一次服务", "en": "Visit"},
                "label",
                r"旅程|哪一次|单号|工单|流水号|case id|journey|\bvisit",
                example=_both("S0001"),
            ),
            Wanted(
                "touchpoint",
                {"zh": "触点", "en": "Touchpoint"},
                "label",
                r"触点|环节|步骤|touchpoint|\bstep|\bstage|activity",
                example={"zh": "取号", "en": "Taking a number"},
            ),
            Wanted(
                "time", {"zh": "时间", "en": "Time"}, "time", r"时间|日期|time|date", example=_both("2026-12-01 09:30")
            ),
            Wanted(
                "emotion",
                {"zh": "情绪", "en": "Emotion"},
                "score",
                r"情绪|感受|心情|emotion|feeling|mood",
                (-2, 2),
                {"zh": "2 很好", "en": "2 is very good"},
                example=_both(1),
            ),
            Wanted(
                "rating",
                {"zh": "回忆评分", "en": "Recalled rating"},
                "score",
                r"评分|打分|回忆|rating|recall",
                (0, 10),
                {"zh": "10 最好", "en": "10 is best"},
                is_optional=True,
                example=_both(7),
            ),
        )
    ),
}
