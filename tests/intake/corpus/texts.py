"""A .csv: its encoding, what divides its fields, its quotes, and rows that are too long or too short."""

from collections.abc import Callable
from itertools import starmap

from .build import ANY, FIGURES, Category, Written
from .case import Case
from .table import ASKED, CLEAN, EITHER, LAMP

_OF = Category("csv")
_HEAD = "统一社会信用代码,企业名称,实缴税金（万元）"
_LINES = [_HEAD, *(f"{code},{name},{figure}" for (code, name), figure in zip(CLEAN, FIGURES, strict=True))]  # fmt: skip
_FAN, _LAMP, _BOLT = _LINES[1:]


def _text(*lines: str, end: str = "\r\n", encoding: str = "utf-8", mark: bytes = b"") -> Written:
    return Written(
        "报表.csv", lambda: mark + "".join(f"{line}{end}" for line in lines).encode(encoding)
    )


def _edited(change: Callable[[str], str], encoding: str = "utf-8") -> Written:
    return _text(*map(change, _LINES), encoding=encoding)


def _second(line: str, *, head: str = _HEAD) -> Written:
    return _text(head, _FAN, line, _BOLT)


def _bytes(content: bytes) -> Written:
    return Written("报表.csv", lambda: content)


def _remarked(remark: str, encoding: str) -> Written:
    """A fourth column with a remark."""
    return _text(f"{_HEAD},备注", *(f"{line},{remark}" for line in _LINES[1:]), encoding=encoding)


_ENCODINGS = [
    _OF.sound("utf-8", "UTF-8 is read.", _text(*_LINES)),
    _OF.sound("mark", "A mark of the encoding is no part of the first heading.", _text(*_LINES, mark=b"\xef\xbb\xbf")),
    _OF.sound("gb18030", "GB18030 is read.", _text(*_LINES, encoding="gb18030")),
    _OF.sound("gbk-rare", "So are rare characters of GBK.", _remarked("喆昇赟堃镕囍", "gbk")),
    _OF.sound("gb18030-rare", "So are those of four bytes.", _remarked("㐂𠮷𡋾", "gb18030")),
    _OF.sound("utf-16-little", "UTF-16 with a mark is read.", _text(*_LINES, encoding="utf-16-le", mark=b"\xff\xfe")),
    _OF.sound("utf-16-big", "So it is the other way round.", _text(*_LINES, encoding="utf-16-be", mark=b"\xfe\xff")),
    _OF.refused("utf-16-unmarked", "Without a mark it is refused.", _text(*_LINES, encoding="utf-16-le")),
    _OF.refused("utf-32", "UTF-32 is refused.", _text(*_LINES, encoding="utf-32")),
    _OF.refused("false-mark", "GBK below the mark of UTF-8 is refused.", _text(*_LINES, encoding="gbk", mark=b"\xef\xbb\xbf")),
    _OF.refused("latin", "A text of another script has no such columns.", _bytes("Soci\xe9t\xe9,Nom,Imp\xf4t\r\n1,\xc0,2\r\n".encode("latin-1"))),
    _OF.refused("mixed", "Lines of two encodings are refused.", _bytes(f"{_HEAD}\r\n{_FAN}\r\n".encode() + f"{_LAMP}\r\n{_BOLT}\r\n".encode("gbk"))),
    _OF.refused("mixed-other-way", "So they are the other way round.", _bytes(f"{_HEAD}\r\n{_FAN}\r\n".encode("gbk") + f"{_LAMP}\r\n{_BOLT}\r\n".encode())),
    _OF.refused("cut-character", "A file that ends within a character is refused.", _bytes("\r\n".join([*_LINES, "合计"]).encode()[:-1])),
    _OF.refused("zeros", "Zero bytes are refused.", _second(_LAMP.replace("350", "3\x0050"))),
    _OF.refused("noise", "Noise is refused.", _bytes(bytes(range(256)) * 20)),
]  # fmt: skip

_DELIMITERS = [
    _OF.sound("semicolon", "Semicolons may divide.", _edited(lambda line: line.replace(",", ";"))),
    _OF.sound("tab", "So may tabulators.", _edited(lambda line: line.replace(",", "\t"))),
    _OF.sound("bar", "So may bars.", _edited(lambda line: line.replace(",", "|"))),
    _OF.sound("sep", "A line for Excel that says what divides is no row.", _text("sep=;", *(line.replace(",", ";") for line in _LINES))),
    _OF.sound("sep-comma", "So is one that says a comma.", _text("sep=,", *_LINES)),
    _OF.refused("full-width", "Full-width commas do not divide.", _edited(lambda line: line.replace(",", "，"))),
    _OF.refused("spaces", "Nor do spaces.", _edited(lambda line: line.replace(",", "  "))),
    _OF.refused("one-column", "One column is no table.", _edited(lambda line: line.split(",")[0])),
    _OF.sound("comma-in-remark", "A comma in a quoted remark divides nothing.", _text(f"{_HEAD},备注", *(f'{line},"一,二,三"' for line in _LINES[1:]))),
    _OF.held("decimal-comma", "“120,5” between semicolons may be two numbers.",
        _text(_HEAD.replace(",", ";"), _FAN.replace(",", ";"), _LAMP.replace(",", ";") + ",5", _BOLT.replace(",", ";")), {3: LAMP}),
]  # fmt: skip

