"""Many forms on one page: every label names the control beside it, and no other."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

import peakend as pe
from browser import find_browser, launch, patient
from designs import small

SHEET = "{format: worksheet/1, title: T, fields: [{id: why, kind: text, label: Why}]}"
# As anywidget does it: each widget loads its module for itself.
SHOW = """async ({ esm, state }) => {
    const get = (name) => state[name];
    const model = { get, set() {}, save_changes() {}, on() {}, off() {} };
    const module = await import(URL.createObjectURL(new Blob([esm], { type: "text/javascript" })));
    module.default.render({ model, el: document.body.appendChild(document.createElement("main")) });
}"""


@pytest.fixture
def page() -> Iterator[Page]:
    if not find_browser() and not os.environ.get("CI"):
        pytest.skip("no Chromium, Chrome or Edge found; set PEAKEND_BROWSER to its path")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield patient(browser.new_page())
        browser.close()


@pytest.mark.browser
def test_ids_are_unique_on_a_page_with_many_forms(page, tmp_path, monkeypatch):
    """Worksheets, sheets of one kind and of others, and an editor."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "worksheets").mkdir()
    for name in ("one", "two"):
        (tmp_path / "worksheets" / f"{name}.yml").write_text(SHEET, encoding="utf-8")
    forms = [small("Persona").edit("a.yaml"), small("Persona").edit("b.yaml"), small("UserTest").edit("c.yaml")]
    forms += [pe.worksheet("one"), pe.worksheet("two")]
    widgets = [form._form for form in forms] + [pe.JourneyMap(id="m", title="M").edit()._canvas]
    for widget in widgets:
        state = {name: getattr(widget, name) for name in widget.keys if not name.startswith("_") and name != "layout"}
        page.evaluate(SHOW, {"esm": str(widget._esm), "state": state})
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
    assert len(ids) == len(set(ids)) > 20
    near = "(one) => one.control?.closest('main') === one.closest('main')"
    labels = page.evaluate(f"[...document.querySelectorAll('label[for]')].map({near})")
    assert all(labels)
