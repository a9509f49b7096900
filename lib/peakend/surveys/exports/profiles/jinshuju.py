"""金数据: a number in front, the columns of its own behind the questions; several answers in one cell."""

from peakend.surveys.exports.profile import Profile

HEADS = {
    "序号": "respondent",
    "提交人": "respondent_name",
    "提交时间": "submitted",
    "更新时间": "changed",
    "修改时间": "changed",
    "开始填写时间": "started",
    "填写时长": "duration_s",
    "填写用时": "duration_s",
    "填写设备": "",
    "操作系统": "",
    "浏览器": "",
    "填写地区": "",
    "IP": "ip",
    "扩展属性": "source",
    "微信昵称": "",
    "微信OpenID": "",
    "微信头像": "",
    "数据来源": "source",
}

JINSHUJU = Profile("jinshuju", "金数据", heads=HEADS, enough=4, joined=("，", ",", ";"))
