"""The way from a workspace to the class server: joined once, then hand-ins and progress find it by themselves."""

import json
import os
import re
import ssl
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from peakend.base.errors import PeakendError
from peakend.base.files import write_text
from peakend.base.language import translate as _
from peakend.datasets.variants import TRAINEE, team, trainee
from peakend.lessons.hand_in import ENDING, receipt_of

LINK = "class.json"  # beside the labs in a workspace; a kit may bring one with the address alone
FOLDER = "hand-in"  # of a workspace, for the files handed in
FORMAT = "class-link/1"
SECONDS = 10  # that a call may take; a laptop in the same room answers in a tenth of one
SECONDS_TO_SEND = 120  # a large file over a busy network
_LONGEST = 1_000_000  # bytes of an answer
_JOIN = re.compile(r"/j/([0-9A-Za-z]{1,20})/?$")


class NotReached(PeakendError):
    """The class server does not answer, or lets this device wait: what was to be sent is sent later."""


class ClassLink:
    """What a workspace knows of the class server.

    Parameters
    ----------
    lab : Path
        The folder of one of its labs.
    """

    def __init__(self, lab: Path) -> None:
        self._lab = lab.absolute()
        self._file = self._lab.parent / LINK
        self.hand_ins = self._lab.parent.parent / FOLDER

    @property
    def address(self) -> str:
        """Where the class server is, as far as anybody said; nothing otherwise."""
        return self._text("address")

    @property
    def is_joined(self) -> bool:
        """Whether this workspace has a place in the class."""
        return bool(self.address and self._text("secret"))

    def join(self, address: str, code: str) -> str:
        """Join the class under the id of lab 0, and return what stands in the way, if anything does.

        Parameters
        ----------
        address : str
            As it stands on the screen: ``192.168.1.5:8800``, or the whole line with the code.
        code : str
            The six characters on the screen.

        Raises
        ------
        NotReached
            If nobody answers there.
        PeakendError
            If the address is none, the code is wrong, or no id has been entered.
        """
        name = trainee(self._lab)
        if not name:
            raise PeakendError(_("You have not entered your id yet: do that first, in lab 0, and then hand in."))
        found, code_in_it = understand_address(address)
        joined = _call(found, "/api/join", {"code": code.strip() or code_in_it})
        secret = str(joined.get("secret", ""))
        said = _call(found, "/api/claim", {"id": name, "team": team(self._lab)}, secret)
        self._keep(address=found, secret=secret)
        if said.get("state") != "in":
            return _("Somebody has joined as {name} already: your trainer has to say yes.", name=name)
        return ""

    def send(self, file: Path) -> str:
        """Send a hand-in, and return the receipt that the server gave.

        Raises
        ------
        NotReached
            If the server does not answer, or the trainer has to say yes first: the file is sent later.
        PeakendError
            If it is refused for good, and why.
        """
        packed = file.read_bytes()
        _call(self.address, "/api/mine", None, self._text("secret"))  # who is not there is not waited for long
        said = _call(self.address, "/api/hand-in", packed, self._text("secret"), SECONDS_TO_SEND)
        receipt = str(said.get("receipt", ""))
        if receipt != receipt_of(packed):
            raise NotReached(_("The class server received a different file from the one sent. It will be sent again."))
        self._keep(sent={**self._sent(), file.name: receipt})
        return receipt

    def waiting(self) -> list[Path]:
        """Return the hand-ins that were made here and have not been sent as they are now."""
        sent = self._sent()
        found = sorted(self.hand_ins.glob(f"*{ENDING}")) if self.hand_ins.is_dir() else []
        return [file for file in found if sent.get(file.name) != receipt_of(file.read_bytes())]

    @property
    def last_receipt(self) -> str:
        """Of what was last sent of this lab, or nothing."""
        return next((had for name, had in self._sent().items() if name.endswith(f"-{self._lab.name}{ENDING}")), "")

    def result(self, receipt: str) -> str:
        """Return what the trainer lets be seen of a hand-in: its points, or nothing yet."""
        said = _call(self.address, "/api/mine", None, self._text("secret")).get("hand_ins")
        known = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
        return next((str(one.get("said", ""))[:300] for one in known if one.get("receipt") == receipt), "")

    def tell(self, progress: dict[str, Any]) -> None:
        """Tell how far a task is, or raise where nobody listens."""
        _call(self.address, "/api/tell", progress, self._text("secret"))

    def _sent(self) -> dict[str, str]:
        sent = self._kept().get("sent")
        return sent if isinstance(sent, dict) else {}

    def _text(self, name: str) -> str:
        value = self._kept().get(name)
        return value if isinstance(value, str) else ""

    def _kept(self) -> dict[str, Any]:
        """Return what the nearest file tells, beside the lab and upwards; nothing while a hand-in is graded."""
        if os.environ.get(TRAINEE):
            return {}
        for place in self._lab.parents:
            try:
                kept = json.loads((place / LINK).read_text(encoding="utf-8-sig"))
            except (OSError, ValueError, RecursionError):
                continue
            if isinstance(kept, dict) and kept.get("format") == FORMAT:
                return kept
        return {}

    def _keep(self, **changed: object) -> None:
        write_text(self._file, json.dumps({**self._kept(), "format": FORMAT, **changed}, ensure_ascii=False) + "\n")


