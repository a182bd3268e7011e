"""An official paper as a Word document: A4, 22 lines of 28 characters, its fonts and page numbers."""

from datetime import datetime, time

from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from permu.documents.official.blocks import SQUEEZE, STYLES, Line, Paper, Style
from permu.documents.official.package import FONTS, NO_XML, packed
from permu.documents.official.wordtable import add_table

LATIN, PAGE_NUMBER = "Times New Roman", "宋体"
BODY_SIZE = 16
ALIGNS = {
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY, "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT,
}  # fmt: skip


def paper_docx(paper: Paper) -> bytes:
    """The paper as Word: equal papers give equal bytes."""
    file = Document()
    file.core_properties.title = paper.title.translate(NO_XML)[:255]
    file.core_properties.comments = ""
    file.core_properties.author = "Permu 亩均"
    file.core_properties.created = datetime.combine(paper.made_on, time())
    file.core_properties.modified = file.core_properties.created
    file.settings.odd_and_even_pages_header_footer = True
    file.styles["Normal"].paragraph_format.space_after = Pt(0)
    _lay_out(file.sections[0])
    for block in paper.blocks:
        if isinstance(block, Line):
            _add_line(file, block)
        else:
            add_table(file, block)
    return packed(file)


def _lay_out(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    _number(section.footer.paragraphs[0], align=WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], align=WD_ALIGN_PARAGRAPH.LEFT)


def _add_line(file: WordFile, line: Line) -> None:
    style = STYLES[line.style]
    made = file.add_paragraph()
    form = made.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style.pitch)
    form.alignment = ALIGNS[style.align]
    form.first_line_indent = Pt((style.size - SQUEEZE) * style.indent)
    form.right_indent = Pt(style.size * style.tail)
    form.keep_with_next = style.keeps or line.keeps
    form.page_break_before = line.on_new_page
    _write(made, line.text, style)


def _write(paragraph: Paragraph, text: str, style: Style) -> None:
    """Text in a Chinese font, its digits and Latin letters in another; body text a little closer."""
    run = paragraph.add_run(text.translate(NO_XML))
    _set_font(run, FONTS[style.font], latin=LATIN, size=style.size)
    if style.size == BODY_SIZE:
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), str(round(-SQUEEZE * 20)))
        run._r.get_or_add_rPr().find(qn("w:sz")).addprevious(closer)  # the schema has an order


def _set_font(run: Run, font: str, *, latin: str, size: float) -> None:
    run.font.name, run.font.size = latin, Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _number(paragraph: Paragraph, *, align: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, 4号, outside, one character from the edge."""
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Pt(14)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    for text in ("— ", "1", " —"):
        run = paragraph.add_run(text)
        _set_font(run, PAGE_NUMBER, latin=PAGE_NUMBER, size=14)
        if text == "1":
            field.append(run._r)
            paragraph._p.append(field)
