"""The columns in which people fill in a journey map, and the way from the map's fields to cells and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from peakend.documents import columns as general
from peakend.documents.columns import Cell, Row, number_in
from peakend.documents.problems import Place
from peakend.journeys.parts import Aspect, Layer, Period, Quality, State, Status, TouchpointType

LABELS = {
    "current": "现状",
    "future": "未来",
    "before": "服务前",
    "during": "服务中",
    "after": "服务后",
    "interaction": "交互",
    "action": "行动",
    "wait": "等待",
    "observed": "已观察",
    "assumed": "假设",
    "proposed": "建议",
    "physical_evidence": "有形展示",
    "frontstage": "前台",
    "backstage": "后台",
    "support": "支持",
    "time_limit": "时限",
    "effect": "效果",
    "feedback": "反馈",
    "quick": "快捷",
    "convenient": "便利",
    "caring": "关怀",
}
CHOICES: dict[str, tuple[str, ...]] = {
    "format": ("journey/1",),
    "state": get_args(State),
    "period": get_args(Period),
    "type": get_args(TouchpointType),
    "status": get_args(Status),
    "layer": get_args(Layer),
    "aspect": get_args(Aspect),
    "quality": get_args(Quality),
}
METRIC = "metrics."
EMOTION = "emotions."
_PREFIXES = {METRIC: "指标.", EMOTION: "情绪."}


@dataclass(frozen=True)
class Column(general.Column):
    """A column of a journey map's sheet, whose choices are those of the format."""

    def words(self, language: str) -> dict[str, str]:
        """Return the values that a choice offers, each with its word in a language."""
        return {
            choice: LABELS[choice] if language == "zh" else choice.replace("_", " ")
            for choice in CHOICES[self.keys[-1]]
        }


JOURNEY = (
    Column("format", "格式", "word"),
    Column("id", "旅程编号", "word"),
    Column("title", "标题"),
    Column("state", "状态", "choice"),
    Column("baseline", "基准旅程编号", "word"),
    Column("persona", "画像编号", "word", ("persona", "id")),
    Column("persona_name", "画像姓名", "text", ("persona", "name")),
    Column("goal", "目标", "text", ("persona", "goal")),
    Column("expectations", "期望", "texts", ("persona", "expectations")),
)
PERSONAS = (
    Column("id", "画像编号", "word"),
    Column("name", "画像姓名"),
    Column("goal", "目标"),
    Column("expectations", "期望", "texts"),
)
PHASES = (Column("id", "阶段编号", "word"), Column("name", "名称"), Column("period", "时期", "choice"))
TOUCHPOINTS = (
    Column("id", "触点编号", "word"),
    Column("phase", "阶段编号", "word"),
    Column("name", "名称"),
    Column("type", "类型", "choice"),
    Column("channel", "渠道"),
    Column("initiator", "发起方"),
    Column("receiver", "接收方"),
    Column("thought", "想法"),
    Column("emotion", "情绪", "number"),
    Column("duration_min", "时长（分钟）", "number"),
    Column("wait_min", "等待（分钟）", "number"),
    Column("pain_points", "痛点", "texts"),
    Column("opportunities", "机会点", "texts"),
    Column("moment_of_truth", "关键时刻", "flag"),
    Column("evidence", "依据", "choice", ("evidence", "status")),
    Column("source", "来源", "text", ("evidence", "source")),
    Column("n", "样本量", "number", ("evidence", "n")),
    Column("ci_low", "区间下限", "number", ("evidence", "ci_low")),
    Column("ci_high", "区间上限", "number", ("evidence", "ci_high")),
)
BLUEPRINT = (
    Column("touchpoint", "触点编号", "word"),
    Column("layer", "层", "choice"),
    Column("item", "内容"),
    Column("owner", "负责人"),
    Column("fail_point", "失误点"),
    Column("emotion", "员工情绪", "number"),
)
STANDARDS = (
    Column("touchpoint", "触点编号", "word"),
    Column("aspect", "方面", "choice"),
    Column("quality", "品质", "choice"),
    Column("standard", "标准"),
)


def to_row(record: Mapping[str, Any], columns: Sequence[Column]) -> Row:
    """Return a record of the document as cells, by English heading; what is not filled in is not there."""
    more: Row = {f"{METRIC}{name}": value for name, value in record.get("metrics", {}).items()}
    more |= {f"{EMOTION}{name}": value for name, value in record.get("emotions", {}).items()}
    return {**general.to_row(record, columns), **more}


def from_row(row: Mapping[str, Cell], columns: Sequence[Column], place: Place = ()) -> dict[str, Any]:
    """Return the record that a row of cells tells; cells that tell nothing possible are left to the validator."""
    record = general.from_row(row, columns, place)
    if columns is not TOUCHPOINTS:
        return record
    for field, prefix in (("metrics", METRIC), ("emotions", EMOTION)):
        values = {key.removeprefix(prefix): number_in(cell) for key, cell in row.items() if key.startswith(prefix)}
        values = {name: value for name, value in values.items() if value is not None}
        record = {**record, field: values} if values else record
    return record


def heading(name: str, columns: Sequence[general.Column], language: str) -> str:
    """Return an English heading in a language."""
    for english, zh in _PREFIXES.items():
        if language == "zh" and name.startswith(english):
            return zh + name.removeprefix(english)
    return general.heading(name, columns, language)


def metric_heading(text: str) -> str | None:
    """Return the English heading of a metric or a persona's emotion, or None if this is neither's."""
    for english, zh in _PREFIXES.items():
        for prefix in (english, zh):
            if text.startswith(prefix):
                return english + text.removeprefix(prefix)
    return None
