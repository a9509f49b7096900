"""Names in a class's archive that every system can write; what something was called is noted beside them."""

import re
import unicodedata
from collections.abc import Iterable

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\%]|[. ]$')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])[ ]*(\.|$)", re.IGNORECASE)


def portable(name: str) -> str:
    """Return a file's name, its place left out, as Windows can write it, too; no two names become one.

    Examples
    --------
    >>> portable("10:30 plan.md"), portable("con.txt"), portable("etc."), portable("张三.md")
    ('10%3A30 plan.md', '%63on.txt', 'etc%2E', '张三.md')
    """
    plain = _FORBIDDEN.sub(lambda found: f"%{ord(found[0]):02X}", name)
    return f"%{ord(plain[0]):02X}{plain[1:]}" if _DEVICE.match(plain) else plain


class MemberNames:
    """The names of an archive's members, by what they are called in the class's folder."""

    def __init__(self) -> None:
        self._members: dict[tuple[str, str], str] = {}
        self._taken: set[tuple[str, str]] = set()
        self.changed: dict[str, str] = {}

    def of(self, place: str) -> str:
        """Return where a file goes in the archive, and note it where that is another place.

        Two names that some system takes for one, since they differ in capitals alone, get a number.
        """
        member = ""
        for name in place.split("/"):
            member = f"{member}/{self._of(member, name)}" if member else self._of(member, name)
        if member != place:
            self.changed[member] = place
        return member

    def _of(self, folder: str, name: str) -> str:
        if (folder, name) not in self._members:
            plain = portable(name)
            tried = _numbered(plain)
            found = next(one for one in tried if (folder, _alike(one)) not in self._taken)
            self._taken.add((folder, _alike(found)))
            self._members[folder, name] = found
        return self._members[folder, name]


def _numbered(name: str) -> Iterable[str]:
    yield name
    for number in range(2, 100_000):
        yield f"{name}%{number}%"


def _alike(name: str) -> str:
    """Return what the names have in common that Windows or macOS take for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
