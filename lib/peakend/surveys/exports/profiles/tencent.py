"""腾讯问卷: columns of its own in front, then questions ``1.…``; several answers apart, ``1.…:选项``, or in a cell."""

from peakend.surveys.exports.profile import Profile

HEADS = {
    "编号": "respondent",
    "答卷编号": "respondent",
    "开始答题时间": "started",
    "结束答题时间": "submitted",
    "答题时长": "duration_s",
    "语言": "user_language",
    "清洗数据结果": "",
    "智能清洗数据结果": "",
    "地理位置国家和地区": "",
    "地理位置省": "",
    "地理位置市": "",
    "用户类型": "",
    "用户标识": "",
    "昵称": "",
    "自定义字段": "",
    "IP": "ip",
    "UA": "",
    "Referrer": "source",
    "中断标识": "",
}

TENCENT = Profile(
    "tencent",
    "腾讯问卷",
    heads=HEADS,
    enough=3,
    joined=("┋", ";", ","),
    question=r"^(?P<number>\d{1,3})\s*[.、．]\s*(?P<text>[^:：]*)$",
)
