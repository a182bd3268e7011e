"""How the letters of a text look: a raised ¹ is a footnote and no digit, a struck letter is no longer meant."""

from typing import NamedTuple

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_STROKE = "\u0336"  # laid over the letter before it


class Look(NamedTuple):
    """What a font does to letters besides their shape."""

    is_struck: bool = False
    place: str = ""  # superscript | subscript

    def of(self, text: str) -> str:
        """The text as it looks."""
        digits = {"superscript": _RAISED, "subscript": _LOWERED}.get(self.place)
        shown = text.translate(digits) if digits else text
        return "".join(one + _STROKE for one in shown) if self.is_struck else shown


PLAIN = Look()


def struck(cell: str) -> str:
    """A cell for the wire whose every letter is struck: a text, whatever it was."""
    return f"t{Look(is_struck=True).of(cell[1:])}" if cell[1:] else cell


def plain(text: str) -> str:
    """A text without the strokes through its letters."""
    return text.replace(_STROKE, "")


class Looks:
    """Follows the runs of a rich text and spells its letters as they look."""

    def __init__(self) -> None:
        self._look = PLAIN

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A run begins, or says how it looks."""
        if name in ("si", "is", "r"):
            self._look = PLAIN
        elif name == "vertAlign":
            self._look = self._look._replace(place=attributes.get("val", ""))
        elif name == "strike":
            self._look = self._look._replace(is_struck=is_on(attributes))

    def of(self, text: str) -> str:
        """A piece of the run's text as it looks."""
        return text if self._look is PLAIN else self._look.of(text)


def is_on(attributes: dict[str, str]) -> bool:
    """Whether an element such as `<strike/>` says yes."""
    return attributes.get("val", "1") in ("1", "true")
