"""A week later: by a link of its own, what is remembered of the day."""

import secrets
import sqlite3
from typing import Any

from tornado.web import HTTPError

from peakend.base.language import translate as _
from peakend_class import people, polls
from peakend_class.board_pages import qr_svg
from peakend_class.course_questions import later_questions
from peakend_class.hub.plan import DEVICE
from peakend_class.pages import render
from peakend_class.store import setting
from peakend_class.web import Page

DAYS = 30


class ComeBack(Page):
    """The link: the phone of the day is known by its cookie, any other is a new one."""

    async def get(self, token: str) -> None:
        """Let it in."""
        address = str(self.request.remote_ip)
        if self.room.refusals.too_many(address):
            raise HTTPError(429, _("Too many wrong codes. Wait a minute, and type the code from the screen."))
        if not secrets.compare_digest(people.key_of(token), people.key_of(await self.room.store.run(setting, "later"))):
            self.room.refusals.note(address)
            raise HTTPError(403, _("This link is not the class's: ask your trainer for it."))
        if await self.room.store.run(people.device, self.get_cookie(DEVICE) or "") is None:
            self.keep(DEVICE, await self.room.store.run(people.let_in, self.room.store.clock()), DAYS)
        self.redirect("/later")


class Later(Page):
    """The page of what is remembered."""

    async def get(self) -> None:
        """Show it."""
        await self.device()
        self.finish(render("later.html"))


class LaterQuestions(Page):
    """Its questions."""

    async def get(self) -> None:
        """Send them."""
        await self.device()
        self.answer(polls=await self.room.store.run(self._questions))

    def _questions(self, database: sqlite3.Connection) -> list[dict[str, Any]]:
        now = self.room.store.clock()
        return [polls.phone_view(polls.stand(database, one, now)) for one in later_questions(self.room.day.blocks)]


class LaterCode(Page):
    """The link as a code, for the last slide; the trainer's to show."""

    async def get(self) -> None:
        """Draw it."""
        await self.require_trainer()
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(qr_svg(f"{self.room.address}/later/{await self.room.store.run(setting, 'later')}"))
