"""From bytes to text: how a file is encoded, judged on the whole of it."""

import re
from pathlib import Path

from peakend.base.errors import PeakendError
from peakend.base.language import join_words
from peakend.base.language import translate as _
from peakend.frames.plausible_text import reads_well

MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# Of programs that know nothing of Unicode: Chinese, Korean, Japanese, then Western, Central European, Cyrillic, Greek
# and Turkish Windows. More would only make mistakes likelier.
OLD = (
    "gb18030",
    "big5hkscs",
    "cp949",
    "cp932",
    "euc_jis_2004",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "koi8-r",
)
JIS = re.compile(rb"\x1b\$[@B]")  # the sign with which Japanese mail begins its characters
LATIN = {"cp1252", "cp1250", "cp1254"}
# Of likelihood: below the first nothing is sure, what comes so near to the
# likeliest may be meant as well, and what is so far from it is not.
UNSURE, NEARLY, POSSIBLE = 0.02, 0.8, 0.1
MOST = 2_000_000  # bytes looked at for the likelihood; the text must make sense to its end all the same
SHORT = 2_000  # bytes: a longer text may hold a word in another language


def decode(file: Path, content: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return a file's text and its encoding, found out if not given.

    Raises
    ------
    PeakendError
        If the text is encoded otherwise, or its encoding cannot be told: the sentence names those that it may be.
    """
    if encoding:
        return _decode_as(file, content, encoding), encoding
    for mark, name in MARKS.items():
        if content.startswith(mark):
            return _decode_marked(file, content, name), name
    if b"\x00" in content:
        return _decode_utf16(file, content), "utf-16"
    if JIS.search(content):
        return _decode_as(file, content, "iso2022_jp"), "iso2022_jp"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        name = _old_encoding(file, content)
        return _decode_as(file, content, name), name


def decode_document(file: Path, content: bytes) -> str:
    """Return the text of a document of our own formats: Unicode, or GB18030, which a Chinese Excel makes of it."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        is_marked = content.startswith(tuple(MARKS)) or b"\x00" in content
        return decode(file, content, None if is_marked else "gb18030")[0]
    return decode(file, content)[0]


def _decode_marked(file: Path, content: bytes, name: str) -> str:
    """Decode text whose mark says what it is; where it is not, no guess is safe."""
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        said = _(
            "{file!r} begins with the mark of Unicode, but goes on in another encoding, such as GBK. Open it in Excel "
            "or WPS, look whether the words are right, and save it as “CSV UTF-8”.",
            file=file.name,
        )
        raise PeakendError(said) from None


def _decode_as(file: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise PeakendError(not_encoded(file, encoding)) from None
    except LookupError:
        raise PeakendError(
            _("There is no encoding {encoding!r}. Try 'utf-8-sig' or 'gb18030'.", encoding=encoding)
        ) from None


def not_encoded(file: Path, encoding: str) -> str:
    """Say that a text is encoded otherwise."""
    return _(
        "The text of {file!r} is not encoded as {encoding}. "
        "Save it as UTF-8, or name its encoding, for instance encoding='gb18030'.",
        file=file.name,
        encoding=encoding,
    )


def _decode_utf16(file: Path, content: bytes) -> str:
    """Decode text without a mark, of which every other byte is zero in separators, digits and line ends."""
    name = "utf-16-be" if content[::2].count(0) > content[1::2].count(0) else "utf-16-le"
    try:
        text = content.decode(name)
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" in text:
        raise PeakendError(_("{file!r} cannot be read as a table. Export it as .csv or .xlsx.", file=file.name))
    return text


def _old_encoding(file: Path, content: bytes) -> str:
    """Return the likeliest encoding by what the text would then say, or say that it cannot be told."""
    import chardet

    # Digits and separators are alike in all of them, and would only water down what the words say.
    words = re.sub(rb"[0-9,;:./\t-]+", b" ", content)
    guesses = chardet.detect_all(
        words, ignore_threshold=True, include_encodings=OLD, compat_names=False, max_bytes=MOST
    )
    shares = {str(guess["encoding"]): float(guess["confidence"]) for guess in guesses}
    texts = {name: text for name in OLD if (text := _text_as(content, name)) is not None}
    found = sorted(texts, key=lambda name: (-shares.get(name, 0), OLD.index(name)))
    if not found:
        raise PeakendError(not_encoded(file, "UTF-8 / GB18030 / Windows-1252"))
    best = shares.get(found[0], 0)
    possible = [name for name in found if shares.get(name, 0) >= POSSIBLE * best]
    likely = [name for name in found if shares.get(name, 0) >= max(UNSURE, NEARLY * best)]
    if len(content) < SHORT or len({texts[name] for name in likely}) != 1:
        well = [name for name in possible if reads_well(texts[name], name)]
        likely = [name for name in likely if name in well] or well
    if "cp1252" in likely and set(likely) <= LATIN:
        likely = ["cp1252"]  # Western text is the usual one where it may be either
    if len({texts[name] for name in likely}) == 1:
        return min(likely, key=OLD.index)
    raise PeakendError(
        _(
            "The encoding of {file!r} cannot be told from so little text; it may be {names}. Save it as UTF-8, "
            "or name its encoding, for instance encoding={example!r}.",
            file=file.name,
            names=join_words((likely or possible)[:4]),
            example=(likely or possible)[0],
        )
    )


def _text_as(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
