"""The two tables that an .xlsx sheet's cells point into: shared strings and number formats."""

import re
from collections.abc import Callable

from permu.intake.reading.looks import Looks, is_on
from permu.intake.reading.numbers import cell_text, shown_as

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def plain(text: str) -> str:
    """Text with the format's own escapes (`_x000D_`) undone; what is no character is shown as unreadable."""
    if "_x" not in text:
        return text
    whole = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    sound = whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return sound.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


class SharedStrings:
    """The strings by index. Reading aids (phonetic runs) are not part of a text."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._in_text = False
        self._aside = 0
        self._looks = Looks()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a string, or a run of it."""
        self._looks.start(name, attributes)
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._aside += 1
        elif name == "t":
            self._in_text = not self._aside

    def end(self, name: str) -> None:
        """End it."""
        if name == "si":
            self.texts.append(plain("".join(self._parts)))
        elif name == "rPh":
            self._aside -= 1
        elif name == "t":
            self._in_text = False

    def text(self, data: str) -> None:
        """A piece of text."""
        if self._in_text:
            self._parts.append(self._looks.of(data))


class Styles:
    """How each cell style shows its numbers, and which strike out what stands in the cell."""

    def __init__(self) -> None:
        self.struck: set[str] = set()
        self._fonts = 0
        self._struck_fonts: set[int] = set()
        self._codes: dict[int, str] = {}
        self._formats: list[int] = []
        self._within = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A number format, or a cell style that uses one."""
        if name in ("numFmts", "fonts", "cellXfs"):
            self._within = name
        elif name == "numFmt" and self._within == "numFmts":
            self._codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "xf" and self._within == "cellXfs":
            self._style(attributes)
        elif self._within == "fonts":
            self._font(name, attributes)

    def _style(self, attributes: dict[str, str]) -> None:
        if int(attributes.get("fontId", "0")) in self._struck_fonts:
            self.struck.add(str(len(self._formats)))
        self._formats.append(int(attributes.get("numFmtId", "0")))

    def _font(self, name: str, attributes: dict[str, str]) -> None:
        self._fonts += name == "font"
        if name == "strike" and is_on(attributes):
            self._struck_fonts.add(self._fonts - 1)

    def end(self, name: str) -> None:
        """A list ends: formats and styles elsewhere (`dxfs`) are not those of cells."""
        if name == self._within:
            self._within = ""

    def text(self, data: str) -> None:
        """Styles hold no text."""

    def shown(self, *, from_1904: bool) -> Callable[[float, str], str]:
        """A function of a number and a style's index: the cell for the wire."""
        kinds = [shown_as(number, self._codes.get(number)) for number in self._formats]

        def cell(value: float, style: str) -> str:
            index = int(style) if style.isdecimal() else 0
            kind = kinds[index] if index < len(kinds) else "n"
            return cell_text(value, shown=kind, from_1904=from_1904)

        return cell
