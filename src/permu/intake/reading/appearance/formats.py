"""A number as its format displays it. A format that is not understood displays nothing: the plain number stands."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from permu.intake.reading.appearance.colours import NAMED
from permu.intake.reading.appearance.days import day_text
from permu.intake.reading.appearance.digits import general_text, number_text

LONGEST = 255  # characters of a format, as spreadsheets allow
_MOST = 64  # formats remembered
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0",
    6: "¥#,##0;[Red]¥-#,##0", 7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;[Red]¥-#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00", 41: "#,##0;-#,##0;-", 42: "¥#,##0;-¥#,##0;¥-",
    43: "#,##0.00;-#,##0.00;-", 44: "¥#,##0.00;-¥#,##0.00;¥-", 45: "mm:ss", 46: "[h]:mm:ss",
    48: "##0.0E+0", 49: "@",
    **dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月"),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), "m月d日"),
    30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒",
    34: "上午/下午h时mm分", 35: "上午/下午h时mm分ss秒", 55: "上午/下午h时mm分",
    56: "上午/下午h时mm分ss秒",
}  # fmt: skip
"""ECMA-376 18.8.30, as a Chinese spreadsheet displays them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<single>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<told>[^\]]*)\]'
    r"|(?P<space>_.)|(?P<filler>\*.)|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)"
    r"|(?P<exponent>E[+-])|(?P<day>y+|m+|d+|h+|s+|a{3,4}|e)|(?P<digit>[0#?])|(?P<bare>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d{1,15}(?:\.\d{1,15})?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__,
    "=": Decimal.__eq__, "<>": Decimal.__ne__,
}  # fmt: skip


class Piece(NamedTuple):
    """A part of a format: what it is, and as it is written."""

    kind: str  # literal | digit | bare | general | exponent | day | half | elapsed | unknown
    text: str


class Section(NamedTuple):
    """One of a format's up to four parts, and when it is used."""

    pieces: tuple[Piece, ...]
    colour: str
    condition: tuple[str, Decimal] | None


def displayed(value: float, code: str, *, from_1904: bool = False) -> tuple[str, str]:
    """The number as text, and the color that its format gives it; nothing where this is not known."""
    if len(code) > LONGEST:
        return "", ""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return "", ""
    sections = _sections(code)
    chosen, keeps_sign = _chosen(sections, exact)
    kinds = {piece.kind for piece in chosen.pieces}
    if "unknown" in kinds:
        return "", ""
    if kinds & {"day", "elapsed"}:
        return day_text(chosen.pieces, value, from_1904=from_1904), chosen.colour
    shown = exact if keeps_sign else abs(exact)
    write = general_text if "general" in kinds else number_text
    return write(chosen.pieces, shown), chosen.colour


def _chosen(sections: tuple[Section, ...], value: Decimal) -> tuple[Section, bool]:
    """The section for a number, and whether a minus sign is still to be written."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _HOLDS[section.condition[0]](
                value, section.condition[1]
            ):
                return section, True
        return Section((Piece("unknown", ""),), "", None), True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    return sections[2 if not value and len(sections) > 2 else 0], True


@lru_cache(maxsize=_MOST)
def _sections(code: str) -> tuple[Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["bare"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_section(part) for part in parts)


def _section(tokens: list[re.Match[str]]) -> Section:
    told = [token["told"].lower() for token in tokens if token["told"] is not None]
    colour = next((NAMED[word] for word in told if word in NAMED), "")
    conditions = (_CONDITION.fullmatch(word) for word in told)
    condition = next(((one[1], Decimal(one[2])) for one in conditions if one), None)
    return Section(tuple(filter(None, map(_piece, tokens))), colour, condition)


def _piece(token: re.Match[str]) -> Piece | None:
    """What a token is; nothing where it displays nothing."""
    kind, text = token.lastgroup or "bare", token[token.lastgroup or 0]
    match kind:
        case "quoted" | "single" | "currency":
            return Piece("literal", text)
        case "space":
            return Piece("literal", " ")
        case "filler":
            return None
        case "told":
            return _of_brackets(text.lower())
    return Piece(kind, text)


def _of_brackets(word: str) -> Piece | None:
    """Hours beyond a day, or what was read already; Chinese numerals (`[DBNum1]`) are not written here."""
    if _ELAPSED.fullmatch(word):
        return Piece("elapsed", word)
    is_read = word in NAMED or _CONDITION.fullmatch(word) or word.startswith("color")
    return None if is_read else Piece("unknown", word)
