"""A serial number as the date or the time that its format displays."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from permu.intake.reading.appearance.digits import Piece
from permu.intake.reading.numbers import date_text

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SECONDS = {"h": 3600, "m": 60, "s": 1}


def day_text(pieces: Sequence[Piece], value: float, *, from_1904: bool) -> str:
    """The date, the time of day or the hours that passed; nothing where the number is none."""
    if any(piece.kind == "digit" for piece in pieces) or not 0 <= value < 2_958_466:
        return ""
    seconds = int(value * 86_400 + 0.5)
    day = date_text(seconds // 86_400, from_1904=from_1904) or "1899-12-31"
    if day == "1899-12-31" and seconds >= 86_400:
        return ""
    moment = datetime.fromisoformat(day) + timedelta(seconds=seconds % 86_400)
    has_halves = any(piece.kind == "half" for piece in pieces)
    shown = []
    for at, piece in enumerate(pieces):
        if piece.kind == "elapsed":
            shown.append(str(seconds // _SECONDS[piece.text[0]]).zfill(len(piece.text)))
        elif piece.kind == "half":
            shown.append(_half(piece.text, moment))
        elif piece.kind == "day":
            mark = piece.text.lower()
            mark = "n" * len(mark) if mark[0] == "m" and _is_minute(pieces, at) else mark
            shown.append(_marked(mark, moment, has_halves=has_halves))
        else:
            shown.append(piece.text)
    return "".join(shown).strip()


def _is_minute(pieces: Sequence[Piece], at: int) -> bool:
    """An m after hours or before seconds means minutes."""
    marks = [
        (place, piece.text[0].lower())
        for place, piece in enumerate(pieces)
        if piece.kind in ("day", "elapsed")
    ]
    own = next(index for index, (place, _) in enumerate(marks) if place == at)
    before = marks[own - 1][1] if own else ""
    after = marks[own + 1][1] if own + 1 < len(marks) else ""
    return before == "h" or after == "s"


def _half(mark: str, moment: datetime) -> str:
    before, after = mark.split("/")
    return after if moment.hour >= 12 else before


def _marked(mark: str, moment: datetime, *, has_halves: bool) -> str:
    hour = (moment.hour - 1) % 12 + 1 if has_halves else moment.hour
    plain = {"d": moment.day, "h": hour, "n": moment.minute, "s": moment.second,
             "m": moment.month}  # fmt: skip
    if mark[0] in "ye":
        return f"{moment.year % 100:02d}" if mark in ("y", "yy") else str(moment.year)
    if mark[0] == "a":
        return ("星期" if len(mark) == 4 else "") + "一二三四五六日"[moment.weekday()]
    if len(mark) > 2 and mark[0] in "md":
        name = _MONTHS[moment.month - 1] if mark[0] == "m" else _WEEK[moment.weekday()]
        return name if len(mark) == 4 else name[:3]
    return str(plain[mark[0]]).zfill(min(2, len(mark)))
