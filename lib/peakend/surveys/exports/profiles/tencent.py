"""腾讯问卷: columns of its own in front, then questions ``1.…``; several answers apart, ``1.…:选项``, or in a cell."""

from peakend.frames.sheets import Sheet
from peakend.surveys.exports.columns import Column
from peakend.surveys.exports.option_numbers import doubt_option_numbers
from peakend.surveys.exports.profile import Profile, read_one_header

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


def read(sheet: Sheet, profile: Profile) -> list[Column]:
    """Read the columns; an export of option numbers does not say that it is one."""
    columns = read_one_header(sheet, profile)
    asked = [column for column in columns if column.kind in ("question", "matrix")]
    words = any(column.values.dtype == "string" and column.values.notna().any() for column in asked)
    return columns if words else doubt_option_numbers(columns, sheet.file, profile.title)


TENCENT = Profile(
    "tencent",
    "腾讯问卷",
    heads=HEADS,
    enough=3,
    joined=("┋", ";", ","),
    question=r"^(?P<number>\d{1,3})\s*[.、．]\s*(?P<text>[^:：]*)$",
    part=r"^(?P<number>\d{1,3})\s*[.、．]\s*(?P<text>.*?)\s*[:：]\s*(?P<part>.+)$",
    read=read,
)
