"""A spreadsheet's colours as six hexadecimal digits: of a palette, of a theme, lighter or darker."""

import colorsys
import math
import re
from collections.abc import Mapping, Sequence

_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_FIRST = ("000000", "ffffff", "ff0000", "00ff00", "0000ff", "ffff00", "ff00ff", "00ffff")
PALETTE = _FIRST + _FIRST + (
    "800000", "008000", "000080", "808000", "800080", "008080", "c0c0c0", "808080",
    "9999ff", "993366", "ffffcc", "ccffff", "660066", "ff8080", "0066cc", "ccccff",
    "000080", "ff00ff", "ffff00", "00ffff", "800080", "800000", "008080", "0000ff",
    "00ccff", "ccffff", "ccffcc", "ffff99", "99ccff", "ff99cc", "cc99ff", "ffcc99",
    "3366ff", "33cccc", "99cc00", "ffcc00", "ff9900", "ff6600", "666699", "969696",
    "003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333",
)  # fmt: skip
"""ECMA-376 18.8.27; an .xls has the same."""
THEME = ("ffffff", "000000", "e7e6e6", "44546a", "4472c4", "ed7d31", "a5a5a5", "ffc000", "5b9bd5",
         "70ad47", "0563c1", "954f72")  # fmt: skip
"""Where a workbook brings no theme of its own."""
NAMED = {"black": "000000", "white": "ffffff", "red": "ff0000", "green": "00ff00",
         "blue": "0000ff", "yellow": "ffff00", "magenta": "ff00ff", "cyan": "00ffff"}  # fmt: skip
"""As number formats name them."""
_OURS = "1d2b27"  # the ink of our pages
_READABLE = 4.5


def hexadecimal(text: str) -> str:
    """Six digits of `FF1F4E78` or `1F4E78`; nothing where it is no colour."""
    match = _HEX.fullmatch(text)
    return match[1].lower() if match else ""


def colour(
    attributes: Mapping[str, str], *, theme: Sequence[str] = THEME, palette: Sequence[str] = PALETTE
) -> str:
    """The colour that an element such as `<color theme="4" tint="0.8"/>` names; automatic is nothing."""
    if "rgb" in attributes:
        plain = hexadecimal(attributes["rgb"])
    elif "theme" in attributes:
        plain = _at(theme, attributes["theme"])
    else:
        plain = _at(palette, attributes.get("indexed", ""))
    return _tinted(plain, attributes.get("tint", "")) if plain else ""


def _at(colours: Sequence[str], index: str) -> str:
    is_one = index.isascii() and index.isdecimal() and len(index) < 4
    return colours[int(index)] if is_one and int(index) < len(colours) else ""


def _tinted(plain: str, tint: str) -> str:
    """Lighter by a positive tint, darker by a negative one (ECMA-376 18.8.19)."""
    try:
        by = float(tint or 0)
    except ValueError:
        return plain
    if not by or not math.isfinite(by):
        return plain
    by = max(-1.0, min(1.0, by))
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in bytes.fromhex(plain)))
    light = light * (1 + by) if by < 0 else light * (1 - by) + by
    return bytes(int(part * 255 + 0.5) for part in colorsys.hls_to_rgb(hue, light, full)).hex()


def readable(ink: str, fill: str) -> tuple[str, str]:
    """The same colors, the darker of them darkened until a text in it is read; a fill too dark for it is left out."""
    if fill and _contrast(ink or _OURS, fill) < _READABLE and _light(ink or _OURS) > _light(fill):
        fill = _darkened(fill, ink or _OURS)
    elif ink:
        ink = _darkened(ink, fill or "ffffff")
    if fill and _contrast(ink or _OURS, fill) < _READABLE:
        return "", ""
    return ink, fill


def _darkened(one: str, beside: str) -> str:
    while _contrast(one, beside) < _READABLE and one != "000000":
        one = bytes(part * 9 // 10 for part in bytes.fromhex(one)).hex()
    return one


def _contrast(one: str, other: str) -> float:
    """As accessibility guidelines define it: 1 for equal colors, 21 for black on white."""
    darker, lighter = sorted((_light(one), _light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _light(plain: str) -> float:
    red, green, blue = (_linear(part / 255) for part in bytes.fromhex(plain))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
