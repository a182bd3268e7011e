"""Names as they arrive: kept as they show, without what does not show, and never run."""

import unicodedata
from collections.abc import Mapping

from .dirt import Dirt, Value, rich
from .table import ASKED, BOLT, CLEAN, EITHER, FAN, HEADINGS, LAMP, NAMES, Case, Table

_NAME = NAMES[LAMP]
_REST = {FAN: "120.5", BOLT: "88"}
_WHOLE = {**_REST, LAMP: "350"}
_FIRST, _LAST = _NAME[:5], _NAME[5:]


def _case(id_: str, says: str, name: Value, stored: str | None) -> Case:
    """The second enterprise under its own code, with a name that is to be `stored` so."""
    names: Mapping[str, str] = {} if stored is None else {LAMP: stored}
    return Case(
        id=id_, category="text", says=says, dataset="tax",
        make=Table(figures=(120.5, 350, 88), who=(CLEAN[0], (LAMP, name), CLEAN[2]), heading=HEADINGS["tax"]),
        outcomes=EITHER, values=_WHOLE, names=names,
    )  # fmt: skip


def _same(id_: str, says: str, name: Value) -> Case:
    return _case(id_, says, name, _NAME)


def _kept(id_: str, says: str, name: str) -> Case:
    return _case(id_, says, name, name)


def _figure(id_: str, says: str, cell: Value, value: str | None) -> Case:
    return Case(
        id=id_, category="text", says=says, dataset="tax",
        make=Table(figures=(120.5, cell, 88), who=CLEAN, heading=HEADINGS["tax"]),
        outcomes=ASKED if value is None else EITHER,
        values=_REST if value is None else {**_REST, LAMP: value},
        held=frozenset({3} if value is None else ()),
    )  # fmt: skip


_SMALL = '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
_STRUCK = "<r><rPr><strike/></rPr><t>300</t></r>"
_RUBY = '<rPh sb="0" eb="2"><t>yanglixian</t></rPh><phoneticPr fontId="1"/>'

_DOES_NOT_SHOW = [
    _same("control", "A control character written as _x0007_ is no part of a name.", f"{_FIRST}_x0007_{_LAST}"),
    _same("carriage-return", "_x000D_ at the end of a name is no part of it.", f"{_NAME}_x000D_"),
    _same("carriage-return-line", "_x000D_ and a line break at the end are no part of it.", f"{_NAME}_x000D_\n"),
    _case("escaped-escape", "_x005F_x000D_ means the letters _x000D_.", f"{_NAME}_x005F_x000D_", f"{_NAME}_x000D_"),
    _same("right-to-left", "Marks of direction are no part of a name.", f"\u202a{_FIRST}\u202c{_LAST}\u200f"),
    _same("override", "The override that shows letters turned round is no part of a name.", f"{_FIRST}\u202e{_LAST}"),
    _same("isolates", "Isolates of direction are no part of a name.", f"\u2067{_NAME}\u2069"),
    _same("zero-width", "Zero-width spaces and joiners are no part of a name.", f"{_FIRST}\u200b\u200d{_LAST}\u2060"),
    _same("byte-order-mark", "A byte order mark is no part of a name.", f"\ufeff{_FIRST}\ufeff{_LAST}"),
    _same("soft-hyphen", "A soft hyphen is no part of a name.", f"{_FIRST}\u00ad{_LAST}"),
    _same("no-break-spaces", "No-break spaces around a name are none of it.", f"\u00a0{_NAME}\u00a0"),
    _same("ideographic-spaces", "Ideographic spaces around a name are none of it.", f"\u3000{_NAME}\u3000"),
    _same("tab", "A tab after a name is none of it.", f"{_NAME}\t"),
    _same("line-after", "A line break after a name is none of it.", f"{_NAME}\n"),
    _same("line-within", "A name over two lines is one name.", f"{_FIRST}\n{_LAST}"),
    _same("line-separator", "A line separator after a name is none of it.", f"{_NAME}\u2028"),
    _same("line-separator-within", "Nor is one within it.", f"{_FIRST}\u2029{_LAST}"),
    _case("lone-surrogate", "Half a character, written as _xD800_, shows as unreadable.", f"{_NAME}_xD800_", f"{_NAME}\ufffd"),
    _case("not-a-character", "U+FFFF, written as _xFFFF_, shows as unreadable.", f"{_NAME}_xFFFF_", f"{_NAME}\ufffd"),
    _case("pair-of-halves", "Two halves written as escapes are one character.", "样例县_xD83C__xDFED_厂", "样例县🏭厂"),
]  # fmt: skip

