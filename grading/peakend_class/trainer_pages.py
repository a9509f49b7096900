"""What the trainer's page calls: all of it behind the secret link."""

import asyncio
import random
import secrets
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from tornado.web import HTTPError

from peakend.base.language import translate as _
from peakend.lessons.hand_in import ENDING
from peakend_class import groups, people, polls
from peakend_class.archive import write_archive
from peakend_class.measured import collect, day_csv, day_svg, day_yaml
from peakend_class.pages import render
from peakend_class.store import new_code, note, setting
from peakend_class.trainee_pages import HandIn
from peakend_class.web import TRAINER, Page


class Enter(Page):
    """The secret link: it leaves a cookie, and shows no secret in the address from then on."""

    async def get(self, secret: str) -> None:
        """Let the trainer in."""
        address = str(self.request.remote_ip)
        if self.room.refusals.too_many(address):
            raise HTTPError(429, _("Too many wrong codes. Wait a minute, and type the code from the screen."))
        if not secrets.compare_digest(
            people.key_of(secret), people.key_of(await self.room.store.run(setting, "secret"))
        ):
            self.room.refusals.note(address)
            raise HTTPError(403, _("This page is the trainer's: open it by the trainer's link."))
        self.keep(TRAINER, secret, 30)
        self.redirect("/trainer")


class TrainersPage(Page):
    """A page or call that is the trainer's alone."""

    async def prepare(self) -> None:
        """Refuse everybody else."""
        await self.require_trainer()
        if self.request.method != "GET":
            self.check_origin()


class Trainer(TrainersPage):
    """The board with names."""

    async def get(self) -> None:
        """Show it."""
        later = f"{self.room.address}/later/{await self.room.store.run(setting, 'later')}"
        self.finish(render("trainer.html", room=self.room, later=later))


class Clock(TrainersPage):
    """The day's clock, by one click."""

    async def post(self, action: str) -> None:
        """Begin a block, pause, extend."""
        number = self.content().get("value")
        value = number if isinstance(number, int) else 0
        run, day, now = self.room.store.run, self.room.day, self.room.store.clock()
        if action == "start":
            await run(day.start, value, now)
        elif action == "pause":
            await run(day.pause, now)
        else:
            await run(day.extend, value, now)
        self.room.changed()
        self.answer()


class Ask(TrainersPage):
    """A poll is opened."""

    async def post(self) -> None:
        """Open it, in the block that runs."""
        asked = polls.read_question(self.content())
        block = int(await self.room.store.run(setting, "block", "-1"))
        number = await self.room.store.run(polls.ask, asked, block, self.room.store.clock())
        self.room.changed()
        self.answer(number=number)


class MoveOn(TrainersPage):
    """A poll goes on: shown, revealed, closed."""

    async def post(self, number: str) -> None:
        """Note its new state."""
        await self.room.store.run(polls.move_on, int(number), self.text("state"))
        self.room.changed()
        self.answer()


class Decide(TrainersPage):
    """The trainer says who a device is, or frees a name."""

    async def post(self) -> None:
        """Note it."""
        is_theirs = self.content().get("yes") is True
        await self.room.store.run(people.decide, self.text("key"), is_theirs, self.room.store.clock())
        self.room.changed()
        self.answer()


class Groups(TrainersPage):
    """Groups are drawn."""

    async def post(self) -> None:
        """Draw them anew, of the size asked for."""
        size = self.content().get("value")
        await self.room.store.run(groups.draw, size if isinstance(size, int) else 0, random.SystemRandom())
        self.room.changed()
        self.answer()


class Settings(TrainersPage):
    """Results handed out or held back; a new join code."""

    async def post(self, action: str) -> None:
        """Note it."""
        if action == "code":
            await self.room.store.run(note, "code", new_code())
        else:
            await self.room.store.run(note, "released", "yes" if self.content().get("yes") is True else "no")
        self.room.changed()
        self.answer()


class Bring(HandIn):
    """A hand-in that the trainer brings from a USB stick: anybody's."""

    async def _whose(self) -> str | None:
        await self.require_trainer()
        return None


class HandedIn(TrainersPage):
    """One hand-in, as it was handed in."""

    async def get(self, digest: str) -> None:
        """Send the file."""
        await self._send(self.room.store.hand_ins / f"{digest}{ENDING}", f"{digest[:12]}{ENDING}")

    async def _send(self, file: Path, name: str) -> None:
        if not file.is_file():
            raise HTTPError(404)
        self.set_header("Content-Type", "application/octet-stream")
        self.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(name)}")
        with file.open("rb") as content:
            while chunk := content.read(1_000_000):
                self.write(chunk)
                await self.flush()
        self.finish()


class Export(HandedIn):
    """The whole class in one archive."""

    async def get(self, _digest: str = "") -> None:
        """Write it and send it."""
        file = self.room.store.folder / ".export.zip"
        try:
            await asyncio.to_thread(write_archive, self.room.store, self.room.store.folder, file)
            await self._send(file, f"{self.room.store.folder.name}.class.zip")
        finally:
            file.unlink(missing_ok=True)


class Measured(TrainersPage):
    """The class's own journey: drawn, and as files for lab 5."""

    MADE: ClassVar = {
        "csv": (day_csv, "text/csv"),
        "yaml": (day_yaml, "application/yaml"),
        "svg": (day_svg, "image/svg+xml"),
    }

    async def get(self, ending: str) -> None:
        """Send it as a map, a picture, or a table of answers."""
        make, kind = self.MADE[ending]
        said = await self.room.store.run(collect, self.room.day.blocks)
        text = await asyncio.to_thread(make, said)
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        if ending != "svg":
            self.set_header("Content-Disposition", f'attachment; filename="our-day.{ending}"')
        self.finish(text)
