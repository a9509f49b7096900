"""What labs and phones call: join, claim a name, hand in, tell how far one is, answer polls, be forgotten."""

import asyncio
import contextlib
import os
import secrets
import sqlite3
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, stream_request_body

from peakend.base.files import NotWritten, sentence_for
from peakend.base.language import translate as _
from peakend.lessons.progress import Progress
from peakend_class import board, people, polls
from peakend_class.hand_ins import MOST_BYTES
from peakend_class.hub.plan import DEVICE, seat_of, secret_of
from peakend_class.pages import render
from peakend_class.store import setting
from peakend_class.web import Page

DAYS = 30  # that a phone stays joined


class Join(Page):
    """A device joins by the code."""

    async def get(self, code: str = "") -> None:
        """By the QR code: a phone joins, and gets the page of polls."""
        if not self.get_cookie(DEVICE) or not await self.room.store.run(people.device, self.get_cookie(DEVICE) or ""):
            try:
                self._keep(await self._join(code))
            except HTTPError as error:
                self.set_status(error.status_code)
                self.finish(render("join.html", said=error.log_message if code else ""))
                return
        self.redirect("/phone")

    async def post(self, _code: str = "") -> None:
        """By typing: the secret goes back to a lab, and into the cookie of a phone."""
        self.check_origin()
        secret = await self._join(self.text("code"))
        self._keep(secret)
        self.answer(secret=secret)

    def _keep(self, secret: str) -> None:
        self.keep(DEVICE, secret, DAYS)

    async def _join(self, code: str) -> str:
        address = str(self.request.remote_ip)
        if self.room.refusals.too_many(address):
            raise HTTPError(429, _("Too many wrong codes. Wait a minute, and type the code from the screen."))
        secret = await self.room.store.run(people.join, code, self.room.store.clock())
        if secret is None:
            self.room.refusals.note(address)
            raise HTTPError(403, _("This is not the class's code: type the six characters on the screen."))
        self.room.changed()
        return secret


class Claim(Page):
    """A device says whose it is."""

    async def post(self) -> None:
        """Give it the name, or ask the trainer."""
        self.check_origin()
        own = await self.device()
        clock = self.room.store.clock
        found = await self.room.store.run(people.claim, own.key, self.text("id"), self.text("team"), clock())
        self.room.changed()
        self.answer(state=found.state, person=found.person)


