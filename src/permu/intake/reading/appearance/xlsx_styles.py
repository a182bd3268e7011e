"""The style part of an .xlsx, and the theme whose colors it names."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from permu.intake.reading.appearance.colours import PALETTE, THEME, colour, hexadecimal
from permu.intake.reading.appearance.dress import Dress, Styled
from permu.intake.reading.appearance.formats import BUILT_IN, LONGEST
from permu.intake.reading.looks import is_on

THEME_SPACES = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",  # ISO 29500 strict
)
MAX_STYLES = 65_536  # spreadsheets allow 64,000
_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink",
          "folHlink")  # fmt: skip
_LISTS = ("numFmts", "fonts", "fills", "borders", "cellXfs", "indexedColors")
_SIDES = {"left": "l", "start": "l", "right": "r", "end": "r", "top": "t", "bottom": "b"}
_ACROSS = {"left": "left", "center": "center", "centerContinuous": "center",
           "distributed": "center", "right": "right"}  # fmt: skip
_OF_A_STYLE = ("fontId", "fillId", "borderId", "numFmtId")
_LETTERS: dict[str, Callable[[Dress, bool], Dress]] = {
    "b": lambda dress, is_so: dress._replace(is_bold=is_so),
    "i": lambda dress, is_so: dress._replace(is_italic=is_so),
    "strike": lambda dress, is_so: dress._replace(is_struck=is_so),
}

Attributes = dict[str, str]
_T = TypeVar("_T")


class ThemeColours:
    """The twelve colors of a theme, in the order in which styles count them."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._of = ""

    @property
    def colours(self) -> tuple[str, ...]:
        """Where the theme is silent, the usual ones."""
        pairs = zip(_ORDER, THEME, strict=True)
        return tuple(self._found.get(name) or usual for name, usual in pairs)

    def start(self, name: str, attributes: Attributes) -> None:
        """A color's name, then what it is."""
        if name in _ORDER:
            self._of = name
        elif self._of and name in ("srgbClr", "sysClr"):
            plain = attributes.get("lastClr") or attributes.get("val", "")
            self._found.setdefault(self._of, hexadecimal(plain))

    def end(self, name: str) -> None:
        """A color ends."""
        if name == self._of:
            self._of = ""

    def text(self, data: str) -> None:
        """Themes hold no text."""


class _Style(NamedTuple):
    font: int
    fill: int
    border: int
    number: int
    across: str = ""
    wraps: bool = False


class StyleTable:
    """Fonts, fills, borders, number formats, and the cell styles that combine them."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._fonts: list[Dress] = []
        self._inks: list[Attributes] = []
        self._fills: list[Attributes] = []
        self._borders: list[str] = []
        self._styles: list[_Style] = []
        self._palette: list[str] = []
        self._is_filled = False
        self._list = ""
        self._read: dict[str, Callable[[str, Attributes], None]] = {
            "numFmts": self._format, "fonts": self._font, "fills": self._fill,
            "borders": self._border, "cellXfs": self._style, "indexedColors": self._indexed,
        }  # fmt: skip

    def start(self, name: str, attributes: Attributes) -> None:
        """A list, or something in it: formats of conditions (`dxfs`) are not those of cells."""
        if name in _LISTS:
            self._list = name
        elif self._list:
            self._read[self._list](name, attributes)

    def end(self, name: str) -> None:
        """A list ends."""
        if name == self._list:
            self._list = ""

    def text(self, data: str) -> None:
        """Styles hold no text."""

    def styled(self, index: int, theme: tuple[str, ...]) -> Styled:
        """A cell style by its number."""
        if not 0 <= index < len(self._styles):
            return Styled()
        style = self._styles[index]
        palette = self._palette or PALETTE
        font = _at(self._fonts, style.font, Dress())
        dress = font._replace(
            ink=colour(_at(self._inks, style.font, {}), theme=theme, palette=palette),
            fill=colour(_at(self._fills, style.fill, {}), theme=theme, palette=palette),
            sides=_at(self._borders, style.border, ""),
            across=style.across,
            wraps=style.wraps,
        )
        usual = BUILT_IN.get(style.number, "")
        return Styled(dress, self._codes.get(style.number, usual))

    def _format(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt" and len(self._codes) < MAX_STYLES:
            code = attributes.get("formatCode", "")
            self._codes[_whole(attributes, "numFmtId")] = code if len(code) <= LONGEST else ""

    def _font(self, name: str, attributes: Attributes) -> None:
        if name == "font":
            _add(self._fonts, Dress())
            _add(self._inks, {})
        elif name == "color":
            self._inks[-1] = attributes
        elif name in _LETTERS:
            self._fonts[-1] = _LETTERS[name](self._fonts[-1], is_on(attributes))
        elif name == "u":
            is_drawn = attributes.get("val") != "none"
            self._fonts[-1] = self._fonts[-1]._replace(is_underlined=is_drawn)

    def _fill(self, name: str, attributes: Attributes) -> None:
        """Of a pattern or a gradient its first color."""
        if name == "fill":
            _add(self._fills, {})
        elif name == "patternFill":
            self._is_filled = attributes.get("patternType", "none") != "none"
        elif name == "color" or (name == "fgColor" and self._is_filled):
            self._fills[-1] = self._fills[-1] or attributes

    def _border(self, name: str, attributes: Attributes) -> None:
        if name == "border":
            _add(self._borders, "")
        elif name in _SIDES and attributes.get("style", "none") != "none":
            self._borders[-1] += _SIDES[name]

    def _style(self, name: str, attributes: Attributes) -> None:
        if name == "xf":
            font, fill, border, number = (_whole(attributes, key) for key in _OF_A_STYLE)
            _add(self._styles, _Style(font, fill, border, number))
        elif name == "alignment":
            self._styles[-1] = self._styles[-1]._replace(
                across=_ACROSS.get(attributes.get("horizontal", ""), ""),
                wraps=attributes.get("wrapText") in ("1", "true"),
            )

    def _indexed(self, name: str, attributes: Attributes) -> None:
        if name == "rgbColor":
            _add(self._palette, hexadecimal(attributes.get("rgb", "")))


def _add(found: list[_T], one: _T) -> None:
    """Beyond what spreadsheets allow, the last one is overwritten."""
    if len(found) < MAX_STYLES:
        found.append(one)
    else:
        found[-1] = one


def _at(found: Sequence[_T], index: int, otherwise: _T) -> _T:
    return found[index] if 0 <= index < len(found) else otherwise


def _whole(attributes: Attributes, key: str) -> int:
    text = attributes.get(key, "0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