def link_text(address: str) -> str:
    """Return what a kit brings along, so that nobody has to type where the class server is.

    Examples
    --------
    >>> print(link_text("192.168.1.5:8800"), end="")
    {"format": "class-link/1", "address": "http://192.168.1.5:8800"}
    """
    return json.dumps({"format": FORMAT, "address": understand_address(address)[0]}, ensure_ascii=False) + "\n"


def understand_address(text: str) -> tuple[str, str]:
    """Return a server's address as it is called, and the join code where it stands in it.

    Examples
    --------
    >>> understand_address("192.168.1.5:8800")
    ('http://192.168.1.5:8800', '')
    >>> understand_address("http://192.168.1.5:8800/j/K7M2QX")
    ('http://192.168.1.5:8800', 'K7M2QX')
    """
    plain = text.strip().replace("：", ":").replace("。", ".")
    parts = urlsplit(plain if "://" in plain else f"http://{plain}")
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[\w.-]+(:\d{1,5})?", parts.netloc):
        raise PeakendError(_("{text!r} is not an address: type it as it is on the screen.", text=text.strip()))
    found = _JOIN.search(parts.path)
    return f"{parts.scheme}://{parts.netloc}", found[1] if found else ""


def _call(
    address: str, path: str, content: bytes | dict[str, Any] | None, secret: str = "", seconds: int = SECONDS
) -> dict[str, Any]:
    """Call the server, past any proxy: it is in the same room. Without content it is asked, else told."""
    body = json.dumps(content).encode() if isinstance(content, dict) else content
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        request = urllib.request.Request(f"{address}{path}", body, {"Authorization": f"Bearer {secret}"})
        with opener.open(request, timeout=seconds) as answer:
            return _understood(answer.read(_LONGEST))
    except urllib.error.HTTPError as error:
        said = str(_understood(error.read(_LONGEST)).get("problem", ""))[:300] or str(error.reason)
        # The trainer has not said yes, the disk is full, the server stumbles: another time it may go well.
        raise (NotReached if error.code in (409, 429) or error.code >= 500 else PeakendError)(said) from error
    except (OSError, ValueError) as error:
        said = _("The class server does not answer at {address}.", address=address)
        if isinstance(getattr(error, "reason", error), ssl.SSLCertVerificationError):
            said = _("This computer does not trust the certificate of {address}. Ask your trainer.", address=address)
        raise NotReached(said) from error


def _understood(answer: bytes) -> dict[str, Any]:
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
