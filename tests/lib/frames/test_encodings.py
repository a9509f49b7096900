"""Encodings, found out from the whole of a text; what cannot be told is said, never guessed."""

from pathlib import Path

import pytest

import peakend as pe
from peakend.frames.encodings import decode

TEXTS = {
    "gb18030": "编号,推荐,意见\n1,9,态度很好，下次还来\n2,3,等候时间太长了\n",
    "big5": "編號,您有多大機率推薦我們,意見\n1,9,服務態度很好\n2,10,等候時間太長\n",
    "cp949": "번호,추천 의향,의견\n1,9,직원이 친절했습니다\n2,3,대기 시간이 길어요\n",
    "cp932": "番号,満足度,コメント\n1,5,とても良かったです\n2,3,待ち時間が長い\n",
    "cp1251": "Номер,Оценка,Комментарий\n1,9,Очень довольны\n2,3,Долго ждали\n",
    "cp1250": "Číslo,Doporučení,Komentář\n1,9,Výborně, přišel včas\n2,3,Čekání bylo příliš dlouhé\n",
    "cp1252": "Numéro,Commentaire\n1,Très bien, accueil chaleureux\n2,Trop d’attente à l’entrée\n",
    "koi8-r": "номер,оценка,отзыв\n1,5,хорошо\n2,4,плохо и долго\n",
    "cp1253": "βαθμός,σχόλιο\n9,πολύ καλό\n3,κακό\n",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_text_of_old_programs_is_read(encoding):
    """Each in its own encoding, from two rows of answers."""
    assert TEXTS[encoding] == decode(Path("a.csv"), TEXTS[encoding].encode(encoding))[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["满意度,渠道\n满意,门店\n", "score\n9\n", TEXTS["cp1251"]])
def test_unicode_is_read_with_and_without_its_mark(encoding, text):
    """UTF-8 and UTF-16, Chinese, English and Russian."""
    assert text == decode(Path("a.csv"), text.encode(encoding))[0]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Größe,x\n1,2\n", "cp1252"), ("Opinión,año\nsí,mañana\n", "cp1252"), ("ocena,uwagi\n5,świetnie\n", "cp1250"),
     ("id,Пол\n1,м\n2,ж\n", "cp1251"), ("編號,分數\n1,2\n", "big5"), ("番号,点数\n1,2\n", "cp932")],
)  # fmt: skip
def test_a_few_words_can_be_enough(text, encoding):
    """Headings in words, answers in numbers."""
    assert text == decode(Path("a.csv"), text.encode(encoding))[0]


def test_what_cannot_be_told_is_asked():
    """An encoding that is none of those known; named, it is read."""
    text = "note,café\n1,zoé\n"
    with pytest.raises(pe.PeakendError, match=r"cannot be told from so little text; it may be .* encoding="):
        decode(Path("a.csv"), text.encode("mac_roman"))
    assert text == decode(Path("a.csv"), text.encode("mac_roman"), "mac_roman")[0]
