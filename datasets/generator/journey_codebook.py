"""The entries of ``datapackage.json`` for a case's journey map, its logged visits, recalled ratings and options."""

from typing import Any

Item = dict[str, Any]

LICENCES = [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}]
DESCRIPTION = {
    "en": "Simulated for teaching by seeded programs. No real customer or company is in it.",
    "zh": "教学用模拟数据，由固定种子的程序生成，不含任何真实客户或企业的信息。",
}


def add_to_package(before: Item, case: str, journey: Item, truth: Item, has_options: bool) -> Item:
    """Return a case's data package with these entries made anew, and what others have put there left as it is."""
    made = [_journey(), _visits(truth), _recalled(truth), *([_options(journey)] if has_options else [])]
    names = {entry["name"] for entry in made}
    head = {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "name": case,
        **_both("title", {language: _title(journey, language) for language in ("en", "zh")}),
        **_both("description", DESCRIPTION),
        "licenses": LICENCES,
    }
    kept = [entry for entry in before.get("resources", []) if entry["name"] not in names]
    return {**head, **before, "resources": kept + made}


def _title(journey: Item, language: str) -> str:
    return journey["title"][language] + ("（模拟数据）" if language == "zh" else " (simulated)")


def _journey() -> Item:
    said = {
        "en": "What happens, touchpoint by touchpoint; emotions are the course's reading, not observed.",
        "zh": "逐个触点记下发生了什么；情绪是课程对案例的解读，并非观察所得。",
    }
    title = {"en": "The case as a journey map, format journey/1", "zh": "案例的旅程图，格式 journey/1"}
    head = {"name": "journey", "path": "journey.yaml", "type": "json"}
    return {**head, **_both("title", title), **_both("description", said), "format": "yaml", "encoding": "utf-8"}


def _visits(truth: Item) -> Item:
    known = [*truth["touchpoints"], *truth.get("extra", {})]
    names = {name: step["name"] for name, step in truth.get("extra", {}).items()}
    extra = {
        "en": "; ".join(f"{step} ({said['en']})" for step, said in names.items()),
        "zh": "；".join(f"{step}（{said['zh']}）" for step, said in names.items()),
    }
    fields = [
        _field(
            "journey",
            "string",
            {"en": "Journey", "zh": "旅程"},
            {"en": "Number of the journey.", "zh": "旅程的流水号。"},
            required=True,
            pattern=truth["prefix"] + "[0-9]{4}",
        ),
        {
            **_field(
                "touchpoint",
                "string",
                {"en": "Touchpoint", "zh": "触点"},
                {
                    "en": f"Where the customer was, by the ids of the journey map. Not in the map: {extra['en']}.",
                    "zh": f"顾客所在的触点，用旅程图中的编号。旅程图里没有的步骤：{extra['zh']}。",
                },
                required=True,
                enum=known,
            ),
            "peakend:names": [{"value": step, **_both("label", said)} for step, said in names.items()],
        },
        _field(
            "time",
            "datetime",
            {"en": "Time", "zh": "时间"},
            {"en": "When the customer got there.", "zh": "顾客到达该触点的时间。"},
            required=True,
        ),
        {
            **_field(
                "emotion",
                "integer",
                {"en": "Emotion", "zh": "情绪"},
                {
                    "en": "How it felt there: −2 very bad … 2 very good; empty if it was not asked or not answered.",
                    "zh": "在那里的感受：−2 = 非常差，2 = 非常好；没有问到或没有回答时为空。",
                },
                minimum=-2,
                maximum=2,
            ),
            **_points(-2, 2),
        },
    ]
    title = {"en": "Logged visits", "zh": "到访记录"}
    said = {
        "en": "One row an event. As in life, steps are skipped, added, repeated and taken in another order.",
        "zh": "每行一个事件。与现实中一样，有的步骤被跳过、多出、重复，或顺序不同。",
    }
    return _table("visits", title, said, ["journey", "time"], fields, {"cluster": "journey"})


ROWS = {"en": "One row a journey that answered.", "zh": "每行一次作答的旅程。"}
RULES = {
    "peak_end": {
        "en": "Ratings were made by a program as peak plus end plus chance, so that peak–end leads proves nothing.",
        "zh": "评分由程序按“峰加终、再加随机”造出，峰终领先证明不了什么。",
    },
    "mean": {
        "en": "Ratings were made by a program as the mean plus chance, so that the mean leads proves nothing.",
        "zh": "评分由程序按“全程平均、再加随机”造出，平均领先证明不了什么。",
    },
    "trough": {
        "en": "Ratings were made by a program as the worst moment plus chance, so that it leads proves nothing.",
        "zh": "评分由程序按“最差的一刻、再加随机”造出，最差的一刻领先证明不了什么。",
    },
}


