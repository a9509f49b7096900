"""A trainer's way in both languages: release, hand-ins with receipts, grades, marks by hand, what is handed back."""

import contextlib
import json
import re
from pathlib import Path

import openpyxl
import pypdf
import pytest
from typer.testing import CliRunner

from peakend.command.app import complete_app
from peakend_labs.workspace.workspace import mark
from submissions import HALF_RIGHT, LAB, RIGHT, RIGHT_LINE, submit

pytestmark = pytest.mark.long
NAMES = {"b01": "李梅", "b02": "王强", "b03": "赵敏"}
WORK = {"b01": RIGHT, "b02": HALF_RIGHT}


def run(*words: object) -> str:
    """Run a command of `peakend` that succeeds, and return what it says."""
    result = CliRunner().invoke(complete_app(), [str(word) for word in words])
    assert 0 == result.exit_code, result.output
    return result.output


def work(released: Path, home: Path, trainee: str, language: str) -> None:
    """Fill in lab 3 in a trainee's workspace, where the warm-up knows who this is."""
    warm_up = home / "labs" / "0-warm-up" / "answers" / "trainee.json"
    warm_up.parent.mkdir(parents=True)
    warm_up.write_text(json.dumps({"answers": {"id": trainee}}), encoding="utf-8")
    # The figures of a form are those of the variant, which the name of the folder decides.
    submit(released, home.parent / "made" / trainee / LAB, WORK[trainee], RIGHT_LINE).rename(home / "labs" / LAB)
    mark(home, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_the_kit_to_the_certificate(tmp_path, language):
    """Two of three hand in, and their receipts stand in the table; the third is named, and has no certificate."""
    lang, names = ("--lang", language), ("--names", "names.csv")
    with contextlib.chdir(tmp_path):
        people = "".join(f"{trainee},{name}\n" for trainee, name in NAMES.items())
        Path("names.csv").write_text(f"学号,姓名\n{people}", encoding="gb18030")  # as Excel saves it
        run("release", LAB, *lang, "--out", "kit", *names)
        receipts = []
        for trainee in WORK:
            work(Path("kit", "labs", LAB).resolve(), tmp_path / trainee, trainee, language)
            said = run("hand-in", LAB, "--in", trainee, "--out", "hand-ins", *lang)
            receipts += re.findall(r"\b[A-Z2-7]{8}\b", said)
        said = run("grade", "hand-ins", "--out", "graded", *names, *lang)
        assert [True, True, True] == [words in said for words in (NAMES["b03"], *receipts)]

        run("marking", "graded", *lang)
        book = openpyxl.load_workbook("graded/marking.xlsx")
        for sheet in book.worksheets:
            for row in range(4, sheet.max_row + 1):
                sheet.cell(row, 4).value = 4
        book.save("graded/marking.xlsx")
        run("marking", "graded", "--take", "graded/marking.xlsx", *lang)

        for command in ("feedback", "report", "certificates"):
            run(command, "graded", *names, *lang)
        pages = sorted(file.parts[2] for file in Path("graded", "feedback").rglob("*.html"))
        report = Path("graded", "report.csv").read_text(encoding="utf-8-sig")
        certificates = [pypdf.PdfReader(file).pages[0].extract_text() for file in Path("certificates").glob("*.pdf")]
    assert ["b01", "b02"] == pages
    assert [True, True] == [name in report for name in ("李梅", "王强")]
    assert {"李梅", "王强"} == {
        name for name in NAMES.values() for text in certificates if name in text.replace(" ", "")
    }
