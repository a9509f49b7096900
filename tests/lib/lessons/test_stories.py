"""The cases and the trainer's guide: the same in both languages, and every case says where it is from."""

import re
from pathlib import Path

import pytest

COURSE = Path(__file__).parents[3] / "course"
CASES = sorted(path.name.removesuffix(".zh.md") for path in (COURSE / "cases").glob("*.zh.md"))
GUIDE = sorted(path.name.removesuffix(".zh.md") for path in (COURSE / "trainer").glob("*.zh.md"))


def text(folder: str, name: str, language: str) -> str:
    return (COURSE / folder / f"{name}.{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_marked_as_told_or_simulated_alike_in_both_languages(name):
    """One box, one story."""
    kinds = [re.findall(r"^:::\{case\} (told|simulated)$", text("cases", name, each), re.M) for each in ("zh", "en")]
    assert kinds[0] == kinds[1]
    assert 1 == len(kinds[0])


@pytest.mark.parametrize("name", CASES)
def test_a_case_names_the_same_sections_and_labs_in_both_languages(name):
    """Where it is used."""
    used = [set(re.findall(r"\b[LP]\d(?:\.\d)?|\{lab\}`[\w-]+`", text("cases", name, each))) for each in ("zh", "en")]
    assert used[0] == used[1] != set()


@pytest.mark.parametrize("name", GUIDE)
def test_the_trainer_s_guide_has_the_same_structure_and_commands_in_both_languages(name):
    """Headings, lists, tables, and every command but for its language."""

    def structure(page: str) -> list[str]:
        lines = [re.match(r"#+|\||\d+\.|- ", line) for line in page.splitlines()]
        commands = [code.replace("--lang zh", "--lang en") for code in re.findall(r"`(\./start\.sh[^`]*)`", page)]
        return [found[0] for found in lines if found] + commands

    assert structure(text("trainer", name, "zh")) == structure(text("trainer", name, "en"))
