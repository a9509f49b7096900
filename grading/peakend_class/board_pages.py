"""What everybody may look at: the way in, the projector's board, the code that phones read."""

import asyncio
import io
import sqlite3
from typing import Any

from tornado.web import HTTPError

from peakend.base.brand import brand
from peakend_class.measured import collect, summary
from peakend_class.pages import render
from peakend_class.store import setting
from peakend_class.web import Page


class Home(Page):
    """The way in for who types the address."""

    def get(self) -> None:
        """Ask for the join code."""
        self.finish(render("join.html", said=""))


class Board(Page):
    """The projector's board: no names."""

    async def get(self) -> None:
        """Show it to everybody; the way in stands on it where the trainer opens it."""
        code = await self.room.store.run(setting, "code") if await self.is_trainer() else ""
        self.finish(render("board.html", room=self.room, code=code))


class Brand(Page):
    """The house's colours."""

    def get(self) -> None:
        """Send them as variables."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(brand().css)


class QrCode(Page):
    """The code by which phones join; the trainer's page and the projector show it."""

    async def get(self) -> None:
        """Draw it; it holds the join code, and so is the trainer's to show."""
        await self.require_trainer()
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(qr_svg(f"{self.room.address}/j/{await self.room.store.run(setting, 'code')}"))


class Look(Page):
    """States as JSON."""

    async def get(self, what: str) -> None:
        """Send one."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        if what == "summary":
            said = await self.room.store.run(collect, self.room.day.blocks)
            self.answer(**await asyncio.to_thread(summary, said))
        elif what == "roster":
            await self.device()
            self.answer(people=await self.room.store.run(_names))
        elif what == "trainer":
            await self.require_trainer()
            self.finish(await self.room.view("trainer"))
        elif what == "projector":
            self.finish(await self.room.view("projector"))
        else:
            raise HTTPError(404)


def qr_svg(text: str) -> bytes:
    """Return a text as a QR code."""
    import segno

    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", scale=8, border=2)
    return drawn.getvalue()


def qr_text(text: str) -> str:
    """Return a text as a QR code for a terminal."""
    import segno

    drawn = io.StringIO()
    segno.make(text, error="l").terminal(drawn, compact=True)
    return drawn.getvalue()


def _names(database: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return the class's list as somebody sees it who has to find their own name in it."""
    rows = database.execute("SELECT * FROM person WHERE listed ORDER BY rowid").fetchall()
    return [{"id": row["id"], "name": row["name"] or row["id"], "team": row["team"]} for row in rows]
