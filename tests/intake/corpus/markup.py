"""The XML within a workbook: what it may say in other ways, and what it must not say at all."""

from .build import (
    ANY,
    BOOK,
    RELATIONS,
    SHEET,
    STRINGS,
    Category,
    Package,
    below,
    edited,
    figure,
    sound_parts,
)
from .table import LAMP

_OF = Category("xml")
_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = {
    _MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def _doctype(part: str, doctype: str, *more: tuple[str, str]) -> Package:
    return edited(part, (_DECLARED, f"{_DECLARED}<!DOCTYPE a {doctype}>"), *more)


_LAUGHS = [f"&l{at};" for at in range(9)]
_ATTRIBUTES = " ".join(f'a{at}="1"' for at in range(20_000))


def _laughs() -> str:
    lols = "".join(f'<!ENTITY l{at} "{ten * 10}">' for at, ten in enumerate(_LAUGHS, 1))
    return f'[<!ENTITY l0 "ha">{lols}]'


def _in(part: str, encoding: str) -> Package:
    text = sound_parts()[part].decode().replace("UTF-8", encoding)
    return Package({part: text.encode(encoding)})


def _strict() -> Package:
    parts = dict(sound_parts())
    for before, after in _STRICT.items():
        parts = {
            name: part.replace(before.encode(), after.encode()) for name, part in parts.items()
        }
    return Package(parts)


def _prefixed() -> Package:
    text = sound_parts()[SHEET].decode().replace("</", "</x:").replace("<", "<x:")
    text = text.replace("<x:/x:", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    return Package({SHEET: text.encode()})


_DOCTYPES = [
    _OF.refused("dtd", "A document type is refused at sight.", _doctype(SHEET, "")),
    _OF.refused("dtd-outside", "One that lies elsewhere is not fetched.", _doctype(SHEET, 'SYSTEM "http://example.com/a.dtd"')),
    _OF.refused("entity", "An entity is not resolved.", _doctype(SHEET, '[<!ENTITY a "999">]', ("<v>350</v>", "<v>&a;</v>"))),
    _OF.refused("xxe", "A file of this machine is not read into a text.", _doctype(STRINGS, '[<!ENTITY a SYSTEM "file:///etc/passwd">]', ("企业名称", "&a;"))),
    _OF.refused("laughs", "A billion laughs are not laughed.", _doctype(STRINGS, _laughs(), ("企业名称", "&l9;"))),
    _OF.refused("dtd-workbook", "Nor is a document type taken in the workbook's part.", _doctype(BOOK, "")),
    _OF.refused("dtd-relations", "Nor among its relations.", _doctype(RELATIONS, '[<!ENTITY % a SYSTEM "http://example.com/"> %a;]')),
    _OF.refused("entity-unknown", "An entity that nobody declared is an error.", figure("<v>&a;</v>")),
]  # fmt: skip

_ENCODINGS = [
    _OF.sound("utf-16", "A part may be in UTF-16.", _in(SHEET, "UTF-16")),
    _OF.sound("utf-16-texts", "So may the texts.", _in(STRINGS, "UTF-16")),
    _OF.sound("mark", "A mark of the encoding may stand before it.", edited(SHEET, (_DECLARED, f"\ufeff{_DECLARED}"))),
    _OF.refused("not-utf-8", "Bytes that are no UTF-8 are refused.", Package({STRINGS: sound_parts()[STRINGS].replace("企业".encode(), b"\xc6\xf3\xd2\xb5")})),
    _OF.refused("overlong", "So is a character that is written too long.", Package({STRINGS: sound_parts()[STRINGS].replace("企业".encode(), b"\xc0\xaf")})),
    _OF.refused("surrogate", "So is half a character.", Package({STRINGS: sound_parts()[STRINGS].replace("企业".encode(), b"\xed\xa0\x80")})),
    _OF.refused("encoding-unknown", "An encoding that is none is refused.", edited(SHEET, ("UTF-8", "klingon"))),
    _OF.refused("encoding-utf-7", "One that can hide tags is refused.", edited(SHEET, ("UTF-8", "UTF-7"))),
    _OF.refused("control", "A character that XML forbids is refused.", edited(STRINGS, ("企业名称", "企业\x01名称"))),
    _OF.refused("control-reference", "So is a reference to one.", edited(STRINGS, ("企业名称", "企业&#1;名称"))),
]  # fmt: skip

_FORM = [
    _OF.refused("unclosed", "A tag that never closes is refused.", edited(SHEET, ("</sheetData>", ""))),
    _OF.refused("crossed", "Tags that cross are refused.", figure("<v>350</c></v>")),
    _OF.refused("after-the-end", "Something after the end is refused.", edited(SHEET, ("</worksheet>", "</worksheet><worksheet/>"))),
    _OF.refused("cut", "A part that is cut off is refused.", Package({SHEET: sound_parts()[SHEET][:-60]})),
    _OF.refused("attribute-twice", "An attribute that stands there twice is refused.", edited(SHEET, ('r="C3"', 'r="C3" r="C4"'))),
    _OF.refused("deep", "Elements 10,000 deep are refused.", below("<a>" * 10_000 + "</a>" * 10_000)),
    _OF.sound("deep-a-little", "Elements 50 deep are not.", edited(SHEET, ("</sheetData>", "</sheetData>" + "<a>" * 50 + "</a>" * 50))),
    _OF.sound("wide-attribute", "An attribute of 5 MB holds nobody up.", edited(SHEET, ("<sheetData>", f'<sheetPr codeName="{"a" * 5_000_000}"/><sheetData>')), ANY),
    _OF.sound("many-attributes", "20,000 attributes hold nobody up.",
        edited(SHEET, ("<sheetData>", f"<sheetPr {_ATTRIBUTES}/><sheetData>")), ANY),
    _OF.sound("long-comment", "A comment of 5 MB holds nobody up.", edited(SHEET, ("<sheetData>", f"<!--{'a' * 5_000_000}--><sheetData>")), ANY),
    _OF.refused("empty-part", "A part without a byte is refused.", Package({SHEET: b""})),
    _OF.refused("other-part", "A part that is a picture is refused.", Package({SHEET: b"\x89PNG\r\n\x1a\n"})),
]  # fmt: skip

_ALTERNATIVES = (
    '<m:AlternateContent xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<m:Choice Requires="y"><row r="3"/></m:Choice><m:Fallback><row r="3"/></m:Fallback>'
    '</m:AlternateContent><row r="3">'
)
_NAMESPACES = [
    _OF.sound("strict", "The strict form is a workbook too.", _strict()),
    _OF.sound("prefixes", "A namespace may have a prefix.", _prefixed()),
    _OF.refused("no-namespace", "Elements of no namespace are no cells.", edited(SHEET, (f' xmlns="{_MAIN}"', ""))),
    _OF.refused("other-namespace", "Nor are those of another.", edited(SHEET, (_MAIN, "urn:example"))),
    _OF.sound("strange-value", "A value of another namespace within a cell is none.", figure('<v>350</v><v xmlns="urn:example">999</v>')),
    _OF.sound("strange-rows", "Nor are rows of one.", below('<row xmlns="urn:example" r="3"><c r="C3"><v>999</v></c></row>')),
    _OF.sound("extensions", "What programs add for themselves is passed over.",
        edited(SHEET, ("</worksheet>", '<extLst><ext uri="{A}"><y:a xmlns:y="urn:y"><y:v>999</y:v></y:a></ext></extLst></worksheet>'))),
    _OF.sound("unknown", "So are elements that nobody knows.", edited(SHEET, ("<sheetData>", "<permu><a>999</a></permu><sheetData>"))),
    _OF.refused("alternatives", "Two alternatives for one row may mean either.",
        edited(SHEET, ('<row r="3">', _ALTERNATIVES))),
]  # fmt: skip

_VALUES = [
    _OF.sound("cdata", "A marked section is text.", figure("<v><![CDATA[350]]></v>")),
    _OF.sound("cdata-half", "So is one of which a part is marked.", figure("<v>3<![CDATA[5]]>0</v>")),
    _OF.sound("comment", "A comment within a value is not part of it.", figure("<v>3<!-- 9 -->50</v>")),
    _OF.sound("instruction", "Nor is an instruction.", figure("<v>3<?a 9?>50</v>")),
    _OF.sound("reference", "A character may be given by its number.", figure("<v>&#51;&#x35;0</v>")),
    _OF.sound("lines", "Space around a number is not part of it.", figure("<v>\n 350\t</v>")),
    _OF.refused("two-values", "Two values in a cell may mean either.", figure("<v>350</v><v>999</v>")),
    _OF.refused("index-beyond", "A text that is not in the table is refused.", edited(SHEET, ("<v>0</v>", "<v>4000000000</v>"))),
    _OF.refused("index-negative", "So is the text before the first.", edited(SHEET, ("<v>0</v>", "<v>-1</v>"))),
    _OF.refused("index-word", "So is one by name.", edited(SHEET, ("<v>0</v>", "<v>zero</v>"))),
    _OF.sound("counts-lie", "How many texts a table says it has is not believed.", edited(STRINGS, ("<sst ", '<sst count="4000000000" uniqueCount="1" '))),
    _OF.sound("style-beyond", "A style that is not in the table shows nothing in particular.", edited(SHEET, ('r="C3" t="n" s="0"', 'r="C3" t="n" s="999"')), ANY),
    _OF.held("kind-unknown", "A cell of an unknown kind is not guessed at.", edited(SHEET, ('r="C3" t="n"', 'r="C3" t="zz"')), {3: LAMP}),
    _OF.refused("address-none", "An address that is none is refused.", edited(SHEET, ('r="C3"', 'r="3C"'))),
    _OF.refused("address-beyond", "So is one beyond the sheet.", edited(SHEET, ('r="C3"', 'r="XFE3"'))),
    _OF.refused("row-zero", "There is no row 0.", edited(SHEET, ('<row r="3">', '<row r="0">'))),
    _OF.refused("row-other", "A cell that says it is of another row may be of either.", edited(SHEET, ('r="C3"', 'r="C4"'))),
]  # fmt: skip

CASES = [*_DOCTYPES, *_ENCODINGS, *_FORM, *_NAMESPACES, *_VALUES]
