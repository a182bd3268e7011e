"""The working sheet as a page and as a PDF says everything the sheet holds, and nothing else."""

import re
import sys
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from importlib import resources
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

import permu.documents.pdf as pdf_module
from permu.documents import working_sheet_html, working_sheet_pdf
from permu.engine import evaluate, explain_all
from permu.engine.evaluation import Evaluation
from permu.method import run_cases
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.documents.fixtures import DEFERRED, EXEMPT, a_sheet
from tests.documents.strategies import SHEETS

HOSTILE = '<script>alert("1")</script>'
VOID = {"meta", "br", "input"}


class Tags(HTMLParser):
    """The tags a browser would see, and whether each one opened is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    parser.close()
    return parser


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


EVERY_FIGURE = (
    "26.5060", "150.0000", "136.1604", "4929.81", "3.02", "30 × 26.5060 ÷ 20", "39.759000",
    "22.032838", "8.412340", "70.204178", "+3.00", "73.20", "265.06", "180.25", "84.81", "12.5",
    "1,802,500.00", "8,333.33", "123,456.70", "280", "512.30", "598.10", "+85.80", "16.75%", "8.57",
)  # fmt: skip
EVERY_WORD = (
    "样例县青石汽车零部件有限公司", "91990101MA0000001X", "青石镇", "规模以上企业", "第四条", "第六条",
    "第十条", "办法公布", "03_税务局_入库税款.xls · 2025年度 · E7", "税务局", "增值税（入库）", "−",
    "无排放数据，按本组该项平均得分赋分", "由 A 类调整为 B 类", "样例县办法第十一条（虚构）",
    "办法未载明缺少职工人数时如何计分", "如何提出异议", "虚构", "0.1.0", "第 12 名，共 280 户",
    "四、怎样升到 A 类", "差 8.30 分", "任何一项单独达到即可", "“容积率”会随之下降", "每项不超过 4.21%",
    "在其他企业和基准值不变的条件下",
)  # fmt: skip


@pytest.mark.parametrize("said", EVERY_FIGURE + EVERY_WORD)
def test_the_page_and_the_pdf_say_every_figure_and_clause_of_the_sheet(said: str) -> None:
    assert said in unescape(working_sheet_html(a_sheet()))
    assert "".join(said.split()) in text_of(working_sheet_pdf(a_sheet()))


@pytest.mark.parametrize(
    ("sheet", "reason"), [(EXEMPT, "公用事业企业免评（第二条）"), (DEFERRED, "缺少“综合能耗”")]
)
def test_an_enterprise_that_is_not_scored_is_told_why_and_what_to_do(sheet, reason) -> None:
    page = unescape(working_sheet_html(sheet))

    assert reason in page
    assert "可按下文提出" in page or "补正" in page
    assert "<table" not in page
    assert reason in text_of(working_sheet_pdf(sheet))


def test_who_has_the_best_grade_or_none_is_told_of_no_way_up() -> None:
    page = working_sheet_html(a_sheet(way=None))

    assert "升到" not in page
    assert "升到" not in text_of(working_sheet_pdf(a_sheet(way=None)))
    assert "升到" not in working_sheet_html(EXEMPT)


def test_a_synthetic_sheet_says_so_and_a_real_one_does_not() -> None:
    real = a_sheet(is_synthetic=False, method_title="办法", method_document="", measures=())

    assert "虚构" in working_sheet_html(a_sheet())
    assert "虚构" not in working_sheet_html(real)
    assert "虚构" not in text_of(working_sheet_pdf(real))


def test_a_hostile_name_is_shown_and_does_nothing() -> None:
    page = working_sheet_html(a_sheet(name=HOSTILE, about=((HOSTILE, HOSTILE),)))

    assert "script" not in tags(page).seen
    assert HOSTILE in unescape(page)
    assert "#panic(1)" in text_of(working_sheet_pdf(a_sheet(name="#panic(1)")))


def test_the_page_names_no_outside_address_but_the_methods_own() -> None:
    sheet = a_sheet(method_address="https://www.example.gov.cn/notice")

    addresses = re.findall(r"https?://[^\s<\"]+", working_sheet_html(sheet))

    assert addresses == ["https://www.example.gov.cn/notice"]
    assert not tags(working_sheet_html(sheet)).seen & {"link", "script", "img", "iframe", "a"}


def test_in_english_the_labels_are_english() -> None:
    page = working_sheet_html(a_sheet(), language="en")
    pdf = text_of(working_sheet_pdf(a_sheet(), language="en"))

    for said in ("Rank 12 of 280", "How to object", "Sum of points"):
        assert said in page
        assert "".join(said.split()) in pdf
    assert "指标得分合计" not in page


def test_the_same_sheet_gives_the_same_pdf() -> None:
    assert working_sheet_pdf(a_sheet()) == working_sheet_pdf(replace(a_sheet()))


def test_without_the_fonts_a_pdf_is_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_module, "FAMILIES", ("No Such Font",))
    pdf_module.compiler.cache_clear()

    with pytest.raises(Refused, match=r"No Such Font.*make demo") as refused:
        working_sheet_pdf(a_sheet())

    assert "Run make demo" in refused.value.text("en")


def test_without_typst_a_pdf_is_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    pdf_module.compiler.cache_clear()

    with pytest.raises(Refused, match=r"permu\[pdf\]"):
        working_sheet_pdf(a_sheet())


@settings(deadline=None, max_examples=60)
@given(SHEETS)
def test_any_sheet_gives_a_whole_page(sheet) -> None:
    page = tags(working_sheet_html(sheet))

    assert page.open == []
    assert page.seen <= tags(working_sheet_html(a_sheet())).seen


@settings(deadline=None, max_examples=25)
@given(SHEETS)
def test_any_sheet_gives_a_pdf(sheet) -> None:
    assert len(PdfReader(BytesIO(working_sheet_pdf(sheet))).pages) >= 1


def test_a_grade_stands_with_the_methods_own_name_and_color() -> None:
    sheets = {}

    def kept(method: Method, facts: Facts, *, earlier: Facts | None = None) -> Evaluation:
        found = evaluate(method, facts, earlier=earlier)
        sheets.update((sheet.grade, sheet) for sheet in explain_all(found, method, facts))
        return found

    run_cases(Path(str(resources.files("permu.method"))) / "examples" / "m46-grade-words", kept)
    page = working_sheet_html(sheets["橙"])

    assert "<span>橙色</span>" in page
    assert 'class="verdict tone-fair"' in page
    assert "橙色" in text_of(working_sheet_pdf(sheets["橙"]))
