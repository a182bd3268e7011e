"""Official papers, opened again: laid out as GB/T 9704 asks, one content in both files, and nothing that is not published."""

import io
import time
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from permu.documents.official import Draft, Paper, paper_docx, paper_pdf
from permu.documents.official.changes import changes_between
from permu.documents.official.issued import Issued
from permu.documents.official.listing import Graded, GradedList
from permu.documents.official.notice import Corrected, PublicNotice, Window, notice_paper, until
from permu.documents.official.package import NO_XML
from tests.documents.conftest import HOSTILE_NAME

DAY = date(2026, 7, 1)
GRADED = tuple(
    Graded(name=name, subject=f"9199010{n}", group=group, grade=grade, score=Decimal("87.31") - n, rank=rank)
    for n, (name, group, grade, rank) in enumerate([
        ("乙厂", "规上企业", "A", 2), (HOSTILE_NAME, "规上企业", "A", 1), ("<w:p>&丁#*_", "规下企业", "B", 1),
    ])
)  # fmt: skip
ENTRIES = [
    {"subject": one.subject, "name": one.name, "grade": one.grade, "score": "1", "rank": 1} for one in GRADED
]  # fmt: skip
ISSUED = Issued(
    kind="notice", year=2025, version=2, number=12, round="2025年度", run=3, as_of=date(2025, 12, 31),
    at=datetime(2026, 7, 1, 9, 5), algorithm="sha256", root="ab" * 32, head="12-" + "3f" * 32,  # noqa: DTZ001 — as the office's clock shows
)  # fmt: skip
NOTICE = PublicNotice(
    place="示例县", method="示例办法", issued=ISSUED,
    list=GradedList(publishes="full", groups=("规上企业", "规下企业"), grades=("A", "B"), graded=GRADED),
    window=Window(closes="2026年7月10日24时", channel=("镇", "亩均办"), needs_evidence=True),
    corrected=Corrected(figures=3, subjects=2), is_synthetic=True,
)  # fmt: skip


def opened(paper: Paper):
    return Document(io.BytesIO(paper_docx(paper)))


def word_text(paper: Paper) -> str:
    return "".join(part.text or "" for part in opened(paper).element.body.iter(qn("w:t")))


def pdf_pages(paper: Paper) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(paper_pdf(paper))).pages]


def bare(text: str) -> str:
    """Without what a page breaks lines with; typst joins f and i."""
    return "".join(text.replace("\u200b", "").replace("ﬁ", "fi").split())


def test_the_page_is_as_the_standard_asks():
    document = opened(notice_paper(NOTICE))
    section = document.sections[0]
    sides = (
        "page_width",
        "page_height",
        "top_margin",
        "bottom_margin",
        "left_margin",
        "right_margin",
    )
    assert [round(getattr(section, side).mm) for side in sides] == [210, 297, 37, 35, 28, 26]
    body = next(line for line in document.paragraphs if "予以公示" in line.text)
    assert body.paragraph_format.line_spacing.pt == pytest.approx(28.95)
    assert body.paragraph_format.first_line_indent.pt == pytest.approx(31.5)
    letters = body.runs[0]._r.rPr
    assert (body.runs[0].font.size.pt, letters.rFonts.get(qn("w:eastAsia"))) == (16, "仿宋_GB2312")
    assert [part.tag for part in letters].index(qn("w:spacing")) < [
        part.tag for part in letters
    ].index(qn("w:sz"))
    for footer in (section.footer, section.even_page_footer):
        assert footer._element.xpath(".//w:fldSimple[@w:instr='PAGE']")


def test_a_page_has_22_lines_of_28_characters():
    draft = Draft("试", made_on=DAY)
    draft.body("亩" * 28 * 60)
    lines = pdf_pages(draft.paper)[1].strip().split("\n")

    assert [len(line) for line in lines[:22]] == [28] * 22
    assert lines[22:] == ["— 2 —"]


def test_headings_annexes_and_the_signature_are_numbered_and_placed_by_the_draft():
    draft = Draft("关于某事的通知", made_on=DAY)
    draft.to("某局")
    draft.heading("甲")
    draft.subheading("子")
    draft.points(["一事", "二事"])
    draft.heading("乙")
    draft.annexes(["名单", "变化"])
    draft.signed(on=DAY)
    draft.annex()
    draft.annex()
    texts = [line.text for line in draft.paper.blocks if line.text]

    assert texts == [
        "关于某事的通知", "某局：", "一、甲", "（一）子", "1. 一事", "2. 二事", "二、乙", "附件：1. 名单",
        "　　　2. 变化", "〔发文机关〕", "2026年7月1日", "附件1", "名单", "附件2", "变化",
    ]  # fmt: skip
    assert len(pdf_pages(draft.paper)) == 3


def test_the_signature_never_stands_on_a_page_without_text():
    for lines in range(10, 24):
        draft = Draft("试", made_on=DAY)
        for _ in range(lines):
            draft.body("亩均")
        draft.annexes(["名单"])
        draft.signed(on=DAY)
        pages = pdf_pages(draft.paper)
        signed = next(page for page in pages if "发文机关" in page)
        assert "亩均" in signed, lines


def test_word_and_pdf_say_the_same():
    paper = notice_paper(NOTICE)
    texts = [text.translate(NO_XML) for text in paper.texts()]

    assert word_text(paper) == "".join(texts)
    shown = bare("".join(pdf_pages(paper)))
    assert [text for text in texts if bare(text) not in shown] == []


