"""Every layer of a file's bytes: archives opened, streams decompressed, encodings undone, each of them again."""

import base64
import bz2
import contextlib
import gzip
import html
import io
import lzma
import re
import tarfile
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator

from peakend.errors import PeakendError
from peakend.language import translate as _

DEEPEST = 6
LARGEST = 500_000_000  # bytes of one file with all that is in it
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{32,}={0,2}")
_HEXADECIMAL = re.compile(rb"(?:[0-9a-fA-F]{2}){24,}")
_LINE_END = re.compile(rb"(?<=[A-Za-z0-9+/]{48})(?:\\[rn]|[\s\",])+(?=[A-Za-z0-9+/=])")  # where encoded text is wrapped
_DEFLATED = re.compile(rb"\x78[\x01\x5e\x9c\xda]")  # how streams in PNG and PDF begin
_COMPRESSED = ((b"\x1f\x8b", gzip.decompress), (b"BZh", bz2.decompress), (b"\xfd7zXZ\x00", lzma.decompress))
_BROKEN = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError)


def layers(content: bytes) -> Iterator[bytes]:
    """Yield a file's content, and whatever is packed, compressed or encoded in it.

    Raises
    ------
    PeakendError
        If there is more in it than can be looked at.
    """
    found: list[tuple[bytes, int]] = [(content, 0)]
    seen: set[bytes] = set()
    size = 0
    while found:
        layer, depth = found.pop()
        if layer in seen:
            continue
        seen.add(layer)
        size += len(layer)
        if size > LARGEST:
            raise PeakendError(_("Not released: a file holds more than can be searched for answers."))
        yield layer
        if depth < DEEPEST:
            found += [(inner, depth + 1) for inner in _within(layer) if inner]


def _within(content: bytes) -> Iterator[bytes]:
    yield from _unpacked(content)
    yield from _decoded(content)
    for start in _DEFLATED.finditer(content):
        try:
            yield zlib.decompressobj().decompress(content[start.start() :], LARGEST)
        except zlib.error:
            continue


def _unpacked(content: bytes) -> Iterator[bytes]:
    for beginning, decompress in _COMPRESSED:
        if content.startswith(beginning):
            try:
                yield decompress(content)
            except _BROKEN:
                continue
    try:
        if b"PK\x05\x06" in content:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield b"\n".join([archive.comment, *(name.encode() for name in archive.namelist())])
                yield from (archive.read(name) for name in archive.namelist())
        elif content[257:262] == b"ustar":
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                yield b"\n".join(f"{member.name} {member.linkname}".encode() for member in archive)
                yield from (file.read() for member in archive if (file := archive.extractfile(member)))
    except (*_BROKEN, RuntimeError, NotImplementedError):  # encrypted, or packed in a way that nobody here can read
        return


def _decoded(content: bytes) -> Iterator[bytes]:
    yield _LINE_END.sub(b"", content)
    for run in _BASE64.findall(content):
        text = run.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        for start in range(4):  # a run may begin before what was encoded
            piece = text[start:] if len(text[start:]) % 4 != 1 else text[start:-1]
            yield base64.b64decode(piece + b"=" * (-len(piece) % 4))
    for run in _HEXADECIMAL.findall(content):
        yield bytes.fromhex(run.decode("ascii"))
    if b"\x00" in content:
        yield content.replace(b"\x00", b"")  # two or four bytes a character
    with contextlib.suppress(UnicodeDecodeError):  # what is no text has no escapes
        text = content.decode("utf-8")
        for undo in (_without_escapes, html.unescape, urllib.parse.unquote):
            plain = undo(text)
            if plain != text:
                yield plain.encode("utf-8", "replace")


def _without_escapes(text: str) -> str:
    """Undo what JSON, Python and JavaScript write for a character."""
    text = re.sub(r"\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})", _character, text)
    return re.sub(r'\\(["\\/])', r"\1", text)


def _character(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number < 0x110000 else found[0]
