"""Both languages, always: the catalogue is complete, and says the same."""

import ast
import re
import string
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from babel.messages.pofile import read_po

import peakend as pe
from peakend.base.language import join_words, translate

ROOT = Path(__file__).parents[3]
CATALOGUE = ROOT / "lib/peakend/base/locale/zh/LC_MESSAGES/peakend.po"


def catalogue() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {entry.id: entry.string for entry in read_po(file) if entry.id}


def placeholders(text: str) -> list[str]:
    return sorted(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name)


def test_every_message_of_the_code_is_translated_and_none_is_left_over(tmp_path):
    """What ``pybabel extract`` finds is what the catalogue holds."""
    template = tmp_path / "messages.pot"
    command = [
        Path(sys.executable).with_name("pybabel"),
        "extract",
        "--no-default-keywords",
        "-k",
        "_",
        "-k",
        "translate",
        "-k",
        "message",
    ]
    subprocess.run(
        [*command, "-o", template, "lib", "labs", "course", "grading"], cwd=ROOT, check=True, capture_output=True
    )
    with template.open("rb") as file:
        expected = {entry.id for entry in read_po(file) if entry.id}
    assert expected == {message for message, text in catalogue().items() if text}


def test_no_message_stands_where_the_extractor_does_not_look():
    """Within an f-string, for instance: it would be shown in English."""
    files = [file for room in ("lib", "labs", "course", "grading") for file in (ROOT / room).rglob("*.py")]
    calls = [
        node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)
    ]
    said = [
        call.args[0] for call in calls if getattr(call.func, "id", "") in ("_", "translate", "message") and call.args
    ]
    assert {text.value for text in said if isinstance(text, ast.Constant)} <= set(catalogue())


def test_translations_keep_their_placeholders():
    """A sentence that lost its value, or gained one that nobody passes, would fail at run time."""
    assert not {message for message, text in catalogue().items() if placeholders(message) != placeholders(text)}


def test_chinese_uses_full_width_punctuation():
    """A comma, colon or question mark after a Chinese character is a Chinese one."""
    half_width = re.compile("[一-鿿][,:;?!]")
    assert not [text for text in catalogue().values() if half_width.search(text)]


@pytest.mark.parametrize("name", ["zh", "zh-CN", "zh_Hans", "ZH"])
def test_regional_names_are_understood(name):
    """What a system or a browser calls Chinese."""
    pe.set_language(name)
    assert pe.get_language() == "zh"


def test_an_unknown_language_is_refused_and_changes_nothing():
    """The sentence names the two there are."""
    with pytest.raises(pe.PeakendError, match="'zh' \\(Chinese\\) or 'en' \\(English\\)"):
        pe.set_language("fr")
    assert pe.get_language() == "en"


def test_errors_speak_chinese():
    """The sentence of an error is in the language in use."""
    pe.set_language("zh")
    with pytest.raises(pe.PeakendError, match="没有名为“x/y”的数据集"):
        pe.load("x/y")


def test_a_message_without_translation_is_shown_in_english():
    """Nothing is better than an empty sentence."""
    pe.set_language("zh")
    assert translate("No such message {n}", n=1) == "No such message 1"


def test_chinese_sentences_quote_and_list_with_signs_of_their_own():
    """A value that Python would set in ' ' stands in “ ”; what the reader is to write stays as Python reads it."""
    pe.set_language("zh")
    with pytest.raises(pe.PeakendError, match="没有名为“x”的列。现有的列：a、b。"):
        pe.nps(pd.DataFrame({"a": [9], "b": [9]}), "x")
    said = "If its answers are from 0 to 10, say so: s.score({column!r}, scale={scale!r})."
    assert "s.score('a', scale=(0, 10))" in translate(said, column="a", scale=(0, 10))
    assert "（无）" == join_words([])


@pytest.mark.parametrize("ended", ["真的吗？", "好！", "完了。", "等等…"])
def test_a_chinese_sentence_ends_once(ended):
    """What is filled in may end the sentence itself."""
    pe.set_language("zh")
    assert not translate("Left out above the headings: {text}.", text=ended).endswith(f"{ended}。")
    assert translate("Left out above the headings: {text}.", text="三月").endswith("三月。")