def test_the_list_is_one_table_whose_head_stands_on_every_page_with_a_band_a_grade():
    many = tuple(
        replace(GRADED[n % 3], name=f"企业{n}", subject=f"{n:05}", rank=n + 1) for n in range(120)
    )
    paper = notice_paper(replace(NOTICE, list=replace(NOTICE.list, graded=many)))
    (table,) = opened(paper).tables
    assert table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")
    bands = [text for row in table.rows if len(set(text := [c.text for c in row.cells])) == 1]
    assert [band[0] for band in bands] == ["规上企业　A类　80户", "规下企业　B类　40户"]
    pages = [page for page in pdf_pages(paper) if "企业名称" in page]
    assert len(pages) > 2


@pytest.mark.parametrize("publishes", ["grades", "unordered"])
def test_neither_score_nor_rank_leaks_where_the_method_publishes_grades(publishes):
    notice = replace(NOTICE, list=replace(NOTICE.list, publishes=publishes))
    said = word_text(notice_paper(notice))
    assert "86.31" not in said
    assert "综合得分" not in said
    other = tuple(replace(one, score=None, rank=None) for one in reversed(GRADED))
    blind = replace(notice, list=replace(notice.list, graded=other))
    assert paper_docx(notice_paper(notice)) == paper_docx(notice_paper(blind)), (
        "the order tells nothing"
    )


def test_it_names_its_version_as_of_date_digest_head_and_end_and_that_it_is_made_up():
    said = word_text(notice_paper(NOTICE))
    for each in (
        "2025年度公示第2版（存证第12号）", "2025年12月31日", "ab" * 32, "12-" + "3f" * 32, "虚构",
        "至2026年7月10日24时止", "向镇，再向亩均办书面提出", "更正数据3项，涉及企业2户",
    ):  # fmt: skip
        assert each in said
    assert "虚构" not in word_text(notice_paper(replace(NOTICE, is_synthetic=False)))
    blank = word_text(notice_paper(replace(NOTICE, window=Window())))
    assert "至〔    〕止" in blank
    assert "向〔受理部门〕" in blank


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 7, 11), "2026年7月10日24时"), (datetime(2027, 1, 1), "2026年12月31日24时"),  # noqa: DTZ001
        (datetime(2026, 7, 10, 17, 30), "2026年7月10日17时30分"), (datetime(2026, 7, 10, 17), "2026年7月10日17时"),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_a_notice_ends_with_its_last_day(moment, said):
    assert until(moment) == said


def test_what_changed_stands_at_the_beginning_and_in_an_annex_of_its_own():
    later = [
        {**ENTRIES[0], "grade": "B"},
        {**ENTRIES[1], "score": "2"},
        {**ENTRIES[2], "grade": ""},
    ]
    later.append({"subject": "9", "name": "新厂", "grade": "A", "score": "1", "rank": 3})
    found = changes_between(
        ENTRIES, later, since="第1版", why=lambda code: "更正了数据" if code == "9" else ""
    )
    said = word_text(notice_paper(replace(NOTICE, changes=found)))

    assert (
        "与第1版相比，等级变化1户、新增1户、不再列入1户、等级未变、得分或名次有变1户（见附件2）。"
        in said
    )
    assert said.index("与第1版相比") < said.index("共评定")
    for text in ("由A类变为B类", "新增，A类，因为更正了数据", "不再列入，原为B类"):
        assert text in said.partition("附件2")[2]
    same = changes_between(ENTRIES, ENTRIES, since="第1版")
    assert "与第1版相比，名单没有变化。" in word_text(notice_paper(replace(NOTICE, changes=same)))


lists = st.dictionaries(
    st.sampled_from("甲乙丙丁戊"), st.tuples(st.sampled_from(["A", "B", ""]), st.integers(1, 2))
).map(lambda found: [
    {"subject": code, "name": code, "grade": grade, "score": "1", "rank": rank} for code, (grade, rank) in found.items()
])  # fmt: skip


@given(before=lists, after=lists)
def test_every_grade_that_is_otherwise_is_told_once_and_the_way_back_tells_the_contrary(
    before, after
):
    there, back = (
        changes_between(*pair, since="甲") for pair in ((before, after), (after, before))
    )
    old, new = ({one["subject"]: one["grade"] for one in entries} for entries in (before, after))

    moved = {code for code in old | new if old.get(code, "") != new.get(code, "")}
    assert sorted(one.subject for one in there.moved) == sorted(moved)
    assert {(one.subject, one.before, one.after) for one in there.moved} == {
        (one.subject, one.after, one.before) for one in back.moved
    }
    assert there.rescored == back.rescored
    assert changes_between(before, before, since="甲").moved == ()


def test_equal_papers_are_equal_bytes_whenever_they_are_made(monkeypatch):
    paper = notice_paper(NOTICE)
    first = paper_docx(paper), paper_pdf(paper)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert (paper_docx(paper), paper_pdf(paper)) == first
    assert paper_docx(notice_paper(replace(NOTICE, place="他县"))) != first[0]


def test_a_name_is_text_and_never_markup():
    paper = notice_paper(NOTICE)
    for said in (word_text(paper), "".join(pdf_pages(paper))):
        assert HOSTILE_NAME in said
        assert "<w:p>&丁#*_" in bare(said)
    assert "丁" in word_text(notice_paper(replace(NOTICE, place="\x00丁\ufffe")))


def test_a_county_takes_seconds():
    many = tuple(replace(GRADED[0], name=f"企业{n}", rank=n + 1) for n in range(2000))
    paper = notice_paper(replace(NOTICE, list=replace(NOTICE.list, graded=many)))
    started = time.perf_counter()
    paper_docx(paper)
    paper_pdf(paper)
    assert time.perf_counter() - started < 20