_IN_RUNS = [
    _same("rich", "A name in runs of several fonts is one name.", rich(_FIRST, _LAST)),
    _same("phonetic", "What is written beside a name to pronounce it is no part of it.", rich(_FIRST, _LAST, extra=_RUBY)),
    _same("inline", "A text kept in its cell is a text.", Dirt(inside=f"<is><t>{_NAME}</t></is>", kind="inlineStr")),
]  # fmt: skip

_KEPT = [
    _kept("formula-equals", "A name that begins with = is stored as it is; who exports it neutralises it.",
          "=cmd|'/C calc'!A0"),
    _kept("formula-plus", "A name that begins with + is stored as it is.", "+86样例厂"),
    _kept("formula-minus", "A name that begins with - is stored as it is.", "-1+2样例厂"),
    _kept("formula-at", "A name that begins with @ is stored as it is.", "@SUM(1+1)*样例厂"),
    _kept("script", "Markup in a name is letters.", "<script>alert(1)</script>有限公司"),
    _kept("ampersand", "What is escaped in XML is unescaped once.", "A&B <样例> &amp; \"C\"有限公司"),
    _kept("sql", "Quotes in a name are letters.", "样例'; DROP TABLE 企业;--"),
    _kept("template", "Braces in a name are letters.", "{{7*7}}${7*7}%s样例厂"),
    _kept("rare", "Rare characters outside the basic plane are letters.", "样例县𠮷㛃𬭎厂"),
    _kept("emoji", "An emoji is a letter like any.", "样例县🏭机械厂"),
    _kept("private-use", "A character of private use is kept: it may be a rare one of the place.", "样例县\ue000机械厂"),
    _kept("composed", "é in one character is kept.", unicodedata.normalize("NFC", "Café样例厂")),
    _case("decomposed", "é in two characters is a name like any.", unicodedata.normalize("NFD", "Café样例厂"), None),
    _kept("full-width-letters", "Full-width letters are kept as they are.", "样例县ＡＢＣ机械厂"),
    _kept("compatibility", "㈱ and ① are kept as they are.", "样例县㈱①机械厂"),
    _kept("right-to-left-letters", "Letters of another script are letters.", "样例县אבג机械厂"),
    _kept("long", "A name of 300 characters is kept whole.", "样例县" + "很长" * 148),
    _case("very-long", "A name of 30,000 characters breaks nothing.", "样" * 30_000, None),
    _case("many-marks", "A thousand marks on one letter break nothing.", "样例厂a" + "\u0301" * 1000, None),
]  # fmt: skip

_IN_FIGURES = [
    _figure("figure-with-marks", "Marks of direction around a figure are none of it.", "\u202a350\u202c", "350"),
    _figure("figure-zero-width", "A zero-width space before a figure is none of it.", "\u200b350", "350"),
    _figure("figure-carriage-return", "_x000D_ after a figure is none of it.", "350_x000D_", "350"),
    _figure("figure-rich", "A figure in runs of several fonts is one figure.", rich("3", "50"), "350"),
    _figure("figure-footnote", "A raised 1 after a figure is a footnote, not its last digit.", rich("350", extra=_SMALL), None),
    _figure("figure-struck", "A figure struck out beside the new one is asked about.", rich("350", extra=_STRUCK), None),
    _figure("figure-turned-round", "053 behind the override shows 350: it is asked about.", "\u202e053", None),
    _figure("figure-emoji", "A keycap is no digit.", "3️⃣50", None),
]  # fmt: skip

CASES = [*_DOES_NOT_SHOW, *_IN_RUNS, *_KEPT, *_IN_FIGURES]
