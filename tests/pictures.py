"""Make the pictures of READMEs and guide anew, from what the tests see on a trainee's and a trainer's way.

``poe pictures`` runs them, and replaces each picture that a page shows already; a new one is put there by hand, once.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import peakend as pe

ROOT = Path(__file__).parents[1]
PLACES = (ROOT / "course" / "pictures", ROOT / "course" / "trainer" / "pictures")
SEEN_BY = ("tests/labs/test_browser.py", "tests/journeys/test_keyboard.py", "tests/class/test_seen.py")
WIDE = 1400  # pixels, of a map in a README


def draw_map(folder: Path, language: str) -> None:
    """Draw the map that the README shows, in a file small enough for a page."""
    from PIL import Image

    pe.set_language(language)
    file = folder / f"map-{language}.png"
    pe.JourneyMap.read(ROOT / "datasets" / "hospital" / "journey.yaml").write(file)
    with Image.open(file) as drawn:
        small = drawn.convert("RGB").resize((WIDE, round(WIDE * drawn.height / drawn.width)), Image.Resampling.LANCZOS)
    small.quantize(128).save(file, optimize=True)


def main() -> int:
    """Return the exit code: 1 where a test failed, or a picture that is shown was not made."""
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch)
        for language in ("zh", "en"):
            draw_map(made, language)
        command = [sys.executable, "-m", "pytest", "-q", "-m", "browser", *SEEN_BY, "--pictures", scratch]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        missing = []
        for shown in (file for place in PLACES for file in sorted(place.iterdir())):
            if (made / shown.name).is_file():
                shutil.copyfile(made / shown.name, shown)
            else:
                missing.append(shown.name)
    for name in missing:
        print(f"not made: {name}", file=sys.stderr)
    return code or bool(missing)


if __name__ == "__main__":
    sys.exit(main())
