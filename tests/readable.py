"""What makes a page readable for everyone, measured: contrast, accessibility rules, line ends, zoom."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "lib" / "widgets" / "node_modules" / "axe-core" / "axe.min.js"
# A page at 200 % on a screen of 1280 pixels.
ZOOMED = {"width": 640, "height": 450}
# Marks that never begin a line in Chinese (W3C, Requirements for Chinese Text Layout, 3.1.3), and the English ones.
CLOSING = "，。、；：？！）》」』】〉”’…％,.;:?!)]}%"
# Lines that begin with one of the marks: the letter before it, in the same block, lies wholly above it.
_BROKEN = """(closing) => {
    const found = [], range = document.createRange();
    const box = (node, at) => {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getClientRects()[0];
    };
    const walker = document.createTreeWalker(document.querySelector("main, [role=main], body"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest("pre, code, script, style, svg, math, .katex")) continue;
        for (let at = 1; at < node.data.length; at++) {
            if (!closing.includes(node.data[at]) || /\\s/.test(node.data[at - 1])) continue;
            const before = box(node, at - 1), here = box(node, at);
            if (before?.width && here?.width && here.top >= before.bottom - 1)
                found.push(node.data.slice(Math.max(at - 8, 0), at + 1));
        }
    }
    return found;
}"""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, ``#RRGGBB``, as WCAG 2.2 defines it.

    >>> round(contrast("#777777", "#FFFFFF"), 2)
    4.48
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def faults(page: Page, within: str = "html", *, grave: bool = False) -> dict[str, str]:
    """Return the rules of axe-core that a page breaks, each with the first place; only serious ones if `grave`."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    broken = page.evaluate("(within) => axe.run(within, {resultTypes: ['violations']})", within)["violations"]
    kept = [rule for rule in broken if not grave or rule["impact"] in ("serious", "critical")]
    return {rule["id"]: rule["nodes"][0]["html"][:200] for rule in kept}


def broken_lines(page: Page) -> list[str]:
    """Return where a line begins with a mark that closes what stands before it."""
    return page.evaluate(_BROKEN, CLOSING)


def runs_wide(page: Page) -> bool:
    """Tell whether a reader would have to scroll sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
