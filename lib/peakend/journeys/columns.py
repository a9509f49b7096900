"""The columns in which people fill in a journey map, and the way from the map's fields to cells and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from peakend.journeys.problems import CHOICES, MapError, Place
from peakend.language import translate as _

Kind = Literal["word", "text", "texts", "number", "choice", "flag"]
Cell = str | float | bool | None
Row = dict[str, Cell]

YES = {"yes": True, "true": True, "是": True, "1": True, "no": False, "false": False, "否": False, "0": False}
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
_VALUES = {label: value for value, label in LABELS.items()}
METRIC = "metrics."
_METRIC_ZH = "指标."


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes
    ----------
    name, zh : str
        Its heading in English, which is its key in a row, and in Chinese.
    kind : str
        How its cells are read; a text may also stand in two columns, one a language.
    path : tuple of str
        Where its value stands in the document; by default under its name.
    """

    name: str
    zh: str
    kind: Kind = "text"
    path: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Where in the record the value stands."""
        return self.path or (self.name,)

    @property
    def names(self) -> dict[str, str]:
        """The headings that belong to it, English to Chinese."""
        if self.kind not in ("text", "texts"):
            return {self.name: self.zh}
        both = {f"{self.name}_zh": f"{self.zh}（中文）", f"{self.name}_en": f"{self.zh}（英文）"}
        return {self.name: self.zh, **both}

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that a choice offers."""
        return CHOICES[self.keys[-1]]


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
    Column("fail_point", "失败点"),
)
STANDARDS = (
    Column("touchpoint", "触点编号", "word"),
    Column("aspect", "方面", "choice"),
    Column("quality", "品质", "choice"),
    Column("standard", "标准"),
)


def to_row(record: Mapping[str, Any], columns: Sequence[Column]) -> Row:
    """Return a record of the document as cells, by English heading; what is not filled in is not there."""
    row: Row = {}
    for column in columns:
        value: Any = record
        for key in column.keys:
            value = value.get(key) if isinstance(value, Mapping) else None
        if value is None:
            continue
        if column.kind == "texts":
            row.update(_join(column.name, value))
        elif isinstance(value, Mapping):
            row.update({f"{column.name}_{language}": text for language, text in value.items()})
        else:
            row[column.name] = value
    row.update({f"{METRIC}{name}": value for name, value in record.get("metrics", {}).items()})
    return row


def from_row(row: Mapping[str, Cell], columns: Sequence[Column], place: Place = ()) -> dict[str, Any]:
    """Return the record that a row of cells tells; cells that tell nothing possible are left to the validator."""
    record: dict[str, Any] = {}
    for column in columns:
        value = _read(row, column, place)
        if value is None:
            continue
        inside = record
        for key in column.keys[:-1]:
            inside = inside.setdefault(key, {})
        inside[column.keys[-1]] = value
    if columns is not TOUCHPOINTS:
        return record
    metrics = {key.removeprefix(METRIC): _number(cell) for key, cell in row.items() if key.startswith(METRIC)}
    metrics = {name: value for name, value in metrics.items() if value is not None}
    return {**record, "metrics": metrics} if metrics else record


def heading(name: str, columns: Sequence[Column], language: str) -> str:
    """Return an English heading in a language."""
    if language == "en":
        return name
    if name.startswith(METRIC):
        return _METRIC_ZH + name.removeprefix(METRIC)
    return {name: zh for column in columns for name, zh in column.names.items()}[name]


def known_headings(columns: Sequence[Column]) -> dict[str, str]:
    """Return every heading that is understood, with its English one."""
    pairs = [pair for column in columns for pair in column.names.items()]
    return {zh: name for name, zh in pairs} | {name: name for name, _zh in pairs}


def metric_heading(text: str) -> str | None:
    """Return a metric's English heading, or None if this is no metric's."""
    for prefix in (METRIC, _METRIC_ZH):
        if text.startswith(prefix):
            return METRIC + text.removeprefix(prefix)
    return None


def _join(name: str, texts: Sequence[Any]) -> Row:
    """Put each text on a line of its own, at the same height in the plain and the two languages' cells."""
    cells = {
        name: [text if isinstance(text, str) else "" for text in texts],
        f"{name}_zh": [text["zh"] if isinstance(text, Mapping) else "" for text in texts],
        f"{name}_en": [text["en"] if isinstance(text, Mapping) else "" for text in texts],
    }
    return {key: "\n".join(lines) for key, lines in cells.items() if any(lines)}


def _read(row: Mapping[str, Cell], column: Column, place: Place) -> Any:
    if column.kind in ("text", "texts"):
        plain, zh, en = (_lines(row.get(name), column.kind) for name in column.names)
        texts = [text for i in range(max(map(len, (plain, zh, en)))) for text in _line_texts(plain, zh, en, i)]
        if column.kind == "texts":
            return texts or None
        if len(texts) > 1:
            raise MapError(place, "", _("Fill in either {name} or {name}_zh and {name}_en, not both", name=column.name))
        return texts[0] if texts else None
    cell = row.get(column.name)
    if cell is None or cell == "":
        return None
    if column.kind == "number":
        return _number(cell)
    word = _word(cell)
    if column.kind == "flag":
        return YES.get(word.lower(), cell)
    return _VALUES.get(word, word.lower()) if column.kind == "choice" else word


def _line_texts(plain: list[str], zh: list[str], en: list[str], i: int) -> list[Any]:
    single, chinese, english = (lines[i] if i < len(lines) else "" for lines in (plain, zh, en))
    both = {"zh": chinese, "en": english} if chinese and english else chinese or english
    return [text for text in (single, both) if text]


def _lines(cell: Cell, kind: Kind) -> list[str]:
    text = _word(cell) if kind == "text" else _shown(cell)
    return [line.strip() for line in text.split("\n")] if kind == "texts" else [" ".join(text.split())]


def _word(cell: Cell) -> str:
    return _shown(cell).strip()


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _number(cell: Cell) -> object:
    """Read a number, also with a full-width or typographic minus; anything else is left as it is."""
    if cell is None or cell == "" or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, str):
        try:
            cell = float(cell.strip().replace("−", "-").replace("－", "-"))
        except ValueError:
            return cell
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
