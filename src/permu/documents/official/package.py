"""The parts of a Word document as one file: dated alike, and with fonts to fall back on."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

from permu.documents.official.blocks import Font

FONTS: dict[Font, str] = {
    "title": "方正小标宋简体", "body": "仿宋_GB2312", "heading": "黑体", "subheading": "楷体_GB2312",
}  # fmt: skip
INSTEAD = {
    "方正小标宋简体": "华文中宋", "仿宋_GB2312": "仿宋", "黑体": "SimHei", "楷体_GB2312": "楷体",
    "宋体": "SimSun", "Times New Roman": "Liberation Serif",
}  # fmt: skip
"""What a word processor takes where it lacks a font that offices buy."""
NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""Signs that no Word document can hold."""
LEFTOVERS = ("/thumbnail", "/stylesWithEffects", "/customXml")
FONT_TABLE = "word/fontTable.xml"


def packed(file: Document) -> bytes:
    """The document's bytes: no clock is in them."""
    _drop_leftovers(file)
    raw, fixed = io.BytesIO(), io.BytesIO()
    file.save(raw)
    with ZipFile(raw) as parts, ZipFile(fixed, "w", ZIP_DEFLATED) as out:
        for name in parts.namelist():
            content = _font_table() if name == FONT_TABLE else parts.read(name)
            out.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return fixed.getvalue()


def _drop_leftovers(file: Document) -> None:
    """What an empty document brings along and no reader needs: half of the bytes and of the time."""
    for links in (file.part.package.rels, file.part.rels):
        for name in [name for name, one in links.items() if one.reltype.endswith(LEFTOVERS)]:
            del links[name]


def _font_table() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
        for name, other in INSTEAD.items()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<w:fonts xmlns:w="{space}">{fonts}</w:fonts>'.encode()
