"""Whether a text reads as people write: for files so short that statistics of letters say little."""

import re

# The lead bytes of punctuation and of the characters in common use, in the oldest standard of each script.
COMMON = {
    "gb18030": ("gb2312", ((0xA1, 0xA3), (0xB0, 0xD7))),
    "big5hkscs": ("big5", ((0xA1, 0xC6),)),
    "cp949": ("euc_kr", ((0xA1, 0xA3), (0xB0, 0xC8))),
    "cp932": ("cp932", ((0x81, 0x83), (0x88, 0x97))),
    "euc_jis_2004": ("euc_jp", ((0xA1, 0xA1), (0xA3, 0xA5), (0xB0, 0xCF))),
}
SIGNS = set("‘’‚“”„–—…•«»‹›€°¿¡ºª£§№")
# The letters beyond a–z of one language each: a short text is hardly ever in two.
ALPHABETS = {
    "cp1252": ("àâæçéèêëîïôœùûü", "äöüß", "áéíñóúü", "ãõáâàçéêíóôúü", "àèéìîòù", "åäöæøé", "áéíóúýþæöð", "ëïéöüó"),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ", "äöüß"),
    "cp1251": ("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    "koi8-r": ("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",),
    "cp1253": ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",),
    "cp1254": ("ğışçöüâîi̇",),
}
WORD = re.compile(r"[^\W\d_]+")


def reads_well(text: str, encoding: str) -> bool:
    """Tell whether a text's characters beyond ASCII are those in common use where its encoding is."""
    foreign = {character for character in text if ord(character) > 127}
    if encoding in COMMON:
        # A name may be written with a rare character.
        return sum(_is_common(character, *COMMON[encoding]) for character in foreign) >= 0.9 * len(foreign)
    letters = {small for character in foreign - SIGNS for small in character.lower()}
    one_language = any(letters <= set(alphabet) for alphabet in ALPHABETS[encoding])
    return one_language and all(_is_word(word) for word in set(WORD.findall(text)) if not word.isascii())


def _is_common(character: str, codec: str, leads: tuple[tuple[int, int], ...]) -> bool:
    written = character.encode(codec, "ignore")
    return len(written) == 2 and any(low <= written[0] <= high for low, high in leads)


def _is_word(word: str) -> bool:
    """Tell whether a word is spelt with capitals as words are, and in one alphabet."""
    is_latin = [ord(letter) < 0x370 for letter in word]
    return all(is_latin) == any(is_latin) and (word.islower() or word.isupper() or word[1:].islower())
