"""Every layer of a file's bytes: archives opened, streams decompressed, encodings undone, each of them again."""

import base64
import binascii
import bz2
import html
import io
import lzma
import quopri
import re
import tarfile
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Stream = zlib._Decompress | bz2.BZ2Decompressor | lzma.LZMADecompressor

DEEPEST = 8
LARGEST = 500_000_000  # bytes of one file with all that is in it
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{32,}")
_HEXADECIMAL = re.compile(rb"(?:[0-9a-fA-F]{2}){24,}")
# Encoded text goes on in the next line; in a notebook, a line is a string of its own.
_WRAP = re.compile(rb"(?<=[A-Za-z0-9+/]{48})(?:\\[rn]|[\s\",])+(?=[A-Za-z0-9+/=])")
_DEFLATED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")  # gzip, and the streams in PNG and PDF
_QUOTED = re.compile(rb"=3D|=\r?\n|(?:=[0-9A-Fa-f]{2}){2}")
_ENTITY = re.compile(rb"&#?\w+;")
_ESCAPE = re.compile(rb"\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})|\\([\"'\\/])")
# What decodes to neither some characters in a row nor the beginning of an archive was a checksum or a name.
_TELLING = re.compile(
    rb"[\x00\t\n\r\x20-\x7e]{16}|(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){5}"
    rb"|PK\x03\x04|\x1f\x8b\x08|\A\x78[\x01\x5e\x9c\xda]|\ABZh|\xfd7zXZ\x00|\x89PNG|%PDF"
)
_READABLE = re.compile(r"[\s\x20-\x7e\u2010-\u2027\u3000-\u9fff\uff00-\uffef]{12,}")
_SEALED = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")  # archives that nothing here can open
_BROKEN = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError)


class Unsearchable(Exception):
    """There is more in a file than can be looked at, or an archive that cannot be opened."""


def layers(content: bytes) -> Iterator[bytes]:
    """Yield a file's content, and whatever is packed, compressed or encoded in it, as UTF-8 where it is text.

    Raises
    ------
    Unsearchable
        If there is more in it than can be looked at, or an archive that cannot be opened.
    """
    found = [(content, 0)]
    seen: set[bytes] = set()
    size = 0
    while found:
        layer, depth = found.pop()
        if layer in seen:
            continue
        seen.add(layer)
        size += len(layer)
        if size > LARGEST:
            raise Unsearchable
        yield layer
        if depth < DEEPEST:
            found += [(inner, depth + 1) for inner in (*_unpacked(layer), *_decoded(layer)) if inner]


def _unpacked(content: bytes) -> Iterator[bytes]:
    if content.startswith(_SEALED):
        raise Unsearchable
    for start in _DEFLATED.finditer(content):
        yield from _whole(zlib.decompressobj(wbits=47), memoryview(content)[start.start() :])
    if content.startswith(b"BZh"):
        yield from _whole(bz2.BZ2Decompressor(), content)
    if content.startswith(b"\xfd7zXZ\x00"):
        yield from _whole(lzma.LZMADecompressor(), content)
    try:
        yield from _members_of_zip(content)
        yield from _members_of_tar(content)
    except (*_BROKEN, RuntimeError):  # damaged, behind a password, or packed by a method that nobody here knows
        raise Unsearchable from None


def _whole(stream: "Stream", packed: bytes | memoryview) -> list[bytes]:
    try:
        content = stream.decompress(packed, LARGEST)
    except _BROKEN:
        return []
    if not stream.eof and len(content) == LARGEST:
        raise Unsearchable
    return [content] if stream.eof else []  # without an end it only looked like a stream


def _members_of_zip(content: bytes) -> Iterator[bytes]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN:
        return
    with archive:
        if sum(member.file_size for member in archive.infolist()) > LARGEST:
            raise Unsearchable
        yield b"\n".join([archive.comment, *(name.encode() for name in archive.namelist())])
        yield from (archive.read(name) for name in archive.namelist())


def _members_of_tar(content: bytes) -> Iterator[bytes]:
    if content[257:262] != b"ustar":
        return
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
        yield b"\n".join(f"{member.name} {member.linkname}".encode() for member in archive)
        yield from (file.read() for member in archive if (file := archive.extractfile(member)))


def _decoded(content: bytes) -> Iterator[bytes]:
    if b"\x00" in content:  # no text, but some may stand in it
        yield from map(_readable, _texts_of_binary(content))
        return
    if not _is_utf8(content):
        yield _readable(content.decode("gb18030", "ignore"))  # as a Chinese Windows writes it
    yield _WRAP.sub(b"", content)
    if runs := [run.translate(bytes.maketrans(b"-_", b"+/")) for run in _BASE64.findall(content)]:
        for start in range(4):  # a run may begin before what was encoded
            yield from filter(_TELLING.search, (_from_base64(run[start:]) for run in runs))
    yield from filter(_TELLING.search, map(binascii.unhexlify, _HEXADECIMAL.findall(content)))
    plain = _ESCAPE.sub(_character, content)
    yield plain
    # All at once: one after the other in every order, they would make a crowd of layers of what is no text at all.
    yield _without_entities(urllib.parse.unquote_to_bytes(_without_quoting(plain)))


def _without_quoting(content: bytes) -> bytes:
    return quopri.decodestring(content) if _QUOTED.search(content) else content


def _without_entities(content: bytes) -> bytes:
    if not _ENTITY.search(content):
        return content
    return html.unescape(content.decode("utf-8", "surrogateescape")).encode("utf-8", "replace")


def _texts_of_binary(content: bytes) -> Iterator[str]:
    """Yield the content as UTF-8, and as UTF-16 or UTF-32 wherever in the file they begin."""
    yield content.decode("utf-8", "ignore")
    for alphabet in ("utf-16-le", "utf-16-be"):
        for start in range(2):
            yield content[start:].decode(alphabet, "ignore").replace("\x00", "")


def _readable(text: str) -> bytes:
    return "\n".join(_READABLE.findall(text)).encode("utf-8")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _from_base64(run: bytes) -> bytes:
    whole = run[: len(run) - len(run) % 4]
    rest = run[len(whole) :]
    return base64.b64decode(whole + (rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""))


def _character(found: re.Match[bytes]) -> bytes:
    """Return what JSON, Python or JavaScript has escaped."""
    if found[3]:
        return found[3]
    number = int(found[1] or found[2], 16)
    return chr(number).encode("utf-8", "replace") if number < 0x110000 else found[0]
