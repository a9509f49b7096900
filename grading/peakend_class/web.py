"""What all pages share: who asks, how much may be sent, and every refusal one sentence."""

import json
import secrets
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

from peakend.base.errors import PeakendError
from peakend.base.language import translate as _
from peakend_class import people
from peakend_class.hub.plan import DEVICE
from peakend_class.pages import render
from peakend_class.room import Room
from peakend_class.store import setting

TRAINER = "peakend_trainer"
# Browsers send a cookie to every port of a host, and so to a trainee's server there: each goes only where it is needed.
_PATHS = {
    DEVICE: (
        *("/j", "/phone", "/events/phone", "/later", "/kit.zip"),
        *("/api/roster", "/api/claim", "/api/mine", "/api/vote", "/api/later"),
    ),
    TRAINER: ("/trainer", "/board", "/events/trainer", "/api/trainer", "/qr.svg", "/later.svg", "/kit.zip"),
}
_HUB = "/hub/login"  # where there is a hub, behind whose walls no trainee's server answers for itself
MOST_JSON = 64_000  # bytes of what is sent that is no hand-in
_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)


class Page(RequestHandler):
    """A page or a call."""

    room: Room

    def initialize(self, room: Room) -> None:
        """Know the room."""
        self.room = room

    def set_default_headers(self) -> None:
        """Let no page be framed, guessed at, or run what is not ours."""
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")
        self.clear_header("Server")

    def check_origin(self) -> None:
        """Refuse what another site's page sends with this browser's cookies."""
        origin = self.request.headers.get("Origin")
        if origin and urlsplit(origin).netloc != self.request.host:
            raise HTTPError(403, _("This was sent from another page."))

    def content(self) -> dict[str, Any]:
        """Return what was sent, as JSON."""
        try:
            sent = json.loads(self.request.body or b"{}")
        except (ValueError, RecursionError):
            sent = None
        if not isinstance(sent, dict):
            raise HTTPError(400, _("What was sent cannot be read."))
        return sent

    def text(self, name: str) -> str:
        """Return a text of what was sent, or nothing."""
        value = self.content().get(name)
        return value if isinstance(value, str) else ""

    async def device(self) -> people.Device:
        """Return the device that asks, or refuse."""
        header = self.request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        found = await self.room.store.run(people.device, header or self.get_cookie(DEVICE) or "")
        if found is None:
            raise HTTPError(401, _("This device has not joined. Enter the join code."))
        return found

    async def owner(self) -> tuple[people.Device, str]:
        """Return the device that asks and whose it is, or refuse one whose name is not settled."""
        found = await self.device()
        if found.state == "waiting":
            raise HTTPError(
                409, _("Somebody has joined as {name} already: your trainer has to say yes.", name=found.person)
            )
        if not found.owner:
            raise HTTPError(403, _("This device has no name yet."))
        return found, found.owner

    async def is_trainer(self) -> bool:
        """Whether this is the trainer's browser."""
        expected = people.key_of(await self.room.store.run(setting, "secret"))
        return secrets.compare_digest(people.key_of(self.get_cookie(TRAINER) or ""), expected)

    async def require_trainer(self) -> None:
        """Refuse everybody but the trainer."""
        if not await self.is_trainer():
            raise HTTPError(403, _("This page is the trainer's: open it by the trainer's link."))

    def keep(self, name: str, secret: str, days: int) -> None:
        """Leave a secret in the browser for the pages that ask for it, out of reach of any program there."""
        kept = SimpleCookie({name: secret})[name]
        kept.update({"httponly": "yes", "samesite": "Lax", "max-age": str(days * 86_400)})
        kept["secure"] = "yes" if self.request.protocol == "https" else ""
        for path in (*_PATHS[name], *([_HUB] if name == DEVICE and self.room.hub else [])):
            kept["path"] = path
            self.add_header("Set-Cookie", kept.OutputString())

    def drop(self, name: str) -> None:
        """Take a secret out of the browser."""
        self.keep(name, "", 0)

    def answer(self, **values: object) -> None:
        """Answer with JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(values, ensure_ascii=False))

    def write_error(self, status_code: int, **error: Any) -> None:
        """Say in one sentence what was refused."""
        cause = error.get("exc_info", (None, None, None))[1]
        sentence = _("There is no such page.") if status_code == 404 else _("The server could not do this.")
        if isinstance(cause, HTTPError) and cause.log_message:
            sentence = cause.log_message
        if isinstance(cause, PeakendError):
            status_code, sentence = (507 if isinstance(cause, OSError) else 422), str(cause)
            self.set_status(status_code)
        if "text/html" in self.request.headers.get("Accept", ""):  # somebody who opened a page
            self.finish(render("problem.html", said=sentence))
        else:
            self.answer(problem=sentence)

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """Leave out of the log what was answered in one sentence."""
        if not isinstance(error, PeakendError):
            super().log_exception(kind, error, trace)


class Nothing(Page):
    """What is asked for where nothing is."""

    def prepare(self) -> None:
        """Say so."""
        raise HTTPError(404)
