"""What a screen reader is told of the editor: the browser's accessibility tree, by role, name and value."""

import contextlib
from typing import Any

import pytest

import peakend as pe
from browser import find_browser
from editor_page import open_bench

pytestmark = [pytest.mark.browser, pytest.mark.skipif(find_browser() is None, reason="no Chromium")]
TOLD = {
    "en": {
        "sliders": ["Book the barber", "Arrive on time", "Wait for the barber"],
        "moods": ["+1 (good)", "0 (neutral)", "−1 (bad)"],
        "chosen": ("4. Learn that he forgot, without an apology", "−2 (very bad)", "Moment of truth", "Pain points: 1"),
        "fields": {"Name": "Learn that he forgot, without an apology", "Type": "interaction", "From where?": ""},
        "moment": "Moment of truth",
        "editor": "Journey map editor: {} (to be)",
    },
    "zh": {
        "sliders": ["预约理发师", "准时到店", "等理发师"],
        "moods": ["+1（好）", "0（中性）", "−1（差）"],
        "chosen": ("4. 得知他忘了，没有一句道歉", "−2（很差）", "关键时刻", "痛点 1"),
        "fields": {"名称": "得知他忘了，没有一句道歉", "类型": "交互"},
        "moment": "关键时刻",
        "editor": "旅程图编辑器：{}（未来）",
    },
}


def told(page: Any) -> list[tuple[str, str, Any, dict[str, Any]]]:
    """Return role, name, value and states of all that is not passed over."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [
        (
            node["role"]["value"],
            node.get("name", {}).get("value", ""),
            node.get("value", {}).get("value", ""),
            {one["name"]: one["value"].get("value") for one in node.get("properties", [])},
        )
        for node in nodes
        if not node["ignored"]
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_screen_reader_hears_touchpoints_and_fields(language, tmp_path):
    """Each point of the curve is a slider with its touchpoint's name and mood; a card says what its picture shows."""
    pe.set_language(language)
    words = TOLD[language]
    with open_bench() as bench, contextlib.chdir(tmp_path):
        bench.show(pe.load("barber/journey").edit())
        bench.page.locator(".pe-card").nth(3).click()
        heard = told(bench.page)
        moods = bench.page.get_by_role("slider").evaluate_all("nodes => nodes.map(node => node.ariaValueText)")
    sliders = [(name, value) for role, name, value, _states in heard if role == "slider"]
    assert list(zip(words["sliders"], (1, 0, -1), strict=True)) == sliders[:3]
    assert words["moods"] == moods[:3]
    chosen = [name for role, name, _value, states in heard if role == "option" and states.get("selected")]
    assert any(all(part in name for part in words["chosen"]) for name in chosen)
    fields = {name: value for role, name, value, _states in heard if role in ("textbox", "combobox")}
    assert words["fields"].items() <= fields.items()
    boxes = {name: states["checked"] for role, name, _value, states in heard if role == "checkbox"}
    assert "true" == boxes[words["moment"]]
    acting = {"button", "slider", "option", "textbox", "combobox", "checkbox", "listbox", "region"}
    assert not [role for role, name, _value, _states in heard if role in acting and not name]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_editor_is_called_by_its_map(language, tmp_path):
    """And by whether it is of today or to be, so that the two editors of a lab are told apart."""
    pe.set_language(language)
    with open_bench() as bench, contextlib.chdir(tmp_path):
        bench.show(pe.load("barber/journey").as_future("to-be", "Sorry, and at once").edit())
        called = TOLD[language]["editor"].format
        editor = bench.page.get_by_role("region", name=called("Sorry, and at once"), exact=True)
        editor.locator(".pe-customer").click()
        editor.locator("[data-focus='field:title']").fill("A card")
        bench.page.get_by_role("region", name=called("A card"), exact=True).wait_for()
