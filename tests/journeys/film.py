"""A moving picture of what a test does in a browser, small enough for a README's first screen."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

SIZE = (960, 600)  # pixels
SHARP = 60  # of 100: letters can be read
_IN_VIEW = """(node, share) => {
    const page = node.closest(".jp-WindowedPanel-outer, .jp-RenderedMarkdown");
    if (!page) return;
    const top = page.getBoundingClientRect().top;
    page.scrollTop += node.getBoundingClientRect().top - top - share * page.clientHeight;
}"""


class Film:
    """Pictures one after the other; without a folder none is taken."""

    def __init__(self, page: Page, folder: str | None) -> None:
        self.page, self.folder = page, folder
        self.frames: list[Image.Image] = []
        self.times: list[int] = []

    def take(self, seconds: float, at: Locator | None = None, share: float = 0.2) -> None:
        """Take what is seen now, with a place of the page moved so far below its top."""
        if not self.folder:
            return
        if at:
            at.first.evaluate(_IN_VIEW, share)
        self.page.wait_for_timeout(150)  # as scrolled
        frame = Image.open(io.BytesIO(self.page.screenshot(caret="initial"))).convert("RGB")
        self.frames.append(frame.resize(SIZE, Image.Resampling.LANCZOS))
        self.times.append(round(seconds * 1000))

    def write(self, name: str) -> None:
        """Write an animated WebP that begins again and again."""
        if self.folder:
            first, *rest = self.frames
            file = Path(self.folder, name)
            first.save(file, save_all=True, append_images=rest, duration=self.times, loop=0, quality=SHARP, method=6)
