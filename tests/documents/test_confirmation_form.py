"""The 数据确认表 says each figure and whose it is, and has room for an answer, a signature and a seal."""

from dataclasses import replace

import pytest

from permu.documents.confirming import ConfirmationForm, FigureLine, confirmation_form_pdf
from tests.documents.fixtures import CODE
from tests.documents.test_working_sheet import text_of

FORM = ConfirmationForm(
    round="2025 年度亩均效益综合评价", name="样例甲有限公司", subject=CODE, as_of="2026-02-28",
    reading=3, closing="请在 2026-04-10 17:00 之前交回。", digest="5f2c" * 16, is_synthetic=True,
    lines=(
        FigureLine(label="增值税（入库）", value="180.25 万元", provider="税务局", files="03.xls"),
        FigureLine(label="综合能耗", value="", provider="经信局", files=""),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "数据确认表", "样例甲有限公司", CODE, "2026-02-28", "第3次读表", "2026-04-1017:00", "5f2c" * 16,
        "增值税（入库）", "180.25万元", "税务局", "03.xls", "综合能耗—经信局", "盖章", "签字", "虚构",
    ],
)  # fmt: skip
def test_the_form_says_every_figure_its_digest_and_who_signs(said: str) -> None:
    assert said in text_of(confirmation_form_pdf(FORM))


def test_a_real_enterprises_form_is_not_called_made_up() -> None:
    assert "虚构" not in text_of(confirmation_form_pdf(replace(FORM, is_synthetic=False)))


def test_a_hostile_name_is_printed_and_does_nothing() -> None:
    assert "#panic(1)" in text_of(confirmation_form_pdf(replace(FORM, name="#panic(1)")))


def test_the_same_figures_give_the_same_form_and_others_another() -> None:
    assert confirmation_form_pdf(FORM) == confirmation_form_pdf(replace(FORM))
    assert confirmation_form_pdf(FORM) != confirmation_form_pdf(replace(FORM, digest="0" * 64))


def test_in_english_its_own_words_are_english() -> None:
    text = text_of(confirmation_form_pdf(FORM, language="en"))

    assert "Confirmationoffigures" in text
    assert "盖章" not in text
