"""A number's digits put in the places of a format."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Protocol

_EXACT = Context(prec=1200, rounding=ROUND_HALF_UP)
_GENERAL_WIDTH = 11  # characters
_GENERAL_DIGITS = 6  # of a number that is written with an exponent
_SMALLEST = Decimal("0.00001")


class Piece(Protocol):
    """A part of a format."""

    @property
    def kind(self) -> str:
        """What it is."""

    @property
    def text(self) -> str:
        """As it is written."""


def general_text(pieces: Sequence[Piece], value: Decimal) -> str:
    """As a spreadsheet shows a number by itself: 11 characters, or an exponent."""
    around = ["" if piece.kind == "general" else piece.text for piece in pieces]
    at = next(at for at, piece in enumerate(pieces) if piece.kind == "general")
    around[at] = _general(value)
    return "".join(around)


def _general(value: Decimal) -> str:
    if value and not _SMALLEST <= abs(value) < Decimal(10) ** _GENERAL_WIDTH:
        return _with_exponent(value, _GENERAL_DIGITS - 1, least=2, trims=True)
    whole = len(str(abs(int(value))))
    decimals = max(0, _GENERAL_WIDTH - 1 - whole)
    text = format(_rounded(value, decimals), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def number_text(pieces: Sequence[Piece], value: Decimal) -> str:
    """The number in the format's places; nothing where the format holds a fraction or a text."""
    bare = [piece.text for piece in pieces if piece.kind == "bare"]
    places = [at for at, piece in enumerate(pieces) if piece.kind == "digit"]
    if ("/" in bare and places) or "@" in bare or any(piece.kind == "half" for piece in pieces):
        return ""
    if not places:
        return "".join(piece.text for piece in pieces)
    exponents = [at for at, piece in enumerate(pieces) if piece.kind == "exponent"]
    if exponents:
        return _scientific(pieces, value, exponents[0])
    return _placed(pieces, value, places[-1])


def _placed(pieces: Sequence[Piece], value: Decimal, last: int) -> str:
    """Digits from the point to the left and to the right; words between them stay where they are."""
    point = next((at for at, piece in enumerate(pieces) if _is(piece, ".")), last + 1)
    cut = _commas_after(pieces, min(point - 1, last)) + (
        _commas_after(pieces, last) if last > point else 0
    )
    percents = sum(_is(piece, "%") for piece in pieces)
    decimals = sum(piece.kind == "digit" for piece in pieces[point:])
    rounded = _rounded(value.scaleb(2 * percents - 3 * cut, _EXACT), decimals)
    whole, _, part = format(abs(rounded), "f").partition(".")
    left = _whole(pieces[:point], "" if whole == "0" else whole)
    right = _part(pieces[point:], part)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{left}{right}".strip()


def _whole(pieces: Sequence[Piece], digits: str) -> str:
    """The digits left of the point, in groups of three where a comma stands between places."""
    places = [at for at, piece in enumerate(pieces) if piece.kind == "digit"]
    if not places:
        return "".join(piece.text for piece in pieces if not _is(piece, ",")) + digits
    groups = any(_is(piece, ",") for piece in pieces[places[0] : places[-1]])
    needed = sum(pieces[at].text == "0" for at in places)
    left = list(digits.rjust(needed, "0"))
    written: list[str] = []
    count = 0
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if piece.kind != "digit":
            written.append("" if _is(piece, ",") else piece.text)
            continue
        for _ in range(len(left) if at == places[0] else min(1, len(left))):
            written.append("," if groups and count and count % 3 == 0 else "")
            written.append(left.pop())
            count += 1
    return "".join(reversed(written))


def _part(pieces: Sequence[Piece], digits: str) -> str:
    """The point and the digits right of it; a zero in the place of a # is left out."""
    places = [piece.text for piece in pieces if piece.kind == "digit"]
    while digits and digits[-1] == "0" and places[len(digits) - 1] == "#":
        digits = digits[:-1]
    left = iter(digits)
    return "".join(
        next(left, "") if piece.kind == "digit" else piece.text
        for piece in pieces
        if not _is(piece, ",")
    )


def _scientific(pieces: Sequence[Piece], value: Decimal, at: int) -> str:
    """Such as 9.13E+17; words around the number are left out of it."""
    point = next((one for one, piece in enumerate(pieces[:at]) if _is(piece, ".")), at)
    decimals = sum(piece.kind == "digit" for piece in pieces[point:at])
    least = sum(piece.kind == "digit" for piece in pieces[at:])
    return _with_exponent(value, decimals, least=least, trims=False)


def _with_exponent(value: Decimal, decimals: int, *, least: int, trims: bool) -> str:
    exponent = value.adjusted() if value else 0
    one = _rounded(value.scaleb(-exponent, _EXACT), decimals)
    if abs(one) >= 10:
        exponent += 1
        one = _rounded(value.scaleb(-exponent, _EXACT), decimals)
    text = format(one, "f")
    text = text.rstrip("0").rstrip(".") if trims and "." in text else text
    return f"{text}E{'-' if exponent < 0 else '+'}{abs(exponent):0{max(1, least)}d}"


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def _commas_after(pieces: Sequence[Piece], at: int) -> int:
    """How many commas follow a place: each leaves three digits out."""
    count = 0
    while at + 1 + count < len(pieces) and _is(pieces[at + 1 + count], ","):
        count += 1
    return count


def _is(piece: Piece, text: str) -> bool:
    return piece.kind == "bare" and piece.text == text