_ENDS = [
    _OF.sound("line-feeds", "Lines may end by a line feed.", _text(*_LINES, end="\n")),
    _OF.sound("returns", "Or by a carriage return.", _text(*_LINES, end="\r")),
    _OF.sound("mixed-ends", "Or by either.", _bytes(f"{_HEAD}\r\n{_FAN}\n{_LAMP}\r\n{_BOLT}\n".encode())),
    _OF.sound("no-end", "The last need not end.", _bytes("\n".join(_LINES).encode())),
    _OF.sound("empty-lines", "Empty lines are no rows.", _text(_HEAD, "", _FAN, "", _LAMP, "   ", _BOLT, "", "")),
    _OF.sound("empty-rows", "Nor are rows of empty fields.", _text(_HEAD, _FAN, ",,", _LAMP, _BOLT, ",,", ",,")),
    _OF.held("numbered-past-empty", "A row's number counts the empty lines.", _text(_HEAD, "", _FAN, "", f"{_LAMP}或更多", _BOLT), {5: LAMP}),
    _OF.refused("only-heading", "A heading without rows is refused.", _text(_HEAD)),
    _OF.refused("only-empty", "So are empty lines.", _text("", "", "")),
    _OF.refused("no-heading", "So are rows without a heading.", _text(_FAN, _LAMP, _BOLT)),
]  # fmt: skip

_QUOTES = [
    _OF.sound("all-quoted", "Every field may be quoted.", _edited(lambda line: '"' + line.replace(",", '","') + '"')),
    _OF.sound("thousands", "A quoted number may have commas.", _text(_HEAD, _FAN, _LAMP.replace("350", '"350.00"'), _BOLT)),
    _OF.refused("unclosed", "A quote that never closes is refused.", _second(_LAMP.replace(",样例", ',"样例'))),
    _OF.refused("unclosed-last", "So is one on the last line.", _text(_HEAD, _FAN, _LAMP, _BOLT.replace(",88", ',"88'))),
    _OF.refused("swallowed", "So are two that swallow the rows between them.", _text(_HEAD, _FAN.replace(",样例", ',"样例'), _LAMP, _BOLT.replace(",88", '",88'))),
    _OF.refused("quote-then-text", "So is text behind a quote.", _second(_LAMP.replace(",350", ',"350"0'))),
    _OF.sound("quote-within", "A quote within a field is doubled.", _text(f"{_HEAD},备注", *(f'{line},"所谓""规上"""' for line in _LINES[1:]))),
    _OF.sound("line-in-field", "A quoted remark may have lines.", _text(f"{_HEAD},备注", *(f'{line},"一\n二"' for line in _LINES[1:]))),
    _OF.sound("line-in-heading", "So may a quoted heading.", _text('统一社会信用代码,企业名称,"实缴税金\n（万元）"', *_LINES[1:])),
    _OF.sound("spaces-around", "Spaces after a comma are no part of a field.", _edited(lambda line: line.replace(",", ", "))),
    _OF.sound("formula-code", '="…" keeps a code a text, and is not part of it.', _text(_HEAD, *(f'="{line[:18]}"{line[18:]}' for line in _LINES[1:])), EITHER),
    _OF.sound("apostrophe", "So does an apostrophe.", _text(_HEAD, *(f"'{line}" for line in _LINES[1:])), EITHER),
    _OF.sound("tab-code", "So does a tabulator.", _text(_HEAD, *(f"\t{line}" for line in _LINES[1:])), EITHER),
]  # fmt: skip

_WIDTHS = [
    _OF.held("short-row", "A row that ends early has no figure.", _second(_LAMP.rpartition(",")[0]), {3: LAMP}),
    _OF.held("long-row", "A field too many may have moved the others.", _second(f"{_LAMP},5"), {3: LAMP}),
    _OF.held("split-number", "1,205.5 without quotes is two fields.", _second(_LAMP.replace("350", "1,205.5")), {3: LAMP}),
    _OF.held("split-name", "A comma in a name without quotes moves the figure.", _second(_LAMP.replace("明途", "明途,")), {3: LAMP}),
    _OF.held("split-before-remark", "Before an empty remark, too.",
        _text(f"{_HEAD},备注", f"{_FAN},", _LAMP.replace("350", "1,205"), f"{_BOLT},"), {3: LAMP}),
    _OF.sound("number-behind", "Where the column behind has numbers of its own, nothing is split.",
        _text(f"{_HEAD},从业人数", f"{_FAN},88", f"{_LAMP},205", f"{_BOLT},12")),
    _OF.sound("empty-last", "An empty field at the end of every row moves nothing.", _text(*(f"{line}," for line in _LINES))),
    _OF.sound("empty-last-below", "Nor does one at the end of every row below the heading.", _text(_HEAD, *(f"{line}," for line in _LINES[1:]))),
    _OF.sound("short-title", "A title has one field.", _text("2025年实缴税金", "", *_LINES)),
    _OF.sound("short-remark", "So has a remark below.", _text(*_LINES, "注：以入库为准。")),
    _OF.sound("total", "A total below is no enterprise.", _text(*_LINES, "合计,,558.5")),
    _OF.sound("total-wrong", "A total that is not the sum is told of.", _text(*_LINES, "合计,,600"), ASKED),
    _OF.sound("wide", "300 columns that serve nothing are passed over.",
        _text(*starmap("{}{}".format, zip(_LINES, (f",{','.join(f'列{at}' for at in range(300))}", *["," * 300] * 3), strict=True)))),
    _OF.refused("long-field", "A field of 40,000 characters is refused.", _second(_LAMP + "多" * 40_000), ),
    _OF.sound("many-empty", "50,000 empty lines below hold nobody up.", _text(*_LINES, *[",,"] * 50_000), ANY),
]  # fmt: skip

CASES: list[Case] = [*_ENCODINGS, *_DELIMITERS, *_ENDS, *_QUOTES, *_WIDTHS]
