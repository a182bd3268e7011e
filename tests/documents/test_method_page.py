"""The method's page: each number beside its clause, and each clause where it stands in the notice."""

import re
from pathlib import Path

import pytest

from permu.documents.method import method_html
from permu.documents.method.notice import paragraphs, place_of
from permu.method import library_methods, load_method
from permu.method.loading import notice_of
from permu.sample import SAMPLE_METHOD
from permu.terms.refusal import Language

FOLDERS = [*library_methods(), SAMPLE_METHOD]


def page(folder: Path, language: Language = "zh") -> str:
    return method_html(load_method(folder), notice_of(folder), language=language)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: f"{one.parent.name}/{one.name}")
def test_every_clause_that_is_cited_leads_to_where_it_stands(folder: Path) -> None:
    text = page(folder)

    targets = set(re.findall(r'href="#(p\d+)"', text))
    assert targets <= set(re.findall(r'id="(p\d+)"', text))
    assert targets
    assert "http-equiv" not in text
    assert not re.search(r'<(script|link|img)|src="', text)


def test_weights_benchmarks_and_shares_stand_beside_their_clause() -> None:
    text = re.sub(r"\s+", " ", page(SAMPLE_METHOD))

    row = text[text.index("亩均税收<small>") :]
    assert "评价税收 ÷ 用地面积" in row
    assert "<b>30</b>" in row[:900]
    assert "20 万元/亩" in row[:900]
    assert ">第四条</a>" in row[:900]
    assert "<strong>A</strong><span>20%</span>" in text
    assert "虚构" in text


def test_what_the_text_leaves_open_stands_at_the_top() -> None:
    folder = next(one for one in library_methods() if "yueqing" in str(one))
    text = page(folder)

    for row in load_method(folder).unknown:
        assert row.what in text
    assert text.index("公布文本没有写明的") < text.index("亩均税收")


def test_the_page_is_in_english_too() -> None:
    text = page(SAMPLE_METHOD, "en")

    assert "weight × value ÷ benchmark" in text
    assert "四舍五入" not in text.split("The notice, as known")[0]


def test_a_clause_is_found_in_its_heading_before_a_paragraph_that_names_it() -> None:
    parts = paragraphs("# 办法\n按第四条计分。\n\n## 第四条\n正文\n| 指标 | 权重 |\n|---|--:|\n")

    assert [part.text for part in parts] == [
        "办法",
        "按第四条计分。",
        "第四条",
        "正文",
        "指标 　 权重",
    ]
    assert place_of("第四条", parts) == 3
    assert place_of("第五条", parts) == 0
