"""The numbers that the papers for officials and enterprises quote are the program's."""

import json

from permu.intake import headers
from permu.intake.checks import _SLIPS
from permu.intake.profiles import profiles
from permu.register.actions import LARGEST_FILE
from permu.terms.credit_code import WEIGHTS, problem

from .desk import Desk
from .pages import ROOT

EXAMPLE = "91990101144124766L"
ENTERPRISES = (ROOT / "docs/enterprises/看懂我的结果.md").read_text("utf-8")
FINDINGS = (ROOT / "docs/officials/提示怎么处理.md").read_text("utf-8")
FORMS = (ROOT / "docs/officials/八张表.md").read_text("utf-8")


def test_the_example_of_the_enterprises_page_is_reckoned_as_it_says(desk: Desk) -> None:
    sheet = json.loads(desk.printed(f"permu explain demo/result {EXAMPLE} --json"))
    tax_per_mu = sheet["indicators"][0]
    tax, land = (tax_per_mu[part]["value"] for part in ("numerator", "denominator"))
    said = ENTERPRISES.partition("## 三、")[2]

    assert f"显示 {tax_per_mu['value']}，实际是 {tax} ÷ {land} = {_cut(tax, land)}…" in said
    assert f"{tax_per_mu['formula']} 是 {_shown(tax_per_mu['value'])}" in said
    assert f"底稿上是 {tax_per_mu['points']}" in said
    assert f"（例如 {tax_per_mu['numerator']['parts'][0]['cells'][0]['raw']} 元）" in ENTERPRISES


def _cut(tax: str, land: str) -> str:
    return f"{float(tax) / float(land):.9f}"[:8]


def _shown(value: str) -> str:
    return f"{30 * float(value) / 20:.4f}"


def test_the_readers_limits_are_those_of_the_page() -> None:
    assert f"网页上传每个 {LARGEST_FILE >> 20} MB" in FORMS
    assert (headers._SEARCHED, headers._DEEPEST) == (60, 3)
    assert "前面六十行里自己找，最多三层" in FORMS


def test_the_lengths_of_codes_and_the_slips_of_units_are_those_of_the_findings_page() -> None:
    assert {problem("1" * digits) for digits in (13, 15)} == {"registry_number"}
    assert problem("1" * 9) == "organisation_code"
    assert len(WEIGHTS) + 1 == 18
    assert sorted(_SLIPS) == [10, 100, 1000, 10000]
    for said in ("18 位里", "13 位或 15 位", "9 位的", "10、100、1000 或 10000 倍"):
        assert said in FINDINGS


def test_there_are_eight_departments() -> None:
    assert sum(not one.occasional for one in profiles()) == 8
    assert FORMS.count("\n### ") == len(profiles()) == 9
