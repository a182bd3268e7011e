"""How the letters of a text look: a raised ¹ is a footnote and no digit, a struck letter is no longer meant."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_STROKE = "\u0336"  # laid over the letter before it


class Looks:
    """Follows the runs of a rich text and spells its letters as they look."""

    def __init__(self) -> None:
        self._digits: dict[int, int] = {}
        self._is_struck = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A run begins, or says how it looks."""
        if name in ("si", "is", "r"):
            self._digits, self._is_struck = {}, False
        elif name == "vertAlign":
            self._digits = {"superscript": _RAISED, "subscript": _LOWERED}.get(
                attributes.get("val", ""), {}
            )
        elif name == "strike":
            self._is_struck = attributes.get("val", "1") in ("1", "true")

    def of(self, text: str) -> str:
        """A piece of the run's text as it looks."""
        shown = text.translate(self._digits) if self._digits else text
        return "".join(one + _STROKE for one in shown) if self._is_struck else shown
