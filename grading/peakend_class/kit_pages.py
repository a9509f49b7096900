"""The kit and its wheels, for laptops in a room without internet."""

from html import escape

from tornado.web import HTTPError

from peakend_class.web import Page


class HandOut(Page):
    """The kit, packed; it may hold the class's list, and so is for who has joined."""

    async def get(self) -> None:
        """Send it."""
        if not await self.is_trainer():
            await self.device()
        if self.room.kit is None:
            raise HTTPError(404)
        self.set_header("Content-Type", "application/zip")
        self.set_header("Content-Disposition", 'attachment; filename="peakend-kit.zip"')
        self.set_header("Content-Length", str(self.room.kit.file.stat().st_size))
        with self.room.kit.file.open("rb") as content:
            while chunk := content.read(1_000_000):
                self.write(chunk)
                await self.flush()
        self.finish()


class Wheels(Page):
    """The list of the kit's wheels, as pip and uv read it."""

    def get(self) -> None:
        """Name each."""
        if self.room.kit is None:
            raise HTTPError(404)
        names = sorted(escape(file.name) for file in self.room.kit.wheels.glob("*.whl"))
        self.finish("<!doctype html>\n" + "".join(f'<a href="{name}">{name}</a>\n' for name in names))
