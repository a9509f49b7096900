"""What a made class writes to the open question of lab 3, by the points that its rubric gives for it."""

from peakend.base.language import get_language

ANSWERS = {
    4: {
        "zh": "先跟听 20 通热线，记下客户从第几步开始着急、最后一句话是什么。热线最费力，"
        "但客户记住的可能是最后一次转接没人接，未必是等得最长的那一步，所以不急着补最低分。",
        "en": "I would listen in on 20 hotline calls and note at which step people lose patience and what is said "
        "last. The hotline scores lowest, but what they remember may be the transfer nobody took, not the long wait.",
    },
    3: {
        "zh": "先看热线的转接这一步：客户要把同样的话说两三遍。我会找十位客户访谈，问他们是在哪一刻不想再打了。",
        "en": "First the transfer on the hotline, where people explain everything twice. I would interview ten of them "
        "and ask at which moment they wanted to hang up.",
    },
    2: {
        "zh": "热线的省力得分最低，数据最清楚，所以先改热线。",
        "en": "The hotline has the lowest score for ease, and the data are clear, so the hotline comes first.",
    },
    1: {
        "zh": "哪里最低就先补哪里，然后全面提升服务。",
        "en": "Fix the lowest score first, then raise service everywhere.",
    },
}


def answer_worth(points: int) -> str:
    """Return an answer for which the rubric gives so many points, in the language spoken.

    Examples
    --------
    >>> answer_worth(2)[:11]
    'The hotline'
    """
    return ANSWERS[points][get_language()]


def points_of(answer: str) -> int:
    """Return the points that the rubric gives for one of these answers; none for what is not among them.

    Examples
    --------
    >>> points_of(answer_worth(3)), points_of("")
    (3, 0)
    """
    return next((points for points, texts in ANSWERS.items() if answer in texts.values()), 0)
