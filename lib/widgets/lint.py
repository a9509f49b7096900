"""Lint, type-check and test the widgets' JavaScript, and hold the committed bundles against it; --build renews them."""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
HOUSE = HERE.parents[1]
TESTS = HOUSE / "tests" / "lib" / "forms"
PAGE = HOUSE / "course" / "editor.html"
OLDEST_NODE = (18, 18)
NO_NODE = (
    "The widgets' JavaScript is checked with Node {oldest} or newer and npm, and {found}: "
    "install them (apt install nodejs npm, brew install node, or winget install OpenJS.NodeJS), then run this again."
)


def main(arguments: list[str]) -> int:
    """Run every step with the tools that package-lock.json names, and return the exit code of the first that fails."""
    node, npm = shutil.which("node"), shutil.which("npm")
    oldest = ".".join(map(str, OLDEST_NODE))
    if not node or not npm:
        print(NO_NODE.format(oldest=oldest, found="they are not on this machine"), file=sys.stderr)
        return 1
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if tuple(int(part) for part in version.removeprefix("v").split(".")[:2]) < OLDEST_NODE:
        print(NO_NODE.format(oldest=oldest, found=f"this is {version}"), file=sys.stderr)
        return 1
    installed, lock = HERE / "node_modules" / ".package-lock.json", HERE / "package-lock.json"
    steps = [] if _is_newer(installed, lock) else [[npm, "ci", "--silent", "--no-audit", "--no-fund"]]
    tests = [str(file) for file in sorted(TESTS.glob("*.test.mjs"))]
    if "--build" in arguments:
        steps += [[node, "build.mjs"]]
    else:
        steps += [
            [node, "node_modules/eslint/bin/eslint.js", "src"],
            [node, "node_modules/typescript/bin/tsc"],
            [node, "--test", "--test-reporter=dot", *tests],
            [node, "build.mjs", "--check"],
        ]
    page = [sys.executable, str(Path(__file__)), "page", *(["--build"] if "--build" in arguments else [])]
    steps.append(page)
    codes = (subprocess.run(step, cwd=HERE, check=False).returncode for step in steps)
    return next((code for code in codes if code), 0)


def make_page(is_build: bool) -> int:
    """Make the editor's page of its bundle, or only hold the one that is committed against it."""
    from peakend_course.editor_page import editor_page

    made = editor_page()
    if is_build:
        PAGE.write_text(made, encoding="utf-8", newline="\n")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != made:
        print(f"{PAGE} is not what its sources make. Run: poe widgets", file=sys.stderr)
        return 1
    return 0


def _is_newer(file: Path, other: Path) -> bool:
    return file.is_file() and file.stat().st_mtime >= other.stat().st_mtime


if __name__ == "__main__":
    sys.exit(make_page("--build" in sys.argv) if "page" in sys.argv else main(sys.argv[1:]))