@stream_request_body
class HandIn(Page):
    """A hand-in comes: bounded before it is read, to the disk as it comes, and acknowledged when it is noted."""

    _file: Path | None = None
    _open: IO[bytes] | None = None
    _refusal: NotWritten | None = None  # said once all has come: who still sends hears no answer

    async def prepare(self) -> None:
        """Refuse by the headers alone what is nobody's or too large."""
        self.check_origin()
        self._owner = await self._whose()
        length = self.request.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > MOST_BYTES:
            raise HTTPError(413, _("A hand-in has at most {limit} MB.", limit=MOST_BYTES // 10**6))
        self.request.connection.set_max_body_size(MOST_BYTES)  # type: ignore[union-attr]
        self._file = self.room.hand_ins.incoming()
        with self._noted():
            self._open = self._file.open("wb")

    async def _whose(self) -> str | None:
        return (await self.owner())[1]

    def data_received(self, chunk: bytes) -> None:
        """Write what has come."""
        if self._open and self._refusal is None:
            with self._noted():
                self._open.write(chunk)

    async def post(self) -> None:
        """Take the file, and give the receipt."""
        if self._open and self._refusal is None:
            with self._noted():
                self._open.close()
        if self._refusal:
            raise self._refusal
        if self._file is None or self._open is None:
            raise HTTPError(400, _("What was sent cannot be read."))
        way = "lab" if self._owner else "trainer"
        taken = await self.room.hand_ins.take(self._file, self._owner, way)
        self.room.changed()
        self.answer(receipt=taken.receipt, number=taken.number, lab=taken.lab, person=taken.person)

    def on_finish(self) -> None:
        """Leave nothing of a file that did not come to its end."""
        if self._open:
            with contextlib.suppress(OSError):
                self._open.close()
        if self._file:
            self._file.unlink(missing_ok=True)

    def on_connection_close(self) -> None:
        """The same, where the network broke."""
        super().on_connection_close()
        self.on_finish()

    @contextlib.contextmanager
    def _noted(self) -> Any:
        try:
            yield
        except OSError as error:
            self._refusal = NotWritten(sentence_for(error, Path(os.fspath(self.room.store.hand_ins))))
            self.on_finish()  # others need the room


class Tell(Page):
    """A lab tells how far somebody is."""

    async def post(self) -> None:
        """Note it."""
        self.check_origin()
        _device, owner = await self.owner()
        try:
            told = Progress.model_validate_json(self.request.body)
        except ValidationError:
            raise HTTPError(400, _("What was sent cannot be read.")) from None
        if told.lab not in self.room.labs or told.state == "handed_in":
            raise HTTPError(400, _("What was sent cannot be read."))
        now = self.room.store.clock()
        await self.room.store.run(board.record, owner, told.lab, told.task, told.state, now)
        self.room.changed()
        self.answer()


class Vote(Page):
    """A phone answers the poll."""

    async def post(self, number: str) -> None:
        """Keep the answer."""
        self.check_origin()
        own = await self.device()
        value = self.content().get("value")
        await self.room.store.run(polls.vote, int(number), own.key, value, self.room.store.clock())
        self.room.changed()
        self.answer()


class Mine(Page):
    """What is kept of whoever asks, and its removal."""

    async def get(self) -> None:
        """Say who this is, what was handed in, and the results that were released."""
        own = await self.device()
        self.answer(**await self.room.store.run(board.mine, own))

    async def delete(self) -> None:
        """Remove it."""
        self.check_origin()
        own = await self.device()
        if self.room.leave and own.owner:
            await self.room.leave(seat_of(own.owner))
        await self.room.store.run(people.forget, own.key, self.room.store.hand_ins)
        self.drop(DEVICE)
        self.room.changed()
        self.answer()


class Seat(Page):
    """Which seat in the hub is whose."""

    async def post(self, _seat: str = "") -> None:
        """Tell the hub the seat of the browser that asks, and let its lab in."""
        _device, owner = await self.owner()
        found, run = seat_of(owner), self.room.store.run
        secret = secret_of(await run(setting, "hub"), found)
        await run(people.seat, owner, secret, self.room.store.clock())
        self.room.changed()
        self.answer(seat=found)

    async def get(self, seat: str) -> None:
        """Tell the hub whose a seat is."""
        given = self.request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not self.room.hub or not secrets.compare_digest(given, await self.room.store.run(setting, "hub")):
            raise HTTPError(403)
        found = await self.room.store.run(_person_at, seat)
        if found is None:
            raise HTTPError(404)
        self.answer(**found)


def _person_at(database: sqlite3.Connection, seat: str) -> dict[str, Any] | None:
    rows = database.execute("SELECT id, team FROM person").fetchall()
    return next((dict(row) for row in rows if seat_of(row["id"]) == seat), None)


class Phone(Page):
    """The page of polls, on a phone."""

    async def get(self) -> None:
        """Show it to who has joined."""
        own = await self.room.store.run(people.device, self.get_cookie(DEVICE) or "")
        if own is None:
            self.redirect("/")
            return
        self.finish(render("phone.html", person=own.person, kit=self.room.kit, hub=self.room.hub))


class Privacy(Page):
    """What is kept, where, and how to have it removed."""

    def get(self) -> None:
        """Show it to everybody."""
        self.finish(render("privacy.html", hub=self.room.hub, is_encrypted=self.room.address.startswith("https")))


class Events(Page):
    """What is new, as it happens: server-sent events, which a browser takes up again by itself."""

    VIEWS = ("phone", "projector", "trainer")

    async def get(self, view: str) -> None:
        """Send each new state of a view."""
        if view == "trainer":
            await self.require_trainer()
        elif view == "phone":
            await self.device()
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        with self.room.listening(view) as queue, contextlib.suppress(StreamClosedError, asyncio.CancelledError):
            while not self.request.connection.stream.closed():  # type: ignore[union-attr]
                self.write(f"data: {await queue.get()}\n\n")
                await self.flush()
