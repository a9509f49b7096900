"""The editor in a browser page of its own, joined to the real kernel side, for tests of what hands do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

import peakend as pe
from browser import launch, patient
from peakend.forms.editor.editor import JourneyEditor

ADDRESS = "http://localhost/editor"
# What anywidget gives a widget: its state, and word of what the kernel changed.
MODEL = """async ({ esm, css, state }) => {
    document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
    const heard = {};
    window.model = {
        get: (name) => state[name],
        set: (name, value) => { state[name] = value; },
        save_changes: async () => window.take(await window.kernel(state.sent)),
        on: (event, act) => { heard[event] = act; },
        off: (event) => { delete heard[event]; },
    };
    window.take = (kept) => {
        if (!kept) return;
        state.kept = kept;
        heard["change:kept"]?.();
    };
    const widget = await import(URL.createObjectURL(new Blob([esm], { type: "text/javascript" })));
    widget.default.render({ model: window.model, el: document.querySelector("main") });
}"""


class Bench:
    """A page with one editor, and the kernel behind it, which can be made deaf."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.deaf = False
        self.last: dict[str, Any] = {}
        self.editor: JourneyEditor
        page.expose_function("kernel", self._kernel)

    def show(self, editor: JourneyEditor) -> None:
        """Show an editor on a fresh page, as a cell's output."""
        self.editor = editor
        canvas = editor._canvas
        self.page.goto(ADDRESS)
        names = ("labels", "language", "key", "sent", "kept", "baseline", "accepted")
        state = {name: getattr(canvas, name) for name in names}
        self.page.evaluate(MODEL, {"esm": str(canvas._esm), "css": str(canvas._css), "state": state})
        self.page.locator(".pe-editor").wait_for()

    def hear(self) -> None:
        """Bring what the kernel changed by itself to the page."""
        self.page.evaluate("(kept) => window.take(kept)", self.editor._canvas.kept)

    def status(self) -> str:
        """Return what the editor says, once it says something new is saved or refused."""
        return self.page.get_by_role("status").text_content() or ""

    def _kernel(self, sent: dict[str, Any]) -> dict[str, Any] | None:
        self.last = sent
        if self.deaf:
            return None
        self.editor._canvas.sent = sent
        return self.editor._canvas.kept


@contextmanager
def open_bench(**context: Any) -> Iterator[Bench]:
    """Open a browser with an empty page that an editor can be shown on."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = patient(browser.new_context(viewport={"width": 1180, "height": 1000}, **context).new_page())
        html = "<!doctype html><meta charset=utf-8><body style='font-family:sans-serif'><main></main>"
        page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
        try:
            yield Bench(page)
        finally:
            browser.close()


def many(count: int) -> pe.JourneyMap:
    """A long map of a real case: its touchpoints again and again."""
    case = pe.JourneyMap.read(Path(__file__).parents[1] / "datasets/hospital/journey.yaml")
    document = case.to_document()
    steps = document["touchpoints"]
    order = [phase["id"] for phase in document["phases"]]
    repeated = [{**steps[i % len(steps)], "id": f"t{i}"} for i in range(count)]
    document["touchpoints"] = sorted(repeated, key=lambda step: order.index(step["phase"]))
    return pe.JourneyMap(**document)
