"""Whether words on a scale are good or bad: by the scales that are known, else by the roots of their words."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

NO_ANSWER = {
    "不适用", "不清楚", "不知道", "没用过", "未使用", "未接触", "不願回答", "不愿回答", "拒答", "未答", "缺失",
    "わからない", "回答しない", "모름", "해당 없음", "n/a", "na", "#n/a", "nan", "null", "none", "-", "--", "—", ".",
    "missing", "skipped", "not applicable", "don't know", "do not know", "dk", "refused", "no opinion",
    "no basis", "no answer",
    "prefer not to say", "keine angabe", "k. a", "k.a", "weiß nicht", "nicht zutreffend", "sans réponse", "sans avis",
    "ne sait pas", "non applicable", "no sabe", "no aplica", "no sabe / no contesta", "ns/nc", "não sei", "non so",
    "geen mening",
}  # fmt: skip
# What a scale has beside its words: "satisfait(e)", "satisfecho/a", "zufrieden."
ENDING = re.compile(r"(?<=\w{3})(\((?:e|a|o|s|es|in|n)\)|/(?:a|o|e|as|in)|·e)(?=\W|$)")
NEITHER = re.compile(
    r"neutral|neither|weder|teils|\bni\b|neutro|neutre|né\b|noch\b|neutraal|一般|普通|中立|どちら|보통|нейтральн"
)
# Beginnings of words where words are parted, and anything within them where they are not.
BAD = re.compile(
    r"\b(?:dis(?:sat|agr)|un(?:sat|like|happ|accept|import|fri|zuf|wahr|wicht|freund|gen|zureich)|in(?:sat|sod|diff)|"
    r"improb|impos|not|never|no|nicht|kein|pas|jamais|nada|non|não|niet|on(?:tev|waar)|bad|worse|worst|poor|terribl|awful|"
    r"horribl|hard|difficil|difficult|difíc|schwer|schwier|schlecht|mangel|mauvais|médiocr|mal[aoe]?\b|peor|péssim|ruim|"
    r"mau\b|piss|cattiv|pessim|scars|slecht|moeilijk|desac|discord|en désac|не|плох|ужасн|трудн|сложн|мало)|"
    r"不(?!错|錯)|没|沒|難|难|差|糟|劣|麻烦|麻煩|费力|費力|费劲|費勁|困难|悪|ない|불|않|나쁘|나쁨|어려|어렵"
)
GOOD = re.compile(
    r"\b(?:sat|zufr|tevr|happ|glückl|good|great|best|better|excel|exzel|perfe|parfa|outstand|wonderf|easy|easi|effortl|"
    r"einfach|leicht|facil|fácil|makkel|like|prob|wahrsch|waarsch|defin|certain|agre|stimm|zustimm|acuerd|accord|concord|"
    r"d'accord|import|wicht|gut|hervorr|bien|bon|buen|bom|boa|ótim|ottim|buon|goed|freund|friend|yes\b|sí\b|sim\b|oui\b|ja\b|"
    r"удовл|довол|хорош|отлич|прекрас|легк|вероят|согла)|"
    r"满意|滿意|满足|満足|好|良|佳|优|優|容易|轻松|輕鬆|简单|簡單|簡単|方便|同意|愿意|願意|可能|重要|推荐|推薦|会|會|喜欢|"
    r"不错|不錯|棒|そう思う|좋|만족|쉬|쉽|그렇다|추천|高い"
)

AGREEMENT = re.compile(
    r"agree|disagr|zustimm|stimme|acuerdo|accord\b|concord|соглас|eens\b|trifft|true of|applies|important|wichtig|"
    r"同意|赞同|贊同|认同|認同|符合|重要|そう思|賛成|反対|그렇|동의"
)


@cache
def scales() -> tuple[tuple[bool, tuple[tuple[str, ...], ...]], ...]:
    """Return the scales that are known by their words: whether most is best, and the ways to say each point."""
    text = Path(__file__).with_name("scales.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        (line[0] != "~", tuple(tuple(point.split("/")) for point in line.removeprefix("~").split("|")))
        for line in lines
    )


# A picture beside words: "😀 Very satisfied", "Satisfied 👍".
PICTURE = re.compile(
    r"^[\u2600-\u27bf\U0001f300-\U0001faff]+\s*(?=\w)|(?<=\w)\s*[\u2600-\u27bf\U0001f300-\U0001faff]+$"
)


def folded(text: str) -> str:
    """Return a wording as scales have it: in small letters, without endings for more than one sex, without a stop."""
    plain = re.sub(r"[\s\ufe0f]+", " ", text).strip().strip(".。!！").casefold().replace("’", "'")
    plain = PICTURE.sub("", plain)
    return ENDING.sub("", plain)


def tone_of(text: str) -> float | None:
    """Return how good a wording is, from −1 to 1: exactly where a scale has it, else by its root; None if unknown."""
    words = folded(text)
    for _is_high_good, scale in scales():
        for place, point in enumerate(scale):
            if words in point:
                return 2 * place / (len(scale) - 1) - 1
    if NEITHER.search(words):
        return 0.0
    return -1.0 if BAD.search(words) else 1.0 if GOOD.search(words) else None


def is_rising(words: dict[float, str]) -> bool | None:
    """Tell whether words get better as their numbers rise; None where they do not say.

    Of the two ends of a scale one is the good one, so that the words of one of them are enough.
    """
    tones = {number: tone for number, text in sorted(words.items()) if (tone := tone_of(text)) is not None}
    ordered = list(tones.values())
    if len(set(ordered)) > 1:
        return True if ordered == sorted(ordered) else False if ordered == sorted(ordered, reverse=True) else None
    if len(tones) == 1 < len(words):
        number, tone = next(iter(tones.items()))
        if tone and number in (min(words), max(words)):
            return (tone > 0) == (number == max(words))
    return None


def is_agreement(words: Iterable[str]) -> bool:
    """Tell whether the words of a scale's ends agree, or call something important: which is good, a statement tells."""
    return any(AGREEMENT.search(folded(text)) for text in words)