def _recalled(truth: Item) -> Item:
    rule = truth.get("recalled_by", "peak_end")
    fields = [
        _field(
            "journey",
            "string",
            {"en": "Journey", "zh": "旅程"},
            {"en": "Number of the journey in the visits.", "zh": "到访记录中的旅程流水号。"},
            required=True,
            unique=True,
            pattern=truth["prefix"] + "[0-9]{4}",
        ),
        {
            **_field(
                "rating",
                "integer",
                {"en": "Recalled rating", "zh": "回忆评分"},
                {
                    "en": "Asked a week later: how was it, all in all? 0 very bad … 10 very good.",
                    "zh": "一周后询问：总的来说怎么样？0 = 非常差，10 = 非常好。",
                },
                minimum=0,
                maximum=10,
            ),
            **_points(0, 10),
        },
    ]
    title = {"en": "Ratings recalled afterwards", "zh": "事后的回忆评分"}
    said = {language: text + " " * (language == "en") + RULES[rule][language] for language, text in ROWS.items()}
    return _table("recalled", title, said, ["journey"], fields, {})


def _options(journey: Item) -> Item:
    fields = [
        _field(
            "option",
            "string",
            {"en": "Option", "zh": "方案"},
            {"en": "Its id.", "zh": "方案编号。"},
            required=True,
            unique=True,
        ),
        _field(
            "touchpoint",
            "string",
            {"en": "Touchpoint", "zh": "触点"},
            {"en": "Where it acts, by the ids of the journey map.", "zh": "在哪个触点起作用，用旅程图中的编号。"},
            required=True,
            enum=[step["id"] for step in journey["touchpoints"]],
        ),
        _field(
            "name_zh",
            "string",
            {"en": "Name in Chinese", "zh": "中文名称"},
            {"en": "What is done.", "zh": "做什么。"},
            required=True,
        ),
        _field(
            "name_en",
            "string",
            {"en": "Name in English", "zh": "英文名称"},
            {"en": "What is done.", "zh": "做什么。"},
            required=True,
        ),
        {
            **_field(
                "cost",
                "integer",
                {"en": "Cost", "zh": "成本"},
                {"en": "What it costs a year.", "zh": "每年的花费。"},
                required=True,
                minimum=0,
            ),
            **_both("unit", {"en": "thousand yuan", "zh": "千元"}),
        },
        {
            **_field(
                "effect",
                "number",
                {"en": "Effect", "zh": "效果"},
                {
                    "en": "By how much it is thought to raise the emotion there; effects at one touchpoint add up.",
                    "zh": "预计把那里的情绪提高多少；同一触点的效果可以相加。",
                },
                required=True,
            ),
            **_both("unit", {"en": "points", "zh": "分"}),
        },
    ]
    title = {"en": "Options for a redesign", "zh": "改进方案"}
    said = {
        "en": "One row a thing that could be done; costs and effects are assumed for teaching.",
        "zh": "每行一个可以做的方案；成本和效果为教学假设。",
    }
    return _table("options", title, said, ["option"], fields, None)


def _table(name: str, title: Item, said: Item, key: list[str], fields: list[Item], variant: Item | None) -> Item:
    entry = {
        "name": name,
        "path": f"{name}.csv",
        "type": "table",
        **_both("title", title),
        **_both("description", said),
    }
    entry |= {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
    if variant is not None:
        entry["peakend:variant"] = variant
    return {**entry, "schema": {"primaryKey": key, "missingValues": [""], "fields": fields}}


def _field(name: str, kind: str, title: Item, said: Item, **constraints: Any) -> Item:
    entry = {"name": name, "type": kind, **_both("title", title), **_both("description", said)}
    return {**entry, "constraints": constraints} if constraints else entry


def _points(low: int, high: int) -> Item:
    return {"scale": [low, high], "unit": "points", "unit_zh": "分"}


def _both(key: str, text: Item) -> Item:
    return {key: text["en"], f"{key}_zh": text["zh"]}
