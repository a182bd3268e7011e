"""The classes that a window's cells wear, and the small stylesheet that gives colors and widths their names.

A page may hold no style of its own (see CONTENT_SECURITY_POLICY), so the colors of its cells come as
a stylesheet whose address says them.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from permu.intake import Window
    from permu.intake.window import Shown

_PARTS = {
    "fills": (re.compile(r"[0-9a-f]{6}"), ".window .fill-{0} {{ background-color: #{0}; }}"),
    "inks": (re.compile(r"[0-9a-f]{6}"), ".window .ink-{0} {{ color: #{0}; }}"),
    "widths": (re.compile(r"[0-9]{1,2}"), ".window .w-{0} {{ --digits: {0}; }}"),
}
_MOST = 200  # of each


def classes(shown: "Shown") -> str:
    """The classes of a cell."""
    dress = shown.dress
    named = {
        "num": shown.is_number, "bold": dress.is_bold, "italic": dress.is_italic,
        "under": dress.is_underlined, "struck": dress.is_struck, "wraps": dress.wraps,
        f"fill-{dress.fill} filled": dress.fill, f"ink-{dress.ink}": dress.ink,
        dress.across: dress.across, f"w-{shown.width}": shown.width and shown.wide == 1,
    }  # fmt: skip
    return " ".join([*(name for name, is_worn in named.items() if is_worn),
                     *(f"line-{side}" for side in dress.sides)])  # fmt: skip


def asked_for(window: "Window") -> str:
    """The query of the stylesheet for a window; nothing where it needs none."""
    dresses = [shown.dress for line in window.lines for shown in line.cells]
    words = {
        "fills": {dress.fill for dress in dresses},
        "inks": {dress.ink for dress in dresses},
        "widths": {str(column.width) for column in window.columns if column.width},
    }
    return urlencode({name: "-".join(sorted(filter(None, each))[:_MOST])
                      for name, each in words.items() if any(each)})  # fmt: skip


def stylesheet(asked: Mapping[str, Any]) -> str:
    """Rules for the colors and widths that are asked for; what is none of them is passed over."""
    rules = []
    for name, words in asked.items():
        form, rule = _PARTS.get(name, (None, ""))
        if form:
            rules += [
                rule.format(word) for word in words.split("-")[:_MOST] if form.fullmatch(word)
            ]
    return "\n".join(rules)
