"""Icons for channels and faces for emotions, drawn as outlines: pictures, slides and the editor have the same ones."""

import re
from typing import NamedTuple

# Outlines in a box from −1 to 1, downwards, of the commands M, L and C alone: Vega forgets to close all but the last.
Outline = str


class Channel(NamedTuple):
    """A kind of channel: which words mean it, as a pattern that Python and browsers read alike, and its outline."""

    words: str
    outline: Outline


def _circle(x: float, y: float, radius: float) -> Outline:
    """Return a circle as four curves."""
    out = 0.5523 * radius
    left, right, top, bottom = x - radius, x + radius, y - radius, y + radius
    return (
        f"M{left:.3g},{y:.3g}C{left:.3g},{y - out:.3g} {x - out:.3g},{top:.3g} {x:.3g},{top:.3g}"
        f"C{x + out:.3g},{top:.3g} {right:.3g},{y - out:.3g} {right:.3g},{y:.3g}"
        f"C{right:.3g},{y + out:.3g} {x + out:.3g},{bottom:.3g} {x:.3g},{bottom:.3g}"
        f"C{x - out:.3g},{bottom:.3g} {left:.3g},{y + out:.3g} {left:.3g},{y:.3g}"
    )


# The first whose words occur in a channel's name is meant: a phone before the window that answers it.
CHANNELS = {
    "phone": Channel(
        r"电话|热线|来电|\b(phone|telephone|call|hotline|10086)",
        "M-.85,-.5C-.85,.25 -.25,.85 .5,.85L.85,.5L.4,.05L.1,.3C-.1,.2 -.2,.1 -.3,-.1L-.05,-.4L-.5,-.85L-.85,-.5",
    ),
    "message": Channel(
        r"短信|微信|聊天|消息|\b(sms|text message|chat|wechat|message)",
        "M-.9,-.75L.9,-.75L.9,.35L-.2,.35L-.55,.85L-.55,.35L-.9,.35L-.9,-.75M-.5,-.35L.5,-.35M-.5,0L.2,0",
    ),
    "mail": Channel(
        r"邮件|邮箱|信件|\b(e-?mail|mail|letter)",
        "M-.95,-.65L.95,-.65L.95,.65L-.95,.65L-.95,-.65M-.95,-.65L0,.15L.95,-.65",
    ),
    "machine": Channel(
        r"自助|取号机|售货机|终端|\b(kiosk|machine|terminal|self-service)",
        "M-.6,-.95L.6,-.95L.6,.3L-.6,.3L-.6,-.95M-.35,-.7L.35,-.7L.35,-.2L-.35,-.2L-.35,-.7M-.15,.3L-.15,.95M.15,.3L.15,.95M-.5,.95L.5,.95",
    ),
    "app": Channel(
        r"小程序|手机|公众号|\b(app|mobile)\b",
        "M-.5,-.95L.5,-.95L.5,.95L-.5,.95L-.5,-.95M-.5,.55L.5,.55M-.12,-.75L.12,-.75",
    ),
    "web": Channel(
        r"网站|网上|网页|官网|线上|\b(web|website|online|internet|portal)\b",
        "M-.95,-.75L.95,-.75L.95,.75L-.95,.75L-.95,-.75M-.95,-.3L.95,-.3M-.75,-.52L-.65,-.52M-.5,-.52L-.4,-.52",
    ),
    "delivery": Channel(
        r"快递|外卖|配送|包裹|上门|\b(courier|delivery|parcel)",
        "M-.85,-.45L0,-.9L.85,-.45L.85,.5L0,.95L-.85,.5L-.85,-.45M-.85,-.45L0,0L.85,-.45M0,0L0,.95",
    ),
    "counter": Channel(
        r"窗口|柜台|前台|服务台|收银|\b(counter|desk|window|reception|till|checkout|cashier)",
        f"{_circle(0, -0.6, 0.3)}M-.55,.15C-.55,-.3 .55,-.3 .55,.15M-.95,.15L.95,.15M-.8,.15L-.8,.9M.8,.15L.8,.9",
    ),
    "sign": Channel(
        r"标识|指示|屏|海报|告示|路牌|\b(signs?|signage|screen|poster|notice)\b",
        "M-.8,-.85L.45,-.85L.9,-.45L.45,-.05L-.8,-.05L-.8,-.85M-.1,-.05L-.1,.95",
    ),
    "person": Channel(
        r"员|医生|护士|师傅|经理|当面|\b(staff|usher|guide|doctor|nurse|barber|manager|person|face)",
        f"{_circle(0, -0.5, 0.38)}M-.75,.9C-.75,-.1 .75,-.1 .75,.9L-.75,.9",
    ),
    "place": Channel(
        r"厅|区|店|室|门|院|楼|家|\b(hall|area|room|shop|store|door|home|entrance|office|ward|chair|lobby)",
        "M-.85,.9L-.85,-.2L0,-.9L.85,-.2L.85,.9L-.85,.9M-.25,.9L-.25,.25L.25,.25L.25,.9",
    ),
}

_HEAD = _circle(0, 0, 0.95) + "M-.33,-.38L-.33,-.18M.33,-.38L.33,-.18"
# From very bad to very good; mouths turn the way the head does, so that a face is filled whole.
FACES = tuple(
    _HEAD + mouth
    for mouth in (
        "M-.5,.62C-.4,.05 .4,.05 .5,.62M-.6,-.62L-.22,-.5M.6,-.62L.22,-.5",
        "M-.45,.52C-.3,.22 .3,.22 .45,.52",
        "M-.42,.38L.42,.38",
        "M.5,.22C.3,.58 -.3,.58 -.5,.22",
        "M.56,.12C.45,.78 -.45,.78 -.56,.12L.56,.12",
    )
)


def channel_icon(channel: str) -> str:
    """Return which kind of channel a name means, a key of `CHANNELS`; nothing where that cannot be told.

    Examples
    --------
    >>> channel_icon("挂号窗口"), channel_icon("a phone call"), channel_icon("appointment"), channel_icon("App")
    ('counter', 'phone', '', 'app')
    """
    said = (name for name, kind in CHANNELS.items() if re.search(kind.words, channel, re.IGNORECASE | re.ASCII))
    return next(said, "")


def mood(emotion: float) -> int:
    """Return which of the five faces an emotion has, from 0 (very bad) to 4 (very good).

    Examples
    --------
    >>> [mood(emotion) for emotion in (-2, -1, -0.4, 0.5, 1.6)]
    [0, 1, 2, 3, 4]
    """
    return (emotion > -1.5) + (emotion > -0.5) + (emotion >= 0.5) + (emotion >= 1.5)


def face(emotion: float) -> Outline:
    """Return the outline of an emotion's face."""
    return FACES[mood(emotion)]
