"""Which characters the fonts of this machine, and the one that is shipped, can draw."""

import functools
import html

import vl_convert

from peakend.charts.style import FONTS, prepare

_NEVER = "\U0010fffd"  # the last character of private use, which no font has


@functools.cache
def can_draw(sign: str) -> bool:
    """Tell whether a font has a character: those of GB 2312 are shipped, of others the drawing is looked at."""
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return _drawing_of(sign) != _drawing_of(_NEVER)
    return True


@functools.cache
def _drawing_of(sign: str) -> bytes:
    prepare()
    text = f'<text x="4" y="30" font-size="24" font-family="{FONTS}">{html.escape(sign)}</text>'
    return vl_convert.svg_to_png(f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40">{text}</svg>')
