"""A worksheet's wide table on a page of its own: as a table where there is room, and folded where there is none."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

import peakend as pe
from browser import find_browser, launch, patient
from editor_page import MODEL
from readable import AXE, faults, runs_wide

SHEET = """
format: worksheet/1
title: {zh: 表, en: Sheet}
fields:
  - id: ideas
    kind: table
    label: {zh: 点子, en: Ideas}
    rows:
      - {id: one, label: {zh: 点子一, en: Idea 1}}
      - {id: two, label: {zh: 点子二, en: Idea 2}}
    columns:
      - {id: where, kind: text, label: {zh: 借自, en: Borrowed from}}
      - {id: what, kind: text, label: {zh: 点子, en: Idea}}
      - {id: wanted, kind: number, label: {zh: 合意, en: Wanted}}
      - {id: can, kind: number, label: {zh: 可行, en: Feasible}}
"""
NAMES = ("labels", "language", "key", "sent", "kept", "title", "fields")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not find_browser() and not os.environ.get("CI"), reason="no Chromium, Chrome or Edge found"),
]


@pytest.fixture
def page(tmp_path, monkeypatch) -> Iterator[Page]:
    """The sheet in a browser, at the width of 800 pixels at 150 %."""
    monkeypatch.chdir(tmp_path)
    pe.set_language("en")
    (tmp_path / "worksheets").mkdir()
    (tmp_path / "worksheets" / "sheet.yml").write_text(SHEET, encoding="utf-8")
    form = pe.worksheet("sheet")._form
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = patient(browser.new_page(viewport={"width": 534, "height": 800}))
        html = "<!doctype html><html lang=en><meta charset=utf-8><title>Sheet</title><main></main>"
        page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto("http://localhost/sheet")
        state = {name: getattr(form, name) for name in NAMES}
        page.evaluate(MODEL, {"esm": str(form._esm), "css": str(form._css), "state": state})
        page.locator(".pe-worksheet").wait_for()
        yield page
        browser.close()


def test_a_wide_table_folds_on_a_narrow_page(page):
    """Each box has room for a sentence and its heading beside it; nothing leaves the page, and it can be read aloud."""
    box = page.get_by_label("Idea 2: Borrowed from")
    assert box.bounding_box()["width"] > 250
    assert page.get_by_role("columnheader", name="Borrowed from").is_hidden()
    heading = "td => getComputedStyle(td, '::before').content"
    assert '"Borrowed from"' == page.locator("td", has=box).evaluate(heading)
    assert not runs_wide(page)
    if AXE.is_file():
        assert {} == faults(page, ".pe-worksheet", grave=True)


def test_it_stands_as_a_table_where_there_is_room(page):
    """With its headings above."""
    page.set_viewport_size({"width": 1000, "height": 800})
    assert page.get_by_role("columnheader", name="Borrowed from").is_visible()
    tops = [page.get_by_label(f"Idea 1: {name}").bounding_box()["y"] for name in ("Idea", "Feasible")]
    assert max(tops) - min(tops) < 5
